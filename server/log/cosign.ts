/** One size of the log on its way through the witness: new leaves mirrored, checkpoint signed, cosignature taken. */
import { base64 } from '@scure/base';
import type { Static } from 'typebox';
import { concat, fromBase64url } from '#protocol/core/bytes.ts';
import { signCheckpoint, type NoteKey } from '#protocol/log/checkpoint.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import { entryBodyBytes } from '#protocol/wire/shapes.ts';
import type { MirrorBody, MirrorReply } from '#protocol/wire/witness.ts';
import type { Database } from '../db.ts';
import { WitnessRefused, type Witness } from '../witness.ts';
import type { GivenVerdict } from '../roster-cache.ts';
import type { Reader, Standing } from './reader.ts';
import type { Tree } from './tree.ts';

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
  /** Those on leaves [from, to), as the wire carries them. */
  said(from: number, to: number): Static<typeof MirrorBody>['said'];
  /** What the waiting entry needs, sealed for the witness; at most one entry waits that needs something. */
  needs(): Promise<Needs | undefined>;
  /** Answers whether the log has grown by it. */
  keep(given: readonly GivenVerdict[]): Promise<boolean>;
}

export interface LogKey {
  readonly origin: string;
  readonly pair: KeyPair;
}

export class Cosigner {
  readonly #db: Database;
  readonly #reader: Reader;
  readonly #witness: Witness;
  readonly #key: LogKey;
  readonly #verdicts: VerdictKeeper;
  #grown = false;

  constructor(db: Database, reader: Reader, witness: Witness, key: LogKey, verdicts: VerdictKeeper) {
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
   * The cosigned note, if the witness stands at `at` or answers where it stands. Undefined if that is behind `at` or
   * beyond this size: then it must be asked, and compared, anew.
   */
  async cosign({ tree, size, root }: Standing, at: number): Promise<string | undefined> {
    if (!(await this.#mirror(tree, at, size))) return undefined;
    const { origin, pair } = this.#key;
    const key: NoteKey = { name: origin, publicKey: pair.publicKey, use: 'log' };
    const note = signCheckpoint({ origin, size, root }, key, pair.secretKey);
    const lines = await this.#send(tree, at, note, size);
    return lines === undefined ? undefined : note + lines;
  }

  /** Nothing is new, but a verdict may be missing here: the witness gives it again. False as in `cosign`. */
  async askAgain({ tree, size }: Standing): Promise<boolean> {
    return this.#verdicts.missingFrom === undefined || this.#mirror(tree, size, size);
  }

  /** A witness that stands elsewhere says where; the same note goes again, with the proof from there. */
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
      while (at < size) at = await this.#mirrorPage(tree, at, size);
      return true;
    } catch (error) {
      if (error instanceof WitnessRefused && error.code === 'log-behind') return false;
      throw error;
    }
  }

  /** Answers where the next page begins. */
  async #mirrorPage(tree: Tree, from: number, size: number): Promise<number> {
    const needs = await this.#verdicts.needs();
    const to = await this.#pageEnd(from, Math.min(size, from + mirrorMax), needs);
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
    const sent = { leaves: concat(...leaves), entries, needs: isHere ? [needs] : [] };
    const { verdicts } = await this.#witness.mirror(from, sent, this.#verdicts.said(from, to));
    // Before anything is signed over them.
    this.#grown = (await this.#verdicts.keep(verdicts.map(read))) || this.#grown;
    return to;
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
