/** Verifying a record and its desk wraps (§5.2, §5.4, §5.5). Everything here comes from the server: hostile. */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import type { DeskId, MemberId } from '../core/ids.ts';
import { tuple } from '../core/tuple.ts';
import { signatureHolds, type Key32 } from '../crypto/sodium.ts';
import type { Wrap } from '../crypto/wrap.ts';
import { digestLeaf, leafTag, type Leaf } from '../log/leaf.ts';
import { cardAt, type Roster } from '../roster/roster-state.ts';
import { headerCodec, headerHash, type Header } from './header.ts';
import { leafTypeOf } from './place.ts';
import { requireRecordRights } from './record-rules.ts';
import { bodyCodec, deskWrapCodec, deskWrapMessage, recordDigest, sealedRecord } from './record.ts';

/** What the caller asked for. A field that is left out may have any value. */
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
 * Verifies a sealed record (§5.2, steps 1 to 10) and returns what it says. `leaf` is the index of the revision's leaf. A caller
 * who can see the log checks the leaf itself with requireRecordLeaf, once it has the tag key. `expected` comes from the caller,
 * never from the record. Refuses with what parsing refuses, `root-mismatch`, `record-expected`, `record-author`, `record-signature`,
 * `roster-chain`, `record-policy`, `record-place` or `record-tag`.
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
  requireKnownHead(roster, header, leaf);
  // So nobody comes to the end of the numbers, and nobody has seen what stands behind her.
  if (header.revision < 1 || header.revision > leaf + 1)
    refuse('record-expected', 'another number than its leaf allows');
  if (header.seen > leaf) refuse('record-expected', 'seen more than stood before it');
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

/** A head that was there before the record's leaf: no later entry makes a record valid. */
function requireKnownHead(roster: Roster, { rosterSeq, rosterHead }: Header, leaf: number): void {
  const known = roster.heads[rosterSeq];
  const isBefore = (roster.headLeaves[rosterSeq] ?? Infinity) < leaf;
  if (known === undefined || !isBefore || !equal(known, rosterHead))
    refuse('roster-chain', 'author knew another roster');
}

function requireExpected(header: Header, expected: Expected): void {
  for (const name of ['kind', 'record', 'owner', 'about', 'author'] as const) {
    if (expected[name] !== undefined && header[name] !== expected[name])
      refuse('record-expected', `another ${name} than asked for`);
  }
}

/** Requires that this leaf is the revision's, of its kind's type, under any tag. Refuses with `leaf-missing`. */
export function requireLogged({ digest, header }: VerifiedRecord, found: Leaf): void {
  const expected = digestLeaf(leafTypeOf(header.kind), digest, found.tag);
  const same =
    found.type === expected.type && equal(found.nonce, expected.nonce) && equal(found.commitment, expected.commitment);
  if (!same) refuse('leaf-missing', 'the log does not hold this revision where it should');
}

/**
 * Requires that this leaf is the revision's own: type, nonce, commitment, and the tag under the record's tag key. Refuses with
 * `leaf-missing` or `opening-tag`.
 */
export function requireRecordLeaf(verified: VerifiedRecord, tagKey: Key32, found: Leaf): void {
  requireLogged(verified, found);
  if (!equal(found.tag, leafTag(tagKey, verified.header.rootfp, verified.digest.slice(0, 16))))
    refuse('opening-tag', "the leaf's tag is not of this record");
}

/** A desk wrap whose signer had the right to make it; not yet opened. */
export interface VerifiedDeskWrap {
  readonly desk: DeskId;
  readonly epoch: number;
  readonly wrap: Wrap;
  readonly signer: MemberId;
}

/**
 * Verifies one desk wrap of a verified record (§5.4). It counts only from the record's author, its owner, or a member of that
 * desk, and only for an epoch that the roster knows. Refuses with what parsing refuses, `wrap-signature`, `record-policy` or
 * `desk-key`.
 */
export function verifyDeskWrap(roster: Roster, verified: VerifiedRecord, wrapBytes: Uint8Array): VerifiedDeskWrap {
  const deskWrap = deskWrapCodec.parse(wrapBytes);
  const { signer } = deskWrap;
  if (!equal(deskWrap.digest, verified.digest)) refuse('wrap-signature', 'wrap of another record');
  if (!verified.header.readers.includes(deskWrap.desk)) refuse('record-policy', 'desk is not a reader of this record');
  const desk = roster.desks.get(deskWrap.desk);
  if (desk?.epochs.every((known) => known.epoch !== deskWrap.epoch) ?? true) refuse('desk-key', 'unknown epoch');
  const member = desk?.memberships.some((membership) => membership.member === signer) ?? false;
  if (signer !== verified.header.author && signer !== verified.header.owner && !member)
    refuse('wrap-signature', 'signer may not wrap for this desk');
  const message = deskWrapMessage(roster.rootfp, deskWrap);
  const cards = (roster.members.get(signer) ?? []).map((holding) => holding.card);
  if (!cards.some((card) => signatureHolds(card.signKey, message, deskWrap.signature)))
    refuse('wrap-signature', 'signature does not hold');
  return { desk: deskWrap.desk, epoch: deskWrap.epoch, wrap: deskWrap.wrap, signer };
}
