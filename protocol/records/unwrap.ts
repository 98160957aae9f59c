/** Opening a verified record (§5.3, §5.4, §7): as its owner, as the witness, as a desk. Every share is checked. */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { tuple } from '../core/tuple.ts';
import { aeadOpen, deriveCommitted, joinKeys, key32, unpad, type Key32, type KeyPair } from '../crypto/sodium.ts';
import { requireWrapTo, unwrap, type WrapContext } from '../crypto/wrap.ts';
import { sealingKeyHash } from '../members/keys.ts';
import type { Header } from './header.ts';
import {
  commitToDeskShare,
  commitToTagKey,
  commitToWitnessShare,
  contentHash,
  sharesCodec,
  type RecordSecrets,
} from './record.ts';
import type { VerifiedDeskWrap, VerifiedRecord } from './verify.ts';

/**
 * Opens the owner wrap. `pairs` are her own sealing keys, newest first: a record sealed before a rekey opens with the earlier
 * pair. Refuses with `record-key`, `record-commitment`, or what unwrap refuses.
 */
export function unwrapAsOwner(verified: VerifiedRecord, pairs: readonly KeyPair[]): RecordSecrets {
  const { ownerWrap, header } = verified;
  if (ownerWrap === undefined || header.ownerKeyHash === undefined) return refuse('record-key', 'no owner wrap');
  const pair = pairs.find((own) => equal(sealingKeyHash(own.publicKey), header.ownerKeyHash as Uint8Array));
  if (pair === undefined) return refuse('record-key', 'sealed to a key that is not yours');
  const shares = sharesCodec.parse(unwrap(pair, ownerWrap, contextOf(verified, 'owner')));
  if (shares.deskShare === undefined || shares.witnessShare === undefined) return refuse('record-key', 'incomplete');
  requireDeskShare(header, shares.deskShare);
  requireWitnessShare(header, shares.witnessShare);
  requireTagKey(header, shares.tagKey);
  return { deskShare: key32(shares.deskShare), witnessShare: key32(shares.witnessShare), tagKey: key32(shares.tagKey) };
}

/**
 * Requires that the witness wrap was made to this witness's key. Owner and author know the secrets and can repeat the wrap; the
 * owner checks desk-written records in this way (§5.3). Refuses with `wrap-recipient`.
 */
export function requireWrapsTo(
  verified: VerifiedRecord,
  secrets: RecordSecrets,
  witnessKey: Uint8Array | undefined,
): void {
  if (verified.witnessWrap === undefined) return;
  if (witnessKey === undefined) refuse('wrap-recipient', "no witness's key to compare with");
  const contents = sharesCodec.encode({
    deskShare: undefined,
    witnessShare: secrets.witnessShare,
    tagKey: secrets.tagKey,
  });
  requireWrapTo(witnessKey, contents, verified.witnessWrap, contextOf(verified, 'witness'));
}

/** Opens the witness wrap (§7). Refuses with `opening-share`, `record-commitment`, or what unwrap refuses. */
export function unwrapAsWitness(verified: VerifiedRecord, pair: KeyPair): { witnessShare: Key32; tagKey: Key32 } {
  if (verified.witnessWrap === undefined) return refuse('opening-share', 'record has no share for the witness');
  const shares = sharesCodec.parse(unwrap(pair, verified.witnessWrap, contextOf(verified, 'witness')));
  if (shares.witnessShare === undefined || shares.deskShare !== undefined)
    return refuse('opening-share', 'other shares');
  requireWitnessShare(verified.header, shares.witnessShare);
  requireTagKey(verified.header, shares.tagKey);
  return { witnessShare: key32(shares.witnessShare), tagKey: key32(shares.tagKey) };
}

/** What a desk has of a record: its share and the tag key; of an ungated record, all secrets. */
export interface DeskShares {
  readonly deskShare: Key32;
  readonly witnessShare: Key32 | undefined;
  readonly tagKey: Key32;
}

/**
 * Opens a desk wrap with the desk's key pair of that epoch (§5.4, step 5). Refuses with `record-key`, `record-policy`,
 * `record-commitment`, or what unwrap refuses.
 */
export function unwrapAsDesk(verified: VerifiedRecord, deskWrap: VerifiedDeskWrap, pair: KeyPair): DeskShares {
  const shares = sharesCodec.parse(unwrap(pair, deskWrap.wrap, contextOf(verified, 'desk')));
  if (shares.deskShare === undefined) return refuse('record-key', 'no desk share');
  if ((shares.witnessShare === undefined) !== verified.header.gated) refuse('record-policy', 'shares against the gate');
  requireDeskShare(verified.header, shares.deskShare);
  requireTagKey(verified.header, shares.tagKey);
  if (shares.witnessShare !== undefined) requireWitnessShare(verified.header, shares.witnessShare);
  return {
    deskShare: key32(shares.deskShare),
    witnessShare: shares.witnessShare === undefined ? undefined : key32(shares.witnessShare),
    tagKey: key32(shares.tagKey),
  };
}

/** Opens the content with both shares (§5.3). Refuses with `record-signature`, `record-commitment`, `wrong-key` or `padding`. */
export function openContent(
  verified: VerifiedRecord,
  ciphertext: Uint8Array,
  deskShare: Key32,
  witnessShare: Key32,
): Uint8Array {
  const { rootfp } = verified.header;
  if (!equal(contentHash(ciphertext), verified.contentHash))
    refuse('record-signature', 'content is not the signed one');
  const bound = tuple('dd1/record-key', rootfp, verified.headerHash);
  const { once, commitment } = deriveCommitted(joinKeys(deskShare, witnessShare), bound);
  if (!equal(commitment, verified.commitment)) refuse('record-commitment', 'another content key than committed to');
  return unpad(aeadOpen(once, ciphertext, tuple('dd1/record-ad', rootfp, verified.headerHash)));
}

function contextOf(verified: VerifiedRecord, role: 'owner' | 'witness' | 'desk'): WrapContext {
  return { rootfp: verified.header.rootfp, role, binding: verified.headerHash };
}

function requireWitnessShare(header: Header, share: Uint8Array): void {
  if (!equal(commitToWitnessShare(header.rootfp, share), header.witnessCommitment))
    refuse('record-commitment', "the witness's share is not the one committed to");
}

function requireTagKey(header: Header, tagKey: Uint8Array): void {
  if (!equal(commitToTagKey(header.rootfp, tagKey), header.tagCommitment))
    refuse('record-commitment', 'the tag key is not the one committed to');
}

function requireDeskShare(header: Header, share: Uint8Array): void {
  if (!equal(commitToDeskShare(header.rootfp, share), header.deskCommitment))
    refuse('record-commitment', "the desk's share is not the one committed to");
}
