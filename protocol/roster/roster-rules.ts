/** Who may sign which roster operation, and what must hold for it (3.4). An operation that is not listed is refused. */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';
import { endorseMessage } from '../members/invite.ts';
import { membersDesk, officersDesk, programmeDesk, type DeskId, type MemberId } from '../core/ids.ts';
import { memberCard, type MemberCard } from '../members/keys.ts';
import { requireHolders } from './holders.ts';
import { builtOperations, type Operation } from './operations.ts';
import { requireCardRule, requireOtherKeys } from '../members/policy.ts';
import { currentCard, deskMembers, deskOf, desksOf, findCard, officersOf, type Roster } from './roster-state.ts';
import { signatureHolds } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

export interface SigningRight {
  readonly who: readonly MemberId[];
  readonly need: number;
}

/** Returns who may sign an operation, and how many must. Operations that are not listed need the quorum of officers. */
export function requiredSigners(roster: Roster, op: Operation): SigningRight {
  const officers = officersOf(roster);
  switch (op.type) {
    case 'add':
      return { who: officers, need: op.card.role === 'participant' ? 1 : roster.genesis.quorum };
    case 'desk-epoch':
      // Only the programme desk makes and signs the members' key (§6).
      return { who: deskMembers(roster, op.desk === membersDesk ? programmeDesk : op.desk), need: 1 };
    case 'remove':
      return { who: officers, need: 1 };
    case 'desk-leave':
      return { who: [...new Set([op.member, ...officers])], need: 1 };
    case 'rekey':
      return { who: [op.card.member], need: 1 };
    case 'desk-join':
      return signersOfJoin(roster, op.member);
    default:
      return { who: officers, need: roster.genesis.quorum };
  }
}

/** A person cannot sign her own join, unless there is no other officer. */
function signersOfJoin(roster: Roster, member: MemberId): SigningRight {
  const officers = officersOf(roster);
  const others = officers.filter((officer) => officer !== member);
  if (others.length === 0) return { who: officers, need: 1 };
  return { who: others, need: Math.min(roster.genesis.quorum, others.length) };
}

export function requireBuilt(op: Operation): void {
  if (!builtOperations.includes(op.type)) refuse('not-yet', op.type);
  // She would not be in the officers' desk, and could sign nothing.
  if (op.type === 'add' && op.card.role === 'officer') refuse('not-yet', 'add of an officer');
  // Staff and officers need an officer's release as well, which is not built yet.
  if (op.type === 'rekey' && op.card.role !== 'participant') refuse('not-yet', 'rekey of staff');
}

export function requireOperation(roster: Roster, op: Operation, signers: readonly MemberId[]): void {
  switch (op.type) {
    case 'add':
      return requireAdd(roster, op);
    case 'rekey':
      return requireRekey(roster, op);
    case 'desk-join':
      return requireDeskJoin(roster, op);
    case 'desk-epoch':
      return requireDeskEpoch(roster, op);
    case 'month-key':
      return requireMonthKey(roster, op);
    case 'remove':
      return requireRemove(roster, op);
    case 'desk-leave':
      return requireDeskLeave(roster, op);
    default:
      return refuse('not-yet', `${op.type} by ${signers.length}`);
  }
}

type Op<T extends Operation['type']> = Extract<Operation, { type: T }>;

function requireAdd(roster: Roster, op: Op<'add'>): void {
  if (roster.members.size >= limits.eventIds) refuse('roster-rule', `${limits.eventIds} ids were named`);
  if (roster.members.has(op.card.member)) refuse('roster-rule', 'already a member');
  if (roster.invites.has(op.invite)) refuse('invite-used', 'invite id occurs twice');
  requireSoundCard(roster, op.card);
  const endorser = currentCard(roster, op.endorser);
  if (endorser.role === 'participant') refuse('roster-right', 'a participant may not endorse');
  const message = endorseMessage(roster.rootfp, op.invite, op.joinHash, op.compared);
  if (!signatureHolds(endorser.signKey, message, op.endorsement)) refuse('roster-signature', 'endorsement');
}

/** Requires what the policy asks of a card, and that no other member has or had a key of it. */
function requireSoundCard(roster: Roster, card: MemberCard): void {
  requireCardRule(roster.policy, card);
  for (const [member, holdings] of roster.members) {
    if (member !== card.member) for (const { card: other } of holdings) requireOtherKeys(card, other);
  }
}

/** Returns what a member's new signing key signs, so that nobody can claim another person's key as her new one. */
export function rekeyProofMessage(rootfp: Uint8Array, card: MemberCard): Uint8Array {
  return tuple('dd1/rekey-proof', rootfp, memberCard.encode(card));
}

function requireRekey(roster: Roster, op: Op<'rekey'>): void {
  const before = currentCard(roster, op.card.member);
  if (before.role !== op.card.role) refuse('roster-rule', 'a rekey changes no role');
  if (equal(before.signKey, op.card.signKey)) refuse('roster-rule', 'a rekey brings new keys');
  requireSoundCard(roster, op.card);
  if (!signatureHolds(op.card.signKey, rekeyProofMessage(roster.rootfp, op.card), op.proof))
    refuse('roster-signature', 'new key has not signed');
}

function requireDeskJoin(roster: Roster, op: Op<'desk-join'>): void {
  if (op.desk === officersDesk) refuse('roster-rule', "officers make up the officers' desk");
  if (op.desk === membersDesk) refuse('roster-rule', 'every member is one already');
  const card = findCard(roster, op.member) ?? refuse('roster-rule', 'not a member');
  if (card.role === 'participant') refuse('roster-rule', 'a participant joins no desk');
  if (deskMembers(roster, op.desk).includes(op.member)) refuse('roster-rule', 'already in this desk');
}

function requireDeskEpoch(roster: Roster, op: Op<'desk-epoch'>): void {
  const last = deskOf(roster, op.desk).epochs.at(-1)?.epoch ?? 0;
  if (op.epoch !== last + 1) refuse('roster-chain', `epoch ${op.epoch} does not follow ${last}`);
  requireHolders(op.holders, op.desk, deskMembers(roster, op.desk));
}

function requireMonthKey(roster: Roster, op: Op<'month-key'>): void {
  if (!/^20[0-9]{2}-(0[1-9]|1[0-2])$/u.test(op.month)) refuse('malformed', 'not a month');
  if (roster.months.has(op.month)) refuse('roster-rule', 'month has its key');
  const live = officersOf(roster);
  if (live.length !== op.seeds.length || live.some((member, i) => member !== op.seeds[i]?.officer))
    refuse('roster-rule', 'one seed per live officer, in order');
}

/** Refuses to remove an officer or a desk's last member: nobody could open or sign for them afterwards. */
function requireRemove(roster: Roster, op: Op<'remove'>): void {
  const card = findCard(roster, op.member) ?? refuse('roster-rule', 'not a member');
  if (card.role === 'officer') refuse('roster-rule', 'an officer is not removed by one officer');
  for (const desk of desksOf(roster, op.member)) requireNotLast(roster, desk, op.member);
}

function requireDeskLeave(roster: Roster, op: Op<'desk-leave'>): void {
  if (op.desk === officersDesk || op.desk === membersDesk) refuse('roster-rule', 'only teams can be left');
  if (!deskMembers(roster, op.desk).includes(op.member)) refuse('roster-rule', 'not in this desk');
  requireNotLast(roster, op.desk, op.member);
}

function requireNotLast(roster: Roster, desk: DeskId, member: MemberId): void {
  if (deskMembers(roster, desk).every((other) => other === member)) refuse('roster-rule', "a desk's last member stays");
}
