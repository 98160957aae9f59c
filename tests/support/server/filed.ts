/** An event in which a team can open one person's travel record: what most tests of openings begin with. */
import { utf8 } from '#protocol/core/bytes.ts';
import type { Person } from './person.ts';
import type { TestEnv } from './portal.ts';
import { desk, file, kind, type Filed } from './seal-record.ts';
import { World } from './world.ts';
import { thisMonth } from '../this-month.ts';

export interface WithFile {
  readonly world: World;
  /** The only member of the travel team. */
  readonly staff: Person;
  readonly filed: Filed;
}

export async function foundWithFile(testEnv: TestEnv): Promise<WithFile> {
  const travel = desk('travel');
  const world = await World.found(testEnv.client, await testEnv.link());
  const staff = await world.addMember('staff', travel);
  await world.mintEpoch(travel, staff);
  await world.mintMonth(thisMonth());
  const anna = await world.addMember('participant');
  const filed = await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') });
  return { world, staff, filed };
}
