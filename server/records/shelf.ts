/**
 * Which revisions there are, and which is the newest of each record, in memory. What the database says is a claim until its
 * bytes were verified here: a row that somebody planted hides no other, and is not served. Rows are read in the order of
 * the log, which no writer chooses. What a record says about itself is taken from its signed header.
 */
import { toHex } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Database, Trx } from '../db.ts';
import type { RosterCache } from '../roster-cache.ts';
import { Soundness, type Sound } from './soundness.ts';
import { claimsAfter, claimsOf, rowsOf, rowsWith, wrapsOf, type RecordRow } from './store.ts';

/** Of whose list: a person's own, a desk's, or all of one kind. */
export type Of = { readonly owner: string } | { readonly desk: string } | { readonly kind: string };

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
type Claim = Awaited<ReturnType<typeof claimsAfter>>[number];

interface Line extends Claim {
  /** undefined: not verified yet. null: it does not hold. */
  sound: Sound | null | undefined;
}

export interface PageOf<T> {
  readonly lines: readonly T[];
  readonly upTo: number;
  readonly end: boolean;
}

/** A page holds as much, or one line. */
const pageBytes = 4 * 1024 * 1024;
/** Verified together. */
const togetherMax = 100;

const keysOf = (of: Claim): string[] => [
  ...(of.owner === null ? [] : [`owner ${of.owner}`]),
  ...(of.desk === null ? [] : [`desk ${of.desk}`]),
  ...of.readers.map((desk) => `desk ${desk}`),
  `kind ${of.kind}`,
];
const keyOf = (of: Of) => Object.entries(of).flat().join(' ');

function isOf(sound: Sound, of: Of): boolean {
  if ('owner' in of) return sound.owner === of.owner;
  if ('kind' in of) return sound.kind === of.kind;
  return sound.desk === of.desk || sound.readers.some((desk) => desk === of.desk);
}

