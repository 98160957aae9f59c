/**
 * The member's file as the log knows it (5.3). Each revision that was served is the one with the highest leaf under its
 * tag key, that leaf commits to it, and no kind that she writes was withheld.
 */
import { equal, toBase64url } from '#protocol/core/bytes.ts';
import { isContentKind } from '#protocol/records/content.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { RecordId } from '#protocol/core/ids.ts';
import type { Head } from '#protocol/log/head.ts';
import { leafTag, parseLeaf, readLeaf } from '#protocol/log/leaf.ts';
import { ownKinds } from '#protocol/members/policy.ts';
import { requireRecordLeaf } from '#protocol/records/verify.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { ownRecord, readFile, requireNeverSealed, type FileCard } from '../my-file/read-own-records.ts';
import type { OpenedRecord, UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog, scanTo } from './scan.ts';

export interface NewestFile {
  readonly cards: readonly FileCard[];
  readonly leaves: readonly Uint8Array[];
  readonly head: Head;
  /** Openings of her records, found by tag, in the order of the log. */
  readonly openings: readonly { readonly leaf: number; readonly record: RecordId }[];
}

/** How long to wait before each further look. */
const pausesMs = [300, 1500];

/**
 * Log and file are read one after the other, and a desk, or she herself in another tab, may write in between: that is
 * looked at again. A portal that serves an old revision still does so the last time.
 *
 * @param first the head to begin with, if the caller has asked for one
 */
export async function readNewestFile(
  vault: UnlockedVault,
  progress?: (done: number, of: number) => void,
  first?: Head,
): Promise<NewestFile> {
  let known = first;
  for (const pause of [...pausesMs, undefined]) {
    const { leaves, head } = await (known === undefined ? scanLog(vault, progress) : scanTo(vault, known, progress));
    known = undefined;
    const cards = await readFile(vault);
    const held = vault.open;
    const own = [...held.opened.values()].filter(({ verified }) => verified.header.owner === held.member);
    const { rootfp } = held.roster;
    const newest = newestLeaves(
      rootfp,
      leaves,
      own.map((record) => record.tagKey),
      'record',
    );
    const settled = own.every((record, i) => record.verified.leaf === newest[i]);
    if (settled || pause === undefined) {
      const shown = cards.filter((card) => keepIfNewest(vault, own, newest, leaves, card));
      requireNeverSealed(vault, leaves, unservedKinds(vault));
      return { cards: shown, leaves, head, openings: openingsOf(rootfp, leaves, own) };
    }
    await vault.ports.pause(pause);
  }
  return refuse('record-old', 'never settled');
}

/** Her own revision must be the newest. One that others wrote for her and logged wrongly is set aside, not an alarm. */
function keepIfNewest(
  vault: UnlockedVault,
  own: readonly OpenedRecord[],
  newest: readonly number[],
  leaves: readonly Uint8Array[],
  card: FileCard,
): boolean {
  const at = own.findIndex((record) => record.verified.header.record === card.record);
  const record = own[at] ?? refuse('record-expected', 'not read');
  if (!card.mine && newest[at] === -1) {
    vault.open.damaged.set(card.record, 'opening-tag');
    vault.open.opened.delete(card.record);
    return false;
  }
  requireNewest(record, newest[at] as number, leaves);
  return true;
}

/** Kinds she writes of which nothing was handed over. */
function unservedKinds(vault: UnlockedVault) {
  const { opened, roster, member } = vault.open;
  const served = new Set<string>(
    [...opened.values()].map(({ verified: { header } }) => (header.author === member ? header.kind : '')),
  );
  return ownKinds(roster.policy).flatMap(({ kind }) =>
    isContentKind(kind) && !served.has(kind) ? [{ kind, ...ownRecord(vault, kind) }] : [],
  );
}

/** Leaves of openings under the tag keys of her records. */
function openingsOf(rootfp: Uint8Array, leaves: readonly Uint8Array[], own: readonly OpenedRecord[]) {
  return leaves.flatMap((bytes, at) => {
    const leaf = readLeaf(bytes);
    if (leaf?.type !== 'opening') return [];
    const of = own.find(({ tagKey }) => equal(leaf.tag, leafTag(tagKey, rootfp, leaf.nonce)));
    return of === undefined ? [] : [{ leaf: at, record: of.verified.header.record }];
  });
}

/**
 * For each tag key the highest leaf of that type; -1 where there is none. Only the first of equal leaves counts:
 * somebody who can append may append an old revision's leaf once more, and that must not make it the newest.
 */
export function newestLeaves(
  rootfp: Uint8Array,
  leaves: readonly Uint8Array[],
  tagKeys: readonly Key32[],
  type: 'opening' | 'record',
): readonly number[] {
  const newest = tagKeys.map(() => -1);
  const seen = tagKeys.map(() => new Set<string>());
  leaves.forEach((bytes, at) => {
    const leaf = readLeaf(bytes);
    if (leaf?.type !== type) return;
    tagKeys.forEach((key, i) => {
      if (!equal(leaf.tag, leafTag(key, rootfp, leaf.nonce))) return;
      const text = toBase64url(bytes);
      if (seen[i]?.has(text) === true) return;
      seen[i]?.add(text);
      newest[i] = at;
    });
  });
  return newest;
}

/** Rollback: the revision that was served must be the one with the highest leaf, and that leaf must be its own (5.3). */
export function requireNewest(
  { verified, tagKey }: Pick<OpenedRecord, 'verified' | 'tagKey'>,
  newest: number,
  leaves: readonly Uint8Array[],
): void {
  // Said to be where the witness has signed nothing yet: no proof of anything, in either direction.
  if (verified.leaf >= leaves.length)
    refuse('checkpoint-cosignature', `revision at ${verified.leaf}, signed up to ${leaves.length}`);
  if (newest !== verified.leaf)
    refuse('record-old', `served the revision at ${verified.leaf}, the log knows one at ${newest}`, {
      served: verified.leaf,
      newest,
    });
  requireRecordLeaf(verified, tagKey, parseLeaf(leaves[newest] as Uint8Array));
}
