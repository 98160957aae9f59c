/**
 * Closings that the witness has not heard of yet: the portal died before it told it, or the witness was away. They are
 * brought to it after each act that closes, at the start, and every minute.
 */
import { ProtocolError } from '#protocol/core/errors.ts';
import type { Database } from '../db.ts';
import type { Publisher } from '../log/publish.ts';
import { placeOf, type Journal } from '../logger.ts';
import { WitnessRefused, type Witness } from '../witness.ts';
import { storeReceipt, waitingRetires } from './store.ts';

const everyMs = 60_000;

interface Given {
  readonly db: Database;
  readonly witness: Witness;
  readonly publisher: Publisher;
  readonly journal: Journal;
}

export interface Receipt {
  readonly receipt: Uint8Array;
  readonly signature: Uint8Array;
}

export class Receipts {
  readonly #given: Given;
  #timer: NodeJS.Timeout | undefined;
  #isBringing = false;
  #closed = false;
  /** What the witness refused: a row that somebody wrote into the table. */
  readonly #refused = new Set<number>();

  constructor(given: Given) {
    this.#given = given;
  }

  start(): void {
    this.#timer = setInterval(() => this.bringLater(), everyMs).unref();
    this.bringLater();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  bringLater(): void {
    if (this.#isBringing) return;
    this.#isBringing = true;
    void this.#bringAll()
      .catch((error: unknown) => this.#given.journal.warn(placeOf(error), 'closings wait for the witness'))
      .finally(() => (this.#isBringing = false));
  }

  /** Tells the witness of one, which is cosigned by now, and keeps its receipt. */
  async bring(leaf: number, retire: Uint8Array): Promise<Receipt> {
    const answer = await this.#given.witness.retire(retire, leaf);
    await storeReceipt(this.#given.db, leaf, answer);
    return answer;
  }

  async #bringAll(): Promise<void> {
    const { db, publisher } = this.#given;
    for (let after = -1; !this.#closed;) {
      const rows = await waitingRetires(db, after, publisher.cosigned);
      if (rows.length === 0) return;
      for (const { leaf, bytes } of rows) if (!this.#refused.has(leaf)) await this.#bringOne(leaf, bytes);
      after = rows.at(-1)?.leaf ?? after;
    }
  }

  async #bringOne(leaf: number, bytes: Uint8Array): Promise<void> {
    try {
      await this.bring(leaf, bytes);
    } catch (error) {
      if (!(error instanceof ProtocolError) && !(error instanceof WitnessRefused)) throw error;
      this.#refused.add(leaf);
    }
  }
}
