/** What one chunk of the archive contains (§9.11), and its encoding. */
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { messageCodec, type Message } from '#protocol/threads/message.ts';
import { grantCodec, type Grant } from '#protocol/threads/thread.ts';
import type { ArchiveState } from './archive-state.ts';
import type { ThreadPlace } from './thread-place.ts';

export interface ArchivedMessage extends ThreadPlace {
  readonly sender: MemberId;
  readonly sequence: number;
  readonly day: number;
  readonly message: Message;
  readonly settled: boolean;
}

export interface KnownLane {
  readonly from: MemberId;
  /** As it came: with the seed if it is the member's own lane. */
  readonly grant: Grant;
}

/** What a chunk holds. Only the chunk `state` has a state. */
export interface ChunkContents {
  readonly state: ArchiveState | undefined;
  readonly messages: readonly ArchivedMessage[];
  readonly lanes: readonly KnownLane[];
}

interface Written {
  readonly state?: ArchiveState;
  readonly entries: readonly (Omit<ArchivedMessage, 'message'> & { readonly message: string })[];
  readonly lanes: readonly { readonly from: MemberId; readonly grant: string }[];
}

export function encodeContents({ state, messages, lanes }: ChunkContents): Uint8Array {
  const written: Written = {
    ...(state === undefined ? {} : { state }),
    entries: messages.map(({ message, ...rest }) => ({ ...rest, message: toBase64url(messageCodec.encode(message)) })),
    lanes: lanes.map(({ from, grant }) => ({ from, grant: toBase64url(grantCodec.encode(grant)) })),
  };
  return utf8(JSON.stringify(written));
}

export function parseContents(plain: Uint8Array): ChunkContents {
  const { state, entries, lanes } = JSON.parse(fromUtf8(plain)) as Written;
  return {
    state,
    messages: entries.map(({ message, ...rest }) => ({
      ...rest,
      owner: rest.owner ?? undefined,
      message: messageCodec.parse(fromBase64url(message)),
    })),
    lanes: lanes.map(({ from, grant }) => ({ from, grant: grantCodec.parse(fromBase64url(grant)) })),
  };
}
