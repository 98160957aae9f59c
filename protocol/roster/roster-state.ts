/** The verified roster as data, and the questions that may be asked of it (§3). roster.ts makes it. */
import { refuse } from '../core/errors.ts';
import type { Genesis } from '../members/genesis.ts';
import { officersDesk, type DeskId, type InviteId, type MemberId } from '../core/ids.ts';
import type { MemberCard } from '../members/keys.ts';
import type { Policy } from '../members/policy.ts';
import type { GrowingMap } from './growing-map.ts';

/** A right held from one leaf on, until another ends it; objects count only inside (§3). */
export interface Tenure {
  readonly from: number;
  readonly until: number | undefined;
}
interface Holding extends Tenure {
  readonly card: MemberCard;
}
interface DeskMembership extends Tenure {
  readonly member: MemberId;
}
export interface DeskEpoch {
  readonly epoch: number;
  readonly keyHash: Uint8Array;
  readonly members: readonly MemberId[];
  readonly from: number;
}
export interface Desk {
  readonly memberships: readonly DeskMembership[];
  readonly epochs: readonly DeskEpoch[];
}
export interface MonthKey {
  readonly keyHash: Uint8Array;
  readonly seeds: readonly { readonly officer: MemberId; readonly wrapHash: Uint8Array }[];
  readonly from: number;
}

/** The event, a desk or a member, and how often entries in force have touched it (3.7). */
export interface KeptSubject {
  readonly name: Uint8Array;
  readonly n: number;
  readonly chain: Uint8Array;
  /** How many subjects were touched before it was for the first time. */
  readonly place: number;
}

export interface Roster {
  readonly rootfp: Uint8Array;
  readonly genesis: Genesis;
  readonly policy: Policy;
  /** seq of the newest entry; 0 is genesis. */
  readonly seq: number;
  readonly head: Uint8Array;
  /** Every head from genesis on, by seq: what an author says he knew must be one of them. */
  readonly heads: readonly Uint8Array[];
  /** Leaf index of the newest entry. */
  readonly leaf: number;
  readonly members: ReadonlyMap<MemberId, readonly Holding[]>;
  readonly desks: ReadonlyMap<DeskId, Desk>;
  readonly months: ReadonlyMap<string, MonthKey>;
  readonly invites: ReadonlySet<InviteId>;
  /** How often each subject was touched, and by what, by the subject's name. */
  readonly subjects: GrowingMap<KeptSubject>;
  readonly subjectCount: number;
  /** Hashes, without signatures, of every entry that was ever in force. */
  readonly counted: GrowingMap<true>;
  /** Times of the last own entries of each member and desk. */
  readonly own: GrowingMap<readonly number[]>;
  /** All verdicts so far, voids among them, as a tree's peaks; leaf and time are the newest one's. */
  readonly verdicts: {
    readonly size: number;
    readonly peaks: readonly Uint8Array[];
    readonly leaf: number;
    readonly time: number;
  };
}

export function findCard(roster: Roster, member: MemberId): MemberCard | undefined {
  const held = roster.members.get(member)?.at(-1);
  // A removed member's last card has ended: she signs, reads and receives nothing from then on.
  return held?.until === undefined ? held?.card : undefined;
}

export function currentCard(roster: Roster, member: MemberId): MemberCard {
  return findCard(roster, member) ?? refuse('roster-right', 'not a member');
}

/** The card that counted at a leaf: after the entry that gave it, before the one that ended it. */
export function cardAt(roster: Roster, member: MemberId, leaf: number): MemberCard {
  return findCardAt(roster, member, leaf) ?? refuse('record-author', 'held no key at that place in the log');
}

export function findCardAt(roster: Roster, member: MemberId, leaf: number): MemberCard | undefined {
  return roster.members.get(member)?.find((held) => inTenure(held, leaf))?.card;
}

export function inTenure(tenure: Tenure, leaf: number): boolean {
  return leaf > tenure.from && (tenure.until === undefined || leaf < tenure.until);
}

export function deskOf(roster: Roster, desk: DeskId): Desk {
  return roster.desks.get(desk) ?? refuse('roster-rule', 'desk is not in the policy');
}

/** Live members, in the order of their ids. */
export function deskMembers(roster: Roster, desk: DeskId): readonly MemberId[] {
  return deskOf(roster, desk)
    .memberships.filter((membership) => membership.until === undefined)
    .map((membership) => membership.member)
    .toSorted();
}

export function isDeskMember(roster: Roster, desk: DeskId, member: MemberId): boolean {
  return deskMembers(roster, desk).includes(member);
}

export function wasDeskMember(roster: Roster, desk: DeskId, member: MemberId, leaf: number): boolean {
  return deskOf(roster, desk).memberships.some((held) => held.member === member && inTenure(held, leaf));
}

/** The newest epoch, or none while the desk has not made one: then nothing can be sealed to it yet. */
export function currentEpoch(roster: Roster, desk: DeskId): DeskEpoch | undefined {
  return roster.desks.get(desk)?.epochs.at(-1);
}

/**
 * Nobody left since the newest epoch was made. It may be held by more people than it names (newcomers are given the
 * members key), so what counts is whether anyone at all left, not who is named.
 */
export function isSoundEpoch(roster: Roster, desk: DeskId): boolean {
  const epoch = currentEpoch(roster, desk);
  if (epoch === undefined) return false;
  return deskOf(roster, desk).memberships.every((held) => held.until === undefined || held.until < epoch.from);
}

/** The epoch that was the newest at a leaf. */
export function epochAt(roster: Roster, desk: DeskId, leaf: number): DeskEpoch | undefined {
  return roster.desks.get(desk)?.epochs.findLast((epoch) => epoch.from < leaf);
}

export function officersOf(roster: Roster): readonly MemberId[] {
  return deskMembers(roster, officersDesk);
}

export function desksOf(roster: Roster, member: MemberId): readonly DeskId[] {
  return roster.policy.desks.filter((desk) => isDeskMember(roster, desk, member));
}

/** The month key of the newest month that has one. */
export function currentMonth(roster: Roster): { month: string; key: MonthKey } | undefined {
  const month = [...roster.months.keys()].toSorted().at(-1);
  return month === undefined ? undefined : { month, key: roster.months.get(month) as MonthKey };
}
