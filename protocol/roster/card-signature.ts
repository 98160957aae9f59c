/** What a recovery card signs (§3): the account key alone, which a thief of an old slot may have, takes no identity over. */
import { equal } from '../core/bytes.ts';
import { fixed, object, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import { tuple } from '../core/tuple.ts';
import { hash, signatureHolds, sizes } from '../crypto/sodium.ts';
import { cardKeyHash, type MemberCard } from '../members/keys.ts';
import type { Operation } from './operations.ts';

export const cardSignature = object('dd1/card-signature', {
  publicKey: fixed(sizes.signPublicKey),
  signature: fixed(sizes.signature),
});
export type CardSignature = Of<typeof cardSignature>;

export function cardRekeyMessage(rootfp: Uint8Array, member: MemberId, entry: Uint8Array): Uint8Array {
  return tuple('dd1/sig/card-rekey', rootfp, memberId.encode(member), hash(tuple('dd1/entry', entry)));
}

const isByCard = (op: Operation) => op.type === 'claim' || (op.type === 'rekey' && op.cause === 'card');

export function requireCardPresence(op: Operation, given: CardSignature | undefined): void {
  if (isByCard(op) !== (given !== undefined)) refuse('card-signature', 'missing, or beside an act that has none');
}

/** By the recovery card that she has now, not by the one that she wants. */
export function verifyCardSignature(
  rootfp: Uint8Array,
  present: MemberCard,
  entry: Uint8Array,
  { publicKey, signature }: CardSignature,
): void {
  if (!equal(cardKeyHash(present.member, publicKey), present.cardKeyHash))
    refuse('card-signature', 'not her recovery card');
  if (!signatureHolds(publicKey, cardRekeyMessage(rootfp, present.member, entry), signature))
    refuse('card-signature', 'does not hold');
}
