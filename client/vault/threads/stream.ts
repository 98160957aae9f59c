/**
 * Read the one stream (§9.10): pages of tags, bodies in fours. A question has the same size and the same rhythm whether
 * or not anything is for this member. What is asked for besides her own parcels is drawn at random.
 */
import { concat, fromBase64url, toBase64url, u64 } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import type { ConversationCrypto, Expected } from '#protocol/threads/conversation.ts';
import { parseLook, type TagLine } from '#protocol/threads/stream.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

/** Something that this member may open. */
type Openable = Exclude<Expected, { type: 'ended' }>;

export interface Wanted {
  readonly line: TagLine;
  readonly expected: Openable;
}

/** What is done with a parcel for this member. Throws a ProtocolError if it does not open. */
export type Take = (wanted: Wanted, body: Uint8Array) => void;

/** How far back decoys are drawn if nothing newer is left: where real readers' parcels are, too. */
const decoySpan = 2000;

export class StreamReader {
  readonly #vault: UnlockedVault;
  readonly #crypto: ConversationCrypto;
  readonly #take: Take;
  readonly #ended: (from: MemberId, sequence: number) => void;
  readonly #wanted: Wanted[] = [];
  /** Lines that are for nobody known yet: a letter that comes later may say that they are for this member. */
  readonly #unknown = new Map<number, TagLine>();
  /** The newest of them that were not asked for yet, one page at most: what every other client asks for just now. */
  #fresh: number[] = [];
  /**
   * Their bodies, as they came. A parcel that turns out to be for this member is not asked for a second time: that
   * would show it.
   */
  readonly #held = new Map<number, Uint8Array>();
  #after: number;
  #newest = 0;
  /** True if the last page was not full: whatever `newest` says, there is nothing more. */
  #isAtEnd = false;
  /**
   * The question that was asked and not answered yet. It is asked again unchanged: beside other decoys, the repeated
   * indexes would be this member's own.
   */
  #question: { readonly asked: readonly Wanted[]; readonly order: readonly number[] } | undefined;
  /** Parcels with this member's tag that did not open: withheld, altered or badly made. */
  damaged = 0;

  constructor(
    vault: UnlockedVault,
    crypto: ConversationCrypto,
    after: number,
    take: Take,
    ended: (from: MemberId, sequence: number) => void,
  ) {
    this.#vault = vault;
    this.#crypto = crypto;
    this.#after = after;
    this.#take = take;
    this.#ended = ended;
  }

  /** Return the last sequence whose line was read. Nothing up to it is still wanted once `behind` is 0. */
  get after(): number {
    return this.#after;
  }

  /** Return how much is known to be in the stream and was not looked at. */
  get behind(): number {
    const unread = this.#isAtEnd ? 0 : Math.max(1, this.#newest - this.#after);
    return unread + this.#wanted.length + (this.#question?.asked.length ?? 0);
  }

  /** Questions go one after another: two answers that overtake each other would look like a stream that goes back. */
  #asking: Promise<unknown> = Promise.resolve();

  /** Ask one question. Returns true if something for this member was among the bodies. */
  look(): Promise<boolean> {
    const next = this.#asking.then(() => this.#look());
    this.#asking = next.catch(() => undefined);
    return next;
  }

