/**
 * From a commit to a cosigned checkpoint. One round at a time: mirror the new leaves to the witness, sign a checkpoint,
 * have it cosigned, keep it. Whoever needs the witness waits for its index with `published`.
 */
import { base64 } from '@scure/base';
import { sql } from 'kysely';
import { concat, equal, fromBase64url } from '#protocol/core/bytes.ts';
import { parseNote, signCheckpoint, type NoteKey } from '#protocol/log/checkpoint.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import type { Database } from '../db.ts';
import { Refusal } from '../errors.ts';
import { placeOf, type Journal } from '../logger.ts';
import type { Witness } from '../witness.ts';
import { Tree } from './tree.ts';

const mirrorMax = 20_000;
const retryMs = 2_000;

export interface LogKey {
  readonly origin: string;
  readonly pair: KeyPair;
}

export class Publisher {
  readonly tree = new Tree();
  readonly #db: Database;
  readonly #witness: Witness;
  readonly #journal: Journal;
  readonly #key: LogKey;
  /** Entries below this are covered by a cosigned checkpoint that we hold. */
  #cosigned = 0;
  /** Leaves that the witness holds; unknown until it was asked once. */
  #mirrored: number | undefined;
  /** Set for good when our log is not the one the witness knows: then we sign nothing any more. */
  #diverged = false;
  #round: Promise<void> | undefined;
  /** Something was committed while a round was under way, so that the round may not cover it. */
  #more = false;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(db: Database, witness: Witness, journal: Journal, key: LogKey) {
    this.#db = db;
    this.#witness = witness;
    this.#journal = journal;
    this.#key = key;
  }

  get cosigned(): number {
    return this.#cosigned;
  }

  /** Reads the log, compares with the witness if it is there, and publishes what is waiting. Never throws for the witness. */
  async start(): Promise<void> {
    await this.#readNew();
    const newest = await this.#db
      .selectFrom('checkpoint')
      .select('size')
      .orderBy('size', 'desc')
      .limit(1)
      .executeTakeFirst();
    this.#cosigned = newest?.size ?? 0;
    await this.publish().catch(() => undefined);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  /** Resolves once a cosigned checkpoint covers the entry. */
  async published(index: number): Promise<void> {
    while (this.#cosigned <= index) await this.publish();
  }

  /** For acts that must not begin while the witness is away. */
  async requireWitness(): Promise<void> {
    if (this.#diverged) throw new Refusal('witness-away');
    await this.#witness.state();
    await this.#compare();
  }

  /** Publishes in the background; a failed round is tried again until it succeeds. */
  kick(): void {
    if (this.#closed) return;
    this.#more = this.#round !== undefined;
    void this.publish().catch(() => undefined);
  }

  publish(): Promise<void> {
    this.#round ??= this.#publishOnce().finally(() => {
      this.#round = undefined;
      if (this.#more) this.kick();
    });
    return this.#round;
  }

  async #publishOnce(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      await this.#compare();
      await this.#readNew();
      if (this.tree.size > this.#cosigned) await this.#cosign(this.tree.size);
    } catch (error) {
      this.#journal.warn(placeOf(error instanceof Refusal ? (error.cause ?? error) : error), 'not published yet');
      // What the witness holds is asked anew: the failed call may have arrived.
      this.#mirrored = undefined;
      if (!this.#closed && !this.#diverged) this.#retry = setTimeout(() => this.kick(), retryMs).unref();
      throw new Refusal('witness-away', { cause: error });
    }
  }

  async #readNew(): Promise<void> {
    const rows = await this.#db
      .selectFrom('log_entry')
      .select('leaf_hash')
      .where('idx', '>=', this.tree.size)
      .orderBy('idx')
      .execute();
    for (const row of rows) this.tree.append(row.leaf_hash);
  }

  /** [Note: Sunlight's rule] A log shorter than its witness's, or another, is a bad restore: signing it would be a fork. */
  async #compare(): Promise<void> {
    if (this.#diverged) throw new Error('log differs from the witness');
    if (this.#mirrored !== undefined) return;
    const state = await this.#witness.state();
    await this.#readNew();
    const same = state.size <= this.tree.size && equal(this.tree.root(state.size), fromBase64url(state.root));
    if (!same) {
      this.#diverged = true;
      this.#journal.fatal(
        { ours: this.tree.size, witness: state.size },
        'log differs from the witness: nothing is signed',
      );
      throw new Error('log differs from the witness');
    }
    this.#mirrored = state.size;
    await this.#adopt(state.note, state.size);
  }

  /** A checkpoint that was cosigned and whose answer was lost is the witness's to give back. */
  async #adopt(note: string | null, size: number): Promise<void> {
    if (note === null || size <= this.#cosigned) return;
    const { checkpoint } = parseNote(note);
    if (checkpoint.size === size) await this.#keep(size, note);
  }

  async #cosign(size: number): Promise<void> {
    await this.#mirror(size);
    const { origin, pair } = this.#key;
    const key: NoteKey = { name: origin, publicKey: pair.publicKey, use: 'log' };
    const note = signCheckpoint({ origin, size, root: this.tree.root(size) }, key, pair.secretKey);
    const old = this.#cosigned;
    const proof = this.tree.consistency(old, size).map((hash) => `${base64.encode(hash)}\n`);
    const lines = await this.#witness.addCheckpoint(`old ${old}\n${proof.join('')}\n${note}`);
    await this.#keep(size, note + lines);
  }

  async #keep(size: number, note: string): Promise<void> {
    await sql`select checkpoint_put(${size}, ${this.tree.root(size)}, ${note})`.execute(this.#db);
    this.#cosigned = size;
  }

  async #mirror(size: number): Promise<void> {
    let from = this.#mirrored ?? 0;
    while (from < size) {
      const to = Math.min(size, from + mirrorMax);
      const leaves = await this.#db
        .selectFrom('log_entry')
        .select('leaf')
        .where('idx', '>=', from)
        .where('idx', '<', to)
        .orderBy('idx')
        .execute();
      const entries = await this.#db
        .selectFrom('roster_entry')
        .select(['bytes', 'leaf'])
        .where('leaf', '>=', from)
        .where('leaf', '<', to)
        .orderBy('leaf')
        .execute();
      await this.#witness.mirror(from, concat(...leaves.map((row) => row.leaf)), entries);
      from = to;
      this.#mirrored = to;
    }
  }
}
