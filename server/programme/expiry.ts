/**
 * What the public wrote is deleted on the day that stood on the form. The database compares with its own clock; here is
 * only who asks it to, at the start and every ten minutes.
 */
import type { Database } from '../db.ts';
import { placeOf, type Journal } from '../logger.ts';
import { deleteExpiredRequests } from './store.ts';

const everyMs = 600_000;

export class Expiry {
  readonly #db: Database;
  readonly #journal: Journal;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database, journal: Journal) {
    [this.#db, this.#journal] = [db, journal];
  }

  /** A database that is away now is asked again at the next turn. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#turn(), everyMs).unref();
    await this.#turn();
  }

  async #turn(): Promise<void> {
    await deleteExpiredRequests(this.#db).catch((error: unknown) => this.#journal.error(placeOf(error)));
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
