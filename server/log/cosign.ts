/** One size of the log on its way through the witness: new leaves mirrored, checkpoint signed, cosignature taken. */
import { base64 } from '@scure/base';
import type { Static } from 'typebox';
import { concat, fromBase64url } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Head } from '#protocol/log/head.ts';
import { signCheckpoint, type NoteKey } from '#protocol/log/checkpoint.ts';
import { entryBodyBytes } from '#protocol/wire/shapes.ts';
import type { MirrorBody, MirrorReply } from '#protocol/wire/witness.ts';
import { now } from '../clock.ts';
import type { Database } from '../db.ts';
import { deny, Refusal } from '../errors.ts';
import type { Journal } from '../logger.ts';
import { WitnessRefused, type Witness } from '../witness.ts';
import type { GivenVerdict } from '../roster-cache.ts';
import { WentBack, type Reader, type Standing } from './reader.ts';
import type { Cosigned, LogKey, Root, Signatures } from './signatures.ts';
import type { Tree } from './tree.ts';

const checkpointsPerPage = 100;
const sayEveryMs = 60_000;
const mirrorMax = 20_000;
/** Of bodies, needs and verdicts in one question; the witness reads four times as much. A single leaf may have more. */
const pageBytes = 8 * 1024 * 1024;
/** A verdict that is told again, as text. */
const saidBytes = 300;

export interface Needs {
  readonly leaf: number;
  readonly bytes: Uint8Array;
}

/** Where the witness's verdicts go before anything is signed over their leaves. */
export interface VerdictKeeper {
  /** The lowest roster leaf whose verdict is not kept yet. */
  readonly missingFrom: number | undefined;
  /** Those that are kept on leaves [from, to), whether or not they hold, as the wire carries them. */
  said(from: number, to: number): Promise<Static<typeof MirrorBody>['said']>;
  /** Those of these entries that the witness is shown. */
  shown(entries: readonly Needs[]): readonly Needs[];
  /** What the waiting entry needs, sealed for the witness; at most one entry waits that needs something. */
  needs(): Promise<Needs | undefined>;
  readonly root: Root;
  /** Why the verdicts here are not those that a head of ours names; undefined where they are, or may be. */
  whyOther(head: Head): string | undefined;
  /** Answers whether the log has grown by it. */
  keep(given: readonly GivenVerdict[], settled: Settled): Promise<boolean>;
}

/** What both keys have signed already, so that nothing of it is asked anew. */
export interface Settled {
  /** Leaves below are under a checkpoint of both keys. */
  readonly below: number;
  /** The newest head whose roster was ours. */
  readonly head: Head | undefined;
}

/** The witness has dated a verdict to a time that has not come. It is not taken, and another one is asked for. */
export class TimeNotCome extends Error {
  readonly leaf: number;

  constructor(leaf: number) {
    super(`the verdict on ${leaf} is of a time to come`);
    this.leaf = leaf;
  }
}

export class Cosigner {
  readonly #db: Database;
  readonly #reader: Reader;
  readonly #witness: Witness;
  readonly #key: LogKey;
  readonly #verdicts: VerdictKeeper;
  readonly #journal: Journal;
  readonly #signatures: Signatures;
  readonly #settled: () => Settled;
  /** When the wrong clock, or the lost verdict, was told of. */
  #saidAt = -Infinity;
  #grown = false;

  constructor(
    db: Database,
    reader: Reader,
    witness: Witness,
    key: LogKey,
    signatures: Signatures,
    verdicts: VerdictKeeper,
    journal: Journal,
    settled: () => Settled,
  ) {
    this.#signatures = signatures;
    this.#settled = settled;
    this.#journal = journal;
    this.#db = db;
    this.#reader = reader;
    this.#witness = witness;
    this.#key = key;
    this.#verdicts = verdicts;
  }

  /** Whether a verdict has added to the log since this was asked last. */
  takeGrown(): boolean {
    const grown = this.#grown;
    this.#grown = false;
    return grown;
  }

