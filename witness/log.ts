/**
 * What this witness knows of the log. Two sizes: leaves that were mirrored, and the part of them that it cosigned.
 * Rights count only once cosigned (protocol §3), so heads, releases and retires use the cosigned size and roster;
 * only the mirror itself looks at what is pending.
 */
import { concat, equal } from '#protocol/core/bytes.ts';
import { refuse, type ProtocolCode } from '#protocol/core/errors.ts';
import { rootFingerprint, signedGenesis } from '#protocol/members/genesis.ts';
import { leafBytes } from '#protocol/log/leaf.ts';
import { emptyRoot, Frontier, hashLeaf } from '#protocol/log/merkle.ts';
import { enact } from '#protocol/roster/judge.ts';
import { judgingTime, openRoster } from '#protocol/roster/roster.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { raiseFloor } from './floor.ts';
import { keepNeeds } from './mirror/needs.ts';
import { noteCosigned } from './release/aged.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { now } from './clock.ts';
import { emptyJournal, inTransaction, type Database } from './state.ts';

export interface Cosigned {
  readonly size: number;
  readonly root: Uint8Array;
  readonly peaks: readonly Uint8Array[];
  /** With the witness's own line; absent before the first. */
  readonly note: string | undefined;
}

/** A verdict as it is kept and handed out: the line, and the signature over it. */
export interface SignedVerdict {
  readonly leaf: number;
  readonly line: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Judgement extends SignedVerdict {
  readonly body: Uint8Array | undefined;
  /** After the leaf, whatever the verdict is. */
  readonly roster: Roster;
  /** Of an entry in force; genesis has none. */
  readonly operation: Operation | undefined;
  /** What the portal left sealed with it. */
  readonly needs: Uint8Array | undefined;
  /** It was signed before, and this state knew nothing of it. */
  readonly isForgotten: boolean;
}

/** Leaves in order, and a verdict on each roster leaf among them. */
export interface Accepted {
  readonly leaves: readonly Uint8Array[];
  readonly judgements: readonly Judgement[];
}

export class Log {
  readonly #db: Database;
  #mirrored = 0;
  #cosigned: Cosigned = { size: 0, root: emptyRoot, peaks: [], note: undefined };
  /** The roster at the cosigned size. */
  #counted: Roster | undefined;
  /** One roster per verdict on a leaf that is mirrored and not yet cosigned, oldest first. */
  #pending: readonly Roster[] = [];
  /** A write failed: whether it is on the disk is not known here. */
  #isInDoubt = true;
  /** Something was deleted, and may still be read in the write-ahead log. */
  #isToEmpty = false;

  constructor(db: Database) {
    this.#db = db;
    this.#read();
  }

  /** What the disk has. */
  #read(): void {
    const db = this.#db;
    const cosigned = readCosigned(db);
    const [counted, pending] = replay(db, cosigned.size);
    this.#mirrored = (db.prepare('select count(*) as size from leaf').get() as { size: number }).size;
    [this.#cosigned, this.#counted, this.#pending] = [cosigned, counted, pending];
    this.#isInDoubt = false;
  }

