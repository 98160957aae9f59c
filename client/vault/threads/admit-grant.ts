/**
 * Which grants are believed (§9.6): by the roster, by the letters of a group's maker, by codes that were shown in
 * person.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { MemberId, ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { directThread, grantCodec, requireGrant, type Grant } from '#protocol/threads/thread.ts';
import { judgeMembership } from '#protocol/threads/weave.ts';
import type { ArchiveState } from './archive-state.ts';

/** Refuse a grant that may not be believed. What a believed one says is noted in the state. */
export function admitGrant(roster: Roster, state: ArchiveState, own: MemberId, grant: Grant, from: MemberId): void {
  requireGrant(roster, grant, from, own, new Set(Object.keys(state.contacts) as MemberId[]));
  if (grant.kind === 'direct' && from !== own) admitPair(roster, state, own, grant, from);
  if (grant.kind === 'group') admitGroup(roster, state, own, grant, from);
}

/** Only the two people of a code know the thread's id. */
function admitPair(roster: Roster, state: ArchiveState, own: MemberId, grant: Grant, from: MemberId): void {
  const known = state.contacts[from];
  const secret = [...(known === undefined ? [] : [known]), ...state.offers].find(
    (each) => directThread(roster.rootfp, fromBase64url(each), own, from) === grant.thread,
  );
  if (secret === undefined) refuse('thread-member', 'a thread of two without a code');
  state.contacts[from] = secret;
  const at = state.offers.indexOf(secret);
  if (at >= 0) state.offers.splice(at, 1);
}

/** Return what the maker of a group said last about it; undefined before her letter came. */
export function knownGroup(state: ArchiveState, thread: ThreadId): Grant | undefined {
  const known = state.groups[thread];
  return known === undefined ? undefined : grantCodec.parse(fromBase64url(known));
}

/** Return whether this is the id of a pair that she is in: a group under it would take the thread over. */
function isPair({ rootfp }: Roster, state: ArchiveState, own: MemberId, thread: ThreadId): boolean {
  return Object.entries(state.contacts).some(
    ([other, secret]) => directThread(rootfp, fromBase64url(secret), own, other as MemberId) === thread,
  );
}

/**
 * Refuse groups that would not fit into one chunk, for each maker alike: the archive could otherwise not be written
 * again.
 */
function requireRoom(state: ArchiveState, { owner }: Grant): void {
  const owners = Object.keys(state.groups).map((thread) => knownGroup(state, thread as ThreadId)?.owner);
  if (owners.length >= limits.groupsKept) refuse('too-large', `${owners.length} groups`);
  const alike = owners.filter((each) => each === owner).length;
  if (alike >= limits.groupsOfOneMaker) refuse('too-large', `${alike} groups of one maker`);
}

/** Refuse a group's list that does not count. A maker who was removed from the event changes no list. */
function admitGroup(roster: Roster, state: ArchiveState, own: MemberId, grant: Grant, from: MemberId): void {
  const known = knownGroup(state, grant.thread);
  if (isPair(roster, state, own, grant.thread)) refuse('thread-member', 'a group under the id of a pair');
  if (known === undefined) requireRoom(state, grant);
  const isNews = grant.version > (known?.version ?? 0);
  if (isNews && from === grant.owner && findCard(roster, from) === undefined)
    refuse('thread-member', 'its maker is out of the event');
  try {
    if (judgeMembership(known, grant, from) === 'adopt') noteGroup(state, grant);
  } catch (error) {
    if (error instanceof ProtocolError && error.code === 'thread-forked') state.forked[grant.thread] = true;
    throw error;
  }
}

/** Note a group's list without its keys: the list is not part of the lane's secret. */
export function noteGroup(state: ArchiveState, grant: Omit<Grant, 'secret' | 'key'>): void {
  const nothing = new Uint8Array(32);
  state.groups[grant.thread] = toBase64url(grantCodec.encode({ ...grant, secret: nothing, key: nothing }));
}
