/** The verified roster as data, and the questions that may be asked of it (§3). roster.ts makes it. */
import { refuse } from '../core/errors.ts';
import type { Genesis } from '../members/genesis.ts';
import { membersDesk, officersDesk, type DeskId, type InviteId, type MemberId } from '../core/ids.ts';
import type { MemberCard } from '../members/keys.ts';
import type { Policy } from '../members/policy.ts';
import type { WitnessCard } from '../members/witness-card.ts';
import { isFrozen, isFrozenAt, wasFrozenAfter, type Freeze } from './frozen.ts';
import type { GrowingMap } from './growing-map.ts';

/** A right held from one leaf on, until another ends it; objects count only inside (§3). */
export interface Tenure {
  readonly from: number;
  readonly until: number | undefined;
}
interface Holding extends Tenure {
  readonly card: MemberCard;
  /** Verdict time of the entry that gave it. */
  readonly at: number;
}
interface DeskMembership extends Tenure {
  readonly member: MemberId;
  /** Verdict time of the entry that gave it. */
  readonly at: number;
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
  readonly month: string;
  readonly number: number;
  readonly keyHash: Uint8Array;
  readonly seeds: readonly { readonly officer: MemberId; readonly wrapHash: Uint8Array }[];
  readonly from: number;
}

/** An officer's release of a claim, at a verdict time. `seen`: another officer had acknowledged past the claim. */
export interface Release {
  readonly officer: MemberId;
  readonly at: number;
  readonly seen: boolean;
}

/** Somebody who has her recovery card says which card she wants to have. */
export interface Claim {
  /** Hash of the entry, without signatures. */
  readonly entry: Uint8Array;
  readonly card: MemberCard;
  readonly at: number;
  readonly leaf: number;
  readonly releases: readonly Release[];
}

export interface Reservation extends Tenure {
  readonly inbox: Uint8Array;
}

interface Adoption {
  readonly wrapHash: Uint8Array;
  readonly lists: readonly { readonly desk: DeskId; readonly hash: Uint8Array }[];
  readonly leaf: number;
}

/** The event, a desk or a member, and how often entries in force have touched it (3.7). */
export interface KeptSubject {
  readonly name: Uint8Array;
  readonly n: number;
  readonly chain: Uint8Array;
  /** Each link: the index of its verdict, and the chain after it. */
  readonly past: readonly { readonly index: number; readonly chain: Uint8Array }[];
  /** How many subjects were touched before it was for the first time. */
  readonly place: number;
}