export class Shelf {
  readonly #db: Database;
  readonly #soundness: Soundness;
  /** By record; the latest revision last. */
  readonly #lines = new Map<string, Line[]>();
  /** Records of which a row says that it is of this list. */
  readonly #listed = new Map<string, Set<string>>();
  #readTo = -1;
  /** Of the roster under which lines were found not to hold. */
  #seq = -1;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(db: Database, rosterCache: RosterCache) {
    this.#db = db;
    this.#soundness = new Soundness(rosterCache);
  }

  /** The revision that the next one must follow, in a transaction that holds the lock of the log. */
  async newest(trx: Trx | Database, record: string): Promise<Sound | undefined> {
    const claims = (await claimsOf(trx, record)).filter(({ digest }) => !this.#soundness.fails(digest));
    // Nearly always the first is it.
    for (let [at, count] = [0, 1]; at < claims.length; [at, count] = [at + count, togetherMax]) {
      const some = claims.slice(at, at + count);
      const rows = await rowsWith(
        trx,
        some.map(({ digest }) => digest),
      );
      for (const { digest } of some) {
        const row = rows.find((one) => toHex(one.digest) === toHex(digest));
        const sound = row === undefined ? undefined : this.#soundness.ofNewest(row);
        if (sound?.record === record) return sound;
      }
    }
    return undefined;
  }

  /** A page of the newest revisions, and how many rows of the list do not hold. */
  async page(of: Of, after: number): Promise<PageOf<RecordRow> & { readonly setAside: number }> {
    await this.#readOn();
    for (;;) {
      const later = (await this.#newestOf(of)).filter((line) => line.leaf > after);
      const lines = firstOf(later);
      const rows = await rowsBy(this.#db, lines);
      for (const line of lines) this.#judge(line, rows);
      // They were altered since they were read.
      if (lines.some(({ sound }) => sound === null)) continue;
      return {
        lines: lines.flatMap(({ digest }) => rows.get(toHex(digest)) ?? []),
        upTo: lines.at(-1)?.leaf ?? after,
        end: lines.length === later.length,
        setAside: this.#setAside(of),
      };
    }
  }

  /** Their wraps that hold, in the order of epochs. */
  async wrapsOf(rows: readonly RecordRow[], desk?: string): Promise<ReadonlyMap<RecordRow, readonly Uint8Array[]>> {
    const wraps = await wrapsOf(
      this.#db,
      rows.map(({ digest }) => digest),
      desk,
    );
    const byDigest = Map.groupBy(wraps, ({ digest }) => toHex(digest));
    return new Map(
      rows.map((row) => {
        const given = (byDigest.get(toHex(row.digest)) ?? []).map(({ bytes }) => bytes);
        return [row, given.filter((wrap) => this.#soundness.holdsWrap(row, wrap))];
      }),
    );
  }

  async newestOfKind(kind: string): Promise<RecordRow | undefined> {
    await this.#readOn();
    const last = (await this.#newestOf({ kind })).at(-1);
    return last === undefined ? undefined : (await rowsOf(this.#db, [last.digest]))[0];
  }

  /** A page of all revisions of a record that hold. */
  async history(record: string, after: number): Promise<PageOf<Claim>> {
    await this.#readOn();
    const all = this.#lines.get(record) ?? [];
    await this.#verify(all);
    const later = all.filter((line) => line.sound?.record === record && line.leaf > after);
    const lines = later.toSorted((a, b) => a.leaf - b.leaf).slice(0, limits.linesPerPage);
    return { lines, upTo: lines.at(-1)?.leaf ?? after, end: lines.length === later.length };
  }

  /** One after the other. A leaf comes into the log with its row, so nothing comes later before what was read. */
  #readOn(): Promise<void> {
    const next = this.#reading
      .catch(() => undefined)
      .then(async () => {
        for (const claim of await claimsAfter(this.#db, this.#readTo)) this.#take(claim);
        if (this.#soundness.seq === this.#seq) return;
        this.#seq = this.#soundness.seq;
        for (const line of [...this.#lines.values()].flat()) line.sound ??= undefined;
      });
    this.#reading = next;
    return next;
  }

  #take(claim: Claim): void {
    this.#readTo = Math.max(this.#readTo, claim.leaf);
    const lines = this.#lines.get(claim.record) ?? [];
    lines.push({ ...claim, sound: undefined });
    // Of equal revisions the one that the log holds first.
    lines.sort((a, b) => a.revision - b.revision || b.leaf - a.leaf);
    this.#lines.set(claim.record, lines);
    for (const key of keysOf(claim)) {
      const listed = this.#listed.get(key) ?? new Set();
      this.#listed.set(key, listed.add(claim.record));
    }
  }

  /** In the order of the log. */
  async #newestOf(of: Of): Promise<readonly Line[]> {
    const records = [...(this.#listed.get(keyOf(of)) ?? [])].map((record) => this.#lines.get(record) ?? []);
    const top = (lines: readonly Line[]) => lines.findLast((line) => line.sound !== null);
    for (;;) {
      const unknown = records.flatMap((lines) => {
        const line = top(lines);
        return line === undefined || line.sound !== undefined ? [] : [line];
      });
      if (unknown.length === 0) break;
      await this.#verify(unknown);
    }
    return records
      .flatMap((lines) => top(lines) ?? [])
      .filter((line) => line.sound && isOf(line.sound, of))
      .toSorted((a, b) => a.leaf - b.leaf);
  }

  async #verify(lines: readonly Line[]): Promise<void> {
    const unknown = lines.filter(({ sound }) => sound === undefined);
    for (let at = 0; at < unknown.length; at += togetherMax) {
      const some = unknown.slice(at, at + togetherMax);
      const rows = await rowsBy(this.#db, some);
      for (const line of some) this.#judge(line, rows);
    }
  }

  #judge(line: Line, rows: ReadonlyMap<string, Row>): void {
    const row = rows.get(toHex(line.digest));
    const sound = row === undefined ? undefined : this.#soundness.of(row);
    line.sound = sound?.record === line.record && sound.revision === line.revision ? sound : null;
  }

  #setAside(of: Of): number {
    const key = keyOf(of);
    const lines = [...(this.#listed.get(key) ?? [])].flatMap((record) => this.#lines.get(record) ?? []);
    return lines.filter((line) => line.sound === null && keysOf(line).includes(key)).length;
  }
}

/** The first of them that fit into a page. */
function firstOf(lines: readonly Line[]): readonly Line[] {
  let bytes = 0;
  const end = lines.findIndex((line, at) => {
    bytes += line.signed + line.size;
    return at > 0 && (at >= limits.linesPerPage || bytes > pageBytes);
  });
  return end < 0 ? lines : lines.slice(0, end);
}

async function rowsBy(db: Database | Trx, lines: readonly { readonly digest: Uint8Array }[]) {
  const rows = await rowsOf(
    db,
    lines.map(({ digest }) => digest),
  );
  return new Map(rows.map((row) => [toHex(row.digest), row]));
}
