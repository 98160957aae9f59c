/**
 * Writing: a text becomes messages, messages become parcels under a lane that fits who is in the thread now, and
 * parcels wait here until the portal has them. Only memory holds what waits.
 */
import { equal, fromBase64url, toBase64url, utf8 } from '#protocol/bytes.ts';
import { refuse } from '#protocol/errors.ts';
import { toId, type MemberId, type MessageId } from '#protocol/ids.ts';
import { limits } from '#protocol/limits.ts';
import { currentCard, type Roster } from '#protocol/roster-state.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import type { ConversationCrypto, Recipient } from '#protocol/threads/conversation.ts';
import type { OwnLane } from '#protocol/threads/lane.ts';
import { identified, type Attachment, type Message, type MessagePlace } from '#protocol/threads/message.ts';
import { identityHash } from '#protocol/threads/safety.ts';
import type { Parcel } from '#protocol/threads/stream.ts';
import { Refused } from '../refusal.ts';
import type { Room } from '../room.ts';
import type { State, ThreadPlace } from './archive.ts';
import { fits, grantFor, membersOf, writersOf } from './place.ts';
import type { Recipients } from './recipients.ts';

export interface Draft {
  readonly type: Message['type'];
  readonly text: string;
  readonly reply?: MessageId | undefined;
  readonly attachment?: Attachment | undefined;
}

/** One thing that somebody wrote, until the portal has all of it. */
export interface Waiting {
  readonly place: ThreadPlace;
  /** What it refers to is filled in when it is sealed: only what the portal has taken may be named. */
  messages: readonly Message[];
  /** Sealed, with the day that its tags are for. */
  sealed:
    | { readonly day: number; readonly parcels: Parcel[]; readonly reached: number; readonly without: number }
    | undefined;
}

/** Codes after which the same thing may be tried again later. */
const later = new Set(['offline', 'witness-away', 'database-away', 'outcome-unknown', 'throttled', 'internal']);

function isForLater(error: unknown): boolean {
  return error instanceof Refused && later.has(error.facts.code);
}

/** In parts that fit, cut between characters. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (utf8(part + character).length > limits.messageTextBytes) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  parts.push(part);
  if (parts.length > limits.messageParts) refuse('too-large', `${parts.length} parts`);
  return parts;
}

export class Sender {
  readonly waiting: Waiting[] = [];
  readonly #room: Room;
  readonly #crypto: ConversationCrypto;
  readonly #recipients: Recipients;
  readonly #state: () => State;
  readonly #heads: (place: ThreadPlace) => readonly MessageId[];
  #flushing: Promise<unknown> = Promise.resolve();

  constructor(
    room: Room,
    crypto: ConversationCrypto,
    recipients: Recipients,
    state: () => State,
    heads: (place: ThreadPlace) => readonly MessageId[],
  ) {
    this.#room = room;
    this.#crypto = crypto;
    this.#recipients = recipients;
    this.#state = state;
    this.#heads = heads;
  }

  /** Puts a text among what waits; flush() sends it. */
  add(place: ThreadPlace, draft: Draft, alias: string, now: number): Waiting {
    const id = () => toId<MessageId>(this.#room.ports.random(16));
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
    const waiting: Waiting = { place, messages, sealed: undefined };
    this.waiting.push(waiting);
    return waiting;
  }

  /** In order, one after another. What the portal took leaves; what it cannot take now stays; a refusal is thrown. */
  flush(sent: (waiting: Waiting) => void): Promise<void> {
    const next = this.#flushing.then(() => this.#flush(sent));
    this.#flushing = next.catch(() => undefined);
    return next;
  }

  async #flush(sent: (waiting: Waiting) => void): Promise<void> {
    for (let one = this.waiting[0]; one !== undefined; one = this.waiting[0]) {
      try {
        one.sealed ??= await this.#seal(one);
        await this.#post(one.sealed);
      } catch (error) {
        if (isForLater(error)) return;
        this.waiting.shift();
        throw error;
      }
      this.waiting.shift();
      sent(one);
    }
  }

  async #post(sealed: NonNullable<Waiting['sealed']>): Promise<void> {
    while (sealed.parcels.length > 0) {
      // Letters stand before the messages that need them. The same parcel twice is one parcel to the portal.
      const page = sealed.parcels.slice(0, limits.parcelsPerPage);
      await this.#room.ports.call('threads/post', {
        day: sealed.day,
        parcels: page.map(({ tag, body }) => ({ tag: toBase64url(tag), body: toBase64url(body) })),
      });
      sealed.parcels.splice(0, page.length);
    }
  }

  async #seal(one: Waiting): Promise<NonNullable<Waiting['sealed']>> {
    const { place } = one;
    const { roster, head } = await this.#room.fresh();
    const { member: self, secrets } = this.#room.open;
    requireWritable(roster, this.#state(), place, self);
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
    one.messages = chained(said, one.messages, this.#heads(place));
    for (const message of one.messages) {
      let parcel = this.#crypto.seal(lane, message);
      if (parcel === undefined) parcel = this.#crypto.seal((lane = begin()), message);
      parcels.push(parcel ?? refuse('too-large', 'a new lane is full'));
    }
    if (!equal(secrets.keys.sign.publicKey, currentCard(roster, self).signKey)) refuse('own-entry', 'other keys now');
    return { day: today.day, parcels, reached: others.length, without: members.length - 1 - others.length };
  }

  /** Whoever set up her messages since the lane was made. */
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

/** The first refers to what was seen last, each part to the one before it. Only now their ids are known. */
function chained(place: MessagePlace, messages: readonly Message[], heads: readonly MessageId[]): readonly Message[] {
  const made: Message[] = [];
  for (const message of messages) {
    const before = made.at(-1);
    made.push(identified(place, { ...message, prev: before === undefined ? heads : [before.id], whole: made[0]?.id }));
  }
  return made;
}

/** What stops writing until somebody has looked: keys that are not the compared ones, two lists of one group. */
export function shutReason(
  roster: Roster,
  state: State,
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

function requireWritable(roster: Roster, state: State, place: ThreadPlace, self: MemberId): void {
  const reason = shutReason(roster, state, place, self);
  if (reason !== undefined) refuse(reason, 'not until it was looked at');
  if (state.left[place.thread] === true) refuse('thread-member', 'a thread that was left');
  if (!writersOf(roster, place).has(self)) refuse('thread-member', 'not one who writes in this thread');
}
