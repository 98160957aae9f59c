/**
 * The one writer of the stream. All that is posted within one interval, by anybody, is shuffled and written in one
 * transaction. Sequence numbers have no gaps, become visible in order, and do not tell who came first or which parcels came
 * together.
 */
import { randomInt } from 'node:crypto';
import type { MemberId } from '#protocol/core/ids.ts';
import type { Parcel } from '#protocol/threads/stream.ts';
import type { Database } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Quota } from '../quota.ts';
import { Recent } from './recent.ts';
import { appendParcels, knownParcels, lockStream, nameOf, newestParcels, type ParcelRow } from './store.ts';

/** The most of one transaction, 8 MiB. What is over waits for the next. */
const parcelsMax = 4096;

interface Waiting {
  readonly member: MemberId;
  readonly day: number;
  readonly parcels: readonly Parcel[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

type Fresh = Omit<ParcelRow, 'sequence'>;

/** Shuffles in place (Fisher-Yates), with the system's randomness. */
function shuffle<T>(items: T[]): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
}

/** Takes requests from the front of the queue, at least one. */
function takeBatch(waiting: Waiting[]): readonly Waiting[] {
  let count = 0;
  const over = waiting.findIndex(({ parcels }) => (count += parcels.length) > parcelsMax);
  return waiting.splice(0, over < 0 ? waiting.length : Math.max(1, over));
}

export class BatchWriter {
  readonly #db: Database;
  readonly #quota: Quota;
  readonly #recent: Recent;
  readonly #tickMs: number;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  /** `tickMs`: how long parcels wait to be shuffled with others, in ms. */
  constructor(db: Database, quota: Quota, recent: Recent, tickMs: number) {
    [this.#db, this.#quota, this.#recent, this.#tickMs] = [db, quota, recent, tickMs];
  }

  /** Adds parcels; resolves once they are committed. Parcels that were posted before change nothing. */
  post(member: MemberId, day: number, parcels: readonly Parcel[]): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ member, day, parcels, done, failed });
      this.#timer ??= setTimeout(() => void this.flush(), this.#tickMs);
    });
  }

  /** Writes all that waits; resolves when it is written. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#running !== undefined) await this.#running;
    // Only these. What comes while they are written waits for an interval of its own; otherwise it would be written
    // unshuffled.
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#running = this.#run(waiting).finally(() => (this.#running = undefined));
    await this.#running;
  }

  async #run(waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      try {
        await this.#write(batch);
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const taken = new Map<Waiting, number>();
    let written: { readonly rows: readonly ParcelRow[]; readonly before: number };
    try {
      written = await this.#db.transaction().execute(async (trx) => {
        const before = await lockStream(trx);
        const known = new Set(
          await knownParcels(
            trx,
            batch.flatMap(({ parcels }) => parcels),
          ),
        );
        const fresh = batch.flatMap((waiting) => this.#admit(waiting, known, taken));
        shuffle(fresh);
        const rows = fresh.map((parcel, i) => ({ sequence: before + 1 + i, ...parcel }));
        if (rows.length > 0) await appendParcels(trx, rows);
        return { rows, before };
      });
    } catch (error) {
      for (const [{ member }, count] of taken) this.#quota.giveBack(member, 'parcels', count);
      throw error;
    }
    if (written.before === this.#recent.newest) this.#recent.append(written.rows);
    else await loadRecent(this.#db, this.#recent);
    for (const waiting of batch) if (taken.has(waiting)) waiting.done();
  }

  /** A member who has used up her day is refused alone; the parcels of others go on. */
  #admit(waiting: Waiting, known: Set<string>, taken: Map<Waiting, number>): readonly Fresh[] {
    const { member, day, parcels } = waiting;
    const named = parcels.map((parcel) => [nameOf(parcel), { ...parcel, day }] as const);
    const fresh = new Map(named.filter(([name]) => !known.has(name)));
    if (!this.#quota.take(member, 'parcels', fresh.size)) {
      waiting.failed(new Refusal('throttled'));
      return [];
    }
    taken.set(waiting, fresh.size);
    for (const name of fresh.keys()) known.add(name);
    return [...fresh.values()];
  }
}

/** Reads the stream's end: at the start, and where another process has written. */
export async function loadRecent(db: Database, recent: Recent): Promise<void> {
  const { rows, newest } = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const stream = await trx.selectFrom('stream').select('newest').executeTakeFirstOrThrow();
      return { newest: stream.newest, rows: await newestParcels(trx, Recent.size) };
    });
  recent.replace(rows, newest);
}
