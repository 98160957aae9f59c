/**
 * Writing: a text becomes messages, messages become parcels under a lane that fits who is in the thread now, and
 * parcels wait here until the portal has them. What waits is only in memory.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { toId, type MemberId, type MessageId, type ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { currentCard, type Roster } from '#protocol/roster/roster-state.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import type { ConversationCrypto, Recipient } from '#protocol/threads/conversation.ts';
import type { OwnLane } from '#protocol/threads/lane.ts';
import { identified, type Attachment, type Message, type MessagePlace } from '#protocol/threads/message.ts';
import { identityHash } from '#protocol/threads/safety.ts';
import type { Parcel } from '#protocol/threads/stream.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import type { ArchiveState } from './archive-state.ts';
import { partsOf } from './message-parts.ts';
import { fits, grantFor, membersOf, writersOf, type ThreadPlace } from './thread-place.ts';
import type { Recipients } from './recipients.ts';
import { newSince, type Said } from './send-again.ts';

export interface Draft {
  readonly type: Message['type'];
  readonly text: string;
  readonly reply?: MessageId | undefined;
  readonly attachment?: Attachment | undefined;
}

interface SealedDraft {
  /** What its tags are for. */
  readonly day: number;
  readonly lane: OwnLane;
  /** What the portal does not have yet. */
  readonly parcels: Parcel[];
  readonly reached: number;
  /** Members who have set up nothing yet, or whose access is stopped. */
  readonly without: number;
  /** Members whose keys cannot be used: nothing reaches them until they have others. */
  readonly unusable: readonly MemberId[];
}

/** One text that somebody wrote, until the portal has all of it. */
export interface Waiting {
  readonly place: ThreadPlace;
  /** Id and what it refers to are filled in when it is sealed. */
  messages: readonly Message[];
  sealed: SealedDraft | undefined;
  /** Of messages that are sent again, as they were: where and when they were written. */
  readonly again: Said | undefined;
}

/** Codes after which the same thing may be tried again later. */
const later = new Set([
  'offline',
  'witness-away',
  'servers-differ',
  'clock-skew',
  'database-away',
  'outcome-unknown',
  'throttled',
  'internal',
]);

export function isForLater(error: unknown): boolean {
  return error instanceof Refused && later.has(error.facts.code);
}

export class Sender {
  readonly waiting: Waiting[] = [];
  readonly #vault: UnlockedVault;
  readonly #crypto: ConversationCrypto;
  readonly #recipients: Recipients;
  readonly #state: () => ArchiveState;
  readonly #heads: (place: ThreadPlace) => readonly MessageId[];
  readonly #now: () => number;
  readonly #unusable = new Map<ThreadId, readonly MemberId[]>();
  #flushing: Promise<unknown> = Promise.resolve();

  constructor(
    vault: UnlockedVault,
    crypto: ConversationCrypto,
    recipients: Recipients,
    state: () => ArchiveState,
    heads: (place: ThreadPlace) => readonly MessageId[],
    now: () => number,
  ) {
    this.#vault = vault;
    this.#crypto = crypto;
    this.#recipients = recipients;
    this.#state = state;
    this.#heads = heads;
    this.#now = now;
  }

