/**
 * From a commit to a cosigned checkpoint. One round at a time: compare with the witness, mirror the new leaves to it,
 * sign a checkpoint, have it cosigned, keep it. An act that needs the witness waits for its index with `published`.
 */
import { sql } from 'kysely';
import type { Static } from 'typebox';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import type { StateReply } from '#protocol/wire/witness.ts';
import type { Database } from '../db.ts';
import { isPlaceLost, Refusal } from '../errors.ts';
import { placeOf, type Journal } from '../logger.ts';
import { WitnessRefused, type Witness } from '../witness.ts';
import { Cosigner, type VerdictKeeper } from './cosign.ts';
import type { Writer } from './place.ts';
import { LogDiffers, Reader, WentBack } from './reader.ts';
import { Remembered, type Notes, type RosterHere } from './remembered.ts';
import { Signatures, type Cosigned, type LogKey } from './signatures.ts';
import { Standstill } from './standstill.ts';
import type { Tree } from './tree.ts';

const retryMs = 2_000;
/** A witness that another process of ours moves on between question and answer is asked again, so many times. */
const asksMax = 3;

type WitnessState = Static<typeof StateReply>;

export class Publisher {
  readonly #db: Database;
  readonly #witness: Witness;
  readonly #journal: Journal;
  readonly #writer: Writer;
  readonly #reader: Reader;
  readonly #signatures: Signatures;
  readonly #cosigner: Cosigner;
  readonly #remembered: Remembered;
  readonly standstill: Standstill;
  /** The newest checkpoint that we hold, signed by the log and cosigned by the witness of the root. */
  #newest: Cosigned = { size: 0, note: '' };
  /** What the witness has cosigned; unknown until it was asked, and while an answer is not there. */
  #witnessAt: number | undefined;
  #round: Promise<void> | undefined;
  /** Something was committed while a round was under way, so that the round may not cover it. */
  #more = false;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    db: Database,
    witness: Witness,
    journal: Journal,
    key: LogKey,
    writer: Writer,
    verdicts: VerdictKeeper,
    notes: Notes,
    here: RosterHere,
  ) {
    this.#db = db;
    this.#witness = witness;
    this.#journal = journal;
    this.#writer = writer;
    this.#reader = new Reader(db, journal);
    this.#signatures = new Signatures(key, () => verdicts.root);
    const settled = () => ({ below: this.cosigned, head: this.#remembered.head });
    this.#cosigner = new Cosigner(db, this.#reader, witness, key, this.#signatures, verdicts, journal, settled);
    this.#remembered = new Remembered(notes, this.#signatures, here);
    this.standstill = new Standstill(this.#remembered, journal);
  }

  get tree(): Tree {
    return this.#reader.tree;
  }

  /** Entries below this are covered by a cosigned checkpoint that we hold. */
  get cosigned(): number {
    return this.#newest.size;
  }

  /** Verified when it was kept or read. None is handed on from a table that others write. */
  get checkpoint(): Cosigned | undefined {
    return this.#newest.size === 0 ? undefined : this.#newest;
  }

  /** Reads the log, compares with the witness if it is there, and publishes what is waiting. Never throws for the witness. */
  async start(): Promise<void> {
    this.#newest = await this.#cosigner.newest();
    try {
      const standing = await this.#agreed(() => this.#reader.read());
      const found = this.#remembered.whyNot(standing);
      if (found !== undefined) this.standstill.stopFor(found);
      const kept = this.#remembered.fitting(standing);
      if (kept !== undefined && kept.size > this.cosigned) this.#newest = kept;
    } catch (error) {
      // People still read what is theirs.
      if (!this.standstill.differs) throw error;
    }
    await this.publish().catch(() => undefined);
  }

  /** What a member's page holds is compared with all that is here. */
  async seen(given: Parameters<Standstill['seen']>[0]): Promise<void> {
    this.standstill.seen(given, await this.#agreed(() => this.#reader.read()));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  /** Resolves once a cosigned checkpoint covers the entry. */
  async published(index: number): Promise<void> {
    // A round under way may have read the log before the entry was in it; the next one has read it after.
    for (let rounds = 0; rounds < 2 && this.cosigned <= index; rounds++) await this.publish();
    // What is not there now was taken back, such as by a replica that took over: nobody would ever cosign it.
    if (this.cosigned <= index) throw new Refusal('outcome-unknown');
  }

  /**
   * For acts that must not begin while the witness is away. Returns its state, with its clock. One that came back
   * with less than it had is brought up first: what it would say now may contradict what it said.
   */
  async requireWitness(): Promise<WitnessState> {
    let asked = await this.#ask();
    if (asked.hasForgotten) {
      this.heard(asked.state.size);
      await this.publish();
      asked = await this.#ask();
    }
    const { state, hasForgotten } = asked;
    await this.#agreed(() => this.#compare(state));
    if (hasForgotten) throw new Refusal('witness-away');
    this.heard(state.size);
    return state;
  }

  /** Compared with what we held before the question: a round may end while it is under way. */
  async #ask(): Promise<{ state: WitnessState; hasForgotten: boolean }> {
    const least = this.cosigned;
    const state = await this.#witness.state();
    return { state, hasForgotten: state.size < least };
  }

  /** The witness was seen at this size. One that came back with less than it had is brought up, though nobody writes. */
  heard(size: number): void {
    if (this.#witnessAt === undefined || size >= this.#witnessAt) return;
    this.#witnessAt = undefined;
    this.schedulePublish();
  }

  /** Publishes in the background; a failed round is tried again until it succeeds. */
  schedulePublish(): void {
    if (this.#closed) return;
    this.#more = this.#round !== undefined;
    void this.publish().catch(() => undefined);
  }

  publish(): Promise<void> {
    this.#round ??= this.#publishOnce().finally(() => {
      this.#round = undefined;
      if (this.#more) this.schedulePublish();
    });
    return this.#round;
  }

  async #publishOnce(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      await this.#agreed(() => this.#bringUp());
      this.#more = this.#cosigner.takeGrown() || this.#more;
    } catch (error) {
      if (isPlaceLost(error)) this.#writer.lost();
      this.#journal.warn(placeOf(error instanceof Refusal ? (error.cause ?? error) : error), 'not published yet');
      if (!this.#closed && !this.standstill.differs)
        this.#retry = setTimeout(() => this.schedulePublish(), retryMs).unref();
      if (error instanceof Refusal) throw error;
      throw new Refusal('witness-away', { cause: error });
    }
  }

  /**
   * [Note: Sunlight's rule] A log shorter than its witness's, or another, is a bad restore: signing it would be a fork.
   * But the fault may lie in our memory. So the tree is built anew, and what differs then differs in the database.
   */
  async #agreed<T>(work: () => Promise<T>): Promise<T> {
    if (this.standstill.differs) throw new Refusal('witness-away');
    try {
      return await work();
    } catch (error) {
      if (!differs(error)) throw error;
    }
    try {
      await this.#reader.rebuild();
      return await work();
    } catch (error) {
      if (!differs(error)) throw error;
      if (error instanceof WentBack) this.standstill.stopGoneBack(error.message);
      else this.standstill.stopForked(error.message);
      throw new Refusal('witness-away', { cause: error });
    }
  }

  async #bringUp(): Promise<void> {
    for (let asked = 0; asked < asksMax; asked++) {
      const at = this.#witnessAt ?? (await this.#met());
      const standing = await this.#reader.read();
      if (standing.size < at) throw new LogDiffers(`${standing.size} entries, and the witness has ${at}`);
      // Unknown until the answer is kept: what we send may arrive although we hear nothing.
      this.#witnessAt = undefined;
      if (standing.size > at) {
        const note = await this.#cosigner.cosign(standing, at);
        if (note === undefined) continue;
        await this.#keep(standing, note);
      } else if (!(await this.#cosigner.askAgain(standing))) continue;
      this.#witnessAt = standing.size;
      return;
    }
    throw new Error('the witness stands elsewhere each time');
  }

  /** Asks the witness where it stands. One that has forgotten is told first how far it had come. */
  async #met(): Promise<number> {
    const { state, hasForgotten } = await this.#ask();
    if (hasForgotten) {
      if (state.rootfp === null) await this.#cosigner.mirrorGenesis((await this.#reader.read()).tree);
      await this.#witness.remember(this.#newest.note);
    }
    return this.#compare(state);
  }

  /** Answers the witness's size, if its log is the beginning of ours. */
  async #compare({ size, root, note }: WitnessState): Promise<number> {
    const ours = await this.#reader.read();
    const [isMore, theirs] = [size > ours.size, fromBase64url(root)];
    if (isMore || !equal(ours.tree.root(size), theirs)) {
      const why = isMore
        ? `${ours.size} entries, and the witness has ${size}`
        : `the witness has another root at ${size}`;
      // Anybody may say a number. What our own key signed is for good.
      if (this.#signatures.isCosigned(note ?? '', size, theirs)) throw new LogDiffers(why);
      throw new Refusal('witness-away', { cause: new Error(`${why}, without a note of ours`) });
    }
    if (size > this.cosigned) await this.#adopt(size, fromBase64url(root), note);
    return size;
  }

  /** A checkpoint that was cosigned and whose answer was lost is the witness's to give back. */
  async #adopt(size: number, root: Uint8Array, note: string | null): Promise<void> {
    await this.#keep({ size, root }, note ?? '');
  }

  /** Only what everybody else would believe. */
  async #keep({ size, root }: { size: number; root: Uint8Array }, note: string): Promise<void> {
    if (!this.#signatures.isCosigned(note, size, root))
      throw new Refusal('witness-away', { cause: new Error('the note is of another tree, or not cosigned') });
    await sql`select checkpoint_put(${this.#writer.generation}, ${size}, ${root}, ${note})`.execute(this.#db);
    if (size <= this.cosigned) return;
    this.#newest = { size, note };
    // The table has it, too.
    this.standstill.keepNote(note);
  }
}

/** By our own comparison, or because the witness says that our leaves or tree are not those it has. */
function differs(error: unknown): error is Error {
  if (error instanceof WitnessRefused) return error.code === 'log-fork' || error.code === 'consistency';
  return error instanceof LogDiffers;
}
