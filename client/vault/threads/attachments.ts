/** Attachments (§9.12): pieces are uploaded before the message that names them, and downloaded when somebody asks. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { toId, type BlobId, type MessageId, type ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { attachmentHash, attachmentPieces, openAttachment, sealAttachment } from '#protocol/threads/attachment.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import type { Attachment } from '#protocol/threads/message.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { cut } from './compose.ts';
import { requireSession, type ThreadSession } from './thread-session.ts';

const piecesAtOnce = 3;

export interface File {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export async function upload(session: ThreadSession, file: File): Promise<Attachment> {
  const { ports, open } = session.vault;
  const blob = toId<BlobId>(ports.random(16));
  const key = key32(ports.random(32));
  const pieces = sealAttachment(key, open.roster.rootfp, blob, file.bytes);
  for (let at = 0; at < pieces.length; at += piecesAtOnce)
    await ports.call('blobs/put', {
      blob,
      count: pieces.length,
      at,
      day: dayOf(session.now),
      pieces: pieces.slice(at, at + piecesAtOnce).map(toBase64url),
    });
  return {
    blob,
    key,
    hash: attachmentHash(pieces),
    bytes: file.bytes.length,
    name: cut(file.name, limits.wordBytes * 2),
    type: cut(file.type, limits.wordBytes),
  };
}

export async function fetchAttachment(vault: UnlockedVault, thread: ThreadId, id: MessageId): Promise<File> {
  const session = await requireSession(vault);
  const found = session.woven(thread).messages.find(({ message }) => message.id === id)?.message.attachment;
  const attachment = found ?? refuse('thread-member', 'a message without a file');
  const count = attachmentPieces.find((each) => attachment.bytes + 4 <= each * limits.attachmentChunkBytes);
  const pieces: Uint8Array[] = [];
  while (pieces.length < (count ?? refuse('too-large', `${attachment.bytes} bytes`))) {
    const asked = {
      blob: attachment.blob,
      at: pieces.length,
      count: Math.min(piecesAtOnce, (count ?? 0) - pieces.length),
    };
    const answer = await vault.ports.call('blobs/get', asked);
    if (answer.pieces.length !== asked.count) refuse('attachment-hash', `${answer.pieces.length} pieces`);
    pieces.push(...answer.pieces.map(fromBase64url));
  }
  const { name, type, blob, key, hash: expected } = attachment;
  return { name, type, bytes: openAttachment(key32(key), vault.open.roster.rootfp, blob, expected, pieces) };
}
