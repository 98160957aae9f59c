/**
 * P5. All clocks were two days ahead once, and right again. Somebody with the portal's role in the database alters a verdict
 * of those days. The witness gives it again, with its time; both keys have signed over it, so nobody waits for that time.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { withClient } from '../../../tools/postgres-roles.ts';
import { mutantModule } from '../../support/attacks/mutant.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { World } from '../../support/server/world.ts';

const ahead = 2 * 86_400_000;
let testEnv: TestEnv;
let world: World;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  const anna = await world.addMember('participant');
  await testEnv.restartWith({ portal: ahead, witness: ahead, database: ahead });
  await world.founder.login();
  await world.enact({ type: 'remove', member: anna.member }, [world.founder]);
  await testEnv.restartWith({});
});
afterAll(async () => {
  vi.useRealTimers();
  await testEnv.close();
});

/** Altered, and the portal started anew. */
async function altered(patch?: string): Promise<void> {
  await testEnv.stop();
  await withClient(testEnv.urls.appUrl, (app) =>
    app.query(
      `update verdict set signature = decode(repeat('00', 64), 'hex') where leaf = (select max(leaf) from verdict)`,
    ),
  );
  await testEnv.start(patch === undefined ? undefined : <T>(file: string) => mutantModule<T>(patch, file));
}
const hasVerdict = () => testEnv.built.portal.rosterCache.firstWaiting === undefined;
const isChecked = async () => (await world.founder.login()).head !== null;

it('a verdict that both keys have signed over is taken with its time', async () => {
  expect(await isChecked()).toBe(true);
  await altered();
  await expect.poll(hasVerdict).toBe(true);
  expect(await isChecked()).toBe(true);
  await world.addMember('participant');
});

it('and where its time is asked again, nobody gets a head until then', async () => {
  await testEnv.restartWith({ portal: ahead, witness: ahead, database: ahead });
  await world.founder.login();
  await world.addMember('participant');
  await testEnv.restartWith({});
  await altered('settled-asked');
  await expect(testEnv.built.portal.publisher.publish()).rejects.toThrow('clock-skew');
  expect(hasVerdict()).toBe(false);
  expect(await isChecked()).toBe(false);
});
