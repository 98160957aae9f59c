/** What the features share of threads: the store of shares, the stream in memory, its one writer, the quota, the sweep. */
import { refuse } from '#protocol/core/errors.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import { limits } from '#protocol/core/limits.ts';
import type { RosterCache } from '../roster-cache.ts';
import { now } from '../clock.ts';
import type { Database } from '../db.ts';
import { placeOf, type Journal } from '../logger.ts';
import type { AgreedTime } from '../key-shares/agreed-time.ts';
import { requireKeySharesFolder, KeyShares } from '../key-shares/store.ts';
import { lastOfAll } from './share-ends.ts';
import { Quota } from '../quota.ts';
import { Recent } from './recent.ts';
import { dropMissing, forgetRemoved, namedShares, sweep } from './sweep.ts';
import { loadRecent, BatchWriter } from './batch-writer.ts';

const hourMs = 3600 * 1000;

interface Ground {
  readonly db: Database;
  readonly rosterCache: RosterCache;
  readonly agreed: AgreedTime;
  readonly journal: Journal;
  readonly dataDir: string;
  readonly streamTickMs: number;
}

export class Threads {
  readonly keyShares: KeyShares;
  readonly recent = new Recent();
  readonly quota: Quota;
  readonly batchWriter: BatchWriter;
  readonly #ground: Ground;
  #hourly: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  private constructor(ground: Ground) {
    this.#ground = ground;
    this.keyShares = new KeyShares(ground.dataDir, { now, last: () => this.#last });
    this.quota = new Quota(ground.db);
    this.batchWriter = new BatchWriter(ground.db, this.quota, this.recent, ground.streamTickMs);
  }

  static async open(ground: Ground): Promise<Threads> {
    requireKeySharesFolder(ground.dataDir, (await namedShares(ground.db)).length > 0);
    const threads = new Threads(ground);
    await threads.#sweep();
    await threads.quota.load();
    await loadRecent(ground.db, threads.recent);
    threads.#hourly = setInterval(() => void threads.#sweepHourly(), hourMs).unref();
    return threads;
  }

  get #last(): number {
    const { rosterCache } = this.#ground;
    return rosterCache.founded ? lastOfAll(rosterCache.roster.policy) : Infinity;
  }

  /** Once all shares have ended, no new share is taken: it would be gone before it is used. */
  requireOpen(): void {
    if (now() >= this.#last) refuse('chunk-gone', 'the event and its threads are over');
  }

  async forgetRemoved(): Promise<void> {
    await forgetRemoved(this.#ground.db, this.keyShares, this.#ground.rosterCache);
  }

  async #sweep(): Promise<void> {
    const { db, agreed } = this.#ground;
    await this.forgetRemoved();
    await dropMissing(db, this.keyShares);
    const time = await agreed.ask();
    if (time !== undefined) {
      await sweep(db, this.keyShares, time);
      this.recent.dropUntil(dayOf(time) - limits.parcelDays);
    }
    await this.quota.write();
  }

  async #sweepHourly(): Promise<void> {
    this.#sweeping = this.#sweep().catch((error: unknown) =>
      this.#ground.journal.error(placeOf(error), 'sweep failed'),
    );
    await this.#sweeping;
  }

  async close(): Promise<void> {
    clearInterval(this.#hourly);
    await this.#sweeping;
    await this.batchWriter.flush();
    await this.quota.write().catch(() => undefined);
    this.keyShares.close();
  }
}
