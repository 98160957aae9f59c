/** Attachments: pieces under a random id. A stored piece never changes; no row says whose it is. */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { sha256 } from '#protocol/crypto/sha256.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { attachmentPieces } from '#protocol/threads/attachment.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { fromText, toText } from '../base64.ts';
import type { Database } from '../db.ts';
import { deny } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { requireNearDay } from './near-day.ts';

const pieceBytes = limits.attachmentChunkBytes + 48;

function readPieces({ at, count, pieces }: Body<'blobs/put'>): readonly Uint8Array[] {
  if (!attachmentPieces.some((each) => each === count) || at + pieces.length > count) deny('bad-request');
  const read = pieces.map(fromText);
  if (read.some((piece) => piece.length !== pieceBytes)) refuse('wrong-length', 'not a piece of an attachment');
  return read;
}

export async function putPieces({ db, threads }: Portal, member: MemberId, body: Body<'blobs/put'>): Promise<void> {
  const { blob, at, count, day } = body;
  requireNearDay(day);
  const pieces = readPieces(body);
  const { quota } = threads;
  let unused = pieces.length * pieceBytes;
  if (!quota.take(member, 'bytes', unused)) deny('throttled');
  try {
    for (const [i, piece] of pieces.entries())
      if (await putPiece(db, { blob, at: at + i, count, day, piece })) unused -= pieceBytes;
  } finally {
    quota.giveBack(member, 'bytes', unused);
  }
}

/** Stores a piece. Returns whether it is new. The same piece again changes nothing; another one in its place is refused. */
async function putPiece(
  db: Database,
  row: { blob: string; at: number; count: number; day: number; piece: Uint8Array },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('blob')
    .values(row)
    .onConflict((oc) => oc.columns(['blob', 'at']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return true;
  const stored = await db
    .selectFrom('blob')
    .select(['count', 'piece'])
    .where('blob', '=', row.blob)
    .where('at', '=', row.at)
    .executeTakeFirst();
  if (stored?.count !== row.count || !equal(sha256(stored.piece), sha256(row.piece))) deny('record-conflict');
  return false;
}

/**
 * Returns the pieces that are there, from the first that was asked for. Fewer, or none, where the rest never came or has
 * ended.
 */
export async function getPieces({ db }: Portal, { blob, at, count }: Body<'blobs/get'>): Promise<string[]> {
  const rows = await db
    .selectFrom('blob')
    .select(['at', 'piece'])
    .where('blob', '=', blob)
    .where('at', '>=', at)
    .where('at', '<', at + count)
    .orderBy('at')
    .execute();
  return rows.filter((row, i) => row.at === at + i).map(({ piece }) => toText(piece));
}
