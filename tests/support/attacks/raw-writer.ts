/**
 * What a member can do in threads without a client: open whatever her keys open, by trial and whatever its tag, and
 * write whatever they let her write. Attackers are members who work with the portal, so nothing is held back from them.
 */
import { concat, fromBase64url, toBase64url, u64 } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { MemberId, MessageId, ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { firstThatOpens } from '#protocol/crypto/first-that-opens.ts';
import type { MemberCard } from '#protocol/members/keys.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { key32, signKeyPair, type Key32 } from '#protocol/crypto/sodium.ts';
import { dayOf, periodOf } from '#protocol/threads/calendar.ts';
import { laneOf, messageTag, ownLaneOf, type Lane, type OwnLane } from '#protocol/threads/lane.ts';
import { letterTag, openLetter, pairKey, sealLetter } from '#protocol/threads/letter.ts';
import { identified, openMessage, sealMessage, type Message } from '#protocol/threads/message.ts';
import { derivePeriodKeys, openPeriod, type PeriodKeys } from '#protocol/threads/period.ts';
import { parseLook, type Parcel, type TagLine } from '#protocol/threads/stream.ts';
import { encodeMembers, grantCodec, type Grant, type ThreadKind } from '#protocol/threads/thread.ts';
import type { Place } from '../../../tools/demo/person.ts';
import { insiderOf, randomness, rosterOf, secret32, type Insider } from './insider.ts';
import type { Tapped } from './wiretap.ts';

export interface Taken extends TagLine {
  readonly body: Uint8Array;
}

/** A thread as a grant names it. */
export interface Named {
  readonly thread: ThreadId;
  readonly kind: ThreadKind;
  readonly desk?: string;
  readonly owner?: MemberId;
  readonly version?: number;
  readonly members?: readonly MemberId[];
}

export const today = (): number => dayOf(Date.now());

/** The whole stream, as the operator of the portal has it. */
export async function recorded({ wire }: Tapped): Promise<readonly Taken[]> {
  const look = async (after: number, sequences: readonly number[]) => {
    const four = Array.from({ length: limits.parcelsPerLook }, (_, i) => u64(sequences[i] ?? 1));
    const { look: answer } = await wire.ask('threads/look', { ask: toBase64url(concat(u64(after), ...four)) });
    // Beyond the end nothing is listed: it asks for bodies alone.
    return parseLook(fromBase64url(answer), after === Number.MAX_SAFE_INTEGER ? 0 : after);
  };
  const lines: TagLine[] = [];
  for (;;) {
    const page = (await look(lines.at(-1)?.sequence ?? 0, [])).lines;
    if (page.length === 0) break;
    lines.push(...page);
  }
  const taken: Taken[] = [];
  for (let at = 0; at < lines.length; at += limits.parcelsPerLook) {
    const four = lines.slice(at, at + limits.parcelsPerLook);
    const { bodies } = await look(
      Number.MAX_SAFE_INTEGER,
      four.map(({ sequence }) => sequence),
    );
    taken.push(...four.map((line, i) => ({ ...line, body: bodies[i] as Uint8Array })));
  }
  return taken;
}

function unlessRefused<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

export class RawWriter {
  readonly insider: Insider;
  readonly roster: Roster;
  /** Of the weeks whose shares the portal still gives her. */
  readonly secrets: ReadonlyMap<number, Key32>;
  readonly periods: ReadonlyMap<number, PeriodKeys>;

  private constructor(insider: Insider, roster: Roster, secrets: ReadonlyMap<number, Key32>) {
    [this.insider, this.roster, this.secrets] = [insider, roster, secrets];
    const keys = [...secrets].map(([period, secret]) => [period, derivePeriodKeys(secret, roster.rootfp)] as const);
    this.periods = new Map(keys);
  }

  /** Of somebody who has signed in and set up her messages. */
  static async of(person: Tapped, place: Place): Promise<RawWriter> {
    const insider = await insiderOf(person, place);
    const roster = await rosterOf(insider);
    const { periods } = await person.wire.ask('threads/keyring', {});
    const secrets = periods.map(({ period, sealed, share }) => {
      const at = { rootfp: roster.rootfp, member: insider.member, period };
      const open = (account: Key32) =>
        openPeriod(account, key32(fromBase64url(share ?? '')), at, fromBase64url(sealed));
      const secret = firstThatOpens([insider.account, ...insider.earlier], open);
      return [period, secret] as const;
    });
    return new RawWriter(insider, roster, new Map(secrets));
  }

  get member(): MemberId {
    return this.insider.member;
  }

  #card(member: MemberId): MemberCard {
    return this.roster.members.get(member)?.at(-1)?.card as MemberCard;
  }

  #pair(other: MemberId) {
    return pairKey(this.roster.rootfp, this.insider.keys.dh, this.#card(other).dhKey);
  }

  /** Every lane that anybody ever gave her, believed or not; her own with the seed. */
  lanes(stream: readonly Taken[]): readonly (Lane | OwnLane)[] {
    const { rootfp } = this.roster;
    const to = this.member;
    const senders = [...this.roster.members.keys()].map((from) => [from, this.#card(from), this.#pair(from)] as const);
    return stream.flatMap(({ body, day }) => {
      const period = periodOf(day);
      const keys = this.periods.get(period);
      return senders.flatMap(([from, { dhKey: fromDhKey }, pair]) => {
        const place = { rootfp, from, to, fromDhKey, period };
        const opened = keys && unlessRefused(() => openLetter(place, pair, keys, body));
        if (opened === undefined) return [];
        const grant = grantCodec.parse(opened);
        return [from === to ? ownLaneOf(rootfp, from, grant, 0) : laneOf(rootfp, from, grant, 0)];
      });
    });
  }

  /** Every message that opens under any of her lanes, whatever its tag says. */
  reads(stream: readonly Taken[], lanes = this.lanes(stream)): readonly (Message & { readonly from: MemberId })[] {
    return stream.flatMap(({ body }) => {
      for (const lane of lanes) {
        const message = unlessRefused(() => openMessage(lane, this.#card(lane.sender).signKey, body));
        if (message !== undefined) return [{ ...message, from: lane.sender }];
      }
      return [];
    });
  }

  texts(stream: readonly Taken[]): readonly string[] {
    return this.reads(stream).map(({ text }) => text);
  }

  lane(named: Named): OwnLane {
    const seed = secret32();
    const grant: Grant = {
      thread: named.thread,
      kind: named.kind,
      desk: (named.desk ?? '') as Grant['desk'],
      owner: named.owner,
      day: today(),
      rosterSeq: this.roster.seq,
      logSize: this.roster.leaf + 1,
      version: named.version ?? 0,
      members: encodeMembers(named.members ?? []),
      secret: randomness(32),
      key: signKeyPair(seed).publicKey,
    };
    return { rootfp: this.roster.rootfp, sender: this.member, grant, secret: key32(grant.secret), since: 0, seed };
  }

  /** A letter that gives this member that lane. */
  async letter(to: MemberId, grant: Grant): Promise<Parcel> {
    const { rootfp } = this.roster;
    const period = periodOf(today());
    const { members } = await this.insider.person.wire.ask('threads/keys', { members: [to], period });
    const { keys } = members[0] as (typeof members)[number];
    const public_ = { sealKey: fromBase64url(keys?.sealKey ?? ''), dhKey: fromBase64url(keys?.dhKey ?? '') };
    const { dh } = this.insider.keys;
    const place = { rootfp, from: this.member, to, fromDhKey: dh.publicKey, period };
    const pair = this.#pair(to);
    return {
      tag: letterTag(pair, place, today(), (randomness(1)[0] as number) % limits.letterTags),
      body: sealLetter(place, dh, pair, public_, grantCodec.encode(grant), randomness(64)),
    };
  }

  message(
    lane: OwnLane,
    text: string,
    prev: readonly MessageId[] = [],
    more: Partial<Message> = {},
  ): Parcel & { readonly id: MessageId } {
    const { rootfp, sender, grant } = lane;
    const message = identified(
      { rootfp, sender, thread: grant.thread },
      {
        type: 'text',
        alias: 'nobody',
        sentAt: Date.now(),
        prev: [...prev],
        reply: undefined,
        whole: undefined,
        part: 0,
        parts: 1,
        text,
        attachment: undefined,
        ...more,
      },
    );
    const body = sealMessage(lane, message, this.insider.keys.sign.secretKey);
    return { tag: messageTag(lane, (randomness(1)[0] as number) % limits.messageTags), body, id: message.id };
  }

  async post(...parcels: readonly Parcel[]): Promise<void> {
    await this.insider.person.wire.ask('threads/post', {
      day: today(),
      parcels: parcels.map(({ tag, body }) => ({ tag: toBase64url(tag), body: toBase64url(body) })),
    });
  }

  /** A lane given to these people, and one message on it. */
  async say(lane: OwnLane, to: readonly MemberId[], text: string): Promise<void> {
    const letters = await Promise.all(to.map((each) => this.letter(each, lane.grant)));
    await this.post(...letters, this.message(lane, text));
  }
}
