/** What the log knows as published last. An entry of this type hides nothing, so everybody finds the newest. */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { encodeLeaf, readLeaf } from '#protocol/log/leaf.ts';
import { publicationLeaf } from '#protocol/publication/publication.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog, scanUntil } from '../log/scan.ts';

const lastOf = (leaves: readonly Uint8Array[]) =>
  leaves.findLastIndex((bytes) => readLeaf(bytes)?.type === 'publication');

/** The portal says that nothing was published. */
export async function requireNeverPublished(vault: UnlockedVault): Promise<void> {
  const { leaves } = await scanLog(vault);
  const newest = lastOf(leaves);
  if (newest !== -1) refuse('record-old', 'something was published', { served: 'nothing', newest });
}

/** The portal says that this was published last, and where the log holds it. */
export async function requireLastPublished(vault: UnlockedVault, digest: Uint8Array, leaf: number): Promise<void> {
  const leaves = await scanUntil(vault, leaf);
  if (!equal(leaves[leaf] as Uint8Array, encodeLeaf(publicationLeaf(digest))))
    refuse('leaf-missing', 'the log does not hold this publication where it should');
  const newest = lastOf(leaves);
  if (newest !== leaf) refuse('record-old', 'a later one was published', { served: leaf, newest });
}