  /** Add a text to what waits; flush() sends it. */
  add(place: ThreadPlace, draft: Draft, alias: string, now: number): Waiting {
    const id = () => toId<MessageId>(this.#vault.ports.random(16));
    const parts = partsOf(draft.text);
    const first = id();
    const messages = parts.map((text, part): Message => ({
      id: part === 0 ? first : id(),
      type: draft.type,
      alias,
      sentAt: now,
      prev: [],
      reply: part === 0 ? draft.reply : undefined,
      whole: parts.length === 1 ? undefined : first,
      part,
      parts: parts.length,
      text,
      attachment: part === 0 ? draft.attachment : undefined,
    }));
    const waiting: Waiting = { place, messages, sealed: undefined, again: undefined };
    this.waiting.push(waiting);
    return waiting;
  }

  /** Add messages that were sent before, all parts of one text: the same objects, so the same ids (§9.15). */
  addAgain(place: ThreadPlace, messages: readonly Message[], said: Said): void {
    this.waiting.push({ place, messages, sealed: undefined, again: said });
  }

  /** Send in order. What the portal took is removed; what it cannot take now stays. Throws a refusal. */
  flush(sent: (waiting: Waiting) => void): Promise<void> {
    const next = this.#flushing.then(() => this.#flush(sent));
    this.#flushing = next.catch(() => undefined);
    return next;
  }

  async #flush(sent: (waiting: Waiting) => void): Promise<void> {
    for (let one = this.waiting[0]; one !== undefined; one = this.waiting[0]) {
      try {
        await this.#requireFitting(one);
        one.sealed ??= await this.#seal(one);
        await this.#post(one.sealed);
      } catch (error) {
        if (isForLater(error)) {
          for (const each of this.waiting) this.#sealHere(each);
          return;
        }
        this.waiting.shift();
        throw error;
      }
      this.waiting.shift();
      sent(one);
    }
  }

