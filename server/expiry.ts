/** Deletes what has come to its end, and ends what was left undone: at the start and then each at its own interval. */
import { placeOf, type Journal } from './logger.ts';

export interface Sweep {
  readonly everyMs: number;
  readonly sweep: () => Promise<void>;
}

export class Expiry {
  readonly #journal: Journal;
  readonly #sweeps: readonly Sweep[];
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(journal: Journal, sweeps: readonly Sweep[]) {
    [this.#journal, this.#sweeps] = [journal, sweeps];
  }

  /** A database that does not answer now is asked again at the next turn. */
  async start(): Promise<void> {
    this.#timers = this.#sweeps.map((one) => setInterval(() => void this.#turn(one), one.everyMs).unref());
    for (const one of this.#sweeps) await this.#turn(one);
  }

  async #turn({ sweep }: Sweep): Promise<void> {
    await sweep().catch((error: unknown) => this.#journal.error(placeOf(error)));
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
