/** An entry that stands in the log and that the witness was not told of. */
import pg from 'pg';
import { expect, vi } from 'vitest';
import type { Operation } from '#protocol/roster/operations.ts';
import type { TestEnv } from './portal.ts';
import type { World } from './world.ts';

/** The founder's. The witness is away from before it would be told until somebody starts it. */
export async function committedWhileAway(
  testEnv: TestEnv,
  world: World,
  operation: Operation,
  lifeMs: number,
): Promise<void> {
  await world.sync();
  const entry = world.entry(operation, { expires: Date.now() + lifeMs });
  const sent = { entry: await world.signed(entry, [world.founder]), minted: null };
  const owner = new pg.Client({ connectionString: testEnv.urls.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query('select size from log_head for update');
  const answer = world.founder.browser.refused('roster/propose', sent);
  await vi.waitFor(async () => {
    const { rows } = await owner.query(
      'select 1 from pg_locks where not granted and transactionid = pg_current_xact_id()::text::xid',
    );
    expect(rows).toHaveLength(1);
  });
  await testEnv.witness.kill();
  await owner.query('rollback');
  await owner.end();
  expect(await answer).toBe('witness-away');
}
