/** One size of the log on its way through the witness: new leaves mirrored, checkpoint signed, cosignature taken. */
import { base64 } from '@scure/base';
import type { Static } from 'typebox';
import { concat, equal, fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import { headCodec, verifyHead, type Head } from '#protocol/log/head.ts';
import type { SignedHead } from '#protocol/wire/ceremonies.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { signCheckpoint, verifyCheckpoint, verifyCosignature, type NoteKey } from '#protocol/log/checkpoint.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import { entryBodyBytes } from '#protocol/wire/shapes.ts';
import type { MirrorBody, MirrorReply } from '#protocol/wire/witness.ts';
import { now } from '../clock.ts';
import type { Database } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Journal } from '../logger.ts';
import { WitnessRefused, type Witness } from '../witness.ts';
import type { GivenVerdict } from '../roster-cache.ts';
import type { Reader, Standing } from './reader.ts';
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
  /** Those on leaves [from, to), as the wire carries them. */
  said(from: number, to: number): Static<typeof MirrorBody>['said'];
  /** What the waiting entry needs, sealed for the witness; at most one entry waits that needs something. */
  needs(): Promise<Needs | undefined>;
  /** Undefined before the founding. */
  readonly root: Pick<Roster, 'genesis' | 'rootfp'> | undefined;
  /** Answers whether the log has grown by it. */
  keep(given: readonly GivenVerdict[]): Promise<boolean>;
}

/** A checkpoint under both keys. */
export interface Cosigned {
  readonly size: number;
  readonly note: string;
}

/** The witness has dated a verdict to a time that has not come. It is not taken, and another one is asked for. */
export class TimeNotCome extends Error {
  readonly leaf: number;

  constructor(leaf: number) {
    super(`the verdict on ${leaf} is of a time to come`);
    this.leaf = leaf;
  }
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
  readonly #journal: Journal;
  /** When the wrong clock was told of. */
  #saidAt = -Infinity;
  #grown = false;

  constructor(db: Database, reader: Reader, witness: Witness, key: LogKey, verdicts: VerdictKeeper, journal: Journal) {
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
      const found = rows.find(({ size, root, note }) => this.isCosigned(note, size, root));
      if (found !== undefined || rows.length === 0) return found ?? { size: 0, note: '' };
      below = rows.at(-1)?.size ?? 0;
    }
  }

  /** A note of this very log that verifies under both keys. */
  fitting(note: string, { tree, size: ours }: Standing): Cosigned | undefined {
    const size = Number(note.split('\n')[1]);
    if (!Number.isSafeInteger(size) || size < 1 || size > ours) return undefined;
    return this.isCosigned(note, size, tree.root(size)) ? { size, note } : undefined;
  }

  /** A note under both keys over more than this log has, or over another one: it went back. */
  contradicts(note: string, { tree, size: ours }: Standing): boolean {
    const [, text, rootText] = note.split('\n');
    const size = Number(text);
    if (!Number.isSafeInteger(size) || rootText === undefined) return false;
    const root = decoded(rootText);
    return this.isCosigned(note, size, root) && (size > ours || !equal(tree.root(size), root));
  }

  /** A head that the witness of the root signed, over whose nonce ever. */
  verifiedHead({ head, signature }: Static<typeof SignedHead>): Head | undefined {
    const { root } = this.#verdicts;
    if (root === undefined) return undefined;
    try {
      const bytes = fromBase64url(head);
      const { nonce } = headCodec.parse(bytes);
      return verifyHead(root.genesis, root.rootfp, bytes, fromBase64url(signature), nonce);
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  isCosigned(note: string, size: number, root: Uint8Array): boolean {
    const witnessCard = this.#verdicts.root?.genesis.witnesses[0];
    if (witnessCard === undefined) return false;
    const { origin, pair } = this.#key;
    try {
      const parsed = verifyCheckpoint(note, { origin, publicKey: pair.publicKey });
      verifyCosignature(parsed, witnessCard);
      return parsed.checkpoint.size === size && equal(parsed.checkpoint.root, root);
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  }

  /** A witness that knows no log yet must know the log's key before it can be told of a note. */
  async mirrorGenesis(tree: Tree): Promise<void> {
    await this.#mirrorPage(tree, 0, 1, 0);
  }

  /**
   * The cosigned note, if the witness is at size `at` or says its size. Undefined if that is behind `at` or
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

  /** For when nothing is new, but a verdict may be missing here: the witness gives it again. False as in `cosign`. */
  async askAgain({ tree, size }: Standing): Promise<boolean> {
    return this.#verdicts.missingFrom === undefined || this.#mirror(tree, size, size);
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
      if (error instanceof WitnessRefused && error.code === 'log-behind') return false;
      throw error;
    }
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
    const sent = { leaves: concat(...leaves), entries, needs: isHere ? [needs] : [] };
    const { verdicts } = await this.#witness.mirror(from, sent, this.#verdicts.said(from, to));
    // Before anything is signed over them.
    await this.#keep(verdicts.map(read));
    return to;
  }

  async #keep(given: readonly GivenVerdict[]): Promise<void> {
    try {
      this.#grown = (await this.#verdicts.keep(given)) || this.#grown;
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
    const at = performance.now();
    if (at - this.#saidAt >= sayEveryMs) {
      this.#saidAt = at;
      const seconds = Math.round(ahead / 1000);
      this.#journal.fatal({ witnessAhead: seconds }, 'the clocks differ: no entry is judged until they agree');
    }
    throw new Refusal('clock-skew');
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

/** Empty for what is no base64. */
function decoded(text: string): Uint8Array {
  try {
    return base64.decode(text);
  } catch {
    return new Uint8Array(0);
  }
}

/** The body of c2sp.org/tlog-witness add-checkpoint. */
function requestOf(tree: Tree, old: number, note: string, size: number): string {
  const proof = tree.consistency(old, size).map((hash) => `${base64.encode(hash)}\n`);
  return `old ${old}\n${proof.join('')}\n${note}`;
}