  #ask() {
    const asked = this.#wanted.splice(0, limits.parcelsPerLook);
    const sequences = [
      ...asked.map(({ line }) => line.sequence),
      ...this.#decoys(limits.parcelsPerLook - asked.length),
    ];
    return { asked, order: shuffled(sequences, this.#vault.ports.random(sequences.length)) };
  }

  async #look(): Promise<boolean> {
    const { asked, order } = (this.#question ??= this.#ask());
    const ask = toBase64url(concat(u64(this.#after), ...order.map(u64)));
    const { look } = await this.#vault.ports.call('threads/look', { ask });
    const answer = parseLook(fromBase64url(look), this.#after);
    this.#question = undefined;
    this.#newest = answer.newest;
    this.#isAtEnd = answer.lines.length < limits.parcelsPerPage;
    for (const line of answer.lines) this.#see(line);
    order.forEach((sequence, i) => this.#hold(sequence, answer.bodies[i] as Uint8Array));
    for (const wanted of asked) this.#open(wanted, answer.bodies[order.indexOf(wanted.line.sequence)] as Uint8Array);
    return asked.length > 0;
  }

  #see(line: TagLine): void {
    this.#after = line.sequence;
    const expected = this.#crypto.expect(line);
    if (expected !== undefined && expected.type !== 'ended') {
      this.#wanted.push({ line, expected });
      return;
    }
    // It is asked for no more and no less than anybody's: what is not opened must not show.
    if (expected !== undefined) this.#ended(expected.from, line.sequence);
    // By its place: anybody can post another parcel under a tag that she has seen.
    this.#unknown.set(line.sequence, line);
    this.#fresh = [...this.#fresh, line.sequence].slice(-limits.parcelsPerPage);
  }

  #hold(sequence: number, body: Uint8Array): void {
    if (this.#unknown.has(sequence)) this.#held.set(sequence, body);
    for (const [oldest] of this.#held) if (this.#held.size > limits.parcelsPerPage) this.#held.delete(oldest);
  }

  #open(wanted: Wanted, body: Uint8Array): void {
    try {
      this.#take(wanted, body);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.damaged += 1;
      return;
    }
    // A new lane: what came before its letter may be on it.
    if (wanted.expected.type === 'letter') this.#lookAgain();
  }

  /** Look again at lines that were seen before their lane was known. */
  #lookAgain(): void {
    for (const [sequence, line] of this.#unknown) {
      const expected = this.#crypto.expect(line);
      if (expected === undefined || expected.type === 'ended') continue;
      this.#unknown.delete(sequence);
      this.#fresh = this.#fresh.filter((each) => each !== sequence);
      const body = this.#held.get(sequence);
      this.#held.delete(sequence);
      if (body === undefined) this.#wanted.push({ line, expected });
      else this.#open({ line, expected }, body);
    }
  }

  /**
   * Ask until nothing is left, and then on to a power of two: the number of questions shows how much there was only to
   * within a factor of two.
   */
  async catchUp(): Promise<void> {
    let looks = 0;
    do {
      await this.look();
      looks += 1;
    } while (this.behind > 0);
    while ((looks & (looks - 1)) !== 0) {
      await this.look();
      looks += 1;
    }
  }

  /**
   * Return what to ask for besides the member's own parcels. New parcels are asked for by their recipients, so by
   * everyone: while few come, each client fetches them all. Only listed parcels are drawn; with a false `newest` a
   * client would otherwise ask for what cannot be anybody's.
   */
  #decoys(count: number): readonly number[] {
    const span = Math.min(decoySpan, Math.max(1, this.#after));
    return Array.from({ length: count }, () => {
      const at = this.#below(Math.max(1, this.#fresh.length));
      const [fresh] = this.#fresh.splice(at, 1);
      return fresh ?? Math.max(1, this.#after - this.#below(span));
    });
  }

  #below(bound: number): number {
    const [a = 0, b = 0, c = 0] = this.#vault.ports.random(3);
    return ((a << 16) | (b << 8) | c) % bound;
  }
}

/** Return where the stream ends now. */
export async function newestSequence(vault: UnlockedVault): Promise<number> {
  const nothing = [1, 1, 1, 1].map(u64);
  const { look } = await vault.ports.call('threads/look', { ask: toBase64url(concat(u64(0), ...nothing)) });
  return parseLook(fromBase64url(look), 0).newest;
}

function shuffled(values: readonly number[], random: Uint8Array): readonly number[] {
  const out = [...values];
  for (let i = out.length - 1; i > 0; i--) {
    const j = (random[i] as number) % (i + 1);
    [out[i], out[j]] = [out[j] as number, out[i] as number];
  }
  return out;
}
