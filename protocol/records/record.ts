/**
 * Records (§5). One kind about one owner (or owned by a desk), in revisions. The author signs the body as one unit:
 * header, key commitments, hash of the ciphertext, owner wrap, witness wrap. The ciphertext stands beside it, so the
 * witness can check everything and never holds it. Desk wraps are signed one by one.
 */
import { equal, isZero } from '../core/bytes.ts';
import { blob, fixed, object, optional, uint32, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { deskId, memberId, type DeskId } from '../core/ids.ts';
import { sealingKeyHash } from '../members/keys.ts';
import { digestLeaf, leafTag, type Leaf } from '../log/leaf.ts';
import { limits } from '../core/limits.ts';
import { headerCodec, headerHash, type Header } from './header.ts';
import { requireRecordRights } from './record-rules.ts';
import { cardAt, type Roster } from '../roster/roster-state.ts';
import {
  aeadOpen,
  aeadSeal,
  deriveCommitted,
  hash,
  joinKeys,
  key32,
  pad,
  signatureHolds,
  signDetached,
  sizes,
  unpad,
  type Key32,
  type KeyPair,
} from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { requireWrapTo, unwrap, wrap, wrapCodec, type Wrap, type WrapContext } from '../crypto/wrap.ts';

export const bodyCodec = object('dd1/record-body', {
  header: blob(limits.wrapBytes),
  contentHash: fixed(sizes.hash),
  /** Commits to the content key. */
  commitment: fixed(32),
  ownerWrap: optional(wrapCodec),
  witnessWrap: optional(wrapCodec),
});

export const sealedRecord = object('dd1/sealed-record', {
  body: blob(limits.bodyBytes),
  signature: fixed(sizes.signature),
});

export const deskWrapCodec = object('dd1/desk-wrap', {
  digest: fixed(sizes.hash),
  desk: deskId,
  epoch: uint32,
  wrap: wrapCodec,
  signer: memberId,
  signature: fixed(sizes.signature),
});
type DeskWrap = Of<typeof deskWrapCodec>;

/** kS, kE and the tag key; each wrap carries the ones its reader may hold. */
export const sharesCodec = object('dd1/shares', {
  deskShare: optional(fixed(32)),
  witnessShare: optional(fixed(32)),
  tagKey: fixed(32),
});

export interface RecordSecrets {
  readonly deskShare: Key32;
  readonly witnessShare: Key32;
  readonly tagKey: Key32;
}

export function recordDigest(bodyBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/record-body', bodyBytes));
}

function commitments(secrets: RecordSecrets, rootfp: Uint8Array) {
  return {
    deskCommitment: hash(tuple('dd1/commit/desk-share', rootfp, secrets.deskShare)),
    witnessCommitment: hash(tuple('dd1/commit/witness-share', rootfp, secrets.witnessShare)),
    tagCommitment: hash(tuple('dd1/commit/tag-key', rootfp, secrets.tagKey)),
  };
}

function requireWitnessShare(header: Header, share: Uint8Array): void {
  if (!equal(hash(tuple('dd1/commit/witness-share', header.rootfp, share)), header.witnessCommitment))
    refuse('record-commitment', "the witness's share is not the one committed to");
}

function requireTagKey(header: Header, tagKey: Uint8Array): void {
  if (!equal(hash(tuple('dd1/commit/tag-key', header.rootfp, tagKey)), header.tagCommitment))
    refuse('record-commitment', 'the tag key is not the one committed to');
}

function requireDeskShare(header: Header, share: Uint8Array): void {
  if (!equal(hash(tuple('dd1/commit/desk-share', header.rootfp, share)), header.deskCommitment))
    refuse('record-commitment', "the desk's share is not the one committed to");
}

// ------------------------------------------------------------------------------------------------------ sealing

export interface SealInput {
  /** Everything of the header but the commitments. */
  readonly header: Omit<Header, 'deskCommitment' | 'witnessCommitment' | 'tagCommitment'>;
  readonly content: Uint8Array;
  /** Fresh for every revision, but for the tag key, which stays with the record. */
  readonly secrets: RecordSecrets;
  readonly ownerKey: Uint8Array | undefined;
  readonly witnessKey: Uint8Array | undefined;
  readonly deskKeys: readonly { readonly desk: DeskId; readonly epoch: number; readonly publicKey: Uint8Array }[];
  readonly signSecretKey: Uint8Array;
}

export interface Sealed {
  readonly record: Uint8Array;
  readonly content: Uint8Array;
  readonly deskWraps: readonly Uint8Array[];
  readonly digest: Uint8Array;
  readonly leaf: Leaf;
}

/** Steps of §5.1: commit, pad, encrypt under a key from kS || kE and the header hash, wrap, sign. */
export function sealRecord(input: SealInput): Sealed {
  const { rootfp } = input.header;
  const { deskShare, witnessShare, tagKey } = input.secrets;
  const header = headerCodec.encode({ ...input.header, ...commitments(input.secrets, rootfp) });
  const binding = headerHash(header);
  const { once, commitment } = deriveCommitted(
    joinKeys(deskShare, witnessShare),
    tuple('dd1/record-key', rootfp, binding),
  );
  const content = aeadSeal(once, pad(input.content), tuple('dd1/record-ad', rootfp, binding));
  const body = bodyCodec.encode({
    header,
    contentHash: contentHash(content),
    commitment,
    ownerWrap:
      input.ownerKey === undefined
        ? undefined
        : wrap(input.ownerKey, sharesCodec.encode({ deskShare, witnessShare, tagKey }), {
            rootfp,
            role: 'owner',
            binding,
          }),
    witnessWrap:
      input.witnessKey === undefined
        ? undefined
        : wrap(input.witnessKey, sharesCodec.encode({ deskShare: undefined, witnessShare, tagKey }), {
            rootfp,
            role: 'witness',
            binding,
          }),
  });
  const digest = recordDigest(body);
  const signature = signDetached(input.signSecretKey, tuple('dd1/sig/record', rootfp, digest));
  return {
    record: sealedRecord.encode({ body, signature }),
    content,
    digest,
    leaf: digestLeaf('record', digest, leafTag(tagKey, rootfp, digest.slice(0, 16))),
    deskWraps: input.deskKeys.map((key) => {
      // A gated record's desk never holds the witness's share; an ungated one has no witness to ask.
      const shares = sharesCodec.encode({
        deskShare,
        witnessShare: input.header.gated ? undefined : witnessShare,
        tagKey,
      });
      const sealed = wrap(key.publicKey, shares, { rootfp, role: 'desk', binding });
      return signDeskWrap(
        { digest, desk: key.desk, epoch: key.epoch, wrap: sealed },
        rootfp,
        input.header.author,
        input.signSecretKey,
      );
    }),
  };
}

export function contentHash(ciphertext: Uint8Array): Uint8Array {
  return hash(tuple('dd1/record-content', ciphertext));
}

function deskWrapMessage(
  rootfp: Uint8Array,
  digest: Uint8Array,
  desk: DeskId,
  epoch: number,
  sealed: Wrap,
): Uint8Array {
  return tuple(
    'dd1/sig/desk-wrap',
    rootfp,
    digest,
    deskId.encode(desk),
    uint32.encode(epoch),
    wrapCodec.encode(sealed),
  );
}

function signDeskWrap(
  made: Pick<DeskWrap, 'digest' | 'desk' | 'epoch' | 'wrap'>,
  rootfp: Uint8Array,
  signer: DeskWrap['signer'],
  signSecretKey: Uint8Array,
): Uint8Array {
  const message = deskWrapMessage(rootfp, made.digest, made.desk, made.epoch, made.wrap);
  return deskWrapCodec.encode({ ...made, signer, signature: signDetached(signSecretKey, message) });
}

// ------------------------------------------------------------------------------------------------------ reading

export interface Expected {
  readonly kind?: Header['kind'];
  readonly record?: Header['record'];
  readonly owner?: NonNullable<Header['owner']>;
  readonly about?: NonNullable<Header['about']>;
  readonly author?: Header['author'];
}

/** A record whose author, right, policy and place in the log were checked; not yet opened. */
export interface VerifiedRecord {
  readonly header: Header;
  readonly headerHash: Uint8Array;
  readonly digest: Uint8Array;
  readonly leaf: number;
  readonly contentHash: Uint8Array;
  readonly commitment: Uint8Array;
  readonly ownerWrap: Wrap | undefined;
  readonly witnessWrap: Wrap | undefined;
}

/**
 * From the server: hostile. `leaf` is where the revision's leaf stands; callers that can see the log check the leaf
 * itself with requireRecordLeaf once they hold the tag key. What was asked for comes from the caller, never from here.
 */
export function verifyRecord(
  roster: Roster,
  recordBytes: Uint8Array,
  leaf: number,
  expected: Expected,
): VerifiedRecord {
  const sealed = sealedRecord.parse(recordBytes);
  const body = bodyCodec.parse(sealed.body);
  const header = headerCodec.parse(body.header);
  if (!equal(header.rootfp, roster.rootfp)) refuse('root-mismatch', 'record of another event');
  requireExpected(header, expected);
  const digest = recordDigest(sealed.body);
  const author = cardAt(roster, header.author, leaf);
  if (!signatureHolds(author.signKey, tuple('dd1/sig/record', roster.rootfp, digest), sealed.signature))
    refuse('record-signature', 'the author has not signed this body');
  const known = roster.heads[header.rosterSeq];
  if (known === undefined || !equal(known, header.rosterHead)) refuse('roster-chain', 'author knew another roster');
  if (header.revision < 1) refuse('record-expected', 'revisions count from 1');
  if ((header.revision === 1) !== isZero(header.prev)) refuse('record-expected', 'first revision has no predecessor');
  requireRecordRights(roster, header, leaf, {
    owner: body.ownerWrap !== undefined,
    witness: body.witnessWrap !== undefined,
  });
  return {
    header,
    headerHash: headerHash(body.header),
    digest,
    leaf,
    contentHash: body.contentHash,
    commitment: body.commitment,
    ownerWrap: body.ownerWrap,
    witnessWrap: body.witnessWrap,
  };
}

function requireExpected(header: Header, expected: Expected): void {
  for (const name of ['kind', 'record', 'owner', 'about', 'author'] as const) {
    if (expected[name] !== undefined && header[name] !== expected[name])
      refuse('record-expected', `another ${name} than asked for`);
  }
}

/** The entry in the place that was named is this revision's, under whatever tag. */
export function requireLogged({ digest }: VerifiedRecord, found: Leaf): void {
  const expected = digestLeaf('record', digest, found.tag);
  const same =
    found.type === expected.type && equal(found.nonce, expected.nonce) && equal(found.commitment, expected.commitment);
  if (!same) refuse('leaf-missing', 'the log does not hold this revision where it should');
}

/** The revision's own leaf: type, nonce, commitment, and tag under the record's tag key. */
export function requireRecordLeaf(verified: VerifiedRecord, tagKey: Key32, found: Leaf): void {
  requireLogged(verified, found);
  if (!equal(found.tag, leafTag(tagKey, verified.header.rootfp, verified.digest.slice(0, 16))))
    refuse('opening-tag', "the leaf's tag is not of this record");
}

/** `pairs` are her own sealing pairs, newest first: a record sealed before a rekey opens with the earlier pair. */
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

/** Makes the witness wrap again, which proves that it is sealed to the witness (§5.3). Owner and author can do this. */
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

/** The witness's share and tag key, against the header's commitments (§7). */
export function unwrapAsWitness(verified: VerifiedRecord, pair: KeyPair): { witnessShare: Key32; tagKey: Key32 } {
  if (verified.witnessWrap === undefined) return refuse('opening-share', 'record has no share for the witness');
  const shares = sharesCodec.parse(unwrap(pair, verified.witnessWrap, contextOf(verified, 'witness')));
  if (shares.witnessShare === undefined || shares.deskShare !== undefined)
    return refuse('opening-share', 'other shares');
  requireWitnessShare(verified.header, shares.witnessShare);
  requireTagKey(verified.header, shares.tagKey);
  return { witnessShare: key32(shares.witnessShare), tagKey: key32(shares.tagKey) };
}

export interface VerifiedDeskWrap {
  readonly desk: DeskId;
  readonly epoch: number;
  readonly wrap: Wrap;
}

/** Accepted only from the record's author, its owner, or a member of that very desk; for an epoch the roster knows. */
export function verifyDeskWrap(roster: Roster, verified: VerifiedRecord, wrapBytes: Uint8Array): VerifiedDeskWrap {
  const given = deskWrapCodec.parse(wrapBytes);
  if (!equal(given.digest, verified.digest)) refuse('wrap-signature', 'wrap of another record');
  if (!verified.header.readers.includes(given.desk)) refuse('record-policy', 'desk is not a reader of this record');
  const desk = roster.desks.get(given.desk);
  if (desk?.epochs.every((known) => known.epoch !== given.epoch) ?? true) refuse('desk-key', 'unknown epoch');
  const member = desk?.memberships.some((held) => held.member === given.signer) ?? false;
  if (given.signer !== verified.header.author && given.signer !== verified.header.owner && !member)
    refuse('wrap-signature', 'signer may not wrap for this desk');
  const message = deskWrapMessage(roster.rootfp, given.digest, given.desk, given.epoch, given.wrap);
  const cards = (roster.members.get(given.signer) ?? []).map((holding) => holding.card);
  if (!cards.some((card) => signatureHolds(card.signKey, message, given.signature)))
    refuse('wrap-signature', 'signature does not hold');
  return { desk: given.desk, epoch: given.epoch, wrap: given.wrap };
}

/** What a desk holds of a record: its share and the tag key; of an ungated record everything. */
export interface DeskShares {
  readonly deskShare: Key32;
  readonly witnessShare: Key32 | undefined;
  readonly tagKey: Key32;
}

export function unwrapAsDesk(verified: VerifiedRecord, given: VerifiedDeskWrap, pair: KeyPair): DeskShares {
  const shares = sharesCodec.parse(unwrap(pair, given.wrap, contextOf(verified, 'desk')));
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

function contextOf(verified: VerifiedRecord, role: 'owner' | 'witness' | 'desk'): WrapContext {
  return { rootfp: verified.header.rootfp, role, binding: verified.headerHash };
}

/** The content, once both shares are here. */
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
