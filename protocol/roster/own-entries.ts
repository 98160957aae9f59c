/**
 * Own entries (3.3): of a member about herself, or of a desk about itself. They are limited, so nobody floods the
 * roster.
 */
import { refuse } from '../core/errors.ts';
import type { MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { changedAfter } from './frozen.ts';
import type { Operation } from './operations.ts';
import { currentEpoch, deskOf, type Roster } from './roster-state.ts';

const dayMs = 24 * 3600 * 1000;

/**
 * Returns whose own entry it is; undefined for an act about others, and for one that is not counted. What the recovery card
 * does is counted apart: a thief of a key cannot use up what brings her back.
 */
export function ownerOfEntry(roster: Roster, op: Operation, signers: readonly MemberId[]): string | undefined {
  switch (op.type) {
    case 'rekey':
      return op.cause === 'card' ? `card ${op.card.member}` : `member ${op.card.member}`;
    case 'credential':
    case 'destroy':
    case 'desk-leave':
      return signers.includes(op.member) ? `member ${op.member}` : undefined;
    case 'desk-epoch':
      return isNeeded(roster, op) ? undefined : `desk ${op.desk}`;
    default:
      return undefined;
  }
}

/**
 * True for the first epoch, and for one after somebody joined or left, was frozen or lifted. These are not limited: they
 * must always be possible.
 */
function isNeeded(roster: Roster, op: Extract<Operation, { type: 'desk-epoch' }>): boolean {
  const last = currentEpoch(roster, op.desk);
  if (last === undefined) return true;
  return deskOf(roster, op.desk).memberships.some(
    ({ member, from, until }) =>
      from > last.from || (until !== undefined && until > last.from) || changedAfter(roster, member, last.from),
  );
}

export function requireOwnEntries(roster: Roster, owner: string | undefined, time: number): void {
  const times = owner === undefined ? [] : (roster.own.get(owner) ?? []);
  if (time < (times.at(-1) ?? 0)) refuse('roster-expired', 'older than the last one of her own');
  if (times.filter((earlier) => earlier > time - dayMs).length >= limits.ownEntriesPerDay)
    refuse('roster-often', `${limits.ownEntriesPerDay} within a day`);
}

/** Times do not fall, so the last few are enough. */
export function withOwnEntry(roster: Roster, owner: string | undefined, time: number): Roster['own'] {
  if (owner === undefined) return roster.own;
  return roster.own.with(owner, [...(roster.own.get(owner) ?? []).slice(1 - limits.ownEntriesPerDay), time]);
}
