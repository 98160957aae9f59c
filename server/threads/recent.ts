/** The newest parcels in memory, so that nearly every look needs no query. */
import { limits } from '#protocol/core/limits.ts';
import type { ParcelRow } from './store.ts';

/** 16 MiB of bodies: several days of an event of 250 people. */
const recentMax = 8192;

export class Recent {
  #rows: ParcelRow[] = [];
  #newest = 0;
  /** Everything after this sequence number is here. */
  #complete = 0;

  get newest(): number {
    return this.#newest;
  }

  static get size(): number {
    return recentMax;
  }

  /** Takes the newest rows of the database, in order, none left out. */
  replace(rows: readonly ParcelRow[], newest: number): void {
    this.#rows = [...rows];
    this.#newest = newest;
    this.#complete = rows.length < recentMax ? 0 : (rows[0]?.sequence ?? 1) - 1;
  }

  append(rows: readonly ParcelRow[]): void {
    this.#rows.push(...rows);
    this.#newest = rows.at(-1)?.sequence ?? this.#newest;
    const surplus = this.#rows.length - recentMax;
    if (surplus <= 0) return;
    this.#complete = this.#rows[surplus - 1]?.sequence ?? this.#complete;
    this.#rows = this.#rows.slice(surplus);
  }

  /** Returns undefined where it is not known here. */
  page(after: number): readonly ParcelRow[] | undefined {
    if (after < this.#complete) return undefined;
    const from = this.#place(after + 1);
    return this.#rows.slice(from, from + limits.parcelsPerPage);
  }

  /** Returns null where there is none, undefined where it is not known here. */
  body(sequence: number): Uint8Array | null | undefined {
    if (sequence > this.#newest) return null;
    const row = this.#rows[this.#place(sequence)];
    if (row?.sequence === sequence) return row.body;
    return sequence > this.#complete ? null : undefined;
  }

  setBody(sequence: number, body: Uint8Array): void {
    const at = this.#place(sequence);
    const row = this.#rows[at];
    if (row?.sequence === sequence) this.#rows[at] = { ...row, body };
  }

  /** Drops the rows of this day and before, which have ended. */
  dropUntil(day: number): void {
    this.#rows = this.#rows.filter((row) => row.day > day);
  }

  /** The index of the first row with this sequence number or a later one. */
  #place(sequence: number): number {
    let [low, high] = [0, this.#rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle] as ParcelRow).sequence < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