export interface Roster {
  readonly rootfp: Uint8Array;
  readonly genesis: Genesis;
  /** The newest one. */
  readonly policy: Policy;
  /** All that ever counted, each from a leaf on. */
  readonly policies: readonly { readonly policy: Policy; readonly from: number }[];
  readonly witnesses: readonly { readonly card: WitnessCard; readonly from: number }[];
  readonly logKeys: readonly { readonly publicKey: Uint8Array; readonly from: number }[];
  readonly releaseKeys: readonly Uint8Array[];
  /** How many officers must sign what one may not sign alone. It never falls. */
  readonly quorum: number;
  /** seq of the newest entry; 0 is genesis. */
  readonly seq: number;
  readonly head: Uint8Array;
  /** Every head from genesis on, by seq: what an author says he knew must be one of them. */
  readonly heads: readonly Uint8Array[];
  /** The leaf of the entry that made each of them; -1 for genesis. */
  readonly headLeaves: readonly number[];
  /** Leaf index of the newest entry. */
  readonly leaf: number;
  readonly members: ReadonlyMap<MemberId, readonly Holding[]>;
  readonly desks: ReadonlyMap<DeskId, Desk>;
  /** By name (monthKeyName), in the order of their entries. */
  readonly months: ReadonlyMap<string, MonthKey>;
  readonly invites: ReadonlySet<InviteId>;
  /** Ids for people without keys; an end is a withdrawal. */
  readonly reserved: ReadonlyMap<MemberId, Reservation>;
  readonly adopted: ReadonlyMap<MemberId, Adoption>;
  /** Every freeze that ever was, oldest first. */
  readonly frozen: ReadonlyMap<MemberId, readonly Freeze[]>;
  /** `officer member`: her freeze of this member has ended, so she needs a second signer for another. */
  readonly spent: ReadonlySet<string>;
  /** Verdict time of a member's last add, unfreeze or becoming an officer: what was signed before it is stale. */
  readonly since: GrowingMap<number>;
  /** The open claim of a member, if it is not too old. */
  readonly claims: ReadonlyMap<MemberId, Claim>;
  /** Verdict time of her last claim or claim-stop. */
  readonly claimed: ReadonlyMap<MemberId, number>;
  readonly restored: readonly { readonly size: number; readonly mirrored: number; readonly leaf: number }[];
  /** Records that were to be gone by then are gone. */
  readonly purged: number;
  /** Everything of hers below this leaf is gone. */
  readonly destroyed: ReadonlyMap<MemberId, number>;
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
    /** One for each line: where, seq after it, and its hash in the tree. */
    readonly past: readonly { readonly leaf: number; readonly seq: number; readonly hash: Uint8Array }[];
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

/** The card under which she made something at a leaf: after the entry that gave it, before the one that ended it. */
export function cardAt(roster: Roster, member: MemberId, leaf: number): MemberCard {
  if (isFrozenAt(roster, member, leaf)) refuse('record-author', 'was frozen at that place in the log');
  return findCardAt(roster, member, leaf) ?? refuse('record-author', 'held no key at that place in the log');
}

export function findCardAt(roster: Roster, member: MemberId, leaf: number): MemberCard | undefined {
  return roster.members.get(member)?.find((held) => inTenure(held, leaf))?.card;
}

/** True if she held any card before this leaf, also one that has ended. */
export function hadCard(roster: Roster, member: MemberId, leaf: number): boolean {
  return roster.members.get(member)?.some(({ from }) => from < leaf) ?? false;
}

/** An id for somebody who has never had a card, at this leaf. */
export function isReservedAt(roster: Roster, member: MemberId, leaf: number): boolean {
  const held = roster.reserved.get(member);
  return held !== undefined && inTenure(held, leaf) && !hadCard(roster, member, leaf);
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

/** Live members who are not frozen, in the order of their ids: whom a new key of the desk is for. */
export function keyHolders(roster: Roster, desk: DeskId): readonly MemberId[] {
  return deskMembers(roster, desk).filter((member) => !isFrozen(roster, member));
}

/** True if nobody who is not frozen would be left in the desk without her: nobody could make its next key. */
export function isLastOf(roster: Roster, desk: DeskId, member: MemberId): boolean {
  return keyHolders(roster, desk).every((holder) => holder === member);
}

/** The newest epoch, or none while the desk has not made one: then nothing can be sealed to it yet. */
export function currentEpoch(roster: Roster, desk: DeskId): DeskEpoch | undefined {
  return roster.desks.get(desk)?.epochs.at(-1);
}

/** Whether somebody left the desk, or was frozen, after this leaf; `countsUntil`: also by a freeze with an end of its own. */
export function someoneLeft(roster: Roster, desk: DeskId, leaf: number, countsUntil = true): boolean {
  const memberships = roster.desks.get(desk)?.memberships ?? [];
  return memberships.some(
    ({ member, until }) => (until !== undefined && until > leaf) || wasFrozenAfter(roster, member, leaf, countsUntil),
  );
}

/**
 * Nobody left or was frozen since the newest epoch was made. For the desk of all members a freeze with an end changes
 * nothing: otherwise one officer with a freeze a day would keep the programme waiting. More people may hold the key than the
 * epoch names, since newcomers are given the members key. So what counts is whether anyone at all left.
 */
export function isSoundEpoch(roster: Roster, desk: DeskId): boolean {
  const epoch = currentEpoch(roster, desk);
  return epoch !== undefined && !someoneLeft(roster, desk, epoch.from, desk !== membersDesk);
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

/** Those who were officers at a leaf, in the order of their ids. */
export function officersAt(roster: Roster, leaf: number): readonly MemberId[] {
  const held = deskOf(roster, officersDesk).memberships.filter((membership) => inTenure(membership, leaf));
  return held.map(({ member }) => member).toSorted();
}

/** How the key is named where month and number are one text: 2031-03, then 2031-03.2. */
export function monthKeyName(month: string, number: number): string {
  return number === 1 ? month : `${month}.${number}`;
}

/** The month key in use: the one whose entry stands last, whatever its month. */
export function currentMonth(roster: Roster): { month: string; key: MonthKey } | undefined {
  const [month, key] = [...roster.months].at(-1) ?? [];
  return month === undefined || key === undefined ? undefined : { month, key };
}