  /**
   * Returns the newest checkpoint in the database that verifies under both keys. The portal's database role can write
   * others there, and the witness would remember none of them.
   */
  async newest(): Promise<Cosigned> {
    for (let below = Number.MAX_SAFE_INTEGER; ;) {
      const rows = await this.#db
        .selectFrom('checkpoint')
        .select(['size', 'root', 'note'])
        .where('size', '<', below)
        .orderBy('size', 'desc')
        .limit(checkpointsPerPage)
        .execute();
      const found = rows.find(({ size, root, note }) => this.#signatures.isCosigned(note, size, root));
      if (found !== undefined || rows.length === 0) return found ?? { size: 0, note: '' };
      below = rows.at(-1)?.size ?? 0;
    }
  }

  /**
   * A witness that knows no log yet must know the log's key before it can be told of a note. Its own line on genesis goes with
   * it: before it knows of the note it would make another.
   */
  async mirrorGenesis(tree: Tree): Promise<void> {
    if (this.#verdicts.missingFrom === 0) this.#refuseForgotten(0);
    await this.#mirrorPage(tree, 0, 1, 0);
  }

  /**
   * The cosigned note, if the witness is at size `at` or says its size. Undefined if that is behind `at` or
   * beyond this size: then it must be asked, and compared, anew.
   */
  async cosign({ tree, size, root }: Standing, at: number): Promise<string | undefined> {
    if (!(await this.#mirror(tree, at, size))) return undefined;
    this.#requireOwnRoster();
    const { origin, pair } = this.#key;
    const key: NoteKey = { name: origin, publicKey: pair.publicKey, use: 'log' };
    const note = signCheckpoint({ origin, size, root }, key, pair.secretKey);
    const lines = await this.#send(tree, at, note, size);
    return lines === undefined ? undefined : note + lines;
  }

  /** For when nothing is new, but a verdict may be missing here: the witness gives it again. False as in `cosign`. */
  async askAgain({ tree, size }: Standing): Promise<boolean> {
    if (this.#verdicts.missingFrom === undefined) return true;
    const isThere = await this.#mirror(tree, size, size);
    this.#requireOwnRoster();
    return isThere;
  }

  /** A witness that is elsewhere says where; the same note goes again, with the proof from there. */
  async #send(tree: Tree, at: number, note: string, size: number): Promise<string | undefined> {
    const answer = await this.#witness.addCheckpoint(requestOf(tree, at, note, size));
    if (typeof answer === 'string') return answer;
    if (answer.size > size) return undefined;
    const again = await this.#witness.addCheckpoint(requestOf(tree, answer.size, note, size));
    return typeof again === 'string' ? again : undefined;
  }

  /** False if the witness holds fewer than `from`. */
  async #mirror(tree: Tree, from: number, size: number): Promise<boolean> {
    try {
      let at = Math.min(from, this.#verdicts.missingFrom ?? from);
      while (at < size) at = await this.#mirrorPage(tree, at, size, from);
      return true;
    } catch (error) {
      if (!(error instanceof WitnessRefused) || error.code !== 'log-behind') throw error;
      const { missingFrom } = this.#verdicts;
      // It was restored, and judges nothing that it judged before.
      if (missingFrom !== undefined && missingFrom < this.#settled().below) this.#refuseForgotten(missingFrom);
      return false;
    }
  }

  #refuseForgotten(leaf: number): never {
    if (this.#isTimeToSay())
      this.#journal.fatal(
        { leaf },
        'the witness has forgotten a verdict, and the row of it here does not hold: restore it',
      );
    throw new Refusal('witness-away', { cause: new Error(`nothing proves the verdict on ${leaf}`) });
  }

  /** Nothing is signed over a list of members that is not the one that was in force here. */
  #requireOwnRoster(): void {
    const { head } = this.#settled();
    const why = head === undefined ? undefined : this.#verdicts.whyOther(head);
    if (why !== undefined) throw new WentBack(why);
  }

  #isTimeToSay(): boolean {
    const at = performance.now();
    if (at - this.#saidAt < sayEveryMs) return false;
    this.#saidAt = at;
    return true;
  }

  /** Leaves from `fresh` on may be new to the witness. Answers where the next page begins. */
  async #mirrorPage(tree: Tree, from: number, size: number, fresh: number): Promise<number> {
    const needs = await this.#verdicts.needs();
    const to = await this.#pageEnd(from, Math.min(size, from + mirrorMax), needs);
    const { missingFrom } = this.#verdicts;
    if (missingFrom !== undefined && missingFrom < to && fresh < to) await this.#requireSameTime();
    const leaves = await this.#reader.leaves(tree, from, to);
    const entries = await this.#db
      .selectFrom('roster_entry')
      .select(['bytes', 'leaf'])
      .where('leaf', '>=', from)
      .where('leaf', '<', to)
      // Nobody would read an answer with a larger one. Without it the leaf is void, and the log goes on.
      .where((eb) => eb.or([eb('leaf', '=', 0), eb(eb.fn<number>('length', ['bytes']), '<=', entryBodyBytes)]))
      .orderBy('leaf')
      .execute();
    const isHere = needs !== undefined && needs.leaf >= from && needs.leaf < to;
    const sent = { leaves: concat(...leaves), entries: this.#verdicts.shown(entries), needs: isHere ? [needs] : [] };
    const { verdicts } = await this.#witness.mirror(from, sent, await this.#verdicts.said(from, to));
    // Before anything is signed over them.
    await this.#keep(verdicts.map(read));
    return to;
  }

  async #keep(given: readonly GivenVerdict[]): Promise<void> {
    try {
      this.#grown = (await this.#verdicts.keep(given, this.#settled())) || this.#grown;
    } catch (error) {
      if (!(error instanceof TimeNotCome)) throw error;
      // One that is right by now judges anew in the next round. Until then nothing is signed over that leaf.
      await this.#witness.judgeAgain(error.leaf).catch(() => undefined);
      throw new Refusal('clock-skew', { cause: error });
    }
  }

  /** What is judged is judged for ever, by the witness's clock: while one of us is wrong nothing is. */
  async #requireSameTime(): Promise<void> {
    const { clock } = await this.#witness.state();
    const ahead = clock - now();
    if (Math.abs(ahead) <= limits.openingSkewMsMax) return;
    if (this.#isTimeToSay())
      this.#journal.fatal(
        { witnessAhead: Math.round(ahead / 1000) },
        'the clocks differ: no entry is judged until they agree',
      );
    deny('clock-skew');
  }

  /** So many that the question stays small, and one at least. */
  async #pageEnd(from: number, to: number, needs: Needs | undefined): Promise<number> {
    const rows = await this.#db
      .selectFrom('roster_entry')
      .select((eb) => ['leaf', eb.fn<number>('length', ['bytes']).as('length')])
      .where('leaf', '>=', from)
      .where('leaf', '<', to)
      .orderBy('leaf')
      .execute();
    let total = 0;
    for (const { leaf, length } of rows) {
      total += saidBytes + length + (leaf === needs?.leaf ? needs.bytes.length : 0);
      if (total > pageBytes && leaf > from) return leaf;
    }
    return to;
  }
}

const read = ({ leaf, line, signature }: Static<typeof MirrorReply>['verdicts'][number]) => ({
  leaf,
  line: fromBase64url(line),
  signature: fromBase64url(signature),
});

/** The body of c2sp.org/tlog-witness add-checkpoint. */
function requestOf(tree: Tree, old: number, note: string, size: number): string {
  const proof = tree.consistency(old, size).map((hash) => `${base64.encode(hash)}\n`);
  return `old ${old}\n${proof.join('')}\n${note}`;
}
