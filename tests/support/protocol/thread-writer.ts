/** People who write to each other: their period secrets and bundles, and clients that read a stream of parcels. */
import { ProtocolError } from '#protocol/core/errors.ts';
import type { MemberId, ThreadId } from '#protocol/core/ids.ts';
import { encodeLeaf } from '#protocol/log/leaf.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { signBundles, verifyBundles, type Bundles } from '#protocol/threads/bundle.ts';
import { dayOf, periodOf } from '#protocol/threads/calendar.ts';
import {
  LettersAndLanes,
  type Admit,
  type LaneKeys,
  type Recipient,
  type Today,
} from '#protocol/threads/conversation.ts';
import type { OwnLane } from '#protocol/threads/lane.ts';
import { identified, type Message } from '#protocol/threads/message.ts';
import { derivePeriodKeys, periodKeyHash, publicKeysOf, type PeriodKeys } from '#protocol/threads/period.ts';
import type { Parcel, TagLine } from '#protocol/threads/stream.ts';
import { deskThread, encodeMembers, requireGrant, threadMembers, type Grant } from '#protocol/threads/thread.ts';
import { headsOf, weave, type Received, type Woven } from '#protocol/threads/weave.ts';
import { limits } from '#protocol/core/limits.ts';
import { travel, type Event, type Person } from './event.ts';
import type { Randomness } from './randomness.ts';

/** A Monday: the first day of a period. */
export const firstDay = dayOf(Date.UTC(2031, 2, 3));
export const firstPeriod = periodOf(firstDay);

/** What a grant says of its thread, without lane and time. */
export type Place = Pick<Grant, 'thread' | 'kind' | 'desk' | 'owner' | 'version' | 'members'>;

export function deskPlace({ rootfp }: { readonly rootfp: Uint8Array }, owner: MemberId, desk = travel): Place {
  return { thread: deskThread(rootfp, owner, desk), kind: 'desk', desk, owner, version: 0, members: new Uint8Array(0) };
}

export function groupPlace(thread: ThreadId, owner: MemberId, members: readonly MemberId[], version = 1): Place {
  return { thread, kind: 'group', desk: '' as Place['desk'], owner, version, members: encodeMembers(members) };
}

/** A text that is one message. */
export function note(text: string, change: Partial<Message> = {}): Omit<Message, 'id'> {
  return {
    type: 'text',
    alias: '',
    sentAt: Date.UTC(2031, 2, 3, 9),
    prev: [],
    reply: undefined,
    whole: undefined,
    part: 0,
    parts: 1,
    text,
    attachment: undefined,
    ...change,
  };
}

/** A member with the secrets of some periods: what all her tabs and devices share. */
export class Writer {
  readonly person: Person;
  readonly rootfp: Uint8Array;
  readonly secrets: ReadonlyMap<number, Key32>;
  readonly periods: ReadonlyMap<number, PeriodKeys>;

  constructor(randomness: Randomness, { rootfp }: { readonly rootfp: Uint8Array }, person: Person, weeks = 2) {
    this.person = person;
    this.rootfp = rootfp;
    this.secrets = new Map(Array.from({ length: weeks }, (_, at) => [firstPeriod + at, randomness.key()]));
    this.periods = new Map([...this.secrets].map(([period, secret]) => [period, derivePeriodKeys(secret, rootfp)]));
  }

  get member(): MemberId {
    return this.person.member;
  }

  bundles(roster: Roster, generation: number): Bundles {
    return {
      rootfp: this.rootfp,
      member: this.member,
      generation,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      first: firstPeriod,
      keyHashes: [...this.periods.values()].map((keys) => periodKeyHash(publicKeysOf(keys))),
      time: Date.UTC(2031, 2, 3),
    };
  }

  /** Signs and logs; answers the place of the leaf. */
  publish(event: Event, generation: number): { readonly signed: Uint8Array; readonly leaf: number } {
    const signed = signBundles(this.bundles(event.roster, generation), this.person.keys.sign.secretKey);
    const leaf = event.leaves.length;
    event.leaves.push(encodeLeaf(verifyBundles(event.roster, signed, this.member, leaf).leaf));
    return { signed, leaf };
  }

