/**
 * The objects of a record and their digests (§5). A record is of one kind, about one owner or owned by one desk, and comes in
 * revisions. The author signs the body as one unit: header, commitments, hash of the ciphertext, owner wrap, witness wrap. The
 * ciphertext is not in the body, so the witness can check everything and never has it. Each desk wrap is signed alone.
 * `seal.ts` makes these objects, `verify.ts` checks them, `unwrap.ts` opens them.
 */
import { blob, fixed, object, optional, uint32, type Of } from '../core/codec.ts';
import { deskId, memberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { hash, sizes, type Key32 } from '../crypto/sodium.ts';
import { wrapWith } from '../crypto/wrap.ts';

/** kS, kE and the tag key. Each wrap carries only those that its reader may have. */
export const sharesCodec = object('dd1/shares', {
  deskShare: optional(fixed(32)),
  witnessShare: optional(fixed(32)),
  tagKey: fixed(32),
});

/** Three secrets, or two of them, sealed: a box of another size holds something else, and every reader would fetch it. */
const bytesOfAll = 166 + sizes.aeadTag;
const bytesOfTwo = 114 + sizes.aeadTag;
const ownerWrapCodec = wrapWith([bytesOfAll]);
const witnessWrapCodec = wrapWith([bytesOfTwo]);
/** A desk has all secrets of an ungated record, and two of a gated one. */
const deskBoxCodec = wrapWith([bytesOfTwo, bytesOfAll]);

export const bodyCodec = object('dd1/record-body', {
  header: blob(limits.wrapBytes),
  contentHash: fixed(sizes.hash),
  /** Commits to the content key. */
  commitment: fixed(32),
  ownerWrap: optional(ownerWrapCodec),
  witnessWrap: optional(witnessWrapCodec),
});

export const sealedRecord = object('dd1/sealed-record', {
  body: blob(limits.bodyBytes),
  signature: fixed(sizes.signature),
});

export const deskWrapCodec = object('dd1/desk-wrap', {
  digest: fixed(sizes.hash),
  desk: deskId,
  epoch: uint32,
  wrap: deskBoxCodec,
  signer: memberId,
  signature: fixed(sizes.signature),
});
export type DeskWrap = Of<typeof deskWrapCodec>;

/** The three secrets of one revision: kS, kE and the tag key. */
export interface RecordSecrets {
  readonly deskShare: Key32;
  readonly witnessShare: Key32;
  readonly tagKey: Key32;
}

/** Returns the digest of a body, 32 bytes. It names the revision in the log and in every signature. */
export function recordDigest(bodyBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/record-body', bodyBytes));
}

/** Returns the hash of the ciphertext that the body names, 32 bytes. */
export function contentHash(ciphertext: Uint8Array): Uint8Array {
  return hash(tuple('dd1/record-content', ciphertext));
}

/** Returns the commitment to kS, as the header has it. */
export function commitToDeskShare(rootfp: Uint8Array, share: Uint8Array): Uint8Array {
  return hash(tuple('dd1/commit/desk-share', rootfp, share));
}

/** Returns the commitment to kE, as the header has it. */
export function commitToWitnessShare(rootfp: Uint8Array, share: Uint8Array): Uint8Array {
  return hash(tuple('dd1/commit/witness-share', rootfp, share));
}

/** Returns the commitment to the tag key, as the header has it. */
export function commitToTagKey(rootfp: Uint8Array, tagKey: Uint8Array): Uint8Array {
  return hash(tuple('dd1/commit/tag-key', rootfp, tagKey));
}

/** Returns what the signer of a desk wrap signs (§5.1, step 6). */
export function deskWrapMessage(
  rootfp: Uint8Array,
  { digest, desk, epoch, wrap }: Pick<DeskWrap, 'digest' | 'desk' | 'epoch' | 'wrap'>,
): Uint8Array {
  return tuple(
    'dd1/sig/desk-wrap',
    rootfp,
    digest,
    deskId.encode(desk),
    uint32.encode(epoch),
    deskBoxCodec.encode(wrap),
  );
}
