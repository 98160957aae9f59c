/**
 * Entries about to expire: the portal takes none with less than a minute left, so that the witness, which judges by its
 * own clock, does not refuse what the log holds already. The witness in these tests keeps the real time.
 */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { desk } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

const dayMs = 24 * 3600 * 1000;
let testEnv: TestEnv;
let world: World;
let staff: Person;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 3);
  staff = await world.addMember('staff');
});
afterAll(() => testEnv.close());
beforeEach(async () => {
  // A session that the clock ahead began is over.
  for (const person of world.officers) await person.login();
  await world.sync();
  // The clock does not move, so that the time that is left is exactly what the test says.
  at(Date.now());
});
afterEach(() => vi.useRealTimers());

const at = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
const officer = (index: number) => world.officers[index] as Person;
const logSize = async () => (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;
const proposals = async () => (await officer(1).browser.call('roster/proposals', {})).proposals;
const removal = (member: Person): Operation => ({ type: 'remove', member: member.member });

describe('an entry that one signature completes', () => {
  let guest: Person;
  beforeAll(async () => {
    guest = await world.addMember('participant');
  });
  const sentWith = async (leftMs: number) => {
    const entry = world.entry(removal(guest), { expires: Date.now() + leftMs });
    return { entry: await world.signed(entry, [officer(0)]), minted: null };
  };

  it.each([1_000, 59_000, 59_999])('with %i ms left is refused, and nothing is appended', async (left) => {
    const before = await logSize();
    expect(await officer(0).browser.refused('roster/propose', await sentWith(left))).toBe('roster-expired');
    expect(await logSize()).toBe(before);
  });

  it('is judged again under the lock of the log', async () => {
    const before = await logSize();
    const sent = await sentWith(90_000);
    const owner = new pg.Client({ connectionString: testEnv.urls.ownerUrl });
    await owner.connect();
    await owner.query('begin');
    await owner.query('select size from log_head for update');
    const answer = officer(0).browser.refused('roster/propose', sent);
    await vi.waitFor(async () => {
      const { rows } = await owner.query(
        'select 1 from pg_locks where not granted and transactionid = pg_current_xact_id()::text::xid',
      );
      expect(rows).toHaveLength(1);
    });
    at(Date.now() + 31_000);
    await owner.query('rollback');
    await owner.end();
    expect(await answer).toBe('roster-expired');
    expect(await logSize()).toBe(before);
  });

  it.each([70_000, 90_000])('with %i ms left is taken', async (left) => {
    guest = await world.addMember('participant');
    await world.sync();
    expect(await officer(0).browser.call('roster/propose', await sentWith(left))).toMatchObject({ state: 'applied' });
  });
});

describe('an entry that waits for a second officer', () => {
  const begin = async (): Promise<{ entry: Uint8Array; begun: number }> => {
    const entry = world.entry({ type: 'desk-join', desk: desk('visa'), member: staff.member });
    const begun = Date.now();
    const answer = await officer(0).browser.call('roster/propose', {
      entry: await world.signed(entry, [officer(0)]),
      minted: null,
    });
    expect(answer).toEqual({ state: 'waiting', missing: 1 });
    return { entry, begun };
  };
  /** Everybody comes in again: a session does not live for a day. */
  const nextDay = async (time: number) => {
    at(time);
    for (const one of world.officers) await one.login();
  };
  const signed = async (entry: Uint8Array) => ({
    id: (await proposals())[0]?.id ?? '',
    signature: toBase64url(await world.signature(entry, officer(1))),
  });

  it('and has 59 s left is still shown, and says why it is not taken', async () => {
    const { entry, begun } = await begin();
    await nextDay(begun + dayMs - 59_000);
    expect(await proposals()).toHaveLength(1);
    const before = await logSize();
    expect(await officer(1).browser.refused('roster/sign', await signed(entry))).toBe('roster-expired');
    expect(await logSize()).toBe(before);
  });

  it('is shown for a day after its time, can be withdrawn, and is gone then', async () => {
    const { id } = (await proposals())[0] ?? { id: '' };
    const begun = Date.now();
    await nextDay(begun + 2 * dayMs - 60_000);
    expect((await proposals()).map((one) => one.id)).toEqual([id]);
    await nextDay(begun + 2 * dayMs + 60_000);
    expect(await proposals()).toEqual([]);
    await nextDay(begun + 2 * dayMs - 60_000);
    expect(await officer(1).browser.refused('roster/withdraw', { id })).toBe('roster-right');
    await officer(0).browser.call('roster/withdraw', { id });
    expect(await proposals()).toEqual([]);
  });

  it('and has time left is not taken while the two clocks differ, and nothing is appended', async () => {
    const { entry, begun } = await begin();
    const before = await logSize();
    await nextDay(begun + dayMs - 70_000);
    expect(await officer(1).browser.refused('roster/sign', await signed(entry))).toBe('clock-skew');
    expect(await logSize()).toBe(before);
    at(begun + 2000);
    for (const one of world.officers) await one.login();
  });
});
