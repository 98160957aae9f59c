/**
 * What must still hold for an entry to count (3.3). An entry that stops somebody is `free`: nothing that she does makes
 * it void. Every other entry is `named`: it says for which policy and which subjects it was signed. Entries are not
 * chained by number. Otherwise one act of one person would make all pending acts void.
 */
import { equal } from '../core/bytes.ts';
import { fixed, list, object, union, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { hash, sizes } from '../crypto/sodium.ts';
import { policyCodec } from '../members/policy.ts';
import type { Operation } from './operations.ts';
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
function isFree(op: Operation): boolean {
  if (op.type === 'officer-change') return op.role !== 'officer';
  return op.type === 'remove' || op.type === 'desk-leave' || op.type === 'freeze';
}

/** Returns the one place that counts for an operation on this roster. */
export function placeOf(roster: Roster, op: Operation): Place {
  if (isFree(op)) return { type: 'free' };
  return {
    type: 'named',
    policy: hash(tuple('dd1/policy', policyCodec.encode(roster.policy))),
    subjects: namesOf(roster, op).map((name) => subjectOf(roster, name)),
  };
}

export function requirePlace(roster: Roster, given: Place, op: Operation): void {
  if (!equal(place.encode(given), place.encode(placeOf(roster, op))))
    refuse('roster-chain', 'signed for another policy or for subjects that have changed');
}
