// All clocks were wrong together, once, and a verdict bears that time. Afterwards everything goes on, for everybody.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { entryTime } from '#protocol/roster/roster.ts';
import { findCard } from '#protocol/roster/roster-state.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

const hourMs = 3_600_000;
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

/** With the times that a client gives it (client/vault/roster/signing.ts). */
async function sent(operation: Operation, by: Person) {
  await world.sync();
  const time = entryTime(world.roster, operation, by.member, Date.now());
  const entry = world.entry(operation, { time, expires: time + hourMs });
  return { entry: await world.signed(entry, [by]), minted: null };
}

async function wrongFor(hours: number): Promise<void> {
  await testEnv.travel(Date.now() + hours * hourMs);
  for (const one of world.officers) await one.login();
  await world.addMember('staff');
  await testEnv.comeBack();
  for (const one of world.officers) await one.login();
}

it.each([20, 48, 365 * 24])('by %i hours', async (hours) => {
  const guest = await world.addMember('participant').catch(() => undefined);
  const [one] = world.officers as [Person];
  await wrongFor(hours);
  await world.sync();
  expect(world.roster.verdicts.time - Date.now()).toBeGreaterThan((hours - 1) * hourMs);
  const [staff] = [...world.roster.members.keys()]
    .filter((id) => findCard(world.roster, id)?.role === 'staff')
    .slice(-1);
  for (const member of [staff, guest?.member]) {
    if (member === undefined) continue;
    const answer = await one.browser.call('roster/propose', await sent({ type: 'remove', member }, one));
    expect(answer).toMatchObject({ state: 'applied' });
    expect(findCard(await world.sync(), member)).toBeUndefined();
  }
});
