/**
 * Who opened my file: her own client finds every entry about her records in the whole log, and reads the views, each
 * with the witness's word on what became of it.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse, type ProtocolCode } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { encodeLeaf, leafTag, type Leaf, readLeaf } from '#protocol/log/leaf.ts';
import { noticeCodec, noticeLeaf } from '#protocol/log/notice.ts';
import type { Head } from '#protocol/log/head.ts';
import { judgeOpening, repeatedLeaves, type OpeningState } from '#protocol/openings/judge-opening.ts';
import { logViewContext, verifyLogView } from '#protocol/openings/log-lines.ts';
import type { View } from '#protocol/openings/opening.ts';
import type { Outcome, OutcomeWord } from '#protocol/openings/outcome.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { wasDeskMember } from '#protocol/roster/roster-state.ts';
import { unwrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { forPerson, placeOfRecord, tagKeysOf } from '../records/tag-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { countListed, servedOutcomes, verifyOutcomes, wordsShort, type ServedOutcomes } from './outcomes.ts';
import { readPages } from './pages.ts';
import { readNewestFile } from './verify-latest.ts';

const listPauseMs = 1500;

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
  /** The entry is under the tag of that very record; false where its tag key is not known here. */
  readonly tagCompared: boolean;
}

/** An opening of one of her records that counts as opened, and is not known to be one. overdue: an alarm. */
export interface CountedOpening {
  readonly leaf: number;
  readonly record: RecordId;
  readonly state: 'answering' | 'unknown' | 'overdue';
}

export interface Trace {
  readonly entries: number;
  readonly checkedAt: number;
  readonly fingerprint: string;
  readonly lines: readonly TraceLine[];
  /** Asked for, and denied by the witness. */
  readonly refused: readonly TraceLine[];
  /** All entries about her that count as opened, newest first. */
  readonly counted: readonly CountedOpening[];
  /** Entries about her that count as opened and of which nothing is shown, and notes that are hidden: an alarm. */
  readonly unread: readonly number[];
  /** Entries about her that are younger than 20 minutes and have no outcome yet. They count as opened. */
  readonly answering: readonly number[];
  /** What became of these the witness cannot know any more. They count as opened. */
  readonly notKnown: readonly number[];
  /** Lines that somebody put there for her and that do not hold. */
  readonly setAside: readonly { readonly leaf: number; readonly code: ProtocolCode }[];
  /** Words of which the witness signed more outcomes than were shown. */
  readonly short: readonly OutcomeWord[];
  /** What the portal itself noted: a card used, a key added. */
  readonly notices: readonly { readonly leaf: number; readonly what: string; readonly time: number }[];
}

export async function traceOpenings(
  vault: UnlockedVault,
  progress?: (done: number, of: number) => void,
): Promise<Trace> {
  const { head } = await vault.fresh();
  const asked = await askAbout(vault, head.size);
  const file = await readNewestFile(vault, progress, head);
  // What came while the file was read waits for the next look.
  const leaves = file.leaves.slice(0, head.size);
  const own = new Map(file.openings.map(({ leaf, record }) => [leaf, record]));
  const { listed, views } = await settle(vault, leaves, head, asked);
  const setAside: { leaf: number; code: ProtocolCode }[] = [];
  const read = new Map<number, ReadView>();
  // Every line that was served is read, also one about a record that was not: its leaf proves it.
  for (const { leaf: at, wrap } of views) {
    const view = findView(vault, at, leaves[at] as Uint8Array, wrap);
    if (typeof view === 'object') read.set(at, view);
    else setAside.push({ leaf: at, code: view });
  }
  const notices = await ownNotices(vault, leaves);
  const states = new Map(
    [...new Set([...own.keys(), ...read.keys()])]
      .filter((at) => at < head.size)
      .toSorted((a, b) => b - a)
      .map((at) => {
        const known = { sealed: read.get(at)?.outcome, listed: listed.get(at)?.outcome };
        return [at, judgeOpening(at, known, head.aged)] as const;
      }),
  );
  const places = (...wanted: readonly OpeningState[]) =>
    [...states].flatMap(([at, state]) => (wanted.includes(state) ? [at] : []));
  const repeated = repeatedLeaves(places('opened').map((leaf) => ({ leaf, bytes: leaves[leaf] as Uint8Array })));
  const linesOf = (of: readonly number[]) => of.flatMap((at) => read.get(at)?.line ?? []);
  const upwards = (of: readonly number[]) => of.toSorted((a, b) => a - b);
  return {
    entries: head.size,
    checkedAt: head.time,
    fingerprint: toBase64url(head.root),
    lines: linesOf(places('opened').filter((at) => !repeated.has(at))),
    refused: linesOf(places('refused')),
    counted: countedOf(states, own),
    unread: upwards([...new Set([...places('overdue', 'withheld'), ...notices.hidden])]),
    answering: upwards(places('answering')),
    notKnown: upwards(places('unknown')),
    setAside: setAside.filter(({ leaf }) => !states.has(leaf)),
    short: wordsShort(head.outcomes, countListed(listed)),
    notices: notices.shown,
  };
}

