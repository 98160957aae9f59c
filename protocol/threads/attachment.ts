/**
 * Attachments (§9.12): pieces of 64 KiB. Each has a key of its own from the attachment's random key, its place and the
 * number of pieces. They are padded to one of five sizes. The message has key and hash.
 */
import { concat, equal, u32 } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { blobId, type BlobId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { aeadOpen, aeadSeal, deriveCommitted, hash, sizes, type Key32 } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { fill, unfill } from './fill.ts';

/** The number of pieces of each size class: 64 KiB, 256 KiB, 1, 4 and 10 MiB. */
export const attachmentPieces = [1, 4, 16, 64, 160] as const;
const pieceBytes = limits.attachmentChunkBytes;
const sealedPieceBytes = 32 + pieceBytes + sizes.aeadTag;
/** The largest file, in bytes: the last class less the length and the mark of the padding. */
export const attachmentMax = limits.attachmentBytes - 4;

function keyOf(key: Key32, rootfp: Uint8Array, blob: BlobId, at: number, count: number) {
  const context = tuple('dd1/attachment-chunk', rootfp, blobId.encode(blob), u32(at), u32(count));
  return { ...deriveCommitted(key, context), context };
}

const piecesFor = (contents: Uint8Array) =>
  attachmentPieces.find((pieces) => contents.length + 4 <= pieces * pieceBytes);

/** Returns the sealed pieces, commitment 32 || box each. Their number is one of `attachmentPieces`. */
export function sealAttachment(
  key: Key32,
  rootfp: Uint8Array,
  blob: BlobId,
  contents: Uint8Array,
): readonly Uint8Array[] {
  const count = piecesFor(contents);
  if (count === undefined) return refuse('too-large', `${contents.length} bytes, at most ${attachmentMax}`);
  const padded = fill(contents, count * pieceBytes);
  return Array.from({ length: count }, (_, at) => {
    const { once, commitment, context } = keyOf(key, rootfp, blob, at, count);
    return concat(commitment, aeadSeal(once, padded.subarray(at * pieceBytes, (at + 1) * pieceBytes), context));
  });
}

/** Returns the hash over the hashes of the pieces, so that it can be computed while they arrive. */
export function attachmentHash(pieces: readonly Uint8Array[]): Uint8Array {
  return hash(tuple('dd1/attachment-hash', ...pieces.map((piece) => hash(tuple('dd1/attachment-piece', piece)))));
}

export function openAttachment(
  key: Key32,
  rootfp: Uint8Array,
  blob: BlobId,
  expectedHash: Uint8Array,
  pieces: readonly Uint8Array[],
): Uint8Array {
  const count = attachmentPieces.find((each) => each === pieces.length);
  if (count === undefined || pieces.some((piece) => piece.length !== sealedPieceBytes))
    return refuse('attachment-hash', `${pieces.length} pieces`);
  if (!equal(attachmentHash(pieces), expectedHash)) refuse('attachment-hash', 'another file than was sent');
  const contents = unfill(
    concat(
      ...pieces.map((piece, at) => {
        const { once, commitment, context } = keyOf(key, rootfp, blob, at, count);
        if (!equal(commitment, piece.slice(0, 32))) refuse('wrong-key', 'a piece of another file');
        return aeadOpen(once, piece.slice(32), context);
      }),
    ),
  );
  if (piecesFor(contents) !== count) refuse('padding', `${contents.length} bytes in ${count} pieces`);
  return contents;
}
