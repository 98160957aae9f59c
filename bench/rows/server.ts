/** The portal as it runs for people: processes of their own over a PostgreSQL that writes to disk, asked over HTTP. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { utf8 } from '#protocol/core/bytes.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import type { Policy } from '#protocol/members/policy.ts';
import { startServers, type TestEnv } from '../../tests/support/processes/servers.ts';
import { freePorts } from '../../tests/support/processes/ports.ts';
import { httpClient } from '../../tests/support/server/client.ts';
import { desk, file, itemOf, kind, prepareOpening, seal, type Filed } from '../../tests/support/server/seal-record.ts';
import type { Person } from '../../tests/support/server/person.ts';
import { facts, World } from '../../tests/support/server/world.ts';
import { pairedRates, rate, type Row } from '../measure.ts';
import { withClient } from '../../tools/postgres-roles.ts';
import { startNode } from '../../tools/program.ts';

const travel = desk('travel');
/** Each opens with a key of her own: the counter of one key allows only one opening after the other. */
const openers = 8;

interface Bench {
  readonly testEnv: TestEnv;
  readonly world: World;
  readonly staff: readonly Person[];
  readonly anna: Person;
}

export async function measure(): Promise<readonly Row[]> {
  const testEnv = await startServers({ ownPostgres: true });
  try {
    const idle = await memory(testEnv);
    const world = await World.found(httpClient(testEnv.origin), testEnv.foundingLink, 1, withoutLimits());
    const staff: Person[] = [];
    for (let at = 0; at < openers; at++) staff.push(await world.addMember('staff', travel));
    await world.mintEpoch(travel, staff[0] as Person);
    await world.mintMonth(new Date().toISOString().slice(0, 7));
    const bench = { testEnv, world, staff, anna: await world.addMember('participant') };
    return [await appending(bench), await openingAll(bench), await looking(bench), await queueing(bench), ...idle];
  } finally {
    await testEnv.stop();
  }
}

