/** Who is in the event: reserve, add, remove, adopt, destroy, officer-change (§3). */
import { refuse } from '../../core/errors.ts';
import type { MemberId } from '../../core/ids.ts';
import { limits } from '../../core/limits.ts';
import { signatureHolds } from '../../crypto/sodium.ts';
import { endorseMessage } from '../../members/invite.ts';
import { cardFault } from '../../members/policy.ts';
import { requireNewSignKey, requireSoundCard } from './card-rules.ts';
import { isFrozen } from '../frozen.ts';
import type { Rule } from './judging.ts';
import type { OperationOf } from '../operations.ts';
import { currentCard, findCard, officersOf, type Roster } from '../roster-state.ts';

/** Every id that the roster ever named. */
const countIds = ({ members, reserved }: Roster) =>
  members.size + [...reserved.keys()].filter((id) => !members.has(id)).length;

export const requireReserve: Rule<'reserve'> = ({ ids }, { roster }) => {
  if (ids.length === 0) refuse('roster-rule', 'nobody');
  for (const [at, { member }] of ids.entries()) {
    const before = ids[at - 1];
    if (before !== undefined && before.member >= member) refuse('roster-rule', 'ids do not rise');
    if (roster.members.has(member) || roster.reserved.has(member)) refuse('roster-rule', 'named before');
  }
  if (countIds(roster) + ids.length > limits.eventIds) refuse('roster-rule', `${limits.eventIds} ids were named`);
};

export const requireAdd: Rule<'add'> = (op, { roster, signers, time }) => {
  const { card } = op;
  if (card.role === 'officer') refuse('roster-rule', 'nobody begins as an officer');
  const known = roster.members.has(card.member) || roster.reserved.has(card.member);
  if (!known && countIds(roster) >= limits.eventIds) refuse('roster-rule', `${limits.eventIds} ids were named`);
  if (findCard(roster, card.member) !== undefined) refuse('roster-rule', 'already a member');
  if (roster.invites.has(op.invite)) refuse('invite-used', 'invite id occurs twice');
  requireSoundCard(roster, card, time);
  requireNewSignKey(roster, card);
  requireEndorsed(roster, op, known ? signers : []);
};

/** For an id with a history the endorser is another person than those who sign: two have looked. */
function requireEndorsed(roster: Roster, op: OperationOf<'add'>, others: readonly MemberId[]): void {
  const endorser = currentCard(roster, op.endorser);
  if (endorser.role === 'participant') refuse('roster-right', 'a participant may not endorse');
  if (isFrozen(roster, op.endorser)) refuse('roster-right', 'frozen');
  if (others.includes(op.endorser)) refuse('roster-right', 'endorsed by a signer');
  const message = endorseMessage(roster.rootfp, op.invite, op.joinHash, op.compared);
  if (!signatureHolds(endorser.signKey, message, op.endorsement)) refuse('roster-signature', 'endorsement');
}

/** Never an officer: nobody could sign for her afterwards. Who empties a desk needs the quorum (rights.ts). */
export const requireRemove: Rule<'remove'> = ({ member }, { roster }) => {
  const card = findCard(roster, member);
  if (card === undefined) return requireReservation(roster, member);
  if (card.role === 'officer') refuse('roster-rule', 'an officer is not removed by one officer');
};

/** Reserved, never held, not withdrawn. */
function requireReservation({ members, reserved }: Roster, member: MemberId): void {
  const held = reserved.get(member);
  if (held === undefined || held.until !== undefined || members.has(member)) refuse('roster-rule', 'not a member');
}

export const requireAdopt: Rule<'adopt'> = ({ member, lists }, { roster }) => {
  if (!roster.reserved.has(member)) refuse('roster-rule', 'was not reserved');
  if (findCard(roster, member) === undefined) refuse('roster-rule', 'not a member');
  for (const [at, { desk }] of lists.entries()) {
    const before = lists[at - 1];
    if (before !== undefined && before.desk >= desk) refuse('roster-rule', 'desks do not rise');
    if (!roster.policy.desks.includes(desk)) refuse('roster-rule', 'desk is not in the policy');
  }
};

export const requireDestroy: Rule<'destroy'> = ({ member }, { roster }) => {
  if (findCard(roster, member) === undefined) requireReservation(roster, member);
};

/** How many stay follows from the signers: none of them is the one who goes, and the quorum never falls. */
export const requireOfficerChange: Rule<'officer-change'> = (op, { roster }) => {
  const officers = officersOf(roster);
  if (!op.in) {
    if (!officers.includes(op.member)) refuse('roster-rule', 'not an officer');
    return;
  }
  const card = findCard(roster, op.member);
  if (card?.role !== 'staff') return refuse('roster-rule', 'not staff');
  if (isFrozen(roster, op.member)) refuse('roster-rule', 'frozen');
  if (officers.length >= limits.officers) refuse('roster-rule', `${limits.officers} officers`);
  const fault = cardFault(roster.policy, { ...card, role: 'officer' });
  if (fault !== undefined) refuse('roster-rule', fault.why);
};
