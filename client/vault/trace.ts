/** Who opened my file: her own client finds every entry about her records in the whole log, and reads the views. */
import { equal, fromBase64url, toBase64url } from '#protocol/bytes.ts';
import { isContentKind } from '#protocol/content.ts';
import { refuse } from '#protocol/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/ids.ts';
import { encodeLeaf, leafTag, parseLeaf, type Leaf } from '#protocol/leaf.ts';
import { noticeCodec, noticeLeaf } from '#protocol/notice.ts';
import { logViewContext, verifyLogView } from '#protocol/opening.ts';
import { ownKinds } from '#protocol/policy.ts';
import { requireRecordLeaf } from '#protocol/record.ts';
import { wasDeskMember } from '#protocol/roster-state.ts';
import { unwrap, wrapCodec } from '#protocol/wrap.ts';
import { ownRecord, readFile, requireNeverSealed } from './file.ts';
import type { OpenedRecord, Room } from './room.ts';
import { scanLog } from './scan.ts';

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

export async function traceOpenings(room: Room, progress?: (done: number, of: number) => void): Promise<Trace> {
  const { leaves, head, found } = await findNewest(room, progress);
  const held = room.open;
  const { views } = await room.ports.call('log/views', {});
  const lines: TraceLine[] = [];
  const unread: number[] = [];
  for (const at of found.openings) {
    const given = views.find((view) => view.leaf === at);
    if (given === undefined) {
      unread.push(at);
      continue;
    }
    const view = readView(room, at, leaves[at] as Uint8Array, given.wrap);
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
  return {
    entries: head.size,
    checkedAt: head.time,
    fingerprint: toBase64url(head.root),
    lines: lines.toSorted((a, b) => b.leaf - a.leaf),
    unread,
    notices: await ownNotices(room, leaves),
  };
}

/** How long to wait before each further look. */
const pausesMs = [300, 1500];

/**
 * Log and file are read one after the other, and a desk, or she herself in another tab, may write in between: that is
 * looked at again. A portal that serves an old revision still does so the last time.
 */
async function findNewest(room: Room, progress?: (done: number, of: number) => void) {
  for (const pause of [...pausesMs, undefined]) {
    const { leaves, head } = await scanLog(room, progress);
    await readFile(room);
    const held = room.open;
    const own = [...held.opened.values()].filter(({ verified }) => verified.header.owner === held.member);
    const found = findOwn(held.roster.rootfp, leaves, own);
    const settled = found.newest.every(({ record, newest }) => record.verified.leaf === newest);
    if (settled || pause === undefined) {
      for (const { record, newest } of found.newest) requireNewest(record, newest, leaves);
      requireNeverSealed(room, leaves, unservedKinds(room));
      return { leaves, head, found };
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return refuse('record-old', 'never settled');
}

/** Kinds she writes of which nothing was handed over. */
function unservedKinds(room: Room) {
  const { opened, roster, member } = room.open;
  const served = new Set<string>([...opened.values()].map(({ verified: { header } }) => (header.author === member ? header.kind : '')));
  return ownKinds(roster.policy).flatMap(({ kind }) =>
    isContentKind(kind) && !served.has(kind) ? [{ kind, ...ownRecord(room, kind) }] : [],
  );
}

function findOwn(rootfp: Uint8Array, leaves: readonly Uint8Array[], own: readonly OpenedRecord[]) {
  const openings: number[] = [];
  const newest = own.map((record) => ({ record, newest: -1 }));
  leaves.forEach((bytes, at) => {
    const leaf = parseLeaf(bytes);
    if (leaf.type !== 'opening' && leaf.type !== 'record') return;
    for (const candidate of newest) {
      if (!equal(leaf.tag, leafTag(candidate.record.tagKey, rootfp, leaf.nonce))) continue;
      if (leaf.type === 'opening') openings.push(at);
      else candidate.newest = at;
    }
  });
  return { openings, newest };
}

/** Rollback: the revision that was served must be the one with the highest leaf, and that leaf must be its own (§3). */
function requireNewest({ verified, tagKey }: OpenedRecord, newest: number, leaves: readonly Uint8Array[]): void {
  // Said to stand where the witness has signed nothing yet: no proof of anything, in either direction.
  if (verified.leaf >= leaves.length)
    refuse('checkpoint-cosignature', `revision at ${verified.leaf}, signed up to ${leaves.length}`);
  if (newest !== verified.leaf)
    refuse('record-old', `served the revision at ${verified.leaf}, the log knows one at ${newest}`, {
      served: verified.leaf,
      newest,
    });
  requireRecordLeaf(verified, tagKey, parseLeaf(leaves[newest] as Uint8Array));
}

function readView(room: Room, at: number, leaf: Uint8Array, wrapText: string) {
  const { roster, secrets } = room.open;
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

async function ownNotices(room: Room, leaves: readonly Uint8Array[]) {
  const { roster, member, portalTagKey } = room.open;
  const { notices } = await room.ports.call('log/notices', {});
  return notices
    .filter((given) => given.member === member && given.leaf < leaves.length)
    .map((given) => {
      const bytes = fromBase64url(given.notice);
      const expected: Leaf = noticeLeaf(bytes, roster.rootfp, portalTagKey);
      if (!equal(encodeLeaf(expected), leaves[given.leaf] as Uint8Array))
        refuse('log-body', 'a note of the portal is not the logged one', { leaf: given.leaf });
      const { what, time } = noticeCodec.parse(bytes);
      return { leaf: given.leaf, what, time };
    });
}
