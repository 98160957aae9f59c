/** A desk's work (§5-7): the queue, and opening it with one touch. writing.ts writes. */
import { equal } from '#protocol/core/bytes.ts';
import { isContentKind, parseContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { isStanding, keysKind, programmeKind, stateKind } from '#protocol/members/standing.ts';
import type { OpeningReason } from '#protocol/openings/opening.ts';
import type { Header } from '#protocol/records/header.ts';
import type { TaskState } from '#protocol/records/kinds/case.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { currentEpoch, findCard } from '#protocol/roster/roster-state.ts';
import { asideOf, type AsideLine } from '../log/newer.ts';
import { scanLog } from '../log/scan.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { addWraps } from './add-wraps.ts';
import { keysToOpen, renewDeskKeys } from './desk-keys.ts';
import { openStart } from './documents.ts';
import type { DeskRecord } from './desk-record.ts';
import { openBatch, type OpenedPlain } from './opening.ts';
import { queueOf, readRecords } from './queue-records.ts';

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
  /** It was tried, and nobody will open it: who may write it writes the next over it. `content` may be that of one before. */
  readonly broken: boolean;
  /** Who wrote this revision. */
  readonly author: MemberId;
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
  /** How far other desks are with each person, where they share it and it is open in this session. */
  readonly states: readonly DeskState[];
  /** What is in the place of a record and is none, with who signed it. */
  readonly aside: readonly AsideLine[];
}

interface DeskState {
  readonly desk: DeskId;
  readonly member: MemberId;
  readonly state: TaskState;
}

export async function readQueue(vault: UnlockedVault, desk: DeskId): Promise<Queue> {
  const { records, setAside } = await readRecords(vault, desk);
  const { roster, head } = vault.open;
  return {
    desk,
    people: [...roster.members.keys()].filter((member) => findCard(roster, member)?.role === 'participant'),
    envelopes: [...records.values()].flatMap((record) => envelopeOf(vault, record) ?? []),
    deskReady: currentEpoch(roster, desk) !== undefined,
    time: head?.time ?? 0,
    setAside,
    states: statesOf(vault, records),
    aside: asideOf(vault),
  };
}

const isSame = (verified: VerifiedRecord | undefined, digest: Uint8Array): boolean =>
  verified !== undefined && equal(verified.digest, digest);

function statesOf(vault: UnlockedVault, records: ReadonlyMap<RecordId, DeskRecord>): readonly DeskState[] {
  return [...records.values()].flatMap(({ verified: { header, digest } }) => {
    const open = vault.open.opened.get(header.record);
    const { desk } = header;
    if (desk === undefined || header.kind !== stateKind(desk) || !isSame(open?.verified, digest)) return [];
    const content = open === undefined ? undefined : readable(header.kind as unknown as 'state-', open.content);
    return (content?.people ?? []).map(({ member, state }) => ({ desk, member: member as MemberId, state }));
  });
}

function envelopeOf(vault: UnlockedVault, record: DeskRecord): Envelope | undefined {
  const { header, leaf, digest } = record.verified;
  if (!isContentKind(header.kind) || isStanding(header.kind)) return undefined;
  const open = vault.open.opened.get(header.record);
  const same = open !== undefined && isSame(open.verified, digest);
  const isBroken = isSame(vault.open.broken.get(header.record), digest);
  const start = vault.open.starts.get(header.record);
  return {
    record: header.record,
    kind: header.kind,
    person: header.owner ?? header.about,
    revision: header.revision,
    until: header.purgeAfter,
    gated: header.gated,
    canOpen: record.wraps.length > 0,
    broken: isBroken,
    author: header.author,
    content: same ? readable(header.kind, open.content) : isBroken && start ? readable(header.kind, start) : undefined,
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

/**
 * Open every named record with one touch, and with it all that the desk keeps for itself: its cases, its keys, and what
 * people gave it. Returns which of the named stayed closed, and why.
 */
export async function openRecords(
  vault: UnlockedVault,
  desk: DeskId,
  wanted: readonly RecordId[],
  reason: OpeningReason,
): Promise<readonly OpenedLine[]> {
  const records = await queueOf(vault, desk);
  const isOwn = ({ kind, gated }: Header) => !gated && (isStanding(kind) || isOfDesk(kind));
  const chosen = [...records.values()].filter(
    ({ verified: { header } }) => wanted.includes(header.record) || (isOwn(header) && header.kind !== programmeKind),
  );
  // Of the desk's own keys every revision: each brings a secret of its own.
  const keys = await keysToOpen(vault, (await scanLog(vault)).leaves, desk);
  const others = chosen.filter(({ verified, wraps }) => wraps.length > 0 && verified.header.kind !== keysKind(desk));
  const first = await openBatch(vault, desk, [...keys, ...others], reason);
  // What is in the place of something else, and asks the witness for itself, has a touch of its own.
  const instead = first.flatMap((one) => one.instead ?? []);
  const second = instead.length === 0 ? [] : await openBatch(vault, desk, instead, reason);
  const opened = first.map((one) => second.find(({ record }) => record === one.instead) ?? one);
  for (const { record, broken } of opened) if (broken) await openStart(vault, desk, record.verified.header);
  await careForKeys(vault, desk, opened);
  return opened
    .filter(({ record: { verified } }) => !isStanding(verified.header.kind))
    .map(({ record, refusal }) => ({ record: record.verified.header.record, refusal }));

  function isOfDesk(kind: KindId): boolean {
    return ruleOf(vault.open.roster.policy, kind).owned !== 'person';
  }
}

/** What the touch that opens is used for besides. A failure here is none of the opening: the next touch tries again. */
async function careForKeys(vault: UnlockedVault, desk: DeskId, opened: readonly OpenedPlain[]): Promise<void> {
  try {
    await renewDeskKeys(vault, desk);
    await addWraps(vault, desk, opened);
  } catch (error) {
    if (!(error instanceof ProtocolError) && !(error instanceof Refused)) throw error;
  }
}