  recipient(day = firstDay): Recipient {
    return { member: this.member, keys: publicKeysOf(this.periods.get(periodOf(day)) as PeriodKeys) };
  }

  get keys(): LaneKeys {
    const { dh, sign } = this.person.keys;
    return { member: this.member, dh: [dh], signSecretKey: sign.secretKey, periods: this.periods };
  }
}

export interface Row extends TagLine {
  readonly body: Uint8Array;
}

/** What the portal stores: rows in the order in which they came. */
export class Stream {
  readonly rows: Row[] = [];

  post(parcels: readonly Parcel[], day: number): readonly Row[] {
    const made = parcels.map(({ tag, body }, at) => ({ sequence: this.rows.length + at + 1, tag, body, day }));
    this.rows.push(...made);
    return made;
  }
}

export interface Said extends Received {
  readonly thread: ThreadId;
}

/** One tab of one device: keys that it shares with the member's others, and what it has read. */
export class Client {
  readonly writer: Writer;
  readonly crypto: LettersAndLanes;
  readonly said: Said[] = [];
  readonly refused: { readonly sequence: number; readonly code: string }[] = [];
  readonly #roster: () => Roster;
  readonly #taken = new Set<number>();

  constructor(
    roster: () => Roster,
    writer: Writer,
    randomness: Randomness,
    contacts: ReadonlySet<MemberId> = new Set(),
  ) {
    const admit: Admit = (grant, from) => requireGrant(roster(), grant, from, writer.member, contacts);
    this.writer = writer;
    this.#roster = roster;
    this.crypto = new LettersAndLanes(roster, writer.keys, admit, (length) => randomness.bytes(length));
  }

  /** Everything here that is for her, in the order given; what waits for a lane is tried again when one has come. */
  read(rows: readonly Row[]): void {
    let waiting = rows.filter(({ sequence }) => !this.#taken.has(sequence));
    for (let before = -1; before !== waiting.length;) {
      before = waiting.length;
      waiting = waiting.filter((row) => !this.#take(row));
    }
  }

  #take(row: Row): boolean {
    const expected = this.crypto.expect(row);
    if (expected === undefined || expected.type === 'ended') return false;
    this.#taken.add(row.sequence);
    try {
      if (expected.type === 'letter') this.crypto.takeLetter(expected, row.body);
      else {
        const { lane, message } = this.crypto.takeMessage(expected, row.body);
        const { sender, grant } = lane;
        this.said.push({ thread: grant.thread, sender, message, sequence: row.sequence, settled: false });
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.refused.push({ sequence: row.sequence, code: error.code });
    }
    return true;
  }

  in(thread: ThreadId): readonly Said[] {
    return this.said.filter((each) => each.thread === thread);
  }

  /** As all clients weave: the present members of the thread count as present. */
  woven(place: Place): Woven<Said> {
    const present = new Set(threadMembers(this.#roster(), place));
    return weave(this.in(place.thread), (sender) => present.has(sender));
  }

  /** Begins a lane where none fits, then says something that refers to all that nobody has referred to. */
  say(place: Place, text: string, others: readonly Writer[], today: Today, change: Partial<Message> = {}) {
    const { day } = today;
    const parcels: Parcel[] = [];
    const fits = (grant: Grant) => grant.thread === place.thread && grant.day === day;
    const begin = (): OwnLane => {
      const to = others.map((other) => other.recipient(day));
      const own = this.writer.recipient(day);
      parcels.push(...this.crypto.begin({ ...place, ...today, rosterSeq: this.#roster().seq }, to, own));
      return this.crypto.own(fits) as OwnLane;
    };
    const lane = this.crypto.own(fits) ?? begin();
    const heads = headsOf(this.woven(place).messages, limits.messagePrev);
    const where = { rootfp: this.writer.rootfp, thread: place.thread, sender: this.writer.member };
    const message = identified(where, note(text, { prev: heads, ...change }));
    const sealed = this.crypto.seal(lane, message) ?? this.crypto.seal(begin(), message);
    return { message, letters: parcels, parcels: [...parcels, sealed as Parcel] };
  }
}

export const textsOf = (woven: Woven<Said>): readonly string[] => woven.messages.map(({ message }) => message.text);
