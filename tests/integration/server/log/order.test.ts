/** P36. In which order acts that wait come into the log: who stops somebody goes first, and one member holds nobody up. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommitOptions, Commits } from '../../../../server/log/commit.ts';
import { TestEnv } from '../../../support/server/portal.ts';

let testEnv: TestEnv;
beforeAll(async () => {
  testEnv = await TestEnv.open();
});
afterAll(() => testEnv.close());

const mib = 1024 * 1024;

/** Names in the order of their acts; those of one transaction in one list. */
async function orderOf(
  queued: readonly (readonly [name: string, options: CommitOptions<void>])[],
): Promise<string[][]> {
  const { commits }: { commits: Commits } = testEnv.built.portal;
  const together = new Map<string, string[]>();
  const begin = Promise.withResolvers<void>();
  const first = commits.commit(
    () => begin.promise,
    () => [],
  );
  // It is in its transaction when the others come.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const all = queued.map(([name, options]) =>
    commits.commit(
      async (trx) => {
        const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(trx);
        const id = rows[0]?.id ?? '';
        together.set(id, [...(together.get(id) ?? []), name]);
      },
      () => [],
      options,
    ),
  );
  begin.resolve();
  await Promise.all([first, ...all]);
  return [...together.values()];
}

it('a removal and a verdict go before what was there before them, each alone', async () => {
  const order = await orderOf([
    ['record', {}],
    ['another', {}],
    ['removal', { alone: true }],
    ['verdict', { alone: true }],
  ]);
  expect(order).toEqual([['removal'], ['verdict'], ['record', 'another']]);
});

it('of one member there is one in each transaction', async () => {
  const hers = ['one', 'two', 'three'].map((name) => [name, { by: 'anna' }] as const);
  expect(await orderOf([...hers, ['other', { by: 'ben' }], ['nobody’s', {}]])).toEqual([
    ['one', 'other', 'nobody’s'],
    ['two'],
    ['three'],
  ]);
});

it('a transaction holds a MiB, or one act that is larger; what stores little waits for none', async () => {
  const order = await orderOf([
    ['huge', { by: 'a', bytes: 5 * mib }],
    ['large', { by: 'b', bytes: 0.7 * mib }],
    ['small', { by: 'c' }],
    ['larger', { by: 'd', bytes: 0.5 * mib }],
    ['fits', { by: 'e', bytes: 0.2 * mib }],
  ]);
  expect(order).toEqual([['huge', 'small'], ['large', 'fits'], ['larger']]);
});
