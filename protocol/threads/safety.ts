/** Safety numbers (§9.13): 60 digits over both people's keys, the same on both screens. */
import { readU32 } from '../core/bytes.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import type { MemberCard } from '../members/keys.ts';
import { derive, hash, key32 } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

/** Returns the fingerprint of what was compared. It changes with any of her keys. */
export function identityHash(rootfp: Uint8Array, { member, signKey, sealKeyHash, dhKey }: MemberCard): Uint8Array {
  return hash(tuple('dd1/safety-identity', rootfp, memberId.encode(member), signKey, sealKeyHash, dhKey));
}

/**
 * Returns twelve groups of five digits. Each comes from four bytes, so no digit is likelier than another by more than 1 in
 * 40 000.
 */
export function safetyNumber(rootfp: Uint8Array, one: MemberCard, other: MemberCard): readonly string[] {
  const byMember = new Map<MemberId, MemberCard>([
    [one.member, one],
    [other.member, other],
  ]);
  const [first, second] = [one.member, other.member]
    .toSorted()
    .map((member) => identityHash(rootfp, byMember.get(member) as MemberCard)) as [Uint8Array, Uint8Array];
  const key = key32(hash(tuple('dd1/safety-pair', rootfp, first, second)));
  const bytes = derive(key, tuple('dd1/safety-digits'), 64);
  return Array.from({ length: 12 }, (_, i) => String(readU32(bytes, i * 4) % 100_000).padStart(5, '0'));
}
