/** Notes in the database are overwritten with garbage: how far the witness had come is still known, and it is told. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withClient } from '../../../../tools/postgres-roles.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  const world = await World.found(testEnv.client, await testEnv.link());
  await world.addMember('participant');
});
afterAll(() => testEnv.close());

/** With the portal's role, as far as it can: each size has its true root. */
const overwrite = () =>
  withClient(testEnv.urls.ownerUrl, (owner) =>
    owner.query(`set role dd_app; select checkpoint_put(generation, size, root, 'junk') from writer, checkpoint`),
  );

it('the newest one is read from its file, and where it was in the table only, none would be known', async () => {
  const before = testEnv.built.portal.publisher.checkpoint;
  expect(before?.size).toBeGreaterThan(1);
  expect(statSync(join(testEnv.config.dataDir, 'newest-note')).mode & 0o777).toBe(0o600);
  // Nobody gives it back.
  await testEnv.witness.kill();
  await overwrite();
  await testEnv.restart();
  expect(testEnv.built.portal.publisher.checkpoint).toEqual(before);
  await testEnv.restart(<T>(file: string) => mutantModule<T>('note-in-table-only', file));
  expect(testEnv.built.portal.publisher.checkpoint).toBeUndefined();
  await testEnv.witness.start();
});
