// What one officer proposes neither hides nor ends what the others propose, and what all have signed comes into force.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { proposalSweep } from '../../../../server/roster/propose.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { desk } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

const hourMs = 3_600_000;
let testEnv: TestEnv;
let world: World;
let [rogue, good]: Person[] = [];

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
  [rogue, good] = world.officers as [Person, Person];
});
afterAll(() => testEnv.close());

const join = (member: MemberId, by: Person, i = 0) => {
  const entry = world.entry({ type: 'desk-join', desk: desk('travel'), member }, { expires: Date.now() + hourMs + i });
  return world.signed(entry, [by]).then((signed) => ({ entry: signed, minted: null }));
};
const seen = async (by: Person) => (await by.browser.call('roster/proposals', {})).proposals;

it('an officer has so many at once, and the others still see and sign theirs', async () => {
  const staff = await world.addMember('staff');
  await world.sync();
  const most = limits.proposalsPerOfficer;
  for (let i = 0; i < most; i++) await rogue?.browser.call('roster/propose', await join(staff.member, rogue, i));
  expect(await rogue?.browser.refused('roster/propose', await join(staff.member, rogue as Person, most))).toBe(
    'roster-often',
  );
  await good?.browser.call('roster/propose', await join(staff.member, good, most + 1));
  expect(await seen(good as Person)).toHaveLength(most + 1);
  // Nobody can sign them any more, and nobody is shown them.
  await world.enact({ type: 'remove', member: staff.member }, [rogue as Person]);
  expect(await seen(good as Person)).toEqual([]);
  expect(await testEnv.db.selectFrom('proposal').select('id').execute()).toEqual([]);
  await world.addMember('staff');
});

it(
  'what all have signed while the witness was away comes into force when it is back',
  { timeout: 60_000 },
  async () => {
    const staff = await world.addMember('staff');
    const [one, two] = [rogue as Person, good as Person];
    await world.sync();
    const entry = world.entry({ type: 'desk-join', desk: desk('travel'), member: staff.member });
    await one.browser.call('roster/propose', { entry: await world.signed(entry, [one]), minted: null });
    const [id] = (await seen(two)).map((proposal) => proposal.id);
    const signed = { id: id ?? '', signature: toBase64url(await world.signature(entry, two)) };
    await testEnv.witness.kill();
    expect(await two.browser.refused('roster/sign', signed)).toBe('witness-away');
    await testEnv.witness.start();
    await expect.poll(() => seen(two)).toEqual([]);
    const { desks } = await world.sync();
    expect(desks.get(desk('travel'))?.memberships.map(({ member }) => member)).toContain(staff.member);
  },
);

it('is deleted when all clocks agree that it has been over for long, and not by the portal’s clock alone', async () => {
  const staff = await world.addMember('staff');
  await world.sync();
  await good?.browser.call('roster/propose', await join(staff.member, good));
  const kept = async () => (await testEnv.db.selectFrom('proposal').select('id').execute()).length;
  const before = await kept();
  const monthMs = 35 * 24 * hourMs;
  const readWhileAhead = async () => {
    testEnv.wrongFromNow(monthMs);
    await rogue?.login();
    expect(await seen(rogue as Person)).toEqual([]);
    await proposalSweep(testEnv.built.portal).sweep();
    vi.useRealTimers();
  };
  await readWhileAhead();
  expect(await kept()).toBe(before);
  await testEnv.restart(<T>(file: string) => mutantModule<T>('proposals-by-own-clock', file));
  for (const officer of world.officers) await officer.login();
  await readWhileAhead();
  expect(await kept()).toBeLessThan(before);

  await testEnv.restart();
  for (const officer of world.officers) await officer.login();
  await good?.browser.call('roster/propose', await join(staff.member, good as Person));
  await testEnv.travel(Date.now() + monthMs);
  expect(await kept()).toBe(0);
  await testEnv.comeBack();
});
