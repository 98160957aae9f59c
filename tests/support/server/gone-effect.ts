/** Somebody with the portal's role in the database makes the row of a waiting entry go away while the witness is asked. */
import pg from 'pg';
import { expect, vi } from 'vitest';
import type { TestEnv } from './portal.ts';

/** A verdict of garbage comes first: the database lets no row go without one. */
export async function withoutEffect(testEnv: TestEnv, work: () => Promise<unknown>): Promise<void> {
  const app = new pg.Client({ connectionString: testEnv.urls.appUrl });
  await app.connect();
  const { witness } = testEnv.built.portal;
  const mirror = witness.mirror.bind(witness);
  let gone = 0;
  const spy = vi.spyOn(witness, 'mirror').mockImplementation(async (...asked) => {
    const { rowCount } = await app.query(
      `insert into verdict (leaf, line, signature) select leaf, '', decode(repeat('00', 64), 'hex') from effect`,
    );
    await app.query('select effect_end()');
    gone += rowCount ?? 0;
    return mirror(...asked);
  });
  try {
    await work();
    expect(gone).toBe(1);
  } finally {
    spy.mockRestore();
    await app.end();
  }
}
