/**
 * Which revision is the newest (5.11). Who knows the tag keys of a record finds every leaf under them. The order of the log
 * decides, and no number: a revision counts if its author had seen what stands before it. What is no revision of this record
 * is set aside, so that squatting stops nobody; what is not served stops her.
 */
import { equal, toBase64url } from '../core/bytes.ts';
import { ProtocolError, refuse } from '../core/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '../core/ids.ts';
import { tuple } from '../core/tuple.ts';
import { signatureHolds, type Key32 } from '../crypto/sodium.ts';
import { digestLeaf, leafTag, readLeaf, type Leaf, type LeafType } from '../log/leaf.ts';
import { wasDeskMember, type Roster } from '../roster/roster-state.ts';
import { isValidAt, type PlaceKey } from './generations.ts';
import { headerCodec } from './header.ts';
import { leafTypeOf } from './place.ts';
import { bodyCodec, commitToTagKey, recordDigest, sealedRecord } from './record.ts';
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

/** What a copy of a leaf has in common with it: type, nonce and tag. */
export const placeInLog = (leaf: Uint8Array): string => toBase64url(leaf.slice(0, 33));

/** For each leaf, whether it is the first of its type, nonce and tag. A copy changes nothing. */
export function firstOnes(leaves: readonly Uint8Array[]): readonly boolean[] {
  const seen = new Set<string>();
  return leaves.map((bytes) => {
    const text = placeInLog(bytes);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

/** Returns the places, from one on, of the leaves under a tag key that can be one of a record, whatever its kind. */
export function placesUnder(
  rootfp: Uint8Array,
  leaves: readonly Uint8Array[],
  tagKey: Key32,
  from: number,
): readonly number[] {
  const found: number[] = [];
  for (let at = from; at < leaves.length; at += 1) {
    const leaf = readLeaf(leaves[at] as Uint8Array);
    if (leaf === undefined || !ofRecords.includes(leaf.type)) continue;
    if (equal(leaf.tag, leafTag(tagKey, rootfp, leaf.nonce))) found.push(at);
  }
  return found;
}

const ofRecords: readonly LeafType[] = ['record', 'retire', 'standing', 'programme'];

type Under = (tagKey: Key32, from: number) => readonly number[];

/**
 * Returns, in the order of the log, the leaves from a place on that are of this kind's types and stand where one of these keys
 * is valid. `first` is firstOnes of the same leaves. `under` may remember what placesUnder gave.
 */
export function leavesUnder(
  log: { readonly leaves: readonly Uint8Array[]; readonly first: readonly boolean[] },
  kind: KindId,
  keys: readonly PlaceKey[],
  from: number,
  under: Under,
): readonly Found[] {
  const types = typesOf(kind);
  const found = new Map<number, Found>();
  for (const key of keys)
    for (const at of under(key.tagKey, from)) {
      const leaf = readLeaf(log.leaves[at] as Uint8Array);
      if (leaf === undefined || !types.includes(leaf.type) || log.first[at] !== true) continue;
      if (isValidAt(key, at)) found.set(at, { at, leaf, tagKey: key.tagKey });
    }
  return [...found.values()].toSorted((a, b) => a.at - b.at);
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
export function judgeObject(roster: Roster, place: Place, found: Found, object: Uint8Array): Judged {
  return found.leaf.type === 'retire'
    ? judgeRetire(roster, place, found, object)
    : judgeRevision(roster, place, found, object);
}

function requireCommitted({ at, leaf }: Found, digest: Uint8Array): void {
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

function judgeRevision(roster: Roster, place: Place, found: Found, object: Uint8Array): Judged {
  const { at, leaf, tagKey } = found;
  const sealed = parsed(at, () => sealedRecord.parse(object));
  const digest = recordDigest(sealed.body);
  requireCommitted(found, digest);
  const { kind, record } = place;
  const verified = judged(at, () => verifyRecord(roster, object, at, { kind, record }));
  if (
    verified !== undefined &&
    leaf.type === leafTypeOf(verified.header.kind) &&
    equal(verified.header.tagCommitment, commitToTagKey(roster.rootfp, tagKey))
  )
    return { is: 'revision', verified };
  const author = tried(() => headerCodec.parse(bodyCodec.parse(sealed.body).header).author);
  const message = tuple('dd1/sig/record', roster.rootfp, digest);
  return { is: 'aside', author: signerOf(roster, author, message, sealed.signature) };
}

function judgeRetire(roster: Roster, place: Place, found: Found, object: Uint8Array): Judged {
  const { at } = found;
  const signed = parsed(at, () => signedRetire.parse(object));
  const digest = retireDigest(signed.retire);
  requireCommitted(found, digest);
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

/** What is in the place of a record and does not count. */
interface SetAside {
  readonly found: Found;
  readonly author: MemberId | undefined;
  /** A revision like any other, whose author had not seen what stands before it. */
  readonly conflict: boolean;
}

/** What a place holds. */
export interface Standing {
  readonly newest: VerifiedRecord | undefined;
  /** The leaf of the retire that closes it. */
  readonly closedAt: number | undefined;
  readonly aside: readonly SetAside[];
}

/** Leaves that must be judged before anything can be said, those that stand last first. */
export interface Missing {
  readonly missing: readonly Found[];
}

/**
 * Returns the last revision that counts among these leaves, or the leaves that have to be judged for that. `found` is in the
 * order of the log, and has all leaves of the place from where the newest one's author had seen it.
 */
export function newestOf(found: readonly Found[], judgedAt: ReadonlyMap<number, Judged>): Standing | Missing {
  const aside: SetAside[] = [];
  let closing: { readonly at: number; readonly lowestLive: number } | undefined;
  for (let i = found.length - 1; i >= 0; i -= 1) {
    const one = found[i] as Found;
    const it = judgedAt.get(one.at);
    if (it === undefined) return { missing: [one] };
    if (it.is === 'aside') aside.push({ found: one, author: it.author, conflict: false });
    if (it.is === 'retire' && (closing?.lowestLive ?? 0) < it.retire.lowestLive)
      closing = { at: one.at, lowestLive: it.retire.lowestLive };
    if (it.is !== 'revision') continue;
    const { header } = it.verified;
    const between = unseenBy(it.verified, found);
    const missing = between.filter(({ at }) => !judgedAt.has(at));
    if (missing.length > 0) return { missing: missing.toReversed() };
    if (counts(between, judgedAt)) {
      const closedAt = (closing?.lowestLive ?? 0) > header.revision ? closing?.at : undefined;
      return { newest: it.verified, closedAt, aside };
    }
    aside.push({ found: one, author: header.author, conflict: true });
  }
  return { newest: undefined, closedAt: undefined, aside };
}

/** What stands before a revision and its author had not seen. */
const unseenBy = ({ header, leaf }: VerifiedRecord, found: readonly Found[]): readonly Found[] =>
  found.filter(({ at }) => header.seen <= at && at < leaf);

const counts = (unseen: readonly Found[], judgedAt: ReadonlyMap<number, Judged>): boolean =>
  unseen.every(({ at }) => judgedAt.get(at)?.is === 'aside');

/** Returns every revision that counts, in the order of the log. All leaves are judged. */
export function allThatCount(
  found: readonly Found[],
  judgedAt: ReadonlyMap<number, Judged>,
): readonly VerifiedRecord[] {
  return found.flatMap(({ at }) => {
    const it = judgedAt.get(at);
    return it?.is === 'revision' && counts(unseenBy(it.verified, found), judgedAt) ? [it.verified] : [];
  });
}
