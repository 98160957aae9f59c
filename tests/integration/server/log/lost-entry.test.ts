/** An entry that was committed and is gone (a replica took over): the caller who waits for it is told, and nothing spins. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestEnv } from '../../../support/server/portal.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  await World.found(testEnv.client, await testEnv.link());
});
afterAll(() => testEnv.close());

it('is not waited for: that its fate is unknown is told', async () => {
  const { publisher } = testEnv.built.portal;
  const beyond = 1_000_000;
  const told = publisher.published(beyond).then(
    () => 'published',
    (error: unknown) => (error as { code?: string }).code,
  );
  const first = await Promise.race([told, wait(5000).then(() => 'still waiting')]);
  // Else the loop would go on for ever, and with it this process.
  if (first === 'still waiting') publisher.publish = () => Promise.reject(new Error('end'));
  expect(first).toBe('outcome-unknown');
});

it('an entry that is there is published, also while a round is under way', async () => {
  const { publisher } = testEnv.built.portal;
  const round = publisher.publish();
  await publisher.published(publisher.tree.size - 1);
  await round;
  expect(publisher.cosigned).toBe(publisher.tree.size);
});
