/** Retire and receipt (§5). The owner closes older revisions; the witness stores this and answers with a receipt. */
import { equal } from '../core/bytes.ts';
import { blob, fixed, object, uint32, uint64, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { memberId, recordId } from '../core/ids.ts';
import { digestLeaf, leafTag, type Leaf } from '../log/leaf.ts';
import { limits } from '../core/limits.ts';
import { witnessAt } from '../roster/by-leaf.ts';
import { cardAt, type Roster } from '../roster/roster-state.ts';
import { hash, signatureHolds, signDetached, sizes, type Key32 } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

export const retireCodec = object('dd1/retire', {
  rootfp: fixed(sizes.hash),
  record: recordId,
  /** Revisions below this one are closed. */
  lowestLive: uint32,
  signer: memberId,
  time: uint64,
});
export type Retire = Of<typeof retireCodec>;

export const signedRetire = object('dd1/signed-retire', {
  retire: blob(limits.wrapBytes),
  signature: fixed(sizes.signature),
});

export function retireDigest(retireBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/retire', retireBytes));
}

export function signRetire(
  retire: Retire,
  signSecretKey: Uint8Array,
  tagKey: Key32,
): { bytes: Uint8Array; leaf: Leaf } {
  const bytes = retireCodec.encode(retire);
  const digest = retireDigest(bytes);
  return {
    bytes: signedRetire.encode({
      retire: bytes,
      signature: signDetached(signSecretKey, tuple('dd1/sig/retire', retire.rootfp, digest)),
    }),
    leaf: digestLeaf('retire', digest, leafTag(tagKey, retire.rootfp, digest.slice(0, 16))),
  };
}

export function verifyRetire(roster: Roster, bytes: Uint8Array, leaf: number): { retire: Retire; digest: Uint8Array } {
  const signed = signedRetire.parse(bytes);
  const retire = retireCodec.parse(signed.retire);
  if (!equal(retire.rootfp, roster.rootfp)) refuse('root-mismatch', 'retire of another event');
  const digest = retireDigest(signed.retire);
  const signer = cardAt(roster, retire.signer, leaf);
  if (!signatureHolds(signer.signKey, tuple('dd1/sig/retire', roster.rootfp, digest), signed.signature))
    refuse('record-signature', 'retire is not signed by its signer');
  return { retire, digest };
}

/** The witness's statement that it will not release the closed revisions any more. */
export const receiptCodec = object('dd1/receipt', {
  rootfp: fixed(sizes.hash),
  digest: fixed(sizes.hash),
  record: recordId,
  lowestLive: uint32,
  leaf: uint64,
  time: uint64,
});
export type Receipt = Of<typeof receiptCodec>;

export function receiptMessage(receiptBytes: Uint8Array): Uint8Array {
  return tuple('dd1/sig/receipt', receiptBytes);
}

/** Verifies a receipt. A screen says "closed" only with one. Refuses with `head-signature` or `record-retired`. */
export function verifyReceipt(
  roster: Roster,
  receiptBytes: Uint8Array,
  signature: Uint8Array,
  sent: { readonly record: Retire['record']; readonly lowestLive: number; readonly digest: Uint8Array },
): Receipt {
  const receipt = receiptCodec.parse(receiptBytes);
  if (!signatureHolds(witnessAt(roster, receipt.leaf).cosignKey, receiptMessage(receiptBytes), signature))
    refuse('head-signature', 'receipt is not by the witness');
  const same =
    equal(receipt.rootfp, roster.rootfp) &&
    equal(receipt.digest, sent.digest) &&
    receipt.record === sent.record &&
    receipt.lowestLive >= sent.lowestLive;
  if (!same) refuse('record-retired', 'receipt for something else');
  return receipt;
}