/** A bench opens more in a minute than a team may in a day. */
function withoutLimits(): Policy {
  const policy = defaultPolicy(facts);
  return { ...policy, kinds: policy.kinds.map((rule) => ({ ...rule, perHour: 1_000_000, perDay: 1_000_000 })) };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request with little around it: the cost of the bench itself is taken from the portal on the same cores. */
function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers };
    request(url, { method: 'POST', agent, headers: sent }, (response) => {
      readText(response).then(
        (said) => (response.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${said.slice(0, 200)}`))),
        reject,
      );
    })
      .on('error', reject)
      .end(body);
  });
}

const asked = (bench: Bench, person: Person, act: string, body: unknown) =>
  post(
    `${bench.testEnv.origin}/api/${act}`,
    { origin: bench.testEnv.origin, cookie: person.browser.cookie },
    JSON.stringify(body),
  );

/** A: one row, one commit, flushed to disk, from as many connections as there are clients. */
async function besideRawInserts(bench: Bench, clients: number, each: number, ours: () => Promise<number>) {
  const pool = new pg.Pool({ connectionString: bench.testEnv.ownerUrl, max: clients });
  try {
    await pool.query('create table if not exists bench_raw (id bigserial primary key, leaf bytea not null)');
    const insert = { name: 'raw', text: 'insert into bench_raw (leaf) values ($1)', values: [Buffer.alloc(65)] };
    const measured = await pairedRates(ours, () => rate(clients, each, () => pool.query(insert)));
    return { ...measured, unit: '/s', referenceName: 'raw durable inserts' };
  } finally {
    await pool.end();
  }
}

async function appending(bench: Bench): Promise<Row> {
  const [clients, each] = [32, 6];
  // A guest may not write as many in a day.
  const author = bench.staff[0] as Person;
  const filing = { kind: kind('itinerary'), author, owner: bench.anna, content: utf8('x'.repeat(600)) };
  const ours = async () => {
    const items = Array.from({ length: clients * each }, () => itemOf(seal(bench.world, filing)));
    return rate(clients, each, (nth) => asked(bench, author, 'records/put', { items: [items[nth]] }));
  };
  const measured = await besideRawInserts(bench, clients, each, ours);
  return { name: `append a record, ${clients} clients × 1`, ...measured, aim: '≥ 0.4' };
}

/** From the request to the last box: logged, cosigned and released. The touches were made before. */
async function openingAll(bench: Bench): Promise<Row> {
  const { world, staff, anna } = bench;
  const batch = 25;
  const filed: Filed[] = [];
  for (let at = 0; at < batch; at++)
    filed.push(await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') }));
  const ours = async () => {
    const ready: (() => Promise<void>)[] = [];
    for (const person of staff) {
      const { body } = await prepareOpening(world, person, travel, filed);
      ready.push(() => asked(bench, person, 'openings/ask', body));
    }
    return batch * (await rate(openers, 1, (nth) => (ready[nth] as () => Promise<void>)()));
  };
  const measured = await besideRawInserts(bench, openers, batch, ours);
  return { name: `open records, released, ${openers} clients × ${batch}`, ...measured, aim: '≥ 0.2' };
}

/** A team's queue while one author has ten thousand rows that name this team, and without them. */
async function queueing(bench: Bench): Promise<Row> {
  const { testEnv, world, anna, staff } = bench;
  const ask = () => asked(bench, staff[0] as Person, 'records/desk', { desk: travel, after: 0 });
  const one = await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') });
  const measured = async () => {
    // After a start every row is verified once.
    await testEnv.restartPortal();
    await ask();
    return rate(1, 40, ask);
  };
  const reference = await measured();
  await withClient(testEnv.ownerUrl, (client) =>
    client.query(
      `insert into record (record, revision, kind, owner, desk, about, author, gated, readers, digest, bytes, content, leaf, commitment)
       select substr(md5(n::text), 1, 22), 1, kind, owner, desk, about, author, gated, readers,
         sha256(convert_to(n::text, 'UTF8')), '\\x00', content, leaf, commitment
       from record, generate_series(1, 10000) n where digest = $1`,
      [Buffer.from(one.sealed.digest)],
    ),
  );
  const value = await measured();
  const ratio = value / reference;
  const name = 'a queue beside 10 000 rows by one author';
  return { name, value, unit: '/s', reference, referenceName: 'the queue without', ratio, aim: '≥ 0.8' };
}

async function looking(bench: Bench): Promise<Row> {
  const [clients, each] = [16, 40];
  const client = new pg.Client({ connectionString: bench.testEnv.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ hash: string }>(
    `select encode(id_hash, 'hex') as hash from session where member = $1 order by created desc limit 1`,
    [bench.anna.member],
  );
  await client.end();
  const port = await freePorts();
  const bare = startNode(join(import.meta.dirname, '../bare.ts'), [], {
    env: { DATABASE_URL: bench.testEnv.appUrl, PORT: String(port), ID_HASH: rows[0]?.hash ?? '' },
  });
  try {
    await bare.ready(/./u);
    const measured = await pairedRates(
      () => rate(clients, each, () => asked(bench, bench.anna, 'session/look', {})),
      () => rate(clients, each, () => post(`http://127.0.0.1:${port}/look`, {}, '{}')),
    );
    return { name: 'authenticated read', ...measured, unit: '/s', referenceName: 'bare Fastify route', aim: '≥ 0.8' };
  } finally {
    await bare.stop();
  }
}

/** Proportional set size: what is shared with other processes is divided by their number. Linux only. */
async function memory({ portal, witness }: TestEnv): Promise<Row[]> {
  if (process.platform !== 'linux') return [];
  await wait(2000);
  const pss = (pid: number) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/mu.exec(rollup)?.[1] ?? 0) / 1000;
  };
  // Measured once, on another day: a small server of the same kind, idle.
  const row = (name: string, value: number, aim: string): Row => {
    const reference = 110;
    return { name, value, unit: 'MB', reference, referenceName: 'CryptPad, idle', ratio: value / reference, aim };
  };
  return [
    row('idle memory of the portal', pss(portal.pid), '≤ 120 MB'),
    row('idle memory of the witness', pss(witness.pid), '≤ 80 MB'),
  ];
}
