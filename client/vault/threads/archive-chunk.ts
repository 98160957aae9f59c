/** What one chunk of the archive contains (§9.11), and its encoding. */
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import type { GivenLane } from '#protocol/threads/conversation.ts';
import { messageCodec, type Message } from '#protocol/threads/message.ts';
import { grantCodec } from '#protocol/threads/thread.ts';
import type { ArchiveState } from './archive-state.ts';
import type { ThreadPlace } from './thread-place.ts';

export interface ArchivedMessage extends ThreadPlace {
  readonly sender: MemberId;
  readonly sequence: number;
  readonly day: number;
  readonly message: Message;
  readonly settled: boolean;
}

/** As it came: with the seed if it is the member's own lane. */
export type KnownLane = GivenLane;

/** What a chunk holds. Only the chunk `state` has a state. */
export interface ChunkContents {
  readonly state: ArchiveState | undefined;
  readonly messages: readonly ArchivedMessage[];
  readonly lanes: readonly KnownLane[];
}

interface Written {
  readonly state?: ArchiveState;
  readonly entries: readonly (Omit<ArchivedMessage, 'message'> & { readonly message: string })[];
  readonly lanes: readonly (Omit<KnownLane, 'grant'> & { readonly grant: string })[];
}

export function encodeContents({ state, messages, lanes }: ChunkContents): Uint8Array {
  const written: Written = {
    ...(state === undefined ? {} : { state }),
    entries: messages.map(({ message, ...rest }) => ({ ...rest, message: toBase64url(messageCodec.encode(message)) })),
    lanes: lanes.map(({ grant, ...rest }) => ({ ...rest, grant: toBase64url(grantCodec.encode(grant)) })),
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
    lanes: lanes.map(({ grant, ...rest }) => ({ ...rest, grant: grantCodec.parse(fromBase64url(grant)) })),
  };
}
