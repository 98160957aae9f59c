/**
 * Messages (§9.8): 2048 bytes under a lane's secret, signed inside, without any counter: tabs and devices never disagree,
 * and every order opens. Bytes: nonce 24 || commitment 32 || box 1992.
 */
import { concat, equal } from '../core/bytes.ts';
import { fixed, list, object, optional, text, uint32, uint64, word, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import {
  blobId,
  memberId,
  messageId,
  threadId,
  toId,
  type MemberId,
  type MessageId,
  type ThreadId,
} from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import {
  aeadOpen,
  aeadSeal,
  derive,
  deriveCommitted,
  hash,
  signatureHolds,
  signDetached,
  signKeyPair,
  sizes,
} from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { fill, unfill } from './fill.ts';
import type { Lane, OwnLane } from './lane.ts';

const messageTypes = [
  'text',
  /** The desk has dealt with what `reply` names. */
  'done',
  /** Somebody of the desk told her outside the portal that there is a message. */
  'told',
  /** The group's name, from its maker. */
  'title',
  /** The sender took back what `reply` names. */
  'unsent',
  'left',
] as const;

export const attachmentCodec = object('dd1/message/attachment', {
  blob: blobId,
  key: fixed(32),
  hash: fixed(sizes.hash),
  bytes: uint32,
  /** Shown as text; never trusted as a type. */
  name: text(limits.wordBytes * 2),
  type: text(limits.wordBytes),
});
export type Attachment = Of<typeof attachmentCodec>;

export const messageCodec = object('dd1/message', {
  id: messageId,
  type: word(...messageTypes),
  /** The name that the sender uses here; may be empty. */
  alias: text(limits.wordBytes),
  sentAt: uint64,
  /** Ids of the newest messages that the sender had seen in this thread: a message that is held back leaves a gap. */
  prev: list(messageId, limits.messagePrev),
  reply: optional(messageId),
  /** The first part's id, for a text in several. */
  whole: optional(messageId),
  part: uint32,
  parts: uint32,
  text: text(limits.messageTextBytes),
  attachment: optional(attachmentCodec),
});
export type Message = Of<typeof messageCodec>;

/** The thread and the sender of a message. */
export interface MessagePlace {
  readonly rootfp: Uint8Array;
  readonly thread: ThreadId;
  readonly sender: MemberId;
}

const noId = toId<MessageId>(new Uint8Array(16));

/**
 * A message with its id. The id is a hash of everything in it, so a reference fixes its words, its sender and all that it
 * refers to in turn. The first of several parts names itself as the whole.
 */
export function identified({ rootfp, thread, sender }: MessagePlace, message: Omit<Message, 'id'>): Message {
  const whole = message.part === 0 ? undefined : message.whole;
  const said = messageCodec.encode({ ...message, id: noId, whole });
  const encoded = tuple('dd1/message-id', rootfp, threadId.encode(thread), memberId.encode(sender), said);
  const id = toId<MessageId>(hash(encoded).slice(0, 16));
  return { ...message, id, whole: message.parts > 1 && message.part === 0 ? id : whole };
}

const plainBytes = limits.parcelBytes - 24 - 32 - sizes.aeadTag - sizes.signature;

function contextBytes({ rootfp, grant }: Lane, nonce: Uint8Array): Uint8Array {
  return tuple('dd1/message-context', rootfp, threadId.encode(grant.thread), grant.key, nonce);
}

function signedBytes({ rootfp, grant, sender }: Lane, nonce: Uint8Array, filled: Uint8Array): Uint8Array {
  return tuple(
    'dd1/sig/message',
    rootfp,
    threadId.encode(grant.thread),
    memberId.encode(sender),
    grant.key,
    nonce,
    filled,
  );
}

/**
 * Returns the unsend token, which only the sender can compute. The portal asks for it before it forgets a message that
 * nobody has fetched. The message's nonce is a hash of it, so the row needs no column for it.
 */
export function unsendToken({ rootfp, seed }: OwnLane, id: Message['id']): Uint8Array {
  return derive(seed, tuple('dd1/unsend-token', rootfp, messageId.encode(id)), 32);
}

export function nonceOfToken(token: Uint8Array): Uint8Array {
  return hash(tuple('dd1/unsend', fixed(32).parse(token))).slice(0, 24);
}

/**
 * Returns the parts that may be read as one text: at most so many, each in its place. The id is that of these very words.
 */
function requireShape({ rootfp, sender, grant }: Lane, message: Message): void {
  const { part, parts, whole } = message;
  if (parts < 1 || parts > limits.messageParts || part >= parts) refuse('malformed', `part ${part} of ${parts}`);
  if (parts > 1 !== (whole !== undefined)) refuse('malformed', 'a part of nothing');
  const own = identified({ rootfp, sender, thread: grant.thread }, message);
  if (own.id !== message.id || own.whole !== whole) refuse('malformed', 'the id of another message');
}

/**
 * Announcements are signed with the account's signing key, on purpose not deniable. All other messages are signed with the
 * lane's key, which is known only through deniable letters.
 */
export function sealMessage(lane: OwnLane, message: Message, accountSignKey: Uint8Array): Uint8Array {
  requireShape(lane, message);
  const nonce = nonceOfToken(unsendToken(lane, message.id));
  const filled = fill(messageCodec.encode(message), plainBytes);
  const key = lane.grant.kind === 'announcement' ? accountSignKey : signKeyPair(lane.seed).secretKey;
  const signature = signDetached(key, signedBytes(lane, nonce, filled));
  const context = contextBytes(lane, nonce);
  const { once, commitment } = deriveCommitted(lane.secret, context);
  return concat(nonce, commitment, aeadSeal(once, concat(signature, filled), context));
}

/**
 * Opens a message. Steps: commitment (another lane or thread: `wrong-key`) → box → signature (`message-signature`) → shape.
 */
export function openMessage(lane: Lane, senderSignKey: Uint8Array, body: Uint8Array): Message {
  fixed(limits.parcelBytes).parse(body);
  const nonce = body.slice(0, 24);
  const context = contextBytes(lane, nonce);
  const { once, commitment } = deriveCommitted(lane.secret, context);
  if (!equal(commitment, body.slice(24, 56))) refuse('wrong-key', 'a message of another lane');
  const plain = aeadOpen(once, body.slice(56), context);
  const [signature, filled] = [plain.slice(0, sizes.signature), plain.slice(sizes.signature)];
  const key = lane.grant.kind === 'announcement' ? senderSignKey : lane.grant.key;
  if (!signatureHolds(key, signedBytes(lane, nonce, filled), signature))
    refuse('message-signature', 'not written by the one whose lane it is');
  const message = messageCodec.parse(unfill(filled));
  requireShape(lane, message);
  if (message.sentAt > limits.sentAtMsMax) refuse('malformed', `sent at ${message.sentAt}`);
  return message;
}
