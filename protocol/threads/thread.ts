/** Which threads exist and who is in them (§9.6). The roster decides the membership of desk threads and announcements. */
import { equal } from '../core/bytes.ts';
import { blob, fixed, object, optional, text, uint32, uint64, word, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import {
  deskId,
  memberId,
  officersDesk,
  programmeDesk,
  threadId,
  toId,
  type DeskId,
  type MemberId,
  type ThreadId,
} from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { deskMembers, findCard, type Roster } from '../roster/roster-state.ts';
import { hash } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

const threadKinds = ['desk', 'announcement', 'group', 'direct'] as const;
export type ThreadKind = (typeof threadKinds)[number];

/** What a letter gives: one sender's lane in one thread, and who is in that thread. */
export const grantCodec = object('dd1/grant', {
  thread: threadId,
  kind: word(...threadKinds),
  /** The desk of a desk thread or of announcements; otherwise empty. */
  desk: text<DeskId>(limits.wordBytes),
  /** The member of a desk thread; the maker of a group. */
  owner: optional(memberId),
  /** The day of the lane. */
  day: uint32,
  /** What the sender knew: entries of the roster, leaves of the log. */
  rosterSeq: uint32,
  logSize: uint64,
  /** Of a group's membership; from 1. */
  version: uint32,
  /** Ids of a group's or a pair's members, in order, 16 bytes each. */
  members: blob(limits.groupMembers * 16),
  secret: fixed(32),
  /** The lane's public key; in the sender's letter to herself, its seed. */
  key: fixed(32),
});
export type Grant = Of<typeof grantCodec>;

/** The desks that may write to everyone, in their own name. */
export const announcingDesks: readonly DeskId[] = [officersDesk, programmeDesk];

export function deskThread(rootfp: Uint8Array, owner: MemberId, desk: DeskId): ThreadId {
  return toId(hash(tuple('dd1/thread/desk', rootfp, memberId.encode(owner), deskId.encode(desk))).slice(0, 16));
}

export function announcementThread(rootfp: Uint8Array, desk: DeskId): ThreadId {
  return toId(hash(tuple('dd1/thread/announcement', rootfp, deskId.encode(desk))).slice(0, 16));
}

/** Returns the id of a pair's thread. Only two people who showed and scanned one code know its secret, and so the id. */
export function directThread(rootfp: Uint8Array, secret: Uint8Array, one: MemberId, other: MemberId): ThreadId {
  const [first, second] = [one, other].toSorted() as [MemberId, MemberId];
  const bytes = tuple(
    'dd1/thread/direct',
    rootfp,
    fixed(32).parse(secret),
    memberId.encode(first),
    memberId.encode(second),
  );
  return toId(hash(bytes).slice(0, 16));
}

export function encodeMembers(members: readonly MemberId[]): Uint8Array {
  const out = new Uint8Array(members.length * 16);
  members.toSorted().forEach((member, i) => out.set(memberId.encode(member), i * 16));
  return out;
}

export function decodeMembers(bytes: Uint8Array): readonly MemberId[] {
  if (bytes.length % 16 !== 0) refuse('malformed', `${bytes.length} bytes of members`);
  const members = Array.from({ length: bytes.length / 16 }, (_, i) => memberId.parse(bytes.slice(i * 16, i * 16 + 16)));
  if (!equal(encodeMembers(members), bytes) || new Set(members).size !== members.length)
    refuse('malformed', 'members out of order');
  return members;
}

/** Returns a group's membership in 32 bytes: two people who were told different lists have different hashes. */
export function membershipHash({ thread, version, owner, members }: Grant): Uint8Array {
  return hash(
    tuple(
      'dd1/membership',
      threadId.encode(thread),
      uint32.encode(version),
      memberId.encode(owner ?? refuse('thread-member', 'a group without a maker')),
      members,
    ),
  );
}

/** Of one roster they are computed once: many grants are judged under it. */
const computed = new WeakMap<Roster, ReadonlySet<ThreadId>>();

/**
 * Returns the ids of all desk threads and announcements there are or can come to be. Anybody can compute them, and a group
 * with such an id would take the thread over, with what is written in it.
 */
function deskThreads(roster: Roster): ReadonlySet<ThreadId> {
  const { rootfp, desks, members } = roster;
  const known = computed.get(roster);
  if (known !== undefined) return known;
  const owners = [...members.keys()];
  const ids = [...desks.keys()].flatMap((desk) => [
    announcementThread(rootfp, desk),
    ...owners.map((owner) => deskThread(rootfp, owner, desk)),
  ]);
  const all: ReadonlySet<ThreadId> = new Set(ids);
  computed.set(roster, all);
  return all;
}

/** Returns everyone who must get a lane of a thread, by the present roster. */
export function threadMembers(
  roster: Roster,
  { kind, desk, owner, members }: Pick<Grant, 'kind' | 'desk' | 'owner' | 'members'>,
): readonly MemberId[] {
  const live = (ids: readonly MemberId[]) => ids.filter((id) => findCard(roster, id) !== undefined);
  if (kind === 'desk') {
    const person = owner ?? refuse('thread-member', 'a desk thread with nobody');
    return live([...new Set([person, ...deskMembers(roster, desk)])].toSorted());
  }
  if (kind === 'announcement') return live([...roster.members.keys()].toSorted());
  return live(decodeMembers(members));
}

/** True if somebody was ever in a thread. What a former member wrote counts only as weave.ts says. */
function wasIn(roster: Roster, grant: Grant, member: MemberId): boolean {
  const { kind, desk, owner } = grant;
  if (kind === 'direct' || kind === 'group') return decodeMembers(grant.members).includes(member);
  const served = roster.desks.get(desk)?.memberships.some((membership) => membership.member === member) === true;
  return served || (kind === 'desk' && member === owner);
}

/**
 * Refuses a grant by roster and ids. A group's list is believed only from its maker (judgeMembership); a pair's thread only
 * where one of the two showed a code to the other, because only they can know it.
 *
 * @param contacts members with whom she has a thread of two; besides the staff, only they may put her into a group
 */
export function requireGrant(
  roster: Roster,
  grant: Grant,
  from: MemberId,
  to: MemberId,
  contacts: ReadonlySet<MemberId>,
): void {
  const { rootfp } = roster;
  const owner = grant.owner;
  const isOfDesk = grant.kind === 'desk' || grant.kind === 'announcement';
  if (isOfDesk && !roster.desks.has(grant.desk)) refuse('thread-member', 'a desk that policy does not name');
  if (grant.kind === 'desk') {
    if (owner === undefined || grant.thread !== deskThread(rootfp, owner, grant.desk))
      refuse('thread-member', 'not the thread it names');
  } else if (grant.kind === 'announcement') {
    if (!announcingDesks.includes(grant.desk) || grant.thread !== announcementThread(rootfp, grant.desk))
      refuse('thread-member', 'may not announce');
  } else if (grant.kind === 'group') {
    if (owner === undefined || grant.version < 1) refuse('thread-member', 'a group without a maker');
    const role = roster.members.get(owner)?.at(-1)?.card.role;
    const isStaff = role !== undefined && role !== 'participant';
    if (owner !== to && !isStaff && !contacts.has(owner)) refuse('thread-member', 'put into a group by a stranger');
    if (deskThreads(roster).has(grant.thread)) refuse('thread-member', 'a group under the id of another thread');
  } else if (decodeMembers(grant.members).length !== 2) refuse('thread-member', 'a pair is two');
  if (!wasIn(roster, grant, from)) refuse('thread-member', 'written by somebody outside the thread');
  if (!threadMembers(roster, grant).includes(to)) refuse('thread-member', 'a thread that she is not in');
}
