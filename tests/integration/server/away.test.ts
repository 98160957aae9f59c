// The database or the witness is gone, frozen or back: people are told in two seconds, and nobody has to restart.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../server/db.ts';
import { migrate } from '../../../server/migrate.ts';
import { databaseLimits } from '../../../server/timed-pool.ts';
import { removePostgres, startPostgres, type Postgres } from '../../../tools/postgres.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { TestEnv } from '../../support/server/portal.ts';
import type { Person } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';

/** Two seconds, and a little more for a machine with other work. */
const toldWithinMs = 3000;
const dataDir = mkdtempSync(join(tmpdir(), 'dd-away-'));
let postgres: Postgres;
let testEnv: TestEnv;
let anna: Person;
/** With her five people. Of one person six requests are worked on at once (server/line.ts). */
let people: readonly Person[];

beforeAll(async () => {
  postgres = await startPostgres({ dataDir, fsync: false });
  await migrate(postgres.ownerUrl);
  const { ownerUrl, appUrl, publicUrl } = postgres;
  testEnv = await TestEnv.open(
    Promise.resolve({ name: 'portal', ownerUrl, appUrl, publicUrl, drop: async () => undefined }),
    databaseLimits,
  );
  const world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
  const others: Person[] = [];
  while (others.length < 4) others.push(await world.addMember('participant'));
  people = [anna, ...others];
});
afterAll(async () => {
  signal('SIGCONT');
  testEnv.witness.thaw();
  await testEnv.close();
  await postgres.stop();
  removePostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

/** PostgreSQL is many processes; frozen is all of them. */
function signal(name: NodeJS.Signals): void {
  const parentOf = (pid: string) => {
    try {
      return Number(/^.*\) \S (\d+)/su.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
    } catch {
      return 0;
    }
  };
  const children = readdirSync('/proc').filter((pid) => /^\d+$/u.test(pid) && parentOf(pid) === postgres.pid);
  for (const pid of [postgres.pid, ...children.map(Number)]) process.kill(pid, name);
}

async function ask(path: string, body?: string, person = anna) {
  const begun = performance.now();
  const { status, text } = await person.browser.raw(path, body);
  return { status, body: JSON.parse(text) as { code?: string; ok?: boolean }, ms: performance.now() - begun };
}

async function expectAway(): Promise<void> {
  const answers = await Promise.all([
    ask('/api/login/begin', '{}'),
    ask('/api/session/look', '{}'),
    ask('/api/records/mine', '{}'),
    ...Array.from({ length: 30 }, () => ask('/api/login/begin', '{}')),
  ]);
  for (const { status, body, ms } of answers) {
    expect([status, body.code]).toEqual([503, 'database-away']);
    expect(ms).toBeLessThan(toldWithinMs);
  }
  const health = await ask('/health');
  expect([health.status, health.body]).toEqual([503, { ok: false }]);
  expect(health.ms).toBeLessThan(toldWithinMs);
}

/** In a moment: what was asked of a broken connection is told once more. */
async function expectBack(): Promise<void> {
  await expect.poll(async () => (await ask('/health')).status, { interval: 200 }).toBe(200);
  await expect.poll(async () => (await ask('/api/session/look', '{}')).status).toBe(200);
}

describe('the database', () => {
  it('that ends every connection is asked again over new ones', async () => {
    for (let i = 0; i < 3; i++) {
      await withClient(postgres.ownerUrl, (client) =>
        client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'portal'"),
      );
      for (const { status, body } of await Promise.all([ask('/api/session/look', '{}'), ask('/api/login/begin', '{}')]))
        if (status !== 200) expect([status, body.code]).toEqual([503, 'database-away']);
    }
    await expectBack();
  });

  it('that is frozen counts as away within two seconds, again and again, and is used again when it answers', async () => {
    signal('SIGSTOP');
    await expectAway();
    await expectAway();
    signal('SIGCONT');
    await expectBack();
  }, 40_000);

  it('that was killed counts as away at once, and is used again when it answers', async () => {
    const stopped = postgres;
    await stopped.stop();
    await expectAway();
    postgres = await startPostgres({ dataDir, fsync: false });
    // Its socket has another folder now: what the portal knows is the old address, so the portal starts anew.
    Object.assign(testEnv.config, { databaseUrl: postgres.appUrl });
    await testEnv.restart();
    await expectBack();
  }, 40_000);
});

describe('an address that accepts and never answers', () => {
  it('is reported as database-away', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const db = openDatabase(`postgres://x@127.0.0.1:${(silent.address() as AddressInfo).port}/x`, 2);
    const begun = performance.now();
    const looks = await Promise.allSettled(
      Array.from({ length: 8 }, () => db.selectFrom('log_head').select('size').execute()),
    );
    for (const look of looks) expect(look).toMatchObject({ status: 'rejected', reason: { code: 'database-away' } });
    expect(performance.now() - begun).toBeLessThan(toldWithinMs);
    silent.close();
  });
});

describe('a witness that is frozen', () => {
  afterAll(() => testEnv.witness.thaw());

  it('lets people in without waiting for it', async () => {
    for (const person of people) await person.login();
    testEnv.witness.freeze();
    for (let i = 0; i < 5; i++) {
      const begun = performance.now();
      const { head, cachedHead } = await anna.login();
      // The first finds it out for all.
      expect(performance.now() - begun).toBeLessThan(i === 0 ? toldWithinMs : 1000);
      expect([head, cachedHead === null]).toEqual([null, false]);
    }
  }, 40_000);

  it('is asked again by the first who signs in after it answers', async () => {
    testEnv.witness.thaw();
    await expect.poll(async () => (await anna.login()).head === null, { interval: 300 }).toBe(false);
    testEnv.witness.freeze();
  }, 20_000);

  it('counts as away within two seconds for everything that needs it, however many ask', async () => {
    const nonce = JSON.stringify({ nonce: 'A'.repeat(43) });
    for (const { status, body, ms } of await Promise.all(
      people.flatMap((person) => Array.from({ length: 6 }, () => ask('/api/log/head', nonce, person))),
    )) {
      expect([status, body.code]).toEqual([503, 'witness-away']);
      expect(ms).toBeLessThan(toldWithinMs);
    }
  });
});
