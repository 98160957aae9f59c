/**
 * Messages that a member may send again after a recovery (§9.15): which they are, and who was not there when she wrote
 * them. Pure.
 */
import type { DeskId, MemberId, MessageId } from '#protocol/core/ids.ts';
import { deskOf, type Roster } from '#protocol/roster/roster-state.ts';
import type { ArchivedMessage } from './archive-chunk.ts';
import { membersOf, type ThreadPlace } from './thread-place.ts';

const dayMs = 24 * 3600 * 1000;
/** Older ones are past: their lanes and short threads are kept for as long. The stream keeps a parcel longer. */
export const sendAgainMs = 14 * dayMs;

/** Where, with which list of a group, and when (ms) something was written. */
export interface Said {
  readonly place: ThreadPlace;
  readonly at: number;
}

/** Return who is in a thread now and was not when it was written there, except the member herself. */
export function newSince(roster: Roster, now: ThreadPlace, { place, at }: Said, self: MemberId): readonly MemberId[] {
  const served = now.desk === '' ? [] : deskOf(roster, now.desk as DeskId).memberships;
  const wasThere = (member: MemberId): boolean => {
    // Her last add or unfreeze; a founder was always there.
    if ((roster.since.get(member) ?? 0) > at) return false;
    if (now.kind !== 'desk') return place.members.includes(member);
    return (
      member === now.owner || served.some((one) => one.member === member && one.until === undefined && one.at <= at)
    );
  };
  return membersOf(roster, now).filter((member) => member !== self && !wasThere(member));
}

/** One text, with all its parts in order. */
export interface Unseen {
  readonly id: MessageId;
  readonly parts: readonly ArchivedMessage[];
}

/**
 * Return the member's own texts of one thread, written from `from` on and before `until` (ms), that nobody else's message
 * refers to, directly or through her own.
 */
export function unseenIn(
  woven: readonly ArchivedMessage[],
  self: MemberId,
  { from, until }: { readonly from: number; readonly until: number },
): readonly Unseen[] {
  const byId = new Map(woven.map((entry) => [entry.message.id, entry] as const));
  const seen = new Set<MessageId>();
  const reached = woven.filter(({ sender }) => sender !== self).flatMap(({ message }) => message.prev);
  for (let id = reached.pop(); id !== undefined; id = reached.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    reached.push(...(byId.get(id)?.message.prev ?? []));
  }
  const mine = woven.filter(({ sender, message: { type, sentAt } }) => {
    return sender === self && type === 'text' && sentAt >= from && sentAt < until;
  });
  return mine.flatMap(({ message: { id, part, parts } }) => {
    if (part !== 0) return [];
    const all = mine.filter(({ message }) => message.id === id || message.whole === id);
    const ordered = all.toSorted((a, b) => a.message.part - b.message.part);
    return ordered.length === parts && ordered.some(({ message }) => !seen.has(message.id))
      ? [{ id, parts: ordered }]
      : [];
  });
}
