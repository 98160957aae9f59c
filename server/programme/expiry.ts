/**
 * What the public wrote is deleted on the day that stood on the form, at the start and every ten minutes, while the clocks
 * agree.
 */
import type { Database } from '../db.ts';
import { placeOf, type Journal } from '../logger.ts';
import type { AgreedTime } from '../shred/agreed-time.ts';
import { deleteExpiredRequests } from './store.ts';

const everyMs = 600_000;

export class Expiry {
  readonly #db: Database;
  readonly #agreed: AgreedTime;
  readonly #journal: Journal;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database, agreed: AgreedTime, journal: Journal) {
    [this.#db, this.#agreed, this.#journal] = [db, agreed, journal];
  }

  /** A database that is away now is asked again at the next turn. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#turn(), everyMs).unref();
    await this.#turn();
  }

  async #turn(): Promise<void> {
    try {
      const time = await this.#agreed.ask();
      if (time !== undefined) await deleteExpiredRequests(this.#db, time);
    } catch (error) {
      this.#journal.error(placeOf(error));
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