  /** A COMMIT that failed may have worked. Whatever fails, what is known here is read from the disk again. */
  #write<T>(act: () => T): T {
    if (this.#isInDoubt) this.#read();
    this.#isInDoubt = true;
    try {
      const result = inTransaction(this.#db, act);
      this.#isInDoubt = false;
      return result;
    } finally {
      if (this.#isInDoubt) this.#read();
    }
  }

  #emptyJournal(): void {
    if (!this.#isToEmpty) return;
    emptyJournal(this.#db);
    this.#isToEmpty = false;
  }

  get mirrored(): number {
    return this.#mirrored;
  }

  get cosigned(): Cosigned {
    return this.#cosigned;
  }

  /** The roster that counts. */
  get roster(): Roster {
    return this.#counted ?? refuse('log-behind', 'nothing is cosigned yet');
  }

  /** The roster with everything mirrored, for judging the next entry and naming the log; absent before genesis. */
  get newestRoster(): Roster | undefined {
    return this.#pending.at(-1) ?? this.#counted;
  }

  /** Leaves [from, to) of the mirror. */
  leaves(from: number, to: number): readonly Uint8Array[] {
    const rows = this.#db.prepare('select bytes from leaf where idx >= ? and idx < ? order by idx').all(from, to);
    return rows.map((row) => row['bytes'] as Uint8Array);
  }

  /** A leaf that a cosigned checkpoint covers. */
  cosignedLeaf(index: number, missing: ProtocolCode): Uint8Array {
    const leaf = index < this.#cosigned.size ? this.leaves(index, index + 1)[0] : undefined;
    return leaf ?? refuse(missing, `entry ${index} is not under ${this.#cosigned.size} cosigned`);
  }

  /** Root and peaks of the mirrored tree at any size up to the mirror's. */
  treeAt(size: number): Frontier {
    const { size: known, peaks } = this.#cosigned;
    const frontier = size >= known ? Frontier.from(known, peaks) : new Frontier();
    const rows = this.#db
      .prepare('select bytes from leaf where idx >= ? and idx < ? order by idx')
      .iterate(frontier.size, size);
    for (const row of rows) frontier.append(hashLeaf(row['bytes'] as Uint8Array));
    if (frontier.size !== size) refuse('log-behind', `${frontier.size} leaves mirrored`);
    return frontier;
  }

  /** Verdicts on the roster leaves in [from, to). */
  verdicts(from: number, to: number): readonly SignedVerdict[] {
    const rows = this.#db
      .prepare('select leaf, line, signature from verdict where leaf >= ? and leaf < ? order by leaf')
      .all(from, to);
    return rows.map((row) => ({
      leaf: row['leaf'] as number,
      line: row['line'] as Uint8Array,
      signature: row['signature'] as Uint8Array,
    }));
  }

  /** Leaves, verdicts and needs together, on the disk before any answer: nothing is ever judged twice. */
  append({ leaves, judgements }: Accepted): void {
    const insertLeaf = this.#db.prepare('insert into leaf (idx, bytes) values (?, ?)');
    const insertVerdict = this.#db.prepare('insert into verdict (leaf, body, line, signature) values (?, ?, ?, ?)');
    const deleted = this.#write(() => {
      leaves.forEach((leaf, i) => insertLeaf.run(this.#mirrored + i, leaf));
      return judgements.map((judgement) => {
        const { leaf, body, line, signature } = judgement;
        insertVerdict.run(leaf, body ?? null, line, signature);
        if (judgement.isForgotten) raiseFloor(this.#db, leaf + 1);
        return keepNeeds(this.#db, judgement);
      });
    });
    // First: what is on the disk is known, whatever fails from here on.
    this.#mirrored += leaves.length;
    this.#pending = [...this.#pending, ...judgements.map(({ roster }) => roster)];
    this.#isToEmpty ||= deleted.includes(true);
    this.#emptyJournal();
  }

  /**
   * Forgets the leaves from here on, with the lines on them (protocol §3.8): nothing of them was cosigned, and they arrive
   * anew. In one transaction, with what is `kept` of it.
   */
  takeBack(leaf: number, kept: (lines: readonly SignedVerdict[]) => void): void {
    if (leaf < this.#cosigned.size) throw new Error(`${leaf} is under ${this.#cosigned.size} cosigned`);
    this.#write(() => {
      kept(this.verdicts(leaf, this.#mirrored));
      this.#db.prepare('delete from verdict where leaf >= ?').run(leaf);
      this.#db.prepare('delete from needs where leaf >= ?').run(leaf);
      this.#db.prepare('delete from leaf where idx >= ?').run(leaf);
    });
    this.#mirrored = leaf;
    this.#pending = this.#pending.filter((roster) => roster.verdicts.leaf < leaf);
    this.#isToEmpty = true;
    this.#emptyJournal();
  }

  /** Remembers a checkpoint before its cosignature leaves the witness. */
  cosign(tree: Frontier, note: string, now: number): void {
    this.#emptyJournal();
    const cosigned = { size: tree.size, root: tree.root(), peaks: tree.peaks(), note };
    this.#write(() => {
      this.#db
        .prepare('insert or replace into cosigned (one, size, root, peaks, note) values (1, ?, ?, ?, ?)')
        .run(cosigned.size, cosigned.root, concat(...cosigned.peaks), note);
      noteCosigned(this.#db, cosigned.size, now);
    });
    this.#cosigned = cosigned;
    this.#counted = this.#pending.findLast((roster) => roster.verdicts.leaf < tree.size) ?? this.#counted;
    this.#pending = this.#pending.filter((roster) => roster.verdicts.leaf >= tree.size);
  }
}

function readCosigned(db: Database): Cosigned {
  const row = db.prepare('select size, root, peaks, note from cosigned').get();
  if (row === undefined) return { size: 0, root: emptyRoot, peaks: [], note: undefined };
  const joined = row['peaks'] as Uint8Array;
  const peaks = Array.from({ length: joined.length / 32 }, (_, i) => joined.slice(i * 32, i * 32 + 32));
  const [size, root] = [row['size'] as number, row['root'] as Uint8Array];
  if (!equal(Frontier.from(size, peaks).root(), root)) throw new Error('the cosigned peaks do not give their root');
  return { size, root, peaks, note: row['note'] as string };
}

/**
 * The roster that counts and those still pending, as the kept verdicts say: no clock, no rule and no signature is asked
 * again, so that a restart brings no void to life and no entry to its end.
 */
function replay(db: Database, size: number): [Roster | undefined, readonly Roster[]] {
  let counted: Roster | undefined;
  const pending: Roster[] = [];
  for (const row of db.prepare('select body, line from verdict order by leaf').iterate()) {
    const { leaf, bytes, code, time } = verdictCodec.parse(row['line'] as Uint8Array);
    const body = (row['body'] as Uint8Array | null) ?? undefined;
    const before = pending.at(-1) ?? counted;
    const roster =
      before === undefined
        ? openOwnRoot(body ?? new Uint8Array(0), time)
        : enact(before, { leaf, bytes, body }, time, code).roster;
    if (leaf < size) counted = roster;
    else pending.push(roster);
  }
  return [counted, pending];
}

/** The root is whatever genesis is at leaf 0: nobody pins it for the witness, and it takes one only (§3). */
export function openOwnRoot(signed: Uint8Array, time: number): Roster {
  return openRoster(signed, rootFingerprint(signedGenesis.parse(signed).genesis), time);
}

/**
 * Times of verdicts never fall, so one may be ahead of a clock that was set back. Nothing but verdicts uses this time:
 * a clock that was wrong once must not hold up everything else.
 */
export function verdictTime(log: Log): number {
  return log.newestRoster === undefined ? now() : judgingTime(log.newestRoster, now());
}

export function splitLeaves(joined: Uint8Array): readonly Uint8Array[] {
  if (joined.length % leafBytes !== 0) refuse('leaf-shape', `${joined.length} bytes of leaves`);
  return Array.from({ length: joined.length / leafBytes }, (_, i) => joined.slice(i * leafBytes, (i + 1) * leafBytes));
}
