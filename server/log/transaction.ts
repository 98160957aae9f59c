/** The steps of one transaction of the queue: each act, then their leaves, then COMMIT. */
import { sql, type ControlledTransaction } from 'kysely';
import { encodeLeaf, type Leaf } from '#protocol/log/leaf.ts';
import type { Tables, Trx } from '../db.ts';
import { Refusal } from '../errors.ts';

/** `first` is the index that the act's first entry will have. */
export type Act<T> = (trx: Trx, first: number) => Promise<T>;

export interface Turn {
  readonly act: Act<unknown>;
  readonly leavesOf: (value: unknown) => readonly Leaf[];
  readonly failed: (error: unknown) => void;
}

export interface Acted<T extends Turn> {
  readonly waiting: T;
  readonly value: unknown;
  readonly first: number;
  readonly leaves: readonly Leaf[];
}

/** Gives the connection back; a dead one is thrown away. */
export async function undo(trx: ControlledTransaction<Tables>): Promise<void> {
  await trx
    .rollback()
    .execute()
    .catch(() => undefined);
}

export async function actAll<T extends Turn>(
  trx: ControlledTransaction<Tables>,
  batch: readonly T[],
  size: number,
): Promise<readonly Acted<T>[]> {
  const acted: Acted<T>[] = [];
  let first = size;
  for (const waiting of batch) {
    // One act alone needs no savepoint: its failure may end the transaction.
    const savepoint = batch.length > 1 ? await trx.savepoint('act').execute() : undefined;
    try {
      const value = await waiting.act(trx, first);
      const leaves = waiting.leavesOf(value);
      acted.push({ waiting, value, first, leaves });
      first += leaves.length;
      await savepoint?.releaseSavepoint('act').execute();
    } catch (error) {
      if (savepoint === undefined) throw error;
      await savepoint.rollbackToSavepoint('act').execute();
      waiting.failed(error);
    }
  }
  return acted;
}

export async function append(
  trx: ControlledTransaction<Tables>,
  acted: readonly Acted<Turn>[],
  generation: number,
): Promise<void> {
  const leaves = acted.flatMap((one) => one.leaves.map(encodeLeaf));
  // In an aborted transaction COMMIT answers ROLLBACK without an error; a statement before it does not.
  const statement =
    leaves.length === 0 ? sql`select 1` : sql`select first from log_append(${generation}, ${leaves}::bytea[])`;
  const { rows } = await statement.execute(trx);
  const first = acted.find((one) => one.leaves.length > 0)?.first;
  if (first !== undefined && (rows[0] as { first?: number } | undefined)?.first !== first)
    throw new Error('the log moved under its lock');
}

/** A process of PostgreSQL that ends itself in the moment of COMMIT has not said whether it happened. */
function isAnswered(error: unknown): boolean {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  if (severity === 'FATAL' || severity === 'PANIC') return false;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/u.test(code) && !/^(08|57P)/u.test(code);
}

/** A refusal by PostgreSQL at COMMIT is an answer; a broken connection is not, and the act may have happened. */
export async function commitKnown(trx: ControlledTransaction<Tables>): Promise<void> {
  try {
    await trx.commit().execute();
  } catch (error) {
    await undo(trx);
    if (isAnswered(error)) throw error;
    throw new Refusal('outcome-unknown', { cause: error });
  }
}
