/**
 * Which entries this portal takes (§3.4). The judgement knows all operations. This portal does not carry out all of
 * them yet, and what it would not carry out it refuses before it is in the log.
 */
import { refuse } from '#protocol/core/errors.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { takenOperations } from '#protocol/wire/taken.ts';
import { isFrozen } from '#protocol/roster/frozen.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';

export function requireTaken(roster: Roster, op: Operation): void {
  if (!takenOperations.includes(op.type)) refuse('not-yet', op.type);
  if (op.type === 'rekey') requireOwnRecovery(roster, op);
  if (op.type === 'add' && (roster.members.has(op.card.member) || roster.reserved.has(op.card.member)))
    refuse('not-yet', 'an id with a history');
  // An id without a card is reserved, and no reservation is carried out here.
  if (op.type === 'remove' && !roster.members.has(op.member)) refuse('not-yet', 'end of a reservation');
}

/** Of staff, of frozen members, and without the card: not yet. */
function requireOwnRecovery(roster: Roster, { cause, card }: Extract<Operation, { type: 'rekey' }>): void {
  if (cause !== 'card') refuse('not-yet', 'rekey without a card');
  if (card.role !== 'participant') refuse('not-yet', 'rekey of staff');
  if (isFrozen(roster, card.member)) refuse('not-yet', 'rekey of somebody who is frozen');
}
