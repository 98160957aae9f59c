/**
 * An entry waits for its verdict, and a clock is wrong when the witness is there again. A judgement is for ever, so nothing is
 * judged until the clocks agree: no void, and no accusation of anybody.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findCard } from '#protocol/roster/roster-state.ts';
import { committedWhileAway } from '../../../support/server/committed.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

const minute = 60_000;
let testEnv: TestEnv;
let world: World;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
});
afterAll(async () => {
  vi.useRealTimers();
  await testEnv.close();
});

const waiting = async () => (await testEnv.db.selectFrom('effect').select('leaf').execute()).length;
const mirrored = async () => {
  const { size } = await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow();
  return { size, witness: (await testEnv.witness.call('GET', '/state')).json.size as number };
};
const isMember = async (one: Person) => findCard(await world.sync(), one.member) !== undefined;

it.each([
  ['the witness, ahead', { witness: 11 * minute }],
  ['the witness, behind', { witness: -60 * minute }],
  ['the portal, ahead', { portal: 11 * minute }],
  ['the portal, behind', { portal: -11 * minute }],
])(
  'a clock that is wrong judges nothing: %s',
  async (_which, wrong) => {
    const guest = await world.addMember('participant');
    await committedWhileAway(testEnv, world, { type: 'remove', member: guest.member }, 3_600_000);
    await testEnv.restartWith(wrong);
    const fatal = vi.spyOn(testEnv.built.portal.journal, 'fatal');
    await testEnv.witness.start();
    for (let round = 0; round < 3; round++)
      await expect(testEnv.built.portal.publisher.publish()).rejects.toMatchObject({ code: 'clock-skew' });
    const { size, witness } = await mirrored();
    expect([await waiting(), witness]).toEqual([1, size - 1]);
    // Once a minute, however often it is tried.
    expect(fatal.mock.calls.filter(([, said]) => String(said).startsWith('the clocks differ'))).toHaveLength(1);

    await testEnv.restartWith({});
    await vi.waitFor(() => testEnv.built.portal.publisher.publish(), { timeout: 60_000 });
    expect([await waiting(), await isMember(guest)]).toEqual([0, false]);
    expect(await mirrored()).toEqual({ size, witness: size });
    const lines = testEnv.built.portal.rosterCache.entries(0, () => true);
    expect(lines.map(({ code }) => code)).toEqual(lines.map(() => ''));
  },
  60_000,
);
