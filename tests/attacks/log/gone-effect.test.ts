/**
 * P5, P16. Somebody with the portal's role in the database makes what an entry will do go away, or the key of a month. The
 * portal runs in this process over PostgreSQL, beside a real witness process; copies of it lack one check each.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { mutantModule } from '../../support/attacks/mutant.ts';
import { withoutEffect } from '../../support/server/gone-effect.ts';
import { foundWithFile } from '../../support/server/filed.ts';
import { TestEnv, type Source } from '../../support/server/portal.ts';
import type { Person } from '../../support/server/person.ts';
import { desk, open, type Filed } from '../../support/server/seal-record.ts';
import type { World } from '../../support/server/world.ts';

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: Person;
let filed: Filed;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  ({ world, staff, filed } = await foundWithFile(testEnv));
});
afterAll(() => testEnv.close());
/** The next test begins with the portal as it is. */
afterEach(() => testEnv.restart());

/** A portal without one check, in which the same people are logged in again. */
async function restartWithout(patch: string): Promise<void> {
  const source: Source = <T>(path: string) => mutantModule<T>(patch, path);
  await testEnv.restart(source);
  await world.founder.login();
  await staff.login();
}

const slotsOf = async ({ member }: Person) =>
  (await testEnv.db.selectFrom('slot').select('bytes').where('member', '=', member).execute()).length;

async function remove(guest: Person): Promise<number> {
  await withoutEffect(testEnv, () => world.enact({ type: 'remove', member: guest.member }, [world.founder]));
  return slotsOf(guest);
}

it('what an entry does is done though its row is gone, and where that counted as done, her slots would stay', async () => {
  expect(await remove(await world.addMember('participant'))).toBe(0);
  const guest = await world.addMember('participant');
  await restartWithout('gone-effect-done');
  expect(await remove(guest)).toBeGreaterThan(0);
});

it('without the key of the month no opening begins, and where nobody asked, each try would look like one', async () => {
  const { contents } = await open(world, staff, travel, [filed]);
  expect(contents).toEqual([utf8('passport')]);
  const takeAway = () => withClient(testEnv.urls.ownerUrl, (owner) => owner.query('delete from month_key'));
  await takeAway();
  const grown = async () => {
    const size = async () => (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;
    const before = await size();
    await expect(open(world, staff, travel, [filed])).rejects.toThrow('desk-waiting');
    return (await size()) - before;
  };
  await world.founder.login();
  await staff.login();
  expect(await grown()).toBe(0);
  await restartWithout('month-unasked');
  // At the start it was written anew, from what the witness keeps.
  expect((await open(world, staff, travel, [filed])).contents).toEqual([utf8('passport')]);
  await takeAway();
  expect(await grown()).toBe(1);
});
