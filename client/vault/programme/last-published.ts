/** What the log knows as published last. An entry of this type hides nothing, so every client finds the newest. */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { encodeLeaf, readLeaf } from '#protocol/log/leaf.ts';
import { publicationLeaf } from '#protocol/publication/publication.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog, scanUntil } from '../log/scan.ts';

const lastOf = (leaves: readonly Uint8Array[]) =>
  leaves.findLastIndex((bytes) => readLeaf(bytes)?.type === 'publication');

/** Refuse if the portal says that nothing was published and the log knows a publication. */
export async function requireNeverPublished(vault: UnlockedVault): Promise<void> {
  const { leaves } = await scanLog(vault);
  const newest = lastOf(leaves);
  if (newest !== -1) refuse('record-old', 'something was published', { served: 'nothing', newest });
}

/** Refuse if this is not what the log knows as published last, at the leaf that the portal names. */
export async function requireLastPublished(vault: UnlockedVault, digest: Uint8Array, leaf: number): Promise<void> {
  const leaves = await scanUntil(vault, leaf);
  if (!equal(leaves[leaf] as Uint8Array, encodeLeaf(publicationLeaf(digest))))
    refuse('leaf-missing', 'the log does not hold this publication where it should');
  const newest = lastOf(leaves);
  if (newest !== leaf) refuse('record-old', 'a later one was published', { served: leaf, newest });
}
