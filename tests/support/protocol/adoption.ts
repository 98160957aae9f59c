/**
 * What a reserved id gets when its person has keys (§5.15): owner wraps, the lists of what was written for her, and her first
 * secret. The bytes and checks are fixed, and no program makes them yet. The first act that does moves them into protocol/.
 */
import { equal } from '#protocol/core/bytes.ts';
import { blob, fixed, list, object, uint32, type Of } from '#protocol/core/codec.ts';
import { refuse } from '#protocol/core/errors.ts';
import { deskId, memberId, recordId, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { hash, key32, signatureHolds, sizes, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { unwrap, wrapCodec, type Wrap, type WrapContext } from '#protocol/crypto/wrap.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { sharesCodec, type RecordSecrets } from '#protocol/records/record.ts';
import { requireWrapsTo, unwrapAsOwner } from '#protocol/records/unwrap.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { witnessAt } from '#protocol/roster/by-leaf.ts';
import { isFrozen } from '#protocol/roster/frozen.ts';
import { cardAt, currentCard, deskMembers, wasDeskMember, type Roster } from '#protocol/roster/roster-state.ts';

export const ownerRewrap = object('dd1/owner-rewrap', {
  digest: fixed(sizes.hash),
  /** Hash of the sealing key to which it is made. */
  keyHash: fixed(sizes.hash),
  wrap: wrapCodec,
  signer: memberId,
  signature: fixed(sizes.signature),
});

export function ownerRewrapMessage(
  rootfp: Uint8Array,
  { digest, keyHash, wrap }: Pick<Of<typeof ownerRewrap>, 'digest' | 'keyHash' | 'wrap'>,
): Uint8Array {
  return tuple('dd1/sig/owner-rewrap', rootfp, digest, keyHash, wrapCodec.encode(wrap));
}

/** Those who brought her in: her endorser and the signers of her `add`. None of them gives her a wrap. */
export type BroughtInBy = readonly MemberId[];

/**
 * Opens an owner wrap that a reader made after the record (5.15, step 2). Refuses with `record-expected`, `record-key`,
 * `wrap-signature`, `record-commitment`, `wrap-recipient`, or what unwrap refuses.
 */
export function openOwnerRewrap(
  roster: Roster,
  verified: VerifiedRecord,
  bytes: Uint8Array,
  pair: KeyPair,
  broughtInBy: BroughtInBy,
): RecordSecrets {
  const given = ownerRewrap.parse(bytes);
  const { header, digest } = verified;
  if (!equal(given.digest, digest)) refuse('record-expected', 'a wrap of another record');
  if (verified.ownerWrap !== undefined) refuse('record-expected', 'the record has an owner wrap');
  if (!equal(given.keyHash, sealingKeyHash(pair.publicKey))) refuse('record-key', 'made to another key');
  const reads = header.readers.some((desk) => deskMembers(roster, desk).includes(given.signer));
  if (!reads || isFrozen(roster, given.signer) || broughtInBy.includes(given.signer))
    refuse('wrap-signature', 'not by somebody who may give it');
  const { signKey } = currentCard(roster, given.signer);
  if (!signatureHolds(signKey, ownerRewrapMessage(header.rootfp, given), given.signature))
    refuse('wrap-signature', 'not signed by its signer');
  // Opened as if the record had held it from the beginning (5.3).
  const whole = { ...verified, ownerWrap: given.wrap, header: { ...header, ownerKeyHash: given.keyHash } };
  const secrets = unwrapAsOwner(whole, [pair]);
  requireWrapsTo(verified, secrets, witnessAt(roster, verified.leaf).sealKey);
  return secrets;
}

const filedLine = object('dd1/filed-line', {
  record: recordId,
  revision: uint32,
  digest: fixed(sizes.hash),
  tagCommitment: fixed(sizes.hash),
});

/** Every record that a desk wrote for somebody without keys, in the order of their ids. */
export const filedCodec = object('dd1/filed', {
  rootfp: fixed(sizes.hash),
  member: memberId,
  desk: deskId,
  /** As many as a policy has kinds, twice: what a desk writes and what it files. */
  lines: list(filedLine, 2 * limits.kinds),
  author: memberId,
});

export const signedFiled = object('dd1/signed-filed', {
  filed: blob(limits.bodyBytes),
  signature: fixed(sizes.signature),
});

export function filedMessage(rootfp: Uint8Array, filedBytes: Uint8Array): Uint8Array {
  return tuple('dd1/sig/filed', rootfp, hash(tuple('dd1/filed', filedBytes)));
}

/** The hash that `adopt` names for a desk. */
export function filedHash(signedBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/signed-filed', signedBytes));
}

/**
 * Verifies a desk's list at the leaf of the `adopt` that names it (5.15, step 3). Refuses with `record-expected`,
 * `root-mismatch`, `record-author` or `record-signature`.
 */
export function verifyFiled(
  roster: Roster,
  bytes: Uint8Array,
  asked: { readonly member: MemberId; readonly desk: DeskId; readonly hash: Uint8Array; readonly leaf: number },
): Of<typeof filedCodec> {
  if (!equal(filedHash(bytes), asked.hash)) refuse('record-expected', 'not the list that the entry names');
  const signed = signedFiled.parse(bytes);
  const filed = filedCodec.parse(signed.filed);
  if (!equal(filed.rootfp, roster.rootfp)) refuse('root-mismatch', 'list of another event');
  if (filed.member !== asked.member || filed.desk !== asked.desk) refuse('record-expected', 'list for somebody else');
  if (filed.lines.some((line, i) => i > 0 && line.record <= (filed.lines[i - 1] as typeof line).record))
    refuse('record-expected', 'lines do not rise');
  if (!wasDeskMember(roster, filed.desk, filed.author, asked.leaf)) refuse('record-author', 'not one of the desk');
  const { signKey } = cardAt(roster, filed.author, asked.leaf);
  if (!signatureHolds(signKey, filedMessage(filed.rootfp, signed.filed), signed.signature))
    refuse('record-signature', 'list is not signed by its author');
  return filed;
}

/** What `reserve` says of an id's first secret. */
export function inboxCommitment(rootfp: Uint8Array, member: MemberId, secret: Uint8Array): Uint8Array {
  return hash(tuple('dd1/inbox-commit', rootfp, memberId.encode(member), secret));
}

export function inboxZeroContext(rootfp: Uint8Array, member: MemberId): WrapContext {
  return { rootfp, role: 'inbox', binding: hash(tuple('dd1/inbox-zero', rootfp, memberId.encode(member))) };
}

export function adoptedWrapHash(wrap: Wrap): Uint8Array {
  return hash(tuple('dd1/wrap', wrapCodec.encode(wrap)));
}

/**
 * Opens the first secret of an id that was adopted (5.15, step 4). Refuses with `record-expected`, `record-key`,
 * `record-commitment`, or what unwrap refuses.
 */
export function openInboxZero(
  rootfp: Uint8Array,
  member: MemberId,
  named: { readonly wrapHash: Uint8Array; readonly inbox: Uint8Array },
  wrapBytes: Uint8Array,
  pair: KeyPair,
): Key32 {
  const sealed = wrapCodec.parse(wrapBytes);
  if (!equal(adoptedWrapHash(sealed), named.wrapHash)) refuse('record-expected', 'not the wrap that the entry names');
  const shares = sharesCodec.parse(unwrap(pair, sealed, inboxZeroContext(rootfp, member)));
  if (shares.deskShare !== undefined || shares.witnessShare !== undefined) refuse('record-key', 'other shares');
  if (!equal(inboxCommitment(rootfp, member, shares.tagKey), named.inbox))
    refuse('record-commitment', 'not the secret that was reserved');
  return key32(shares.tagKey);
}
