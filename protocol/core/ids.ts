import { fromBase64url, toBase64url } from './bytes.ts';
import { id, text } from './codec.ts';
import { refuse } from './errors.ts';
import { limits } from './limits.ts';

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Random ids of 16 bytes, base64url. They tell nothing about the person, the record or the order of creation. */
export type MemberId = Brand<string, 'MemberId'>;
export type InviteId = Brand<string, 'InviteId'>;
export type RecordId = Brand<string, 'RecordId'>;
export type EventId = Brand<string, 'EventId'>;
export type ThreadId = Brand<string, 'ThreadId'>;
export type MessageId = Brand<string, 'MessageId'>;
export type ChunkId = Brand<string, 'ChunkId'>;
export type BlobId = Brand<string, 'BlobId'>;
/** Names from the signed policy, for example 'travel', 'reach'. */
export type DeskId = Brand<string, 'DeskId'>;
export type KindId = Brand<string, 'KindId'>;

export const memberId = id<MemberId>();
export const inviteId = id<InviteId>();
export const recordId = id<RecordId>();
export const eventId = id<EventId>();
export const threadId = id<ThreadId>();
export const messageId = id<MessageId>();
export const chunkId = id<ChunkId>();
export const blobId = id<BlobId>();
export const deskId = text<DeskId>(limits.wordBytes);
export const kindId = text<KindId>(limits.wordBytes);

/** The desk of all officers, from the founding on (§6). */
export const officersDesk = 'officers' as DeskId;
/** Not a desk but all members (§6). The programme desk makes its epochs, for the closed programme. */
export const membersDesk = 'members' as DeskId;
export const programmeDesk = 'programme' as DeskId;
export const communicationsDesk = 'communications' as DeskId;

/** Makes an id of 16 random bytes. */
export function toId<T extends string>(random16: Uint8Array): T {
  if (random16.length !== 16) refuse('wrong-length', `${random16.length} bytes for an id`);
  return toBase64url(random16) as T;
}

/** Parses an id from the wire. Refuses any other form. */
export function parseId<T extends string>(value: string): T {
  if (value.length !== 22 || fromBase64url(value).length !== 16) refuse('malformed', 'not an id');
  return value as T;
}