  /** Seal again what was sealed earlier for other people: a person who left since must not read it. */
  async #requireFitting({ sealed, place }: Waiting): Promise<void> {
    if (sealed === undefined) return;
    const { roster, head } = await this.#vault.fresh();
    if (fits(roster, place, dayOf(head.time))(sealed.lane.grant)) return;
    // Those after it in the thread refer to it.
    for (const each of this.waiting) if (each.place.thread === place.thread) each.sealed = undefined;
  }

  /**
   * Seal a draft at once without the network, if that needs nothing new: a head that is recent enough, and a lane of
   * today that fits. Otherwise it waits, only in the vault's memory, until it can be sealed.
   */
  #sealHere(one: Waiting): void {
    const { roster, head, member: self } = this.#vault.open;
    const now = this.#now();
    // Who joined since is known only with the network.
    if (one.sealed !== undefined || one.again !== undefined) return;
    if (head === undefined || now - head.time > limits.headFreshMsMax) return;
    const lane = this.#crypto.own(fits(roster, one.place, dayOf(now)));
    // Why nothing may be written is said when the network is back.
    if (lane === undefined || whyShut(roster, this.#state(), one.place, self) !== undefined) return;
    const before = this.waiting.findLast((each) => each.sealed !== undefined && each.place.thread === one.place.thread);
    const prev = before === undefined ? this.#heads(one.place) : before.messages.slice(-1).map(({ id }) => id);
    one.messages = chained({ rootfp: roster.rootfp, thread: one.place.thread, sender: self }, one.messages, prev);
    const parcels = one.messages.map((message) => this.#crypto.seal(lane, message));
    // On a full lane it waits for a new one.
    if (parcels.every((parcel) => parcel !== undefined))
      one.sealed = { day: dayOf(now), lane, parcels: [...parcels], reached: 0, without: 0, unusable: [] };
  }

  async #post(sealed: SealedDraft): Promise<void> {
    while (sealed.parcels.length > 0) {
      // Letters come before the messages that need them. The same parcel twice is one parcel to the portal.
      const page = sealed.parcels.slice(0, limits.parcelsPerPage);
      await this.#vault.ports.call('threads/post', {
        day: sealed.day,
        parcels: page.map(({ tag, body }) => ({ tag: toBase64url(tag), body: toBase64url(body) })),
      });
      sealed.parcels.splice(0, page.length);
    }
  }

  async #seal(one: Waiting): Promise<SealedDraft> {
    const { place } = one;
    const { roster, head } = await this.#vault.fresh();
    const { member: self, secrets } = this.#vault.open;
    requireWritable(roster, this.#state(), place, self);
    if (one.again !== undefined) requireNobodyNew(roster, place, one.again, self);
    const members = membersOf(roster, place);
    const today = { day: dayOf(head.time), logSize: head.size };
    const known = await this.#recipients.of(members);
    const own = known.find(({ member }) => member === self) ?? refuse('bundle-missing', 'no keys of one’s own');
    const others = known.filter(({ member }) => member !== self);
    if (others.length === 0) refuse('bundle-missing', 'nobody in this thread can be written to yet');
    const parcels: Parcel[] = [];
    const begin = (): OwnLane => {
      parcels.push(...this.#crypto.begin(grantFor(roster, place, today), others, own));
      return this.#crypto.own(fits(roster, place, today.day)) ?? refuse('wrong-key', 'a lane that was just begun');
    };
    let lane = this.#crypto.own(fits(roster, place, today.day));
    if (lane === undefined) lane = begin();
    else parcels.push(...this.#newcomers(lane, today, others, own));
    const said = { rootfp: roster.rootfp, thread: place.thread, sender: self };
    if (one.again === undefined) one.messages = chained(said, one.messages, this.#heads(place));
    for (const message of one.messages) {
      let parcel = this.#crypto.seal(lane, message);
      if (parcel === undefined) parcel = this.#crypto.seal((lane = begin()), message);
      parcels.push(parcel ?? refuse('too-large', 'a new lane is full'));
    }
    if (!equal(secrets.keys.sign.publicKey, currentCard(roster, self).signKey)) refuse('own-entry', 'other keys now');
    const unusable = this.#recipients.unusable(members.filter((member) => member !== self));
    this.#unusable.set(place.thread, unusable);
    const without = members.length - 1 - others.length - unusable.length;
    return { day: today.day, lane, parcels, reached: others.length, without, unusable };
  }

  /** Return the members of a thread whom nothing reached that was sealed there in this visit. */
  unusableIn(thread: ThreadId): readonly MemberId[] {
    return this.#unusable.get(thread) ?? [];
  }

  /** Return the members who set up messages after the lane was made. */
  #newcomers(
    lane: OwnLane,
    today: { day: number; logSize: number },
    others: readonly (Recipient & { readonly firstAt: number })[],
    own: Recipient,
  ): readonly Parcel[] {
    const lacking = others.filter(({ firstAt }) => firstAt >= lane.grant.logSize);
    return lacking.length === 0 ? [] : this.#crypto.share(lane, today, lacking, own);
  }
}

/**
 * Chain the messages: the first refers to what was seen last, each part to the one before it. Their ids are known only
 * now.
 */
function chained(place: MessagePlace, messages: readonly Message[], heads: readonly MessageId[]): readonly Message[] {
  const chain: Message[] = [];
  for (const message of messages) {
    const before = chain.at(-1);
    chain.push(
      identified(place, { ...message, prev: before === undefined ? heads : [before.id], whole: chain[0]?.id }),
    );
  }
  return chain;
}

/**
 * Return what stops writing until somebody has looked: keys that are not the compared ones, or two lists of one group.
 */
export function shutReason(
  roster: Roster,
  state: ArchiveState,
  place: ThreadPlace,
  self: MemberId,
): 'contact-changed' | 'thread-forked' | undefined {
  if (state.forked[place.thread] === true) return 'thread-forked';
  const changed = membersOf(roster, place).some((member) => {
    const compared = state.verified[member];
    if (member === self || compared === undefined) return false;
    return !equal(identityHash(roster.rootfp, currentCard(roster, member)), fromBase64url(compared));
  });
  return changed ? 'contact-changed' : undefined;
}

function whyShut(roster: Roster, state: ArchiveState, place: ThreadPlace, self: MemberId) {
  const reason = shutReason(roster, state, place, self);
  if (reason !== undefined) return { code: reason, detail: 'not until it was looked at' } as const;
  const isIn = state.left[place.thread] !== true && writersOf(roster, place).has(self);
  return isIn ? undefined : ({ code: 'thread-member', detail: 'not one who writes in this thread' } as const);
}

/** Who joined after it was written was not written to. */
function requireNobodyNew(roster: Roster, place: ThreadPlace, said: Said, self: MemberId): void {
  const joined = newSince(roster, place, said, self);
  if (joined.length > 0) refuse('thread-member', `${joined.length} joined since it was written`);
}

function requireWritable(roster: Roster, state: ArchiveState, place: ThreadPlace, self: MemberId): void {
  const shut = whyShut(roster, state, place, self);
  if (shut !== undefined) refuse(shut.code, shut.detail);
}
