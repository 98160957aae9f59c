/** Which grants are believed (§9.6): by the roster, by what a group's maker said, by codes that were shown in person. */
import { fromBase64url, toBase64url } from '#protocol/bytes.ts';
import { ProtocolError, refuse } from '#protocol/errors.ts';
import type { MemberId, ThreadId } from '#protocol/ids.ts';
import type { Roster } from '#protocol/roster-state.ts';
import { decodeMembers, directThread, grantCodec, requireGrant, type Grant } from '#protocol/threads/thread.ts';
import { judgeMembership } from '#protocol/threads/weave.ts';
import type { State } from './archive.ts';

/** Throws where a grant may not be believed; notes in the state what a believed one tells. */
export function admitGrant(roster: Roster, state: State, own: MemberId, grant: Grant, from: MemberId): void {
  requireGrant(roster, grant, from, own, new Set(Object.keys(state.contacts) as MemberId[]));
  if (grant.kind === 'direct' && from !== own) admitPair(roster, state, own, grant, from);
  if (grant.kind === 'group') admitGroup(state, grant, from);
}

/** Only who was shown a code, or showed one, knows the thread's id. */
function admitPair(roster: Roster, state: State, own: MemberId, grant: Grant, from: MemberId): void {
  const known = state.contacts[from];
  const secret = [...(known === undefined ? [] : [known]), ...state.offers].find(
    (each) => directThread(roster.rootfp, fromBase64url(each), own, from) === grant.thread,
  );
  if (secret === undefined) refuse('thread-member', 'a thread of two without a code');
  state.contacts[from] = secret;
  const at = state.offers.indexOf(secret);
  if (at >= 0) state.offers.splice(at, 1);
}

/** What the maker of a group last said of it; undefined before her letter came. */
export function knownGroup(state: State, thread: ThreadId): Grant | undefined {
  const known = state.groups[thread];
  return known === undefined ? undefined : grantCodec.parse(fromBase64url(known));
}

/** Somebody who is not on the list that is known proves nothing about it: she may have been taken off. */
function admitGroup(state: State, grant: Grant, from: MemberId): void {
  const known = knownGroup(state, grant.thread);
  if (known?.version === grant.version && !decodeMembers(known.members).includes(from))
    refuse('thread-member', 'not one of the group');
  try {
    if (judgeMembership(known, grant, from) === 'adopt') noteGroup(state, grant);
  } catch (error) {
    if (error instanceof ProtocolError && error.code === 'thread-forked') state.forked[grant.thread] = true;
    throw error;
  }
}

/** Kept without its keys: the list is no secret of the lane's. */
export function noteGroup(state: State, grant: Omit<Grant, 'secret' | 'key'>): void {
  const nothing = new Uint8Array(32);
  state.groups[grant.thread] = toBase64url(grantCodec.encode({ ...grant, secret: nothing, key: nothing }));
}
