/**
 * The only way into the log: an act and its entries commit together or not at all. Acts that wait are committed in one
 * transaction, each under a savepoint of its own. A feature cannot tell the difference.
 *
 * [Note: why entries go last] Leaves are appended by the last statement before COMMIT, and nothing is answered before
 * COMMIT is: what the portal has given out is in the log. The log may over-report (an answer lost on the way), never
 * under-report.
 *
 * [Note: a COMMIT in doubt] A COMMIT whose answer is lost may still be under way, and then it holds the row lock of the
 * log's head. So what is kept in memory is read again under that lock. Until this has worked, nothing is committed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Leaf } from '#protocol/log/leaf.ts';
import type { Database, Trx } from '../db.ts';
import { isPlaceLost, Refusal } from '../errors.ts';
import type { Writer } from './place.ts';
import { actAll, append, commitKnown, undo, type Act, type Acted, type Turn } from './transaction.ts';

export interface Committed<T> {
  readonly value: T;
  readonly first: number;
}

interface Waiting extends Turn {
  readonly alone: boolean;
  readonly by: string | undefined;
  readonly bytes: number;
  readonly done: (committed: Committed<unknown>) => void;
}

export interface CommitOptions<T> {
  /**
   * No other act in the same transaction: for acts after which the others would be judged differently. They stop somebody,
   * or say that somebody is stopped, so they go before all others.
   */
  readonly alone?: boolean;
  /** Whose act it is: one of each member goes into a transaction. */
  readonly by?: string;
  /** What it stores, if it is much. */
  readonly bytes?: number;
  /** Runs after COMMIT and before the next act begins. */
  readonly settled?: (committed: Committed<T>) => void;
}

/** What is kept in memory of the database. */
export interface Memory {
  /** In a transaction that holds the row lock of the log's head. */
  readonly read: (trx: Trx) => Promise<void>;
  /** Told of each try that failed. */
  readonly failed: (error: unknown) => void;
  /** The log is not to grow: it went back. */
  readonly isStopped: () => boolean;
}

const nothingKept: Memory = { read: async () => undefined, failed: () => undefined, isStopped: () => false };

const batchMax = 64;
/** Of all acts of a transaction; one alone may have more. Who waits for the row lock of the log waits for these. */
const batchBytes = 1024 * 1024;
const readAgainMs = 500;
/** A connection that broke is told at once; what took longer got no answer. */
const slowMs = 1000;

export class Commits {
  readonly #db: Database;
  readonly #writer: Writer;
  readonly #memory: Memory;
  #queue: Waiting[] = [];
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;
  /** Set while the memory could not be read again after a COMMIT in doubt. */
  #isInDoubt = false;

  constructor(db: Database, writer: Writer, memory = nothingKept) {
    [this.#db, this.#writer, this.#memory] = [db, writer, memory];
  }

  commit<T>(
    act: Act<T>,
    leavesOf: (value: T) => readonly Leaf[],
    options: CommitOptions<T> = {},
  ): Promise<Committed<T>> {
    if (this.#memory.isStopped()) return Promise.reject(new Refusal('servers-differ'));
    if (this.#isInDoubt) return Promise.reject(new Refusal('database-away'));
    return new Promise((resolve, reject) => {
      this.#queue.push({
        act,
        leavesOf: (value) => leavesOf(value as T),
        alone: options.alone ?? false,
        by: options.by,
        bytes: options.bytes ?? 0,
        done: (committed) => {
          options.settled?.(committed as Committed<T>);
          resolve(committed as Committed<T>);
        },
        failed: reject,
      });
      this.#running ??= this.#run();
    });
  }

  /** A COMMIT that is still in doubt is left to the next start. */
  close(): void {
    this.#closed.abort();
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      // Requests read from the sockets in this turn join the batch; no artificial delay is needed.
      await new Promise<void>((resolve) => setImmediate(resolve));
      await this.#commitTogether(this.#take());
    }
    this.#running = undefined;
  }

  /** The first of those that may wait is always among them. */
  #take(): readonly Waiting[] {
    const alone = this.#queue.findIndex((waiting) => waiting.alone);
    if (alone >= 0) return this.#queue.splice(alone, 1);
    const batch: Waiting[] = [];
    const members = new Set<string>();
    let bytes = 0;
    for (const waiting of this.#queue) {
      const isMore = waiting.bytes > 0 && bytes > 0 && bytes + waiting.bytes > batchBytes;
      if (isMore || (waiting.by !== undefined && members.has(waiting.by))) continue;
      batch.push(waiting);
      if (waiting.by !== undefined) members.add(waiting.by);
      bytes += waiting.bytes;
      if (batch.length === batchMax) break;
    }
    const taken = new Set(batch);
    this.#queue = this.#queue.filter((waiting) => !taken.has(waiting));
    return batch;
  }

  async #commitTogether(batch: readonly Waiting[]): Promise<void> {
    let acted: readonly Acted<Waiting>[];
    const begun = performance.now();
    try {
      acted = await this.#transact(batch);
    } catch (error) {
      // The database says nothing: who waits behind would wait as long, one batch after the other.
      if (isAway(error) && performance.now() - begun > slowMs) this.#refuseWaiting();
      if (isPlaceLost(error)) this.#writer.lost();
      this.#isInDoubt = isUnknown(error) && !(await this.#readAgain());
      for (const waiting of batch) waiting.failed(error);
      if (this.#isInDoubt) await this.#endDoubt();
      return;
    }
    for (const { waiting, value, first } of acted) waiting.done({ value, first });
  }

  /** Each try ends in time, by the limits of the pool; the number of tries has no limit. */
  async #endDoubt(): Promise<void> {
    this.#refuseWaiting();
    const { signal } = this.#closed;
    while (this.#isInDoubt && !signal.aborted) {
      await pause(readAgainMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) this.#isInDoubt = !(await this.#readAgain());
    }
  }

  /** Nothing of them has begun. */
  #refuseWaiting(): void {
    for (const waiting of this.#queue.splice(0)) waiting.failed(new Refusal('database-away'));
  }

  /** Answers whether it worked. */
  async #readAgain(): Promise<boolean> {
    try {
      const trx = await this.#db.startTransaction().execute();
      try {
        await this.#lock(trx);
        await this.#memory.read(trx);
      } finally {
        await undo(trx);
      }
      return true;
    } catch (error) {
      if (isPlaceLost(error)) this.#writer.lost();
      this.#memory.failed(error);
      return false;
    }
  }

  /** Answers the log's size. */
  async #lock(trx: Trx): Promise<number> {
    const { rows } = await sql<{ size: number }>`select log_lock(${this.#writer.generation}) as size`.execute(trx);
    return rows[0]?.size ?? 0;
  }

  async #transact(batch: readonly Waiting[]): Promise<readonly Acted<Waiting>[]> {
    const trx = await this.#db.startTransaction().execute();
    let acted: readonly Acted<Waiting>[];
    try {
      acted = await actAll(trx, batch, await this.#lock(trx));
      // It may have been found since these acts began.
      if (this.#memory.isStopped()) throw new Refusal('servers-differ');
      await append(trx, acted, this.#writer.generation);
    } catch (error) {
      await undo(trx);
      throw error;
    }
    await commitKnown(trx);
    return acted;
  }
}

const isAway = (error: unknown) => error instanceof Refusal && error.code === 'database-away';
const isUnknown = (error: unknown) => error instanceof Refusal && error.code === 'outcome-unknown';
