/**
 * P4, P5. Somebody with the portal's role in the database writes rows: an effect, a verdict, a checkpoint, lines about openings.
 * And a clock is wrong for a moment. None of it stops the log, the roster, a sign-in or the officers' audit.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { concat, toBase64url } from '#protocol/core/bytes.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import { appendLeaves, askWitness } from '../../support/attacks/doors.ts';
import { openAll, SmallEvent } from '../../support/attacks/event.ts';
import { randomness } from '../../support/attacks/insider.ts';
import { withMutantPortal, withMutantWitness } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';

const dayMs = 24 * 3_600_000;
const clocks = new Clocks();
let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas', 'milan'], clocks });
});
afterAll(async () => {
  await event.stop();
  clocks.remove();
});

async function asApp<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: event.testEnv.appUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A roster leaf of garbage with its body and its effect: all that the database asks of the portal's role. */
const plant = (body: Uint8Array) =>
  asApp(async (client) => {
    await client.query('begin');
    const { rows } = await client.query('select generation, log_lock(generation) as size from writer');
    const { generation, size } = rows[0] as { generation: string; size: string };
    await client.query('insert into roster_entry (leaf, bytes) values ($1, $2)', [size, Buffer.from(body)]);
    await client.query("insert into effect (leaf, members, wraps, slots) values ($1, '{}', '{}', '{}')", [size]);
    const leaf = Buffer.from(encodeLeaf(rosterLeaf(body)));
    await client.query('select log_append($1, array[$2::bytea])', [generation, leaf]);
    await client.query('commit');
  });

const cosigned = async () => ((await askWitness(event.testEnv, 'GET', '/state')).json as { size: number }).size;
const published = async () => expect.poll(cosigned).toBe(await event.logSize());
/** What the officer hears: the state of her act, or why not. */
async function removed(who: 'amira' | 'tomas' | 'milan'): Promise<string> {
  const { vault } = await event.enter('ingrid');
  const act = vault.removeMember(event.member(who));
  return act.then(
    ({ state }) => state,
    () => codeOf(act),
  );
}
const audit = async () => (await event.enter('ingrid')).vault.audit(true);

it('a verdict that was altered is asked for again, and where it was not, nobody could sign in', async () => {
  const alter = () =>
    asApp((client) =>
      client.query(
        `update verdict set signature = decode(repeat('00', 64), 'hex') where leaf = (select max(leaf) from verdict)`,
      ),
    );
  await published();
  await event.testEnv.stopPortal('SIGKILL');
  await alter();
  await event.testEnv.startPortal();
  await event.enter('amira');
  await event.testEnv.stopPortal('SIGKILL');
  await alter();
  await event.testEnv.startPortal();
  await event.enter('ingrid');
  await event.testEnv.stopPortal('SIGKILL');
  await alter();
  await withMutantPortal(event.testEnv, 'verdict-unasked', async () => {
    expect(await codeOf(event.enter('amira'))).toBe('head-stale');
  });
  await event.enter('amira');
});

it('a checkpoint that somebody put there is handed to nobody, and where it was, the audit would fail', async () => {
  const put = () =>
    asApp((client) => client.query(`select checkpoint_put(generation, size, root, 'junk') from writer, log_head`));
  await published();
  await put();
  await audit();
  await event.testEnv.restartPortal();
  await audit();
  await withMutantPortal(event.testEnv, 'planted-note', async () => {
    await published();
    await put();
    expect(await codeOf(audit())).toBe('checkpoint-shape');
  });
  await audit();
});

it('who opened is told though the lines were altered, and where nobody compared, she would be hidden', async () => {
  const opener = async () => (await audit()).lines.filter(({ type }) => type === 'opening').map(({ who }) => who);
  const opened = await openAll(await event.enter('tove'), [event.member('amira')]);
  expect(opened.map(({ refusal }) => refusal)).toEqual(opened.map(() => undefined));
  const before = await opener();
  expect(before.flat()).toContain(event.member('tove'));
  const alter = () => asApp((client) => client.query(`update log_sealed set body = '\\x00', view = '\\x00'`));
  await alter();
  expect(await opener()).toEqual(before);
  await withMutantPortal(event.testEnv, 'altered-believed', async () => {
    await alter();
    expect((await opener()).flat()).not.toContain(event.member('tove'));
  });
  expect(await opener()).toEqual(before);
});

it('an effect of garbage ends with its verdict, and where it did not, nobody could be removed any more', async () => {
  await withMutantPortal(event.testEnv, 'effect-outlives', async () => {
    await plant(randomness(100));
    await published();
    expect(await removed('milan')).toBe('roster-moved');
  });
  // What is left of it waits for nothing, and goes with the next entry.
  expect(await removed('milan')).toBe('applied');
  await plant(randomness(100));
  await published();
  expect(await removed('amira')).toBe('applied');
});

it('a second clock must confirm the witness’s, and where it need not, a leaf would be judged at any hour', async () => {
  await published();
  const from = await event.logSize();
  await event.testEnv.stopPortal('SIGKILL');
  const leaf = concat(new Uint8Array([2]), randomness(64));
  await appendLeaves(event.testEnv, [leaf]);
  const mirror = () => {
    const clock = Date.now() + 2 * dayMs;
    return askWitness(event.testEnv, 'POST', '/mirror', {
      from,
      clock,
      leaves: toBase64url(leaf),
      entries: [],
      needs: [],
      said: [],
    });
  };
  const refused = await mirror();
  expect([refused.status, refused.json]).toMatchObject([409, { code: 'clock-skew' }]);
  await withMutantWitness(event.testEnv, 'skew-judged', async () => {
    expect((await mirror()).json).toMatchObject({ size: from + 1 });
  });
  await event.testEnv.startPortal();
  await published();
});

it('two clocks that were wrong together end no removal, and one that each judges by would', async () => {
  clocks.setBoth(2 * dayMs);
  await appendLeaves(event.testEnv, [concat(new Uint8Array([2]), randomness(64))]);
  await published();
  clocks.setBoth(0);
  await withMutantPortal(event.testEnv, 'judged-by-own-clock', async () => {
    expect(await removed('tomas')).toBe('roster-expired');
  });
  expect(await removed('tomas')).toBe('applied');
});
