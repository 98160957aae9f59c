/**
 * The whole log, checked (§8): every leaf is fetched, so no query tells whom anyone looks for, and the root over them
 * must be the one the witness signed for our own nonce.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { leafBytes } from '#protocol/log/leaf.ts';
import { Frontier, hashLeaf } from '#protocol/log/merkle.ts';
import type { Head } from '#protocol/log/head.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

const pageLeaves = 20_000;

interface Scan {
  readonly leaves: Uint8Array[];
  readonly frontier: Frontier;
}

const scans = new WeakMap<object, Scan>();

export interface Scanned {
  readonly leaves: readonly Uint8Array[];
  readonly head: Head;
}

export async function scanLog(vault: UnlockedVault, progress?: (done: number, of: number) => void): Promise<Scanned> {
  const { head } = await vault.fresh();
  return scanTo(vault, head, progress);
}

/** Continues from what this session checked before; a rewritten past shows as a root that does not follow. */
export async function scanTo(
  vault: UnlockedVault,
  head: Head,
  progress?: (done: number, of: number) => void,
): Promise<Scanned> {
  const held = vault.open;
  const before = scans.get(held);
  const scan: Scan = {
    leaves: before === undefined ? [] : [...before.leaves],
    frontier: before === undefined ? new Frontier() : Frontier.from(before.frontier.size, before.frontier.peaks()),
  };
  // Somebody else in this session has read further since this head was asked for.
  if (head.size < scan.leaves.length) return { leaves: beginning(scan.leaves, head), head };
  while (scan.leaves.length < head.size) {
    const count = Math.min(pageLeaves, head.size - scan.leaves.length);
    const page = fromBase64url((await vault.ports.call('log/leaves', { from: scan.leaves.length, count })).leaves);
    if (page.length !== count * leafBytes) refuse('leaf-missing', `${page.length} bytes for ${count} leaves`);
    for (let at = 0; at < page.length; at += leafBytes) {
      const leaf = page.slice(at, at + leafBytes);
      scan.leaves.push(leaf);
      scan.frontier.append(hashLeaf(leaf));
    }
    progress?.(scan.leaves.length, head.size);
  }
  const root = scan.frontier.root();
  requireRoot(root, head);
  scans.set(held, scan);
  held.scanned = { size: head.size, root };
  return { leaves: scan.leaves, head };
}

function beginning(leaves: readonly Uint8Array[], head: Head): readonly Uint8Array[] {
  const first = leaves.slice(0, head.size);
  const frontier = new Frontier();
  for (const leaf of first) frontier.append(hashLeaf(leaf));
  requireRoot(frontier.root(), head);
  return first;
}

function requireRoot(root: Uint8Array, head: Head): void {
  if (equal(root, head.root)) return;
  refuse('log-fork', `the portal's ${head.size} entries are not the ones the witness signed`, {
    portal: toBase64url(root),
    witness: toBase64url(head.root),
    size: head.size,
  });
}

/** What this session has read of the log so far; nothing before the first scan. */
export function scannedLeaves(vault: UnlockedVault): readonly Uint8Array[] {
  return scans.get(vault.open)?.leaves ?? [];
}

/** The portal publishes a moment after it commits; a log that never gets there is no place to have sent something to. */
const publishPausesMs = [100, 200, 400, 800, 1600, 3200];

/** The leaves, once a head that the witness signed covers the index. */
export async function scanUntil(vault: UnlockedVault, index: number): Promise<readonly Uint8Array[]> {
  for (const pause of [...publishPausesMs, undefined]) {
    const { leaves } = await scanLog(vault);
    if (leaves.length > index) return leaves;
    if (pause !== undefined) await vault.ports.pause(pause);
  }
  return refuse('checkpoint-cosignature', `the witness has not signed up to ${index} yet`);
}
