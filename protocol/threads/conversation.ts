/**
 * The cryptography of conversations behind one interface (§9.14), so that another protocol can replace this one. The rest
 * of the client knows threads, people and parcels, and neither letters nor lanes.
 */
import { equal, toBase64url } from '../core/bytes.ts';
import { ProtocolError, refuse } from '../core/errors.ts';
import { firstThatOpens } from '../crypto/first-that-opens.ts';
import type { MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { currentCard, type Roster } from '../roster/roster-state.ts';
import { key32, signKeyPair, wipe, type KeyPair } from '../crypto/sodium.ts';
import { dayOf, periodOf } from './calendar.ts';
import { grantsOf, laneOf, messageTag, ownLaneOf, type Lane, type OwnLane } from './lane.ts';
import { letterKeysOf, type Announced } from './letter-keys.ts';
import { letterTag, openLetter, pairKey, sealLetter } from './letter.ts';
import { openMessage, sealMessage, type Message } from './message.ts';
import type { PeriodKeys, PeriodPublicKeys } from './period.ts';
import type { Parcel, TagLine } from './stream.ts';
import { tenuresOf } from './tenure.ts';
import { grantCodec, type Grant } from './thread.ts';

export type Random = (bytes: number) => Uint8Array;

export interface Today {
  readonly day: number;
  /** The size of the log up to which the recipients are known. */
  readonly logSize: number;
}

/** Refuses a grant that is not to be believed (requireGrant, and what only the client knows about groups and pairs). */
export type Admit = (grant: Grant, from: MemberId) => void;

/** A member to whom one can write, with the keys of the present period that she signed. */
export interface Recipient {
  readonly member: MemberId;
  readonly keys: PeriodPublicKeys;
}

/** What a tag in the stream announces to this member. */
export type Expected =
  | {
      readonly type: 'letter';
      readonly from: MemberId;
      readonly period: number;
      /** The pair of keys whose tag it has. It opens with no other. */
      readonly dh: KeyPair;
      readonly fromDhKey: Uint8Array;
    }
  /** A letter under a key that its sender had before: nobody opens it, and what it was for could not be read (§9.15). */
  | { readonly type: 'ended'; readonly from: MemberId }
  /** More than one only where somebody gave another's lane out as her own: it opens only under its true sender. */
  | { readonly type: 'message'; readonly lanes: readonly Lane[] };

/** What a letter gives. `since`: leaf of the entry that gave its sender the keys it came under. */
export interface GivenLane {
  readonly from: MemberId;
  readonly grant: Grant;
  readonly since: number;
}

export interface ConversationCrypto {
  /** Returns what the tags of one day announce to us. Call it again whenever lanes were added. */
  expect(line: TagLine): Expected | undefined;
  /** Opens a letter and adds its lane. */
  takeLetter(expected: Expected & { type: 'letter' }, body: Uint8Array): GivenLane;
  takeMessage(expected: Expected & { type: 'message' }, body: Uint8Array): { lane: Lane; message: Message };
  /** Adds a lane from the archive. */
  restore(given: GivenLane): void;
  /** Overwrites every key. Nothing works afterwards. */
  forget(): void;
  /** Makes an own lane for a thread, and a letter for each recipient and for oneself. */
  begin(grant: Omit<Grant, 'secret' | 'key'>, to: readonly Recipient[], own: Recipient): readonly Parcel[];
  /** Gives a present lane, today, to those who did not have it. */
  share(lane: OwnLane, today: Today, to: readonly Recipient[], own: Recipient): readonly Parcel[];
  /** Returns the newest own lane under the present keys that fits; undefined where a new one must be made. */
  own(fits: (grant: Grant) => boolean): OwnLane | undefined;
  /** Returns undefined on a lane that is full: another must be made. */
  seal(lane: OwnLane, message: Message): Parcel | undefined;
}

/** What the secrets of the periods and of the account give. Nothing of it leaves the worker. */
export interface LaneKeys {
  readonly member: MemberId;
  /** The present letter pair first. Earlier ones, from before a recovery, open what was sent to them. */
  readonly dh: readonly KeyPair[];
  readonly signSecretKey: Uint8Array;
  readonly periods: ReadonlyMap<number, PeriodKeys>;
}

/**
 * Returns undefined where a key agrees on nothing. A member with such a key on her card or in her bundles can neither write
 * nor be written to; all others go on.
 */
function unlessUnusable<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof ProtocolError && (error.code === 'weak-secret' || error.code === 'wrap-recipient'))
      return undefined;
    throw error;
  }
}

