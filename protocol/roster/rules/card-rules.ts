/** What holds for every new card: the policy's way in, and no key that is, was or is about to be somebody else's. */
import { equal } from '../../core/bytes.ts';
import { refuse } from '../../core/errors.ts';
import type { MemberCard } from '../../members/keys.ts';
import { requireCardRule, requireOtherKeys } from '../../members/policy.ts';
import { openClaim } from '../claims.ts';
import type { Roster } from '../roster-state.ts';

export function requireSoundCard(roster: Roster, card: MemberCard, time: number): void {
  requireCardRule(roster.policy, card);
  requireForeignToAll(roster, card, time);
}

/** Against every card that anybody else ever had, and those that others claim: nobody squats on a key on its way. */
export function requireForeignToAll(roster: Roster, card: MemberCard, time: number): void {
  for (const [member, holdings] of roster.members) {
    if (member !== card.member) for (const { card: other } of holdings) requireOtherKeys(card, other);
  }
  for (const member of roster.claims.keys()) {
    const claim = member === card.member ? undefined : openClaim(roster, member, time);
    if (claim !== undefined) requireOtherKeys(card, claim.card);
  }
}

/** A key that ended does not come back, or a thief of the old secret would be in again. */
export function requireNewSignKey(roster: Roster, card: MemberCard): void {
  for (const { card: earlier } of roster.members.get(card.member) ?? [])
    if (equal(earlier.signKey, card.signKey)) refuse('roster-rule', 'a signing key that she had before');
}
