/**
 * What an entry does waits for its verdict. The witness is gone between commit and mirror: sessions have ended, nothing is
 * destroyed. With a good verdict it is done, also by a portal that was started since; with a void it is dropped.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findCard } from '#protocol/roster/roster-state.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
}, 60_000);
afterAll(() => testEnv.close());

const slotsOf = async (one: Person) =>
  (await testEnv.db.selectFrom('slot').select('bytes').where('member', '=', one.member).execute()).length;
const waiting = async () => (await testEnv.db.selectFrom('effect').select('leaf').execute()).length;
const isMember = async (one: Person) => findCard(await world.sync(), one.member) !== undefined;

/** Committed, and the witness is away from before it would be told until somebody starts it. */
async function removedWhileAway(of: Person, lifeMs: number): Promise<void> {
  await world.sync();
  const entry = world.entry({ type: 'remove', member: of.member }, { expires: Date.now() + lifeMs });
  const sent = { entry: await world.signed(entry, [world.founder]), minted: null };
  const owner = new pg.Client({ connectionString: testEnv.urls.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query('select size from log_head for update');
  const answer = world.founder.browser.refused('roster/propose', sent);
  await vi.waitFor(async () => {
    const { rows } = await owner.query(
      'select 1 from pg_locks where not granted and transactionid = pg_current_xact_id()::text::xid',
    );
    expect(rows).toHaveLength(1);
  });
  await testEnv.witness.kill();
  await owner.query('rollback');
  await owner.end();
  expect(await answer).toBe('witness-away');
}

/** Her sessions are over and her keys are all there. */
async function requireWaiting(of: Person, slots: number): Promise<void> {
  expect(await waiting()).toBe(1);
  expect(await of.browser.refused('records/mine', {})).toBe('session-over');
  expect(await slotsOf(of)).toBe(slots);
}

async function publishAll(): Promise<void> {
  await testEnv.witness.start();
  await vi.waitFor(() => testEnv.built.portal.publisher.publish(), { timeout: 10_000 });
  expect(await waiting()).toBe(0);
}

describe('a removal whose verdict is not there yet', () => {
  it('is done when it is good, by the portal that took it', async () => {
    const guest = await world.addMember('participant');
    const slots = await slotsOf(guest);
    await removedWhileAway(guest, 3_600_000);
    await requireWaiting(guest, slots);
    await publishAll();
    expect([await slotsOf(guest), await isMember(guest)]).toEqual([0, false]);
  });

  it('is done at the start of the next portal, before anything is served', async () => {
    const guest = await world.addMember('participant');
    const slots = await slotsOf(guest);
    await removedWhileAway(guest, 3_600_000);
    await testEnv.restart();
    await requireWaiting(guest, slots);
    await testEnv.witness.start();
    await testEnv.restart();
    expect([await waiting(), await slotsOf(guest)]).toEqual([0, 0]);
    expect(await isMember(guest)).toBe(false);
  });

  it('is dropped when it is void: her keys are there, and she comes in again', async () => {
    const guest = await world.addMember('participant');
    const slots = await slotsOf(guest);
    await removedWhileAway(guest, 63_000);
    await requireWaiting(guest, slots);
    // The witness alone finds that it came late.
    await testEnv.restartWith({ witness: 120_000 });
    await publishAll();
    expect([await slotsOf(guest), await isMember(guest)]).toEqual([slots, true]);
    await guest.login();
  });
});
