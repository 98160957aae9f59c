/**
 * What must still hold for an entry to count (3.3). An entry that stops somebody is `free`: nothing that she does makes
 * it void. Every other entry is `named`: it says for which policy and which subjects it was signed. Entries are not
 * chained by number. Otherwise one act of one person would make all pending acts void.
 */
import { equal } from '../core/bytes.ts';
import { fixed, list, object, union, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';
import { sizes } from '../crypto/sodium.ts';
import { policyHash } from '../members/policy.ts';
import type { MemberId } from '../core/ids.ts';
import type { Operation, OperationType } from './operations.ts';
import type { Roster } from './roster-state.ts';
import { namesOf, subjectAt, subjectOf } from './subjects.ts';

export const place = union('dd1/place/', {
  named: object('dd1/place/named', {
    policy: fixed(sizes.hash),
    subjects: list(subjectAt, limits.subjectsPerEntry),
  }),
  free: object('dd1/place/free', {}),
});
export type Place = Of<typeof place>;

/** Leaving a desk is free as well. It makes an older approval to join void, and is not made void by one. */
export const freeOperations: readonly OperationType[] = [
  'remove',
  'desk-leave',
  'freeze',
  'unfreeze',
  'lapse',
  'claim-stop',
];

function isFree(op: Operation): boolean {
  return op.type === 'officer-change' ? !op.in : freeOperations.includes(op.type);
}

/** Returns the one place that counts for an operation on this roster. */
export function placeOf(roster: Roster, op: Operation): Place {
  if (isFree(op)) return { type: 'free' };
  return {
    type: 'named',
    policy: policyHash(roster.policy),
    subjects: namesOf(roster, op).map((name) => subjectOf(roster, name)),
  };
}

export function requirePlace(roster: Roster, given: Place, op: Operation): void {
  if (!equal(place.encode(given), place.encode(placeOf(roster, op))))
    refuse('roster-chain', 'signed for another policy or for subjects that have changed');
}

/**
 * What is free and stops somebody is not kept in a drawer until she is back: it is older than her last coming, and what
 * it was signed for has passed.
 */
export function requireAfterComing(roster: Roster, op: Operation, entryTime: number): void {
  if (entryTime < cameAt(roster, op)) refuse('roster-expired', 'signed before she came back');
}

function cameAt(roster: Roster, op: Operation): number {
  const since = (member: MemberId) => roster.since.get(member) ?? 0;
  switch (op.type) {
    case 'remove':
    case 'freeze':
      return since(op.member);
    case 'officer-change':
      return op.in ? 0 : since(op.member);
    case 'desk-leave': {
      const held = roster.desks.get(op.desk)?.memberships.findLast(({ member }) => member === op.member);
      return Math.max(since(op.member), held?.at ?? 0);
    }
    default:
      return 0;
  }
}
