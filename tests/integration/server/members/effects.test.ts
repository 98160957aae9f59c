/**
 * What an entry does waits for its verdict. The witness is gone between commit and mirror: sessions have ended, nothing is
 * destroyed. With a good verdict it is done, also by a portal that was started since; with a void it is dropped.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findCard } from '#protocol/roster/roster-state.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { committedWhileAway } from '../../../support/server/committed.ts';
import { withoutEffect } from '../../../support/server/gone-effect.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
});
afterAll(() => testEnv.close());

const slotsOf = async (one: Person) =>
  (await testEnv.db.selectFrom('slot').select('bytes').where('member', '=', one.member).execute()).length;
const waiting = async () => (await testEnv.db.selectFrom('effect').select('leaf').execute()).length;
const isMember = async (one: Person) => findCard(await world.sync(), one.member) !== undefined;

/** Committed, and the witness is away from before it would be told until somebody starts it. */
const removedWhileAway = (of: Person, lifeMs: number) =>
  committedWhileAway(testEnv, world, { type: 'remove', member: of.member }, lifeMs);

/** Her sessions are over and her keys are all there. */
async function requireWaiting(of: Person, slots: number): Promise<void> {
  expect(await waiting()).toBe(1);
  expect(await of.browser.refused('records/mine', { after: 0 })).toBe('session-over');
  expect(await slotsOf(of)).toBe(slots);
}

async function publishAll(): Promise<void> {
  await testEnv.witness.start();
  await vi.waitFor(() => testEnv.built.portal.publisher.publish(), { timeout: 60_000 });
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

describe('an effect whose row is gone when the verdict comes', () => {
  it('is done all the same: a removal, a newcomer, a new card, and the key of a month', async () => {
    const guest = await world.addMember('participant');
    const renewed = await world.addMember('participant');
    await withoutEffect(testEnv, () => world.enact({ type: 'remove', member: guest.member }, [world.founder]));
    expect([await slotsOf(guest), await isMember(guest)]).toEqual([0, false]);
    await withoutEffect(testEnv, () => world.recover(renewed));
    await withoutEffect(testEnv, () => world.addMember('participant'));
    const now = new Date();
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString().slice(0, 7);
    await withoutEffect(testEnv, () => world.mintMonth(next));
    const months = await testEnv.db.selectFrom('month_key').select('month').execute();
    expect(months).toContainEqual({ month: next });
  });

  it('cannot be deleted by the role of the portal before its verdict', async () => {
    const guest = await world.addMember('participant');
    await removedWhileAway(guest, 3_600_000);
    const app = new pg.Client({ connectionString: testEnv.urls.appUrl });
    await app.connect();
    await expect(app.query('delete from effect')).rejects.toMatchObject({ code: '42501' });
    await app.query('select effect_end()');
    await app.end();
    expect(await waiting()).toBe(1);
    await publishAll();
    expect(await slotsOf(guest)).toBe(0);
  });
});
