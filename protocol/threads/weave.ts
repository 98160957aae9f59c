/**
 * From parcels in any order to a conversation (§9.9): what counts, in which order, and what is missing. Pure: two devices
 * with the same messages show the same.
 */
import { refuse } from '../core/errors.ts';
import type { MemberId, MessageId } from '../core/ids.ts';
import type { Message } from './message.ts';
import type { Grant } from './thread.ts';
import { decodeMembers, membershipHash } from './thread.ts';
import { equal } from '../core/bytes.ts';

export interface Received {
  readonly sender: MemberId;
  readonly message: Message;
  /** Place in the stream: only for the order of messages that do not know of each other. */
  readonly sequence: number;
  /** It has counted before. What was shown once stays, also after its writer has left. */
  readonly settled: boolean;
}

export interface Woven<R extends Received = Received> {
  readonly messages: readonly R[];
  /** Ids that somebody saw and that never arrived. */
  readonly missing: readonly MessageId[];
  /** True if the first message refers to messages from before one's time, or deleted since. */
  readonly earlier: boolean;
  /** Written by a former member, and referred to by nobody who is in the thread. */
  readonly unvouched: readonly R[];
}

/**
 * Returns what counts. What a present member wrote counts. What a former member wrote counts where a present member's
 * message refers to it, directly or through others. So a member who was removed cannot add to what was said, not even with
 * help.
 */
export function weave<R extends Received>(received: readonly R[], isPresent: (sender: MemberId) => boolean): Woven<R> {
  const byId = new Map<MessageId, R>();
  for (const one of received.toSorted((a, b) => a.sequence - b.sequence))
    if (!byId.has(one.message.id)) byId.set(one.message.id, one);

  const counted = new Set<MessageId>();
  const visit = [...byId.values()]
    .filter(({ sender, settled }) => settled || isPresent(sender))
    .map(({ message }) => message.id);
  for (let id = visit.pop(); id !== undefined; id = visit.pop()) {
    const one = byId.get(id);
    if (one === undefined || counted.has(id)) continue;
    counted.add(id);
    visit.push(...one.message.prev);
  }

  const messages = inOrder([...byId.values()].filter(({ message }) => counted.has(message.id)));
  const takenBack = new Set(
    messages.flatMap(({ sender, message: { type, reply } }) =>
      type === 'unsent' && reply !== undefined ? [`${sender} ${reply}`] : [],
    ),
  );
  const takenBackIds = new Set([...takenBack].map((pair) => pair.split(' ')[1]));
  const absentOf = ({ message }: R) => message.prev.filter((id) => !byId.has(id) && !takenBackIds.has(id));
  // For this reader the thread begins with the first of them: what that one refers to is from before her time. What any
  // other refers to is looked for; otherwise nobody would notice a portal that holds back every second message.
  const before = new Set(messages.slice(0, 1).flatMap(absentOf));
  const missing = new Set(messages.flatMap(absentOf).filter((id) => !before.has(id)));
  return {
    // If its first part is gone, the whole long message is gone.
    messages: messages.filter(
      ({ sender, message: { id, whole } }) =>
        !takenBack.has(`${sender} ${id}`) && !takenBack.has(`${sender} ${whole ?? id}`),
    ),
    missing: [...missing],
    earlier: before.size > 0,
    unvouched: [...byId.values()].filter(({ message }) => !counted.has(message.id)),
  };
}

/**
 * Sorts each message after all that it refers to, otherwise in the order of the stream. A circle is impossible: an id would
 * be a hash of itself.
 */
function inOrder<R extends Received>(messages: readonly R[]): readonly R[] {
  const byId = new Map(messages.map((one) => [one.message.id, one] as const));
  const done = new Set<MessageId>();
  const out: R[] = [];
  for (const start of messages.toSorted((a, b) => a.sequence - b.sequence)) {
    // Depth first, without recursion: a thread of a thousand messages may be one long chain.
    const stack = [start];
    const open = new Set(stack);
    while (stack.length > 0) {
      const one = stack.at(-1) as R;
      const before = one.message.prev.flatMap((id) => (done.has(id) ? [] : (byId.get(id) ?? [])));
      const next = before.find((other) => !open.has(other));
      if (next !== undefined) {
        stack.push(next);
        open.add(next);
        continue;
      }
      stack.pop();
      open.delete(one);
      if (done.has(one.message.id)) continue;
      done.add(one.message.id);
      out.push(one);
    }
  }
  return out;
}

/** Returns the ids that nobody refers to yet, newest first: the next message names them. */
export function headsOf(messages: readonly Received[], max: number): readonly MessageId[] {
  const referred = new Set(messages.flatMap(({ message }) => message.prev));
  return messages
    .map(({ message }) => message.id)
    .filter((id) => !referred.has(id))
    .toReversed()
    .slice(0, max);
}

export type Standing = 'adopt' | 'fits' | 'older' | 'wait';

/**
 * Judges what a grant says about a group's members, against what its maker said (§9.6). Only the maker's letters change the
 * list. A newer list from another waits for hers; two lists of one version, of people on it, are a fork.
 */
export function judgeMembership(known: Grant | undefined, grant: Grant, from: MemberId): Standing {
  if (known !== undefined && known.owner !== grant.owner) refuse('thread-member', 'another maker than before');
  const version = known?.version ?? 0;
  if (grant.version > version) return from === grant.owner ? 'adopt' : 'wait';
  if (grant.version < version) return 'older';
  if (known !== undefined && !decodeMembers(known.members).includes(from))
    refuse('thread-member', 'not on the list of this version');
  if (known !== undefined && !equal(membershipHash(known), membershipHash(grant)))
    refuse('thread-forked', `two lists of members, version ${version}`, { version });
  return 'fits';
}
