/**
 * Claims (§3): staff and officers who have lost their keys say with their recovery card which card they want, and others
 * release it. The digits say whose claim it is; they bind the officer who shows them.
 */
import { equal } from '../core/bytes.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { hash } from '../crypto/sodium.ts';
import { eightDigits } from '../members/invite.ts';
import { isFrozen } from './frozen.ts';
import { officersAt, officersOf, type Claim, type Roster } from './roster-state.ts';

/** Hers, if it is not too old. */
export function openClaim({ claims }: Pick<Roster, 'claims'>, member: MemberId, time: number): Claim | undefined {
  const claim = claims.get(member);
  return claim === undefined || time - claim.at > limits.claimAgeMsMax ? undefined : claim;
}

/** Whether her claim is released: by two, or by one after a wait that begins with that release. */
export function isReleased(roster: Roster, member: MemberId, { releases }: Claim, time: number): boolean {
  const officers = officersOf(roster);
  const counting = releases.filter(({ officer }) => officers.includes(officer) && !isFrozen(roster, officer));
  const [one, two] = counting;
  if (one === undefined || two !== undefined) return two !== undefined;
  // Counted as they are, frozen or not: else an officer who freezes a colleague would need one less.
  const others = officers.filter((officer) => officer !== member).length;
  const waited = time - one.at;
  if (others === 1 && waited >= limits.releaseAloneMsMin) return true;
  return !officers.includes(member) && one.seen && waited >= limits.releaseSeenMsMin;
}

/** The officer's place, from 1, among those at the claim's leaf. She says it before the digits. */
export function officerNumber(roster: Roster, officer: MemberId, { leaf }: Pick<Claim, 'leaf'>): number {
  return officersAt(roster, leaf).indexOf(officer) + 1;
}

export interface ClaimReveal {
  readonly rootfp: Uint8Array;
  readonly member: MemberId;
  readonly claim: Uint8Array;
  readonly officer: MemberId;
  readonly r: Uint8Array;
}

export function claimRevealMessage({ rootfp, member, claim, officer, r }: ClaimReveal): Uint8Array {
  return tuple('dd1/sig/rekey-reveal', rootfp, memberId.encode(member), claim, memberId.encode(officer), r);
}

/** The digits are of one claim and of one officer, so that nobody reads hers to another's claim. */
export function claimDigits({ rootfp, claim, officer, r }: ClaimReveal): string {
  return eightDigits(hash(tuple('dd1/sas/rekey', rootfp, claim, memberId.encode(officer), r)));
}

export function isClaim({ entry }: Claim, named: Uint8Array | undefined): boolean {
  return named !== undefined && equal(entry, named);
}
