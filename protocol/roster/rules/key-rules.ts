/** A member's keys: credential, rekey, claim, claim-stop, release (§3). */
import { equal } from '../../core/bytes.ts';
import { refuse } from '../../core/errors.ts';
import type { MemberId } from '../../core/ids.ts';
import { tuple } from '../../core/tuple.ts';
import { limits } from '../../core/limits.ts';
import { credential, type Credential } from '../../crypto/assertion.ts';
import { signatureHolds } from '../../crypto/sodium.ts';
import { verifyAcknowledgement, type Acknowledgement } from '../../log/acknowledgement.ts';
import { memberCard, type MemberCard } from '../../members/keys.ts';
import { requireCredentials } from '../../members/policy.ts';
import { requireForeignToAll, requireNewSignKey, requireSoundCard } from './card-rules.ts';
import { isClaim, isReleased, openClaim } from '../claims.ts';
import { isFrozen } from '../frozen.ts';
import type { Judging, Rule } from './judging.ts';
import type { OperationOf } from '../operations.ts';
import { currentCard, findCard, type Claim, type Roster } from '../roster-state.ts';

/** What a member's new signing key signs, so that nobody can claim another's key as her new one. */
export function rekeyProofMessage(rootfp: Uint8Array, card: MemberCard): Uint8Array {
  return tuple('dd1/rekey-proof', rootfp, memberCard.encode(card));
}

/** The card that a `credential` gives her: the old one with these keys. */
export function cardAfter(before: MemberCard, op: OperationOf<'credential'>): MemberCard {
  return { ...before, credentials: op.credentials, cardKeyHash: op.cardKeyHash ?? before.cardKeyHash };
}

export const requireCredential: Rule<'credential'> = (op, { roster, signers, time }) => {
  const before = findCard(roster, op.member) ?? refuse('roster-rule', 'not a member');
  if (op.credentials.length === 0) refuse('roster-rule', 'no key at all');
  if (!signers.includes(op.member)) return requireFewerKeys(before, op);
  const after = cardAfter(before, op);
  requireCredentials(roster.policy, after);
  requireForeignToAll(roster, after, time);
  if (equal(memberCard.encode(after), memberCard.encode(before))) refuse('roster-rule', 'nothing changes');
};

/** Others take keys out, and put none in. */
function requireFewerKeys(before: MemberCard, { credentials, cardKeyHash }: OperationOf<'credential'>): void {
  const same = (one: Credential, other: Credential) => equal(credential.encode(one), credential.encode(other));
  let at = -1;
  for (const kept of credentials) {
    at = before.credentials.findIndex((held, i) => i > at && same(held, kept));
    if (at < 0) refuse('roster-rule', 'a key that she does not have, or in another order');
  }
  if (credentials.length === before.credentials.length) refuse('roster-rule', 'no key is taken out');
  if (cardKeyHash !== undefined) refuse('roster-rule', 'her recovery card is hers');
}

function requireRenewed({ roster, time }: Judging, { card, proof }: { card: MemberCard; proof: Uint8Array }): void {
  const before = currentCard(roster, card.member);
  if (before.role !== card.role) refuse('roster-rule', 'new keys change no role');
  requireSoundCard(roster, card, time);
  requireNewSignKey(roster, card);
  if (!signatureHolds(card.signKey, rekeyProofMessage(roster.rootfp, card), proof))
    refuse('roster-signature', 'new key has not signed');
}

export const requireRekey: Rule<'rekey'> = (op, known) => {
  requireRenewed(known, op);
  const { roster, time } = known;
  const { member, role } = op.card;
  if (op.cause === 'rotation' || (role === 'participant' && !isFrozen(roster, member))) {
    if (op.claim !== undefined) refuse('roster-rule', 'a claim that is not needed');
    return;
  }
  const claim = requireClaimOf(known, member, op.claim);
  if (!equal(memberCard.encode(claim.card), memberCard.encode(op.card))) refuse('roster-rule', 'another card');
  if (!isReleased(roster, member, claim, time)) refuse('roster-rule', 'not released, or not waited for');
};

function requireClaimOf({ roster, time }: Judging, member: MemberId, named: Uint8Array | undefined): Claim {
  const claim = openClaim(roster, member, time);
  if (claim === undefined || !isClaim(claim, named)) return refuse('roster-rule', 'not her open claim');
  return claim;
}

export const requireClaim: Rule<'claim'> = (op, known) => {
  requireRenewed(known, op);
  const last = known.roster.claimed.get(op.card.member);
  if (last !== undefined && known.time - last < limits.claimPauseMsMin)
    refuse('roster-often', 'a claim, or the end of one, within the hour');
};

export const requireClaimStop: Rule<'claim-stop'> = ({ member }, { roster, time }) => {
  if (openClaim(roster, member, time) === undefined) refuse('roster-rule', 'no claim is open');
};

export const requireRelease: Rule<'release'> = (op, known) => {
  const claim = requireClaimOf(known, op.member, op.claim);
  if (claim.releases.some(({ officer }) => known.signers.includes(officer)))
    refuse('roster-rule', 'released by her before');
  if (op.acknowledged !== undefined) requireSeen(known.roster, op, claim, known.signers, op.acknowledged);
};

/** Another officer has checked the log past the claim, and was shown it. */
function requireSeen(
  roster: Roster,
  { member }: OperationOf<'release'>,
  claim: Claim,
  signers: readonly MemberId[],
  given: Acknowledgement,
): void {
  const { officer, size, rosterHead } = given;
  const card = currentCard(roster, officer);
  if (card.role !== 'officer' || isFrozen(roster, officer)) refuse('roster-right', 'not by an officer');
  if (officer === member || signers.includes(officer)) refuse('roster-rule', 'not by another officer');
  if (size <= claim.leaf) refuse('roster-rule', 'from before the claim');
  if (!roster.heads.some((head) => equal(head, rosterHead))) refuse('roster-chain', 'of another roster');
  const { origin, rpId } = roster.genesis;
  verifyAcknowledgement(given, card, { rootfp: roster.rootfp, origin, rpId });
}
