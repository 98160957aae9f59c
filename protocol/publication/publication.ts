/**
 * Publishing the open part. The programme desk's browser renders every public file itself. What it previewed is, byte for
 * byte, what it signs and all that the public site can serve. A signed act with a leaf of its own.
 */
import { equal, fromUtf8 } from '../core/bytes.ts';
import { blob, fixed, list, object, text, uint32, uint64, word, type Of } from '../core/codec.ts';
import { assertion, verifyAssertion } from '../crypto/assertion.ts';
import { refuse } from '../core/errors.ts';
import { communicationsDesk, memberId, programmeDesk } from '../core/ids.ts';
import { digestLeaf, type Leaf } from '../log/leaf.ts';
import { limits } from '../core/limits.ts';
import { cardAt, epochAt, wasDeskMember, type Roster } from '../roster/roster-state.ts';
import { hash, signatureHolds, sizes } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

const publicTypes = [
  'text/html; charset=utf-8',
  'text/css; charset=utf-8',
  'application/json',
  'application/xml',
  'text/calendar; charset=utf-8',
  'image/svg+xml',
  'text/plain; charset=utf-8',
] as const;

/** One file of the public site: its path from the root, its type, its bytes. */
export const publicFile = object('dd1/public-file', {
  path: text(limits.wordBytes * 2),
  type: word(...publicTypes),
  bytes: blob(limits.publicFileBytes),
});
export type PublicFile = Of<typeof publicFile>;

export const snapshot = object('dd1/snapshot', { files: list(publicFile, limits.publicFiles) });

export function snapshotHash(snapshotBytes: Uint8Array): Uint8Array {
  // A label of its own: under the object's label, one element would be taken for its one field.
  return hash(tuple('dd1/snapshot-hash', snapshotBytes));
}

export const publicationCodec = object('dd1/publication', {
  rootfp: fixed(sizes.hash),
  /** From 1; the site serves the highest. */
  seq: uint32,
  snapshotHash: fixed(sizes.hash),
  /** The key to which requests of the public are sealed: the communications desk's at that time. */
  seatEpoch: uint32,
  seatKeyHash: fixed(sizes.hash),
  /** How many seats the open session has. The listener counts; it never learns who. */
  seats: uint32,
  /** How many places there are for the press. They are counted apart. */
  pressPlaces: uint32,
  /** When every request sent from these pages is deleted, as the pages say; 0 where no request is taken. */
  keepUntil: uint64,
  author: memberId,
  time: uint64,
});
export type Publication = Of<typeof publicationCodec>;

export function takesRequests({ seats, pressPlaces }: Pick<Publication, 'seats' | 'pressPlaces'>): boolean {
  return seats > 0 || pressPlaces > 0;
}

export const signedPublication = object('dd1/signed-publication', {
  publication: blob(limits.wrapBytes),
  signature: fixed(sizes.signature),
  assertion,
});

export function publicationDigest(publicationBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/publication', publicationBytes));
}

export function publicationMessage(rootfp: Uint8Array, digest: Uint8Array): Uint8Array {
  return tuple('dd1/sig/publication', rootfp, digest);
}

/** The leaf of a publication. It hides nothing, so the tag is empty and everyone finds it by its type. */
export function publicationLeaf(digest: Uint8Array): Leaf {
  return digestLeaf('publication', digest, new Uint8Array(16));
}

/** Verifies that a member of the programme desk signed it, by key and by a touch made for exactly this. */
export function verifyPublication(
  roster: Roster,
  signedBytes: Uint8Array,
  snapshotBytes: Uint8Array,
  leaf: number,
): { publication: Publication; digest: Uint8Array; files: readonly PublicFile[] } {
  const signed = signedPublication.parse(signedBytes);
  const publication = publicationCodec.parse(signed.publication);
  if (!equal(publication.rootfp, roster.rootfp)) refuse('root-mismatch', 'publication of another event');
  if (!equal(publication.snapshotHash, snapshotHash(snapshotBytes)))
    refuse('record-signature', 'other files than signed');
  if (!wasDeskMember(roster, programmeDesk, publication.author, leaf))
    refuse('record-author', 'not of the programme desk');
  const digest = publicationDigest(signed.publication);
  const card = cardAt(roster, publication.author, leaf);
  if (!signatureHolds(card.signKey, publicationMessage(roster.rootfp, digest), signed.signature))
    refuse('record-signature', 'author has not signed');
  verifyAssertion(signed.assertion, {
    purpose: 'step-up',
    rootfp: roster.rootfp,
    origin: roster.genesis.origin,
    rpId: roster.genesis.rpId,
    member: publication.author,
    data: digest,
    nonce: signed.assertion.nonce,
    credentials: card.credentials,
  });
  // The key at that place in the log: a later one does not undo what was published before it.
  const epoch = epochAt(roster, communicationsDesk, leaf);
  const known =
    epoch !== undefined && epoch.epoch === publication.seatEpoch && equal(epoch.keyHash, publication.seatKeyHash);
  if (takesRequests(publication) && !known) refuse('desk-key', 'requests would be sealed to another key');
  requireEnd(publication);
  return { publication, digest, files: filesOf(snapshotBytes) };
}

/** Where no request is taken, nothing has to end. */
function requireEnd(publication: Publication): void {
  const { keepUntil, time } = publication;
  if (keepUntil === 0 && !takesRequests(publication)) return;
  const kept = keepUntil - time;
  if (kept <= 0 || kept > limits.requestKeepMsMax) refuse('field', 'requests would be kept for ever, or not at all');
}

/** Every type that can be published is text in UTF-8. */
function filesOf(snapshotBytes: Uint8Array): readonly PublicFile[] {
  const { files } = snapshot.parse(snapshotBytes);
  for (const { bytes } of files) fromUtf8(bytes);
  return files;
}