export class LettersAndLanes implements ConversationCrypto {
  readonly #roster: () => Roster;
  readonly #keys: LaneKeys;
  readonly #random: Random;
  /** Tag → what it announces, by day for letters. */
  readonly #letters = new Map<number, { readonly rosterSeq: number; readonly tags: ReadonlyMap<string, Announced> }>();
  readonly #messages = new Map<string, Lane[]>();
  readonly #own: OwnLane[] = [];
  readonly #pairs = new Map<string, ReturnType<typeof pairKey>>();

  /** Tags that were seen or used. Two parcels with one tag would belong together for everybody. */
  readonly #seen = new Set<string>();
  readonly #admit: Admit;

  constructor(roster: () => Roster, keys: LaneKeys, admit: Admit, random: Random) {
    this.#roster = roster;
    this.#keys = keys;
    this.#admit = admit;
    this.#random = random;
  }

  #pair(dh: KeyPair, otherDhKey: Uint8Array) {
    const name = `${toBase64url(dh.publicKey)} ${toBase64url(otherDhKey)}`;
    let pair = this.#pairs.get(name);
    if (pair === undefined) this.#pairs.set(name, (pair = pairKey(this.#roster().rootfp, dh, otherDhKey)));
    return pair;
  }

  /**
   * The letter tags of all members for one day: a hash for each member and choice, computed when a line of that day is
   * seen.
   */
  #lettersOf(day: number): ReadonlyMap<string, Announced> {
    const roster = this.#roster();
    const known = this.#letters.get(day);
    if (known?.rosterSeq === roster.seq) return known.tags;
    const tags = new Map<string, Announced>();
    const to = this.#keys.member;
    for (const from of roster.members.keys())
      for (const announced of letterKeysOf(roster, this.#keys, from, day)) {
        const pair = unlessUnusable(() => this.#pair(announced.dh, announced.fromDhKey));
        if (pair === undefined) continue;
        const place = { rootfp: roster.rootfp, from, to };
        for (let choice = 0; choice < limits.letterTags; choice++)
          tags.set(toBase64url(letterTag(pair, place, day, choice)), announced);
      }
    this.#letters.set(day, { rosterSeq: roster.seq, tags });
    return tags;
  }

  expect({ tag, day }: TagLine): Expected | undefined {
    const name = toBase64url(tag);
    this.#seen.add(name);
    const lanes = this.#messages.get(name)?.filter((lane) => !this.#hasEnded(lane, day)) ?? [];
    if (lanes.length > 0) return { type: 'message', lanes };
    const announced = this.#lettersOf(day).get(name);
    if (announced === undefined) return undefined;
    const { from, dh, fromDhKey, ended } = announced;
    return ended ? { type: 'ended', from } : { type: 'letter', from, period: periodOf(day), dh, fromDhKey };
  }

  /** True for a line of a day on which the lane's keys counted no longer. */
  #hasEnded({ sender, since }: Lane, day: number): boolean {
    const present = tenuresOf(this.#roster(), sender).at(-1);
    return present !== undefined && since < present.from && day > dayOf(present.at);
  }

  takeLetter({ from, period, dh, fromDhKey }: Expected & { type: 'letter' }, body: Uint8Array): GivenLane {
    const roster = this.#roster();
    const { member: to, periods } = this.#keys;
    const keys = periods.get(period) ?? refuse('chunk-gone', `the secret of period ${period} was deleted`);
    const tenures = tenuresOf(roster, from);
    const under =
      tenures.find(({ dhKey }) => equal(dhKey, fromDhKey)) ?? refuse('wrong-key', 'not a letter key of hers');
    // The list of members went on since the line was seen.
    if (from !== to && under !== tenures.at(-1)) refuse('wrong-key', 'a letter under a key that has ended');
    const place = { rootfp: roster.rootfp, from, to, fromDhKey, period };
    const grant = grantCodec.parse(openLetter(place, this.#pair(dh, fromDhKey), keys, body));
    this.#admit(grant, from);
    const given = { grant, from, since: under.from };
    this.restore(given);
    return given;
  }

  restore({ grant, from, since }: GivenLane): void {
    const { rootfp } = this.#roster();
    const make = from === this.#keys.member ? ownLaneOf : laneOf;
    this.#know(make(rootfp, from, grant, since));
  }

  #know(lane: Lane | OwnLane): void {
    for (let choice = 0; choice < limits.messageTags; choice++) {
      const name = toBase64url(messageTag(lane, choice));
      const known = this.#messages.get(name) ?? [];
      if (known.some(({ sender, grant }) => sender === lane.sender && equal(grant.key, lane.grant.key))) break;
      this.#messages.set(name, [...known, lane]);
    }
    if (!('seed' in lane)) return;
    const at = this.#own.findIndex((own) => equal(own.seed, lane.seed));
    // Given again: the letter that knew more of the log says who has it.
    if (at < 0) this.#own.push(lane);
    else if ((this.#own[at] as OwnLane).grant.logSize < lane.grant.logSize) this.#own[at] = lane;
  }

  forget(): void {
    for (const lanes of this.#messages.values())
      for (const lane of lanes)
        wipe(lane.secret, lane.grant.secret, ...('seed' in lane ? [(lane as OwnLane).seed] : []));
    for (const { seal, dh } of this.#keys.periods.values()) wipe(seal.secretKey, dh.secretKey);
    wipe(...this.#pairs.values());
    this.#messages.clear();
    this.#own.length = 0;
  }

  takeMessage({ lanes }: Expected & { type: 'message' }, body: Uint8Array): { lane: Lane; message: Message } {
    const roster = this.#roster();
    return firstThatOpens(lanes, (lane) => {
      const card = roster.members.get(lane.sender)?.at(-1)?.card ?? currentCard(roster, lane.sender);
      return { lane, message: openMessage(lane, card.signKey, body) };
    });
  }

  begin(unkeyed: Omit<Grant, 'secret' | 'key'>, to: readonly Recipient[], own: Recipient): readonly Parcel[] {
    const seed = key32(this.#random(32));
    const { rootfp } = this.#roster();
    const grant = { ...unkeyed, secret: this.#random(32), key: signKeyPair(seed).publicKey };
    const since = this.#present;
    const lane = { rootfp, sender: this.#keys.member, grant, secret: key32(grant.secret), since, seed };
    return this.share(lane, grant, to, own);
  }

  share(present: OwnLane, { day, logSize }: Today, to: readonly Recipient[], own: Recipient): readonly Parcel[] {
    const lane = { ...present, grant: { ...present.grant, logSize } };
    this.#know(lane);
    const { others, self } = grantsOf(lane);
    const letters = to.flatMap((recipient) => unlessUnusable(() => this.#letter(recipient, day, others)) ?? []);
    return [...letters, this.#letter(own, day, self)];
  }

  #letter({ member: to, keys }: Recipient, day: number, grant: Grant): Parcel {
    const roster = this.#roster();
    const [dh] = this.#keys.dh as [KeyPair];
    const from = this.#keys.member;
    const pair = this.#pair(dh, currentCard(roster, to).dhKey);
    const place = { rootfp: roster.rootfp, from, to, fromDhKey: dh.publicKey, period: periodOf(day) };
    const tags = Array.from({ length: limits.letterTags }, (_, choice) => letterTag(pair, place, day, choice));
    return {
      // With more letters a day than tags, a tag repeats, and the portal sees that two letters belong together.
      tag: this.#fresh(tags) ?? (tags[0] as Uint8Array),
      body: sealLetter(place, dh, pair, keys, grantCodec.encode(grant), this.#random(64)),
    };
  }

  own(fits: (grant: Grant) => boolean): OwnLane | undefined {
    // A lane from before a recovery may be a thief's: nothing new is said on it.
    const present = this.#present;
    return this.#own.findLast((lane) => lane.since === present && fits(lane.grant));
  }

  /** Leaf of the entry that gave the member her present keys. */
  get #present(): number {
    return tenuresOf(this.#roster(), this.#keys.member).at(-1)?.from ?? refuse('roster-right', 'not a member');
  }

  seal(lane: OwnLane, message: Message): Parcel | undefined {
    const tags = Array.from({ length: limits.messageTags }, (_, choice) => messageTag(lane, choice));
    const tag = this.#fresh(tags);
    return tag && { tag, body: sealMessage(lane, message, this.#keys.signSecretKey) };
  }

  #fresh(tags: readonly Uint8Array[]): Uint8Array | undefined {
    const free = tags.filter((tag) => !this.#seen.has(toBase64url(tag)));
    const [at = 0] = this.#random(1);
    const tag = free[at % Math.max(1, free.length)];
    if (tag !== undefined) this.#seen.add(toBase64url(tag));
    return tag;
  }
}