interface Asked {
  readonly outcomes: ServedOutcomes;
  readonly views: readonly Reply<'log/views'>['views'][number][];
}

/** After the head and before the leaves: there is at least what the head counts. */
async function askAbout(vault: UnlockedVault, size: number): Promise<Asked> {
  const outcomes = await servedOutcomes(vault, size);
  const views = await readPages(size, limits.viewsPerPage, async (from) => {
    return (await vault.ports.call('log/views', { from })).views;
  });
  return { outcomes, views };
}

/** Outcomes that a portal hides it still hides a moment later; what was only on its way is there by then. */
async function settle(vault: UnlockedVault, leaves: readonly Uint8Array[], head: Head, { outcomes, views }: Asked) {
  const listed = verifyOutcomes(vault.open, outcomes, leaves);
  if (wordsShort(head.outcomes, countListed(listed)).length === 0) return { listed, views };
  await vault.ports.pause(listPauseMs);
  const again = await askAbout(vault, head.size);
  return { listed: verifyOutcomes(vault.open, again.outcomes, leaves), views: again.views };
}

/** Newest first. Each stands under the tag of one of her records, so the page can say which. */
function countedOf(states: ReadonlyMap<number, OpeningState>, own: ReadonlyMap<number, RecordId>) {
  return [...states].flatMap(([leaf, state]): readonly CountedOpening[] => {
    const record = own.get(leaf);
    if (record === undefined) return [];
    if (state === 'answering' || state === 'unknown') return [{ leaf, record, state }];
    return state === 'overdue' || state === 'withheld' ? [{ leaf, record, state: 'overdue' }] : [];
  });
}

interface ReadView {
  readonly line: TraceLine;
  readonly outcome: Outcome;
}

/** One line that cannot be read is told apart; it does not hide the others. */
function findView(vault: UnlockedVault, at: number, leaf: Uint8Array, wrap: string): ReadView | ProtocolCode {
  try {
    return readView(vault, at, leaf, wrap);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return error.code;
  }
}

function readView(vault: UnlockedVault, at: number, leaf: Uint8Array, wrapText: string): ReadView {
  const { roster, secrets } = vault.open;
  const sealed = wrapCodec.parse(fromBase64url(wrapText));
  const context = logViewContext(roster.rootfp, at);
  for (const pair of [secrets.keys.seal, ...secrets.earlier.map((earlier) => earlier.keys.seal)]) {
    try {
      const plain = unwrap(pair, sealed, context);
      const { view, outcome, tagCompared } = verifyLogView(plain, at, leaf, roster, (named) => tagKeys(vault, named));
      const { time, requester: who, desk, kind, record, reason } = view;
      const deskHeld = roster.desks.has(desk) && wasDeskMember(roster, desk, who, at);
      return { line: { leaf: at, time, who, desk, kind, record, reason, deskHeld, tagCompared }, outcome };
    } catch (error) {
      if ((error as { code?: string }).code !== 'wrong-key') throw error;
    }
  }
  return refuse('log-body', 'the line about an opening is not for your key', { leaf: at });
}

/** Of a record that she holds, and of all generations of her inbox; what is no record of hers has none here. */
function tagKeys(vault: UnlockedVault, { record, kind }: View): readonly Key32[] {
  const whom = forPerson(vault.open.member);
  const known = vault.open.opened.get(record)?.tagKey;
  const own =
    placeOfRecord(vault, kind, whom).record === record ? tagKeysOf(vault, kind, whom).map(({ tagKey }) => tagKey) : [];
  return [...(known === undefined ? [] : [known]), ...own];
}

/** What the portal noted about her and logged. A note that the log holds under her tag and nobody shows is hidden. */
async function ownNotices(vault: UnlockedVault, leaves: readonly Uint8Array[]) {
  const { roster, member, portalTagKey } = vault.open;
  const notices = await readPages(leaves.length, limits.noticesPerPage, async (from) => {
    return (await vault.ports.call('log/notices', { from })).notices;
  });
  const shown = notices
    .filter((given) => given.member === member)
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
