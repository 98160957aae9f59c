/**
 * The witness's key card (§3). The witness prints it at its first start, genesis pins it, and the founding link has its
 * hash.
 */
import { fixed, object, text, type Of } from '../core/codec.ts';
import { limits } from '../core/limits.ts';
import { hash, sizes } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

export const witnessCard = object('dd1/witness-card', {
  name: text(limits.wordBytes),
  /** Ed25519: cosignatures, heads, receipts. */
  cosignKey: fixed(sizes.signPublicKey),
  /** X-Wing: every gated record's kE is sealed to it. */
  sealKey: fixed(sizes.sealPublicKey),
  /** Where people may reach it directly; empty when only the portal relays. */
  address: text(limits.wordBytes * 4),
});
export type WitnessCard = Of<typeof witnessCard>;

export function witnessCardHash(card: WitnessCard): Uint8Array {
  return hash(tuple('dd1/witness-card', witnessCard.encode(card)));
}
