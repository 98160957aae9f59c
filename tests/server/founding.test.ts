import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';
import { World } from './world.ts';

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

describe('an event is founded', () => {
  it.each([1, 3])('by %i officers', async (officers) => {
    const world = await World.found(house.door, await house.link(), officers);
    expect(world.roster.genesis.quorum).toBe(Math.min(2, officers));
    expect(await house.built.foundingLink()).toBeDefined();
    expect((await world.founder.browser.call('event/look', {})).founded).toBe(true);
    const travel = 'travel' as never;
    const staff = await world.addMember('staff', travel);
    await world.mintEpoch(travel, staff);
    await world.mintMonth('2026-11');
    const defender = await world.addMember('participant');
    await world.recover(defender);
    expect((await defender.browser.call('session/look', {})).role).toBe('participant');
  });
});
