/** Threads by what they are for: which there are, who is in them, and whether a lane still fits their members. */
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, MemberId, ThreadId } from '#protocol/core/ids.ts';
import { changedAfter } from '#protocol/roster/frozen.ts';
import { deskMembers, deskOf, type Roster } from '#protocol/roster/roster-state.ts';
import { periodOf } from '#protocol/threads/calendar.ts';
import {
  announcementThread,
  announcingDesks,
  decodeMembers,
  deskThread,
  encodeMembers,
  threadMembers,
  type Grant,
  type ThreadKind,
} from '#protocol/threads/thread.ts';

/** Where a message was written. A lane's grant says the same of what comes on it. */
export interface ThreadPlace {
  readonly thread: ThreadId;
  readonly kind: ThreadKind;
  readonly desk: string;
  readonly owner: MemberId | undefined;
  /** The version of the group's list that its sender knew. */
  readonly version: number;
  /** Of a pair or a group. */
  readonly members: readonly MemberId[];
}

export function placeOf({ thread, kind, desk, owner, version, members }: Grant): ThreadPlace {
  return { thread, kind, desk, owner, version, members: decodeMembers(members) };
}

export function deskPlace(roster: Roster, owner: MemberId, desk: string): ThreadPlace {
  if (!roster.desks.has(desk as DeskId)) refuse('thread-member', 'no such desk');
  const thread = deskThread(roster.rootfp, owner, desk as DeskId);
  return { thread, kind: 'desk', desk, owner, version: 0, members: [] };
}

export function announcementPlace(roster: Roster, desk: string): ThreadPlace {
  if (!announcingDesks.includes(desk as DeskId)) refuse('thread-member', 'this desk does not announce');
  const thread = announcementThread(roster.rootfp, desk as DeskId);
  return { thread, kind: 'announcement', desk, owner: undefined, version: 0, members: [] };
}

/** Return a grant for today, without its keys. */
export function grantFor(
  roster: Roster,
  place: ThreadPlace,
  today: { day: number; logSize: number },
): Omit<Grant, 'secret' | 'key'> {
  const { thread, kind, desk, owner, version, members } = place;
  return {
    thread,
    kind,
    desk: desk as DeskId,
    owner,
    ...today,
    rosterSeq: roster.seq,
    version,
    members: encodeMembers(members),
  };
}

export function membersOf(roster: Roster, place: ThreadPlace): readonly MemberId[] {
  return threadMembers(roster, grantFor(roster, place, { day: 0, logSize: 0 }));
}

/** Return the members whose messages count: everyone in the thread; in announcements, only the desk. */
export function writersOf(roster: Roster, place: ThreadPlace): ReadonlySet<MemberId> {
  if (place.kind === 'announcement') return new Set(deskMembers(roster, place.desk as DeskId));
  return new Set(membersOf(roster, place));
}

/**
 * Return whether a lane still fits. It is for one day (announcements: one period) and for the people who were in the
 * thread. A new one is begun after anyone left, changed keys, was frozen or lifted or, except for announcements, joined.
 */
export function fits(roster: Roster, place: ThreadPlace, day: number): (grant: Grant) => boolean {
  return (grant) =>
    grant.thread === place.thread &&
    (place.kind === 'announcement' ? periodOf(grant.day) === periodOf(day) : grant.day === day) &&
    grant.version === place.version &&
    !hasChangedSince(roster, place, grant.logSize);
}

function hasChangedSince(roster: Roster, place: ThreadPlace, logSize: number): boolean {
  const served = place.desk === '' ? [] : deskOf(roster, place.desk as DeskId).memberships;
  const people =
    place.kind === 'announcement'
      ? [...roster.members.keys()]
      : [...new Set([...place.members, ...(place.owner ? [place.owner] : []), ...served.map(({ member }) => member)])];
  const tenures = [...people.flatMap((member) => roster.members.get(member) ?? []), ...served];
  // Who is stopped is written to on no lane that she has; who is back needs one.
  if (people.some((member) => changedAfter(roster, member, logSize - 1))) return true;
  const joined = place.kind !== 'announcement' && tenures.some(({ from }) => from >= logSize);
  return joined || tenures.some(({ until }) => until !== undefined && until >= logSize);
}
