/** What a desk has one of for itself: the words of the open part, and the guest list. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId } from '#protocol/core/ids.ts';
import { parseContent, type Content } from '#protocol/records/content.ts';
import type { Header } from '#protocol/records/header.ts';
import { currentMonth } from '#protocol/roster/roster-state.ts';
import { revisionsOf } from '../log/newer.ts';
import { scanLog } from '../log/scan.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { wrapFor, type DeskRecord } from './desk-record.ts';
import { openBatch } from './opening.ts';
import { queueOf } from './queue-records.ts';
import { keysToOpen } from './desk-keys.ts';
import { forDesk, placeOfRecord, tagKeysOf } from './tag-keys.ts';

type Document = 'site' | 'guest-list';
const reasonFor = (kind: Document) => (kind === 'guest-list' ? 'guest-list' : 'change');

/**
 * What a document of a desk says now; undefined if there is none. It is opened with a touch if this session has not. Where
 * nobody can open the last one, it is what the last before it says.
 */
export async function openDocument<K extends Document>(
  vault: UnlockedVault,
  kind: K,
  desk: DeskId,
): Promise<Content<K> | undefined> {
  const { record } = placeOfRecord(vault, kind as unknown as KindId, forDesk(desk));
  const served = (await queueOf(vault, desk, true)).get(record);
  const held = vault.open.opened.get(record);
  if (served === undefined && held === undefined) return undefined;
  const isHeld = held !== undefined && (served === undefined || held.verified.leaf >= served.verified.leaf);
  if (isHeld || served === undefined) return parseContent(kind, held?.content ?? new Uint8Array(0));
  // Without a month's key nobody opens what is gated: no touch is asked for.
  if (served.verified.header.gated && currentMonth(vault.open.roster) === undefined)
    refuse('desk-waiting', 'no month has a key yet');
  const keys = await keysToOpen(vault, (await scanLog(vault)).leaves, desk);
  const opened = await openBatch(vault, desk, [...keys, served], reasonFor(kind));
  let last = opened.at(-1);
  // Another is in its place: it asks the witness for itself.
  if (last?.instead !== undefined) [last] = await openBatch(vault, desk, [last.instead], reasonFor(kind));
  if (last?.plain !== undefined) return parseContent(kind, last.plain);
  if (last?.broken !== true) return refuse('record-expected', `stayed closed: ${last?.refusal ?? ''}`);
  const start = await openStart(vault, desk, last.record.verified.header);
  return start && parseContent(kind, start);
}

/**
 * What the last revision before a broken one says, of those that count and open; undefined if there is none, or if the record
 * is no document.
 */
export async function openStart(
  vault: UnlockedVault,
  desk: DeskId,
  { kind, record, owner, about }: Header,
): Promise<Uint8Array | undefined> {
  if ((kind as string) !== 'site' && (kind as string) !== 'guest-list') return undefined;
  const whom = { owner, desk, about };
  const { leaves } = await scanLog(vault);
  const all = await revisionsOf(vault, leaves, placeOfRecord(vault, kind, whom), tagKeysOf(vault, kind, whom));
  for (const { verified, answer } of all.slice(0, -1).toReversed()) {
    const wraps = wrapFor(vault.open.roster, verified, answer.deskWraps, desk);
    const content = answer.content === null ? undefined : fromBase64url(answer.content);
    const before: DeskRecord = { verified, wraps, content, ofHistory: true };
    if (wraps.length === 0) continue;
    const [opened] = await openBatch(vault, desk, [before], reasonFor(kind as unknown as Document));
    if (opened?.plain === undefined) continue;
    vault.open.starts.set(record, opened.plain);
    return opened.plain;
  }
  return undefined;
}
