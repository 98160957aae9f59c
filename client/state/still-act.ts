/**
 * Who can still act: how many officers and keys stand between today and an event in which nobody can do what needs two. Counted
 * from the verified list of members, never from what the portal says of its rows.
 */
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import type { Members } from '../vault/roster/end-membership.ts';

interface OfficerLine {
  readonly member: MemberId;
  readonly keys: number;
  readonly stopped: boolean;
}

/** What to do next: the first that holds. `none`: nothing is wanting. */
type Next =
  | { readonly what: 'lift' | 'one-key'; readonly about: MemberId }
  | { readonly what: 'alone' | 'none-to-spare' | 'none' };

export interface StillAct {
  readonly officers: readonly OfficerLine[];
  /** How many officers sign together. */
  readonly quorum: number;
  /** How many officers may still be lost, with all their keys, while the others are enough. */
  readonly people: number;
  /** The fewest keys whose loss leaves too few officers for ever. In this version no card brings an officer back. */
  readonly keys: number;
  /** Teams in which one person is left who can act. */
  readonly alone: readonly DeskId[];
  readonly next: Next;
}

const officersDesk = 'officers' as DeskId;

export function stillAct({ members, desks, quorum }: Members): StillAct {
  const officers = members
    .filter(({ role }) => role === 'officer')
    .map(({ member, keys, stop }) => ({ member, keys, stopped: stop !== undefined }));
  const acting = officers.filter(({ stopped }) => !stopped);
  const people = Math.max(0, acting.length - quorum);
  const fewest = acting.map(({ keys }) => keys).toSorted((a, b) => a - b);
  const keys = fewest.slice(0, Math.max(0, acting.length - quorum + 1)).reduce((sum, count) => sum + count, 0);
  const alone = desks.flatMap(({ desk, people: all, stopped }) =>
    desk !== officersDesk && all.length - stopped.length === 1 ? [desk] : [],
  );
  return { officers, quorum, people, keys, alone, next: nextOf(officers, quorum, people) };
}

function nextOf(officers: readonly OfficerLine[], quorum: number, people: number): Next {
  const stopped = officers.find((line) => line.stopped);
  if (stopped !== undefined) return { what: 'lift', about: stopped.member };
  const one = officers.find(({ keys }) => keys < 2);
  if (one !== undefined) return { what: 'one-key', about: one.member };
  if (quorum < 2) return { what: 'alone' };
  return { what: people === 0 ? 'none-to-spare' : 'none' };
}
