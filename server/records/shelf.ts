/**
 * Which revisions there are, and which is the newest of each record, in memory. A row counts only at its own leaf: the log
 * is asked before a byte of it is read, and what stands elsewhere is only counted. The rest is a claim until its bytes
 * were verified here: a row that somebody planted hides no other, and is not served. Rows are read in the order of the
 * log, which no writer chooses. What a record says about itself is taken from its signed header.
 */
import { toHex } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Database, Trx } from '../db.ts';
import type { RosterCache } from '../roster-cache.ts';
import { isAtItsLeaf, Soundness, type Sound } from './soundness.ts';
import { claimsAfter, rowsOf, unloggedOf, wrapsOf, type RecordRow } from './store.ts';

/** Of whose list: a person's own, a desk's, or all of one kind. */
export type Of = { readonly owner: string } | { readonly desk: string } | { readonly kind: string };

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
type Claim = Awaited<ReturnType<typeof claimsAfter>>[number];

interface Line extends Omit<Claim, 'logged'> {
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

const keysOf = (of: Omit<Claim, 'logged'>): string[] => [
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

/** The revisions of one record, in the order of the log: no number that an author chose says which is the latest. */
class Revisions {
  readonly lines: Line[] = [];
  /** Below this place all that stands above was found not to hold. */
  #end = 0;

  add(line: Line): void {
    this.lines.push(line);
    this.#end = this.lines.length;
  }

  /** The latest that were not found not to hold, the latest of all first. */
  latest(count: number): readonly Line[] {
    while (this.lines[this.#end - 1]?.sound === null) this.#end -= 1;
    const found: Line[] = [];
    for (let at = this.#end - 1; at >= 0 && found.length < count; at -= 1) {
      const line = this.lines[at] as Line;
      if (line.sound !== null) found.push(line);
    }
    return found;
  }

  /** What did not hold may hold now. */
  askAgain(): void {
    for (const line of this.lines) line.sound ??= undefined;
    this.#end = this.lines.length;
  }
}

export class Shelf {
  readonly #db: Database;
  readonly #soundness: Soundness;
  readonly #records = new Map<string, Revisions>();
  /** Records of which a row says that it is of this list. */
  readonly #listed = new Map<string, Set<string>>();
  /** How many rows that say that they are of a list stand at no leaf of theirs. */
  readonly #strays = new Map<string, number>();
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
    await this.#readOn(trx);
    for (const row of await unloggedOf(trx, record, this.#readTo)) {
      const sound = this.#soundness.ofUnlogged(row);
      if (sound?.record === record) return sound;
    }
    const revisions = this.#records.get(record);
    return revisions === undefined ? undefined : ((await this.#topsOf([revisions], trx))[0]?.sound ?? undefined);
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
  async history(record: string, after: number): Promise<PageOf<Line>> {
    await this.#readOn();
    const all = this.#records.get(record)?.lines ?? [];
    await this.#verify(all);
    const later = all.filter((line) => line.sound?.record === record && line.leaf > after);
    const lines = later.toSorted((a, b) => a.leaf - b.leaf).slice(0, limits.linesPerPage);
    return { lines, upTo: lines.at(-1)?.leaf ?? after, end: lines.length === later.length };
  }

  /** One after the other. A leaf comes into the log with its row, so nothing comes later before what was read. */
  #readOn(db: Database | Trx = this.#db): Promise<void> {
    const next = this.#reading
      .catch(() => undefined)
      .then(async () => {
        for (let some = await this.#readSome(db); some > 0;) some = await this.#readSome(db);
        if (this.#soundness.seq === this.#seq) return;
        this.#seq = this.#soundness.seq;
        for (const revisions of this.#records.values()) revisions.askAgain();
      });
    this.#reading = next;
    return next;
  }

  /** Answers how many. */
  async #readSome(db: Database | Trx): Promise<number> {
    const claims = await claimsAfter(db, this.#readTo);
    for (const claim of claims) this.#take(claim);
    return claims.length;
  }

  #take({ logged, ...claim }: Claim): void {
    this.#readTo = Math.max(this.#readTo, claim.leaf);
    if (!isAtItsLeaf(claim.digest, logged)) {
      for (const key of keysOf(claim)) this.#strays.set(key, (this.#strays.get(key) ?? 0) + 1);
      return;
    }
    const revisions = this.#records.get(claim.record) ?? new Revisions();
    revisions.add({ ...claim, sound: undefined });
    this.#records.set(claim.record, revisions);
    for (const key of keysOf(claim)) {
      const listed = this.#listed.get(key) ?? new Set();
      this.#listed.set(key, listed.add(claim.record));
    }
  }

  #revisionsOf(of: Of): readonly Revisions[] {
    return [...(this.#listed.get(keyOf(of)) ?? [])].flatMap((record) => this.#records.get(record) ?? []);
  }

  /** In the order of the log. */
  async #newestOf(of: Of): Promise<readonly Line[]> {
    const tops = await this.#topsOf(this.#revisionsOf(of));
    return tops.filter((line) => line.sound && isOf(line.sound, of)).toSorted((a, b) => a.leaf - b.leaf);
  }

  /** The latest revision of each that holds. Nearly always the first is it; where many do not hold, many are read at once. */
  async #topsOf(records: readonly Revisions[], db: Database | Trx = this.#db): Promise<readonly Line[]> {
    let open = records;
    for (let count = 1; open.length > 0; count = togetherMax) {
      open = open.filter((revisions) => revisions.latest(1)[0]?.sound === undefined);
      const asked = open.flatMap((revisions) => revisions.latest(count));
      if (asked.length === 0) break;
      await this.#verify(asked, db);
    }
    return records.flatMap((revisions) => revisions.latest(1));
  }

  async #verify(lines: readonly Line[], db: Database | Trx = this.#db): Promise<void> {
    const unknown = lines.filter(({ sound }) => sound === undefined);
    for (let at = 0; at < unknown.length; at += togetherMax) {
      const some = unknown.slice(at, at + togetherMax);
      const rows = await rowsBy(db, some);
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
    const failed = this.#revisionsOf(of).flatMap(({ lines }) => lines.filter(({ sound }) => sound === null));
    return failed.filter((line) => keysOf(line).includes(key)).length + (this.#strays.get(key) ?? 0);
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
