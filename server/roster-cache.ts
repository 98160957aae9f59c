/**
 * The verified roster in memory: genesis and every roster leaf with its verdict, replayed at start with the same function
 * that clients use. A verdict counts only with the witness's signature, so a row that somebody wrote into the table is
 * worth as much as none. Leaves without a verdict wait; what they would change is tentative.
 */
import { equal, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { signedGenesis as signedGenesisCodec, rootFingerprint } from '#protocol/members/genesis.ts';
import { parseId, type MemberId } from '#protocol/core/ids.ts';
import { leafBytes } from '#protocol/log/leaf.ts';
import { judgeLeaf } from '#protocol/roster/judge.ts';
import { follow, openJudged, type JudgedAt } from '#protocol/roster/replay.ts';
import { entryCodec, openRoster, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { fitting, verdictCodec, type RosterLeaf } from '#protocol/roster/verdict.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { Database } from './db.ts';
import { deny } from './errors.ts';
import type { Journal } from './logger.ts';

/** As the witness answers it. */
export interface GivenVerdict {
  readonly leaf: number;
  readonly line: Uint8Array;
  readonly signature: Uint8Array;
}

type Line = Reply<'roster/read'>['entries'][number];

/** Verdicts that are kept before a checkpoint covers them: one as a rule, and many where somebody planted leaves. */
const rostersKept = 16;

/** Type of a roster leaf. */
const rosterByte = 2;

export class RosterCache {
  #signedGenesis: Uint8Array | undefined;
  #roster: Roster | undefined;
  /** After each of the newest verdicts, the newest last. */
  #newest: readonly Roster[] = [];
  #judged: readonly JudgedAt[] = [];
  #waiting: readonly RosterLeaf[] = [];
  #tentative: Roster | undefined;
  /** Leaves whose entry was committed by this process. */
  readonly #own = new Set<number>();

  /** After the start only in the queue of the commits: what is committed meanwhile would be forgotten here. */
  async load(db: Database, journal?: Journal): Promise<void> {
    const leaves = await readRosterLeaves(db);
    const rows = await db.selectFrom('verdict').selectAll().execute();
    const verdicts = new Map(rows.map((row) => [row.leaf, row]));
    [this.#signedGenesis, this.#roster, this.#judged, this.#waiting] = [leaves[0]?.body, undefined, [], []];
    this.#newest = [];
    for (const [at, arrived] of leaves.entries()) {
      const row = verdicts.get(arrived.leaf);
      if (row !== undefined && this.#take(arrived, row, journal)) continue;
      // From the first leaf without a verdict that holds, the witness is asked anew.
      this.#waiting = leaves.slice(at);
      break;
    }
    this.#think();
  }

  /** What others have appended after the newest verdict; all before it is verified already. */
  async readOn(db: Database): Promise<void> {
    this.#waiting = await readRosterLeaves(db, this.newestJudged);
    this.#signedGenesis ??= this.#waiting.find(({ leaf }) => leaf === 0)?.body;
    this.#think();
  }

  #take(arrived: RosterLeaf, row: GivenVerdict, journal: Journal | undefined): boolean {
    try {
      this.settle(this.next(row, arrived));
      return true;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      journal?.fatal({ leaf: arrived.leaf, code: error.code }, 'a verdict in the database does not hold');
      return false;
    }
  }

  get founded(): boolean {
    return this.#signedGenesis !== undefined;
  }

  /** In force: after the newest verdict. */
  get roster(): Roster {
    return this.#roster ?? this.#tentative ?? deny('not-founded');
  }

  /** As it is in a log of this size; undefined where that was too long ago. */
  at(size: number): Roster | undefined {
    return this.#newest.findLast(({ verdicts }) => verdicts.leaf < size);
  }

  /**
   * While an entry waits for its verdict everything is asked twice: of the roster in force, and of the one that would
   * follow. What passes both stays right, whatever the verdict is.
   */
  standing<T>(ask: (roster: Roster) => T): T {
    if (this.#tentative !== undefined) ask(this.#tentative);
    return ask(this.roster);
  }

  get signedGenesis(): Uint8Array {
    return this.#signedGenesis ?? deny('not-founded');
  }

  /** The lowest roster leaf that has no verdict here yet. */
  get firstWaiting(): number | undefined {
    return this.#waiting[0]?.leaf;
  }

  get newestJudged(): number {
    return this.#judged.at(-1)?.leaf ?? -1;
  }

  /** An entry that was committed: genesis first. */
  added(body: Uint8Array, bytes: Uint8Array, leaf: number): void {
    if (leaf === 0) this.#signedGenesis = body;
    this.#own.add(leaf);
    this.#waiting = [...this.#waiting, { leaf, bytes, body }];
    this.#think();
  }

  /** What a verdict comes to, verified and judged here once more; nothing is changed yet. */
  next(
    { leaf, line, signature }: GivenVerdict,
    arrived = this.#waiting[0],
    before = this.#roster,
  ): { line: JudgedAt; roster: Roster } {
    if (arrived?.leaf !== leaf) throw new Error(`a verdict on ${leaf}, waiting for ${arrived?.leaf}`);
    const { code, time, entry } = verdictCodec.parse(line);
    // The line says what it is about. What the witness was not shown is void, though it is here.
    const body = leaf === 0 || entry === undefined ? undefined : fitting(arrived);
    const odd = leaf > 0 && body === undefined ? arrived.bytes : undefined;
    const judged: JudgedAt = { leaf, body, odd, code, time, signature };
    if (leaf > 0) return { line: judged, roster: follow(before ?? this.roster, judged) };
    const signed = this.signedGenesis;
    return {
      line: judged,
      roster: openJudged(signed, rootFingerprint(signedGenesisCodec.parse(signed).genesis), judged),
    };
  }

  /** What verdicts on the leaves that wait come to, one after the other; undefined if one below `size` has none among them. */
  after(given: readonly GivenVerdict[], size: number): Roster | undefined {
    let roster = this.#roster;
    for (const arrived of this.#waiting.filter(({ leaf }) => leaf < size)) {
      const verdict = given.find(({ leaf }) => leaf === arrived.leaf);
      if (verdict === undefined) return undefined;
      ({ roster } = this.next(verdict, arrived, roster));
    }
    return roster;
  }

  settle(next: { readonly line: JudgedAt; readonly roster: Roster }): void {
    this.#roster = next.roster;
    this.#newest = [...this.#newest, next.roster].slice(-rostersKept);
    this.#judged = [...this.#judged, next.line];
    this.#waiting = this.#waiting.filter(({ leaf }) => leaf > next.line.leaf);
    this.#think();
  }

  /** Each that waits is taken at its own time, so that a clock that is wrong here takes none for late. */
  #think(): void {
    let tentative: Roster | undefined;
    for (const arrived of this.#waiting) tentative = thought(tentative ?? this.#roster, arrived) ?? tentative;
    this.#tentative = tentative;
  }

  verdictOn(leaf: number): string | undefined {
    return this.#judged.find((line) => line.leaf === leaf)?.code;
  }

  isOwn(leaf: number): boolean {
    return this.#own.has(leaf);
  }

  get judged(): readonly JudgedAt[] {
    return this.#judged;
  }

  /** The entry in force on this leaf. */
  bodyAt(leaf: number): Uint8Array | undefined {
    return this.#judged.find((line) => line.leaf === leaf && line.code === '')?.body;
  }

  /** These very bytes. The same act, signed in another way, is not the same entry. */
  isInForce(bytes: Uint8Array): boolean {
    return this.#judged.some(({ code, body }) => code === '' && body !== undefined && equal(body, bytes));
  }

  /** Where and when an invite's holder was added; undefined while she was not. */
  addOf(invite: string): { readonly leaf: number; readonly time: number } | undefined {
    for (const { leaf, body, code } of this.#judged) {
      if (code !== '' || body === undefined) continue;
      const { time, operation } = entryCodec.parse(signedEntry.parse(body).entry);
      if (operation.type === 'add' && operation.invite === invite) return { leaf, time };
    }
    return undefined;
  }

  /** Verdicts after the first so many, as the wire carries them. */
  entries(after: number, keep: (line: { readonly leaf: number }) => boolean): Line[] {
    const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : toBase64url(bytes));
    return this.#judged
      .slice(after)
      .filter(keep)
      .map(({ leaf, body, odd, code, time, signature }) => ({
        leaf,
        bytes: text(body),
        odd: text(odd),
        code,
        time,
        signature: toBase64url(signature),
      }));
  }
}

/** The roster that would follow, if the entry is good by its own clock. */
function thought(before: Roster | undefined, arrived: RosterLeaf): Roster | undefined {
  try {
    if (before === undefined) {
      const signed = arrived.body ?? new Uint8Array(0);
      return openRoster(signed, rootFingerprint(signedGenesisCodec.parse(signed).genesis), 0);
    }
    const { time } = entryCodec.parse(signedEntry.parse(arrived.body ?? new Uint8Array(0)).entry);
    const { verdict, roster } = judgeLeaf(before, arrived, time);
    return verdict.code === '' ? roster : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** In one answer of the database, which must come in time whatever stands there. */
const pageBytes = 4 * 1024 * 1024;

async function readRosterLeaves(db: Database, after = -1): Promise<readonly RosterLeaf[]> {
  const leaves: RosterLeaf[] = [];
  for (const { from, to } of pagesOf(await sizesOfLeaves(db, after))) {
    const rows = await rosterLeaves(db)
      .select(['log_entry.idx', 'log_entry.leaf', 'roster_entry.bytes'])
      .where('log_entry.idx', '>=', from)
      .where('log_entry.idx', '<=', to)
      .execute();
    leaves.push(...rows.map((row) => ({ leaf: row.idx, bytes: row.leaf, body: row.bytes ?? undefined })));
  }
  return leaves;
}

const rosterLeaves = (db: Database) =>
  db
    .selectFrom('log_entry')
    .leftJoin('roster_entry', 'roster_entry.leaf', 'log_entry.idx')
    .where((eb) => eb(eb.fn<number>('get_byte', ['log_entry.leaf', eb.lit(0)]), '=', rosterByte))
    .orderBy('log_entry.idx');

interface Sized {
  readonly idx: number;
  readonly length: number | null;
}

function sizesOfLeaves(db: Database, after: number): Promise<Sized[]> {
  return rosterLeaves(db)
    .select((eb) => ['log_entry.idx', eb.fn<number | null>('length', ['roster_entry.bytes']).as('length')])
    .where('log_entry.idx', '>', after)
    .execute();
}

/** First and last leaf of each. */
function pagesOf(sizes: readonly Sized[]): readonly { readonly from: number; readonly to: number }[] {
  const pages: { from: number; to: number }[] = [];
  let bytes = Infinity;
  for (const { idx, length } of sizes) {
    bytes += (length ?? 0) + leafBytes;
    if (bytes > pageBytes) {
      pages.push({ from: idx, to: idx });
      bytes = length ?? 0;
    }
    (pages.at(-1) as { to: number }).to = idx;
  }
  return pages;
}

/** An id from the wire or the database, checked for its form. */
export function asMember(text: string): MemberId {
  return parseId<MemberId>(text);
}
