/** A desk's work (§5-7): the queue, opening with one touch, its own cases, itineraries for their owners. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { isContentKind, parseContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import { toId, type DeskId, type MemberId, type RecordId } from '#protocol/core/ids.ts';
import type { OpeningReason } from '#protocol/openings/opening.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import type { Header } from '#protocol/records/header.ts';
import { currentEpoch, findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { readToEnd } from '../log/pages.ts';
import { openBatch, wrapFor, type DeskRecord } from './opening.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { deskRequest, sealAll } from './sealing.ts';

/** One sealed record in the queue. Its content is here only while it is open in this session. */
export interface Envelope<K extends ContentKind = ContentKind> {
  readonly record: RecordId;
  readonly kind: K;
  /** The member that it is about; undefined for documents. */
  readonly person: MemberId | undefined;
  readonly revision: number;
  readonly until: number;
  readonly gated: boolean;
  readonly canOpen: boolean;
  readonly content: Content<K> | undefined;
  readonly leaf: number;
}

export interface Queue {
  readonly desk: DeskId;
  /** All participants of the event: also those who have sealed nothing yet. */
  readonly people: readonly MemberId[];
  readonly envelopes: readonly Envelope[];
  readonly deskReady: boolean;
  readonly time: number;
  /** How many rows that name this desk do not hold. They are not shown, and stop nothing else. */
  readonly setAside: number;
}

const known = new WeakMap<UnlockedVault, Map<DeskId, ReadonlyMap<RecordId, DeskRecord>>>();

export async function readQueue(vault: UnlockedVault, desk: DeskId): Promise<Queue> {
  const { roster, head } = await vault.fresh();
  const pages = await readToEnd((after) => vault.ports.call('records/desk', { desk, after }));
  const records = new Map<RecordId, DeskRecord>();
  let setAside = pages.at(-1)?.setAside ?? 0;
  for (const stored of pages.flatMap((page) => page.records)) {
    const read = readRow(roster, desk, stored);
    if (read === undefined) setAside += 1;
    else if (read.verified.header.readers.includes(desk)) records.set(read.verified.header.record, read);
  }
  const byDesk = known.get(vault) ?? new Map<DeskId, ReadonlyMap<RecordId, DeskRecord>>();
  known.set(vault, byDesk.set(desk, records));
  return {
    desk,
    people: [...roster.members.keys()].filter((member) => findCard(roster, member)?.role === 'participant'),
    envelopes: [...records.values()].flatMap((record) => envelopeOf(vault, record) ?? []),
    deskReady: currentEpoch(roster, desk) !== undefined,
    time: head.time,
    setAside,
  };
}

/** One row that does not hold must not close the rest of the queue. */
function readRow(
  roster: Roster,
  desk: DeskId,
  stored: Reply<'records/desk'>['records'][number],
): DeskRecord | undefined {
  try {
    const verified = verifyRecord(roster, fromBase64url(stored.record), stored.leaf, {});
    return {
      verified,
      wraps: wrapFor(roster, verified, stored.deskWraps, desk),
      content: stored.content === null ? undefined : fromBase64url(stored.content),
    };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}

function envelopeOf(vault: UnlockedVault, record: DeskRecord): Envelope | undefined {
  const { header, leaf, digest } = record.verified;
  if (!isContentKind(header.kind)) return undefined;
  const open = vault.open.opened.get(header.record);
  const same = open !== undefined && open.verified.digest.every((byte, i) => byte === digest[i]);
  return {
    record: header.record,
    kind: header.kind,
    person: header.owner ?? header.about,
    revision: header.revision,
    until: header.purgeAfter,
    gated: header.gated,
    canOpen: record.wraps.length > 0,
    content: same ? readable(header.kind, open.content) : undefined,
    leaf,
  };
}

/**
 * Return the content, or undefined if it is malformed: an altered client may have sealed anything. Nothing of it is
 * shown, and no other record is affected.
 */
function readable<K extends ContentKind>(kind: K, plain: Uint8Array): Content<K> | undefined {
  try {
    return parseContent(kind, plain);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}

export interface OpenedLine {
  readonly record: RecordId;
  readonly refusal: string | undefined;
}

/** Open every named record and every case of the desk with one touch. Returns which stayed closed, and why. */
export async function openRecords(
  vault: UnlockedVault,
  desk: DeskId,
  wanted: readonly RecordId[],
  reason: OpeningReason,
): Promise<readonly OpenedLine[]> {
  const records = known.get(vault)?.get(desk) ?? refuse('record-expected', 'read the queue first');
  const chosen = [...records.values()].filter(
    ({ verified: { header } }) => wanted.includes(header.record) || (!header.gated && header.desk === desk),
  );
  const opened = await openBatch(
    vault,
    desk,
    chosen.filter((record) => record.wraps.length > 0),
    reason,
  );
  return opened.map(({ record, refusal }) => ({ record: record.verified.header.record, refusal }));
}

/** Refuse to continue a desk's record that this session has not opened: it would become a second one. */
function requireOpened(vault: UnlockedVault, wanted: (header: Header) => boolean): void {
  const queues = [...(known.get(vault)?.values() ?? [])];
  const found = queues.flatMap((records) => [...records.values()]).find(({ verified }) => wanted(verified.header));
  if (found !== undefined && !vault.open.opened.has(found.verified.header.record))
    refuse('record-expected', 'open the earlier one first');
}

/** Save a desk's own note about a person: state, deadline, assignee, never identity. It needs no touch. */
export async function saveCase(
  vault: UnlockedVault,
  desk: DeskId,
  about: MemberId,
  content: Content<'case'>,
): Promise<void> {
  const same = (header: Header) => header.desk === desk && header.about === about && (header.kind as string) === 'case';
  requireOpened(vault, same);
  const before = [...vault.open.opened.values()].find(({ verified }) => same(verified.header));
  await sealAll(vault, [deskRequest(vault, 'case', content, before, { desk, about })]);
}

/** Save what a desk writes for a person: her journey, her seats, a circle. She reads it with her own key. */
export async function saveFor<K extends 'itinerary' | 'seats' | 'circle'>(
  vault: UnlockedVault,
  kind: K,
  owner: MemberId,
  content: Content<K>,
): Promise<void> {
  const same = (header: Header) => header.owner === owner && (header.kind as string) === kind;
  requireOpened(vault, same);
  const before = [...vault.open.opened.values()].find(({ verified }) => same(verified.header));
  await sealAll(vault, [
    {
      kind,
      record: before?.verified.header.record ?? toId<RecordId>(vault.ports.random(16)),
      content,
      tagKey: before?.tagKey ?? key32(vault.ports.random(32)),
      before: before?.verified,
      owner,
      desk: undefined,
      about: undefined,
    },
  ]);
}

export function saveItinerary(vault: UnlockedVault, owner: MemberId, content: Content<'itinerary'>): Promise<void> {
  return saveFor(vault, 'itinerary', owner, content);
}
