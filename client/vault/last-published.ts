/** What the log knows as published last. An entry of this type hides nothing, so everybody finds the newest. */
import { equal } from '#protocol/bytes.ts';
import { refuse } from '#protocol/errors.ts';
import { encodeLeaf, parseLeaf } from '#protocol/leaf.ts';
import { publicationLeaf } from '#protocol/publication.ts';
import type { Room } from './room.ts';
import { scanLog, scanUntil } from './scan.ts';

const lastOf = (leaves: readonly Uint8Array[]) =>
  leaves.findLastIndex((bytes) => parseLeaf(bytes).type === 'publication');

/** The portal says that nothing was published. */
export async function requireNeverPublished(room: Room): Promise<void> {
  const { leaves } = await scanLog(room);
  const newest = lastOf(leaves);
  if (newest !== -1) refuse('record-old', 'something was published', { served: 'nothing', newest });
}

/** The portal says that this was published last, and where the log holds it. */
export async function requireLastPublished(room: Room, digest: Uint8Array, leaf: number): Promise<void> {
  const leaves = await scanUntil(room, leaf);
  if (!equal(leaves[leaf] as Uint8Array, encodeLeaf(publicationLeaf(digest))))
    refuse('leaf-missing', 'the log does not hold this publication where it should');
  const newest = lastOf(leaves);
  if (newest !== leaf) refuse('record-old', 'a later one was published', { served: leaf, newest });
}
