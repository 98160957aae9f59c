/**
 * Which revision is the newest (5.11). Who knows the tag keys of a record finds every leaf under them. Of each leaf that
 * stands later than the revision in hand she demands the object. What is no revision of this record is set aside, so that
 * squatting stops nobody; what is not served stops her.
 */
import { equal, toBase64url } from '../core/bytes.ts';
import { ProtocolError, refuse } from '../core/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '../core/ids.ts';
import { tuple } from '../core/tuple.ts';
import { signatureHolds, type Key32 } from '../crypto/sodium.ts';
import { digestLeaf, leafTag, readLeaf, type Leaf, type LeafType } from '../log/leaf.ts';
import { wasDeskMember, type Roster } from '../roster/roster-state.ts';
import { headerCodec } from './header.ts';
import { leafTypeOf } from './place.ts';
import { bodyCodec, recordDigest, sealedRecord } from './record.ts';
import { retireCodec, retireDigest, signedRetire, verifyRetire, type Retire } from './retire.ts';
import { verifyRecord, type VerifiedRecord } from './verify.ts';

/** A record by what its readers know of it before they have it. */
export interface Place {
  readonly kind: KindId;
  readonly record: RecordId;
  readonly owner: MemberId | undefined;
  readonly desk: DeskId | undefined;
}

/** A leaf under one of the record's tag keys. */
export interface Found {
  readonly at: number;
  readonly leaf: Leaf;
  readonly tagKey: Key32;
}

/** The types of leaf that count for a kind. What stands under a public tag is not retired. */
function typesOf(kind: KindId): readonly LeafType[] {
  const type = leafTypeOf(kind);
  return type === 'record' ? ['record', 'retire'] : [type];
}

/** For each leaf, whether it is the first of all that are equal to it. A copy changes nothing. */
export function firstOnes(leaves: readonly Uint8Array[]): readonly boolean[] {
  const seen = new Set<string>();
  return leaves.map((bytes) => {
    const text = toBase64url(bytes);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

/**
 * Returns the leaves under these keys that count for this kind and stand after a place, -1 for all. `first` is firstOnes of
 * the same leaves.
 */
export function leavesUnder(
  rootfp: Uint8Array,
  log: { readonly leaves: readonly Uint8Array[]; readonly first: readonly boolean[] },
  kind: KindId,
  keys: readonly Key32[],
  after: number,
): readonly Found[] {
  const types = typesOf(kind);
  const found: Found[] = [];
  for (let at = after + 1; at < log.leaves.length; at += 1) {
    const leaf = readLeaf(log.leaves[at] as Uint8Array);
    if (leaf === undefined || !types.includes(leaf.type) || log.first[at] !== true) continue;
    const tagKey = keys.find((key) => equal(leaf.tag, leafTag(key, rootfp, leaf.nonce)));
    if (tagKey !== undefined) found.push({ at, leaf, tagKey });
  }
  return found;
}

/** What a leaf under the record's tag stands for. `author` only if she signed it. */
export type Judged =
  | { readonly is: 'revision'; readonly verified: VerifiedRecord }
  | { readonly is: 'retire'; readonly retire: Retire }
  | { readonly is: 'aside'; readonly author: MemberId | undefined };

const held = (at: number, why: string): never => refuse('record-old', why, { served: 'nothing', newest: at });

/**
 * Judges the object that was served for a leaf. Only what the leaf commits to decides: a body that is no revision of this
 * record is set aside, and one whose signature does not hold as served counts as held back. Refuses with `record-old`.
 */
export function judgeObject(roster: Roster, place: Place, { at, leaf }: Found, object: Uint8Array): Judged {
  return leaf.type === 'retire'
    ? judgeRetire(roster, place, at, leaf, object)
    : judgeRevision(roster, place, at, leaf, object);
}

function requireCommitted(at: number, leaf: Leaf, digest: Uint8Array): void {
  const made = digestLeaf(leaf.type, digest, leaf.tag);
  if (!equal(made.nonce, leaf.nonce) || !equal(made.commitment, leaf.commitment))
    held(at, 'another object than the leaf commits to');
}

function parsed<T>(at: number, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return held(at, 'not an object of this type');
  }
}

/** Refused by what is signed, and so by anybody who reads it; a signature alone could be bent on the way. */
function judged<T>(at: number, judge: () => T): T | undefined {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (error.code === 'record-signature') held(at, 'its signature was not served');
    return undefined;
  }
}

function judgeRevision(roster: Roster, place: Place, at: number, leaf: Leaf, object: Uint8Array): Judged {
  const sealed = parsed(at, () => sealedRecord.parse(object));
  const digest = recordDigest(sealed.body);
  requireCommitted(at, leaf, digest);
  const { kind, record } = place;
  const verified = judged(at, () => verifyRecord(roster, object, at, { kind, record }));
  if (verified !== undefined && leaf.type === leafTypeOf(verified.header.kind)) return { is: 'revision', verified };
  const author = tried(() => headerCodec.parse(bodyCodec.parse(sealed.body).header).author);
  const message = tuple('dd1/sig/record', roster.rootfp, digest);
  return { is: 'aside', author: signerOf(roster, author, message, sealed.signature) };
}

function judgeRetire(roster: Roster, place: Place, at: number, leaf: Leaf, object: Uint8Array): Judged {
  const signed = parsed(at, () => signedRetire.parse(object));
  const digest = retireDigest(signed.retire);
  requireCommitted(at, leaf, digest);
  const retire = judged(at, () => verifyRetire(roster, object, at).retire);
  if (retire !== undefined && mayRetire(roster, place, retire, at)) return { is: 'retire', retire };
  const author = tried(() => retireCodec.parse(signed.retire).signer);
  const message = tuple('dd1/sig/retire', roster.rootfp, digest);
  return { is: 'aside', author: signerOf(roster, author, message, signed.signature) };
}

/** Only the owner closes a person's record, and only a member of its desk a desk's, at the retire's leaf. */
export function mayRetire(
  roster: Roster,
  { record, owner, desk }: Pick<Place, 'record' | 'owner' | 'desk'>,
  retire: Pick<Retire, 'record' | 'signer'>,
  leaf: number,
): boolean {
  if (retire.record !== record) return false;
  if (owner !== undefined) return retire.signer === owner;
  return desk !== undefined && wasDeskMember(roster, desk, retire.signer, leaf);
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}

function signerOf(
  roster: Roster,
  author: MemberId | undefined,
  message: Uint8Array,
  signature: Uint8Array,
): MemberId | undefined {
  if (author === undefined) return undefined;
  const cards = (roster.members.get(author) ?? []).map(({ card }) => card);
  return cards.some((card) => signatureHolds(card.signKey, message, signature)) ? author : undefined;
}

/** Requires that nothing judged is newer than the revision in hand; 0 for none. Refuses with `record-old`. */
export function requireNothingNewer(revision: number, served: number | 'nothing', at: number, one: Judged): void {
  const isNewer =
    (one.is === 'revision' && one.verified.header.revision > revision) ||
    (one.is === 'retire' && one.retire.lowestLive > revision);
  if (isNewer) refuse('record-old', `the log knows a newer one at ${at}`, { served, newest: at });
}
