/** Who opened my file: her own client finds every entry about her records in the whole log, and reads the views. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { encodeLeaf, leafTag, type Leaf, readLeaf } from '#protocol/log/leaf.ts';
import { noticeCodec, noticeLeaf } from '#protocol/log/notice.ts';
import { logViewContext, verifyLogView } from '#protocol/openings/opening.ts';
import { wasDeskMember } from '#protocol/roster/roster-state.ts';
import { unwrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { readNewestFile } from './verify-latest.ts';

export interface TraceLine {
  readonly leaf: number;
  readonly time: number;
  readonly who: MemberId;
  readonly desk: DeskId;
  readonly kind: KindId;
  readonly record: RecordId;
  readonly reason: string;
  /** She was a member of that desk at that place in the log. */
  readonly deskHeld: boolean;
}

export interface Trace {
  readonly entries: number;
  readonly checkedAt: number;
  readonly fingerprint: string;
  readonly lines: readonly TraceLine[];
  /** Entries about her records whose readable line is not there yet. */
  readonly unread: readonly number[];
  /** What the portal itself noted: a card used, a key added. */
  readonly notices: readonly { readonly leaf: number; readonly what: string; readonly time: number }[];
}

export async function traceOpenings(
  vault: UnlockedVault,
  progress?: (done: number, of: number) => void,
): Promise<Trace> {
  const { leaves, head, openings } = await readNewestFile(vault, progress);
  const held = vault.open;
  const { views } = await vault.ports.call('log/views', {});
  const lines: TraceLine[] = [];
  // Every line that was served is read, also one about a record that was not: its leaf proves it.
  for (const { leaf: at, wrap } of views) {
    const view = at < leaves.length ? findView(vault, at, leaves[at] as Uint8Array, wrap) : undefined;
    if (view === undefined) continue;
    lines.push({
      leaf: at,
      time: view.time,
      who: view.requester,
      desk: view.desk,
      kind: view.kind,
      record: view.record,
      reason: view.reason,
      deskHeld: wasDeskMember(held.roster, view.desk, view.requester, at),
    });
  }
  const read = new Set(lines.map((line) => line.leaf));
  const served = new Set(views.map((view) => view.leaf));
  const unread = new Set([...openings, ...served].filter((at) => !read.has(at)));
  const notices = await ownNotices(vault, leaves);
  for (const at of notices.hidden) unread.add(at);
  return {
    entries: head.size,
    checkedAt: head.time,
    fingerprint: toBase64url(head.root),
    lines: lines.toSorted((a, b) => b.leaf - a.leaf),
    unread: [...unread].toSorted((a, b) => a - b),
    notices: notices.shown,
  };
}

/** One line that cannot be read is reported as unread; it does not hide the others. */
function findView(vault: UnlockedVault, at: number, leaf: Uint8Array, wrap: string) {
  try {
    return readView(vault, at, leaf, wrap);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}

function readView(vault: UnlockedVault, at: number, leaf: Uint8Array, wrapText: string) {
  const { roster, secrets } = vault.open;
  const sealed = wrapCodec.parse(fromBase64url(wrapText));
  const context = logViewContext(roster.rootfp, at);
  for (const pair of [secrets.keys.seal, ...secrets.earlier.map((earlier) => earlier.keys.seal)]) {
    try {
      return verifyLogView(unwrap(pair, sealed, context), at, leaf);
    } catch (error) {
      if ((error as { code?: string }).code !== 'wrong-key') throw error;
    }
  }
  return refuse('log-body', 'the line about an opening is not for your key', { leaf: at });
}

/** What the portal noted about her and logged. A note that the log holds under her tag and nobody shows is hidden. */
async function ownNotices(vault: UnlockedVault, leaves: readonly Uint8Array[]) {
  const { roster, member, portalTagKey } = vault.open;
  const { notices } = await vault.ports.call('log/notices', {});
  const shown = notices
    .filter((given) => given.member === member && given.leaf < leaves.length)
    .map((given) => {
      const bytes = fromBase64url(given.notice);
      const expected: Leaf = noticeLeaf(bytes, roster.rootfp, portalTagKey);
      if (!equal(encodeLeaf(expected), leaves[given.leaf] as Uint8Array))
        refuse('log-body', 'a note of the portal is not the logged one', { leaf: given.leaf });
      const { what, time } = noticeCodec.parse(bytes);
      return { leaf: given.leaf, what, time };
    });
  const known = new Set(shown.map((notice) => notice.leaf));
  const hidden = leaves.flatMap((bytes, at) => {
    const leaf = readLeaf(bytes);
    if (leaf?.type !== 'notice' || known.has(at)) return [];
    return equal(leaf.tag, leafTag(portalTagKey, roster.rootfp, leaf.nonce)) ? [at] : [];
  });
  return { shown, hidden };
}
