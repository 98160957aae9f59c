/** Who may sign which roster operation, and how many (§3). Nobody signs about herself, except her own entries. */
import { membersDesk, programmeDesk, type DeskId, type MemberId } from '../../core/ids.ts';
import { limits } from '../../core/limits.ts';
import { isFrozen, mayFreezeAlone } from '../frozen.ts';
import type { Operation, OperationOf, OperationType } from '../operations.ts';
import { desksOf, findCard, isLastOf, keyHolders, officersOf, type Roster } from '../roster-state.ts';

export interface SigningRight {
  readonly who: readonly MemberId[];
  readonly need: number;
}

/** What a frozen officer may still sign, so that freezing is not a weapon. */
const frozenMaySign: readonly OperationType[] = ['officer-change', 'remove', 'unfreeze', 'claim-stop'];

/** One alone may not do these, even where one signature is enough. */
const frozenNeedsAnother: readonly OperationType[] = ['officer-change', 'remove', 'unfreeze'];

/** `signers`: those who have signed; some acts ask another number of one than of another. */
export function requiredSigners(roster: Roster, op: Operation, signers: readonly MemberId[] = []): SigningRight {
  const officers = officersOf(roster).filter((one) => frozenMaySign.includes(op.type) || !isFrozen(roster, one));
  const { quorum } = roster;
  switch (op.type) {
    case 'reserve':
      return { who: officers, need: unusedAfter(roster, op) > limits.reservedByOne ? quorum : 1 };
    case 'add':
      return { who: officers, need: isFirstOfParticipant(roster, op) ? 1 : quorum };
    case 'remove':
      return { who: without(officers, op.member), need: needToEnd(roster, op.member, desksOf(roster, op.member)) };
    case 'release':
    case 'adopt':
      return { who: without(officers, op.member), need: 1 };
    case 'credential':
      if (signers.includes(op.member)) return { who: unlessFrozen(roster, op.member), need: 1 };
      return { who: without(officers, op.member), need: quorum };
    case 'rekey':
      return { who: op.cause === 'card' ? [op.card.member] : unlessFrozen(roster, op.card.member), need: 1 };
    case 'claim':
      return { who: [op.card.member], need: 1 };
    case 'claim-stop':
      return { who: [...without(officers, op.member), ...unlessFrozen(roster, op.member)], need: 1 };
    case 'desk-leave':
      return {
        who: [...without(officers, op.member), ...unlessFrozen(roster, op.member)],
        need: signers.includes(op.member) ? 1 : needToEnd(roster, op.member, [op.desk]),
      };
    case 'desk-join':
      return signersOfJoin(roster, op, officers);
    case 'desk-epoch':
      // The members key is minted and signed by the programme desk only (§6).
      return { who: holdersOf(roster, op.desk === membersDesk ? programmeDesk : op.desk), need: 1 };
    case 'freeze':
      return { who: without(officers, op.member), need: needOfFreeze(roster, op, signers) };
    case 'unfreeze':
      return { who: without(officers, op.member), need: needAbout(roster, op.member) };
    case 'lapse':
      return { who: [], need: 0 };
    case 'officer-change':
      return { who: without(officers, op.member), need: quorum };
    case 'destroy':
      if (findCard(roster, op.member) === undefined) return { who: officers, need: 1 };
      return { who: unlessFrozen(roster, op.member), need: 1 };
    default:
      return { who: officers, need: quorum };
  }
}

/** How many signatures are missing. A frozen officer counts only beside one who is not. */
export function missingSigners(roster: Roster, op: Operation, signers: readonly MemberId[]): number {
  const { need } = requiredSigners(roster, op, signers);
  const frozen = frozenNeedsAnother.includes(op.type) ? signers.filter((one) => isFrozen(roster, one)).length : 0;
  if (frozen === 0) return Math.max(0, need - signers.length);
  return Math.max(0, need - signers.length, 2 - signers.length, frozen === signers.length ? 1 : 0);
}

/** Nobody signs for a desk that is none. That there is none is a rule of the operation, and comes after the signatures. */
const holdersOf = (roster: Roster, desk: DeskId) => (roster.desks.has(desk) ? keyHolders(roster, desk) : []);
const without = (members: readonly MemberId[], member: MemberId) => members.filter((one) => one !== member);
const unlessFrozen = (roster: Roster, member: MemberId) => (isFrozen(roster, member) ? [] : [member]);

/**
 * One officer ends a membership. If nobody who is not frozen would be left in one of the desks, the quorum does: a colleague who
 * leaves first must not make it impossible.
 */
function needToEnd(roster: Roster, member: MemberId, desks: readonly DeskId[]): number {
  return desks.some((desk) => roster.desks.has(desk) && isLastOf(roster, desk, member)) ? roster.quorum : 1;
}

/** About an officer at most as many as there are others, frozen or not: else a freeze would lower the number. */
function needAbout(roster: Roster, member: MemberId): number {
  const officers = officersOf(roster);
  if (!officers.includes(member)) return roster.quorum;
  return Math.max(1, Math.min(roster.quorum, officers.length - 1));
}

function signersOfJoin(roster: Roster, op: OperationOf<'desk-join'>, officers: readonly MemberId[]): SigningRight {
  const need = needAbout(roster, op.member);
  // Where there is no other officer at all, she signs for herself.
  const alone = officersOf(roster).every((one) => one === op.member);
  return { who: alone ? officers : without(officers, op.member), need };
}

function needOfFreeze(roster: Roster, op: OperationOf<'freeze'>, signers: readonly MemberId[]): number {
  if (op.until === undefined) return roster.quorum;
  const [officer, other] = signers;
  if (officer === undefined || other !== undefined) return 1;
  const isOfficer = (member: MemberId) => officersOf(roster).includes(member);
  return mayFreezeAlone(roster, officer, op.member, isOfficer) ? 1 : 2;
}

/** Ids that were ever reserved and that nobody ever held, with those of this entry. */
function unusedAfter({ reserved, members }: Roster, { ids }: OperationOf<'reserve'>): number {
  return [...reserved.keys()].filter((id) => !members.has(id)).length + ids.length;
}

/** An id that had a card, or that was withdrawn, is somebody's history: the quorum says who has it now. */
function isFirstOfParticipant({ members, reserved }: Roster, { card }: OperationOf<'add'>): boolean {
  const { member, role } = card;
  return role === 'participant' && !members.has(member) && reserved.get(member)?.until === undefined;
}
