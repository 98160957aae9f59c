/**
 * What a desk writes (5.13): for a person, about one, and for itself. Each has one place. A first revision is written only
 * where the log has nothing under any key of that place, and a next one over the newest that this session has opened.
 */
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import { equal } from '#protocol/core/bytes.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { caseKind, stateKind } from '#protocol/members/standing.ts';
import { parseContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import type { TaskState } from '#protocol/records/kinds/case.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { currentMonth, isDeskMember } from '#protocol/roster/roster-state.ts';
import { lookForNewer } from '../log/newer.ts';
import { scanLog } from '../log/scan.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { deskKey, personKey } from './desk-keys.ts';
import { openBatch } from './opening.ts';
import { queueOf } from './queue-records.ts';
import { nextRequest, sealAll, type SealRequest } from './sealing.ts';
import { forDesk, forPerson, placeOfRecord, tagKeysOf, type Whom } from './tag-keys.ts';

type Leaves = readonly Uint8Array[];
const idOf = (kind: ContentKind) => kind as unknown as KindId;

/** Save what a desk writes for a person: her journey, her seats, a circle. She reads it with her own key. */
export async function saveFor<K extends 'itinerary' | 'seats' | 'circle'>(
  vault: UnlockedVault,
  kind: K,
  owner: MemberId,
  content: Content<K>,
): Promise<void> {
  const { roster, member } = vault.open;
  const desk = ruleOf(roster.policy, idOf(kind)).writers.find((each) => isDeskMember(roster, each, member));
  if (desk === undefined) return refuse('record-author', 'of no desk that writes this kind');
  const { leaves } = await scanLog(vault);
  const whom = forPerson(owner);
  // Also where her earlier one is open: she may have renewed her keys since.
  const tagKey = await personKey(vault, leaves, desk, idOf(kind), owner);
  const before = await newestHere(vault, leaves, desk, idOf(kind), whom);
  await sealAll(vault, [nextRequest(vault, kind, content, { whom, tagKey, before })]);
}

/**
 * Returns the revision that the next one follows, undefined for the first. Refuses what this session has not opened: it
 * would write over a colleague's words unread. What does not open for good is written over.
 */
async function newestHere(
  vault: UnlockedVault,
  leaves: Leaves,
  desk: DeskId,
  kind: KindId,
  whom: Whom,
): Promise<VerifiedRecord | undefined> {
  const { opened, broken } = vault.open;
  const place = placeOfRecord(vault, kind, whom);
  const served = (await queueOf(vault, desk)).get(place.record)?.verified;
  const mine = opened.get(place.record)?.verified ?? broken.get(place.record);
  const isLater = mine !== undefined && (served === undefined || mine.leaf >= served.leaf);
  if (!isLater && served !== undefined) refuse('record-expected', 'open the earlier one first');
  const held = opened.get(place.record)?.tagKey;
  const known = tagKeysOf(vault, kind, whom);
  const keys = held === undefined || known.some((key) => equal(key, held)) ? known : [held, ...known];
  const subject = { place, keys, revision: mine?.header.revision ?? 0, leaf: mine?.leaf ?? -1 };
  const [looked] = await lookForNewer(vault, leaves, [subject]);
  if (looked?.refusal !== undefined) throw looked.refusal;
  return mine;
}

/** The next revision of what a desk owns, about somebody or nobody. */
async function deskRequest<K extends ContentKind>(
  vault: UnlockedVault,
  leaves: Leaves,
  kind: K,
  content: Content<K>,
  whom: Whom & { readonly desk: DeskId },
): Promise<SealRequest<K>> {
  const tagKey: Key32 = await deskKey(vault, leaves, whom.desk, idOf(kind), whom);
  const before = await newestHere(vault, leaves, whom.desk, idOf(kind), whom);
  return nextRequest(vault, kind, content, { whom, tagKey, before });
}

const ofDesk = (desk: DeskId, about?: MemberId) => ({ ...forDesk(desk, about), desk });

/** Save a document of a desk: the words of the open part, the guest list. */
export async function saveDocument<K extends 'site' | 'guest-list'>(
  vault: UnlockedVault,
  kind: K,
  desk: DeskId,
  content: Content<K>,
): Promise<void> {
  const { leaves } = await scanLog(vault);
  await sealAll(vault, [await deskRequest(vault, leaves, kind, content, ofDesk(desk))]);
}

/** What a document of a desk says now; undefined if there is none. It is opened with a touch if this session has not. */
export async function openDocument<K extends 'site' | 'guest-list'>(
  vault: UnlockedVault,
  kind: K,
  desk: DeskId,
): Promise<Content<K> | undefined> {
  const { record } = placeOfRecord(vault, idOf(kind), forDesk(desk));
  const served = (await queueOf(vault, desk, true)).get(record);
  const held = vault.open.opened.get(record);
  if (served === undefined && held === undefined) return undefined;
  const isHeld = held !== undefined && (served === undefined || held.verified.leaf >= served.verified.leaf);
  if (!isHeld && served !== undefined) {
    // Without a month's key nobody opens what is gated: no touch is asked for.
    if (served.verified.header.gated && currentMonth(vault.open.roster) === undefined)
      refuse('desk-waiting', 'no month has a key yet');
    const [opened] = await openBatch(vault, desk, [served], kind === 'guest-list' ? 'guest-list' : 'change');
    if (opened?.plain === undefined) refuse('record-expected', `stayed closed: ${opened?.refusal ?? ''}`);
  }
  const now = vault.open.opened.get(record) ?? refuse('record-expected', 'stayed closed');
  return parseContent(kind, now.content);
}

/** Two colleagues may write the shared state at once; the second reads it again. */
const tries = 3;

/**
 * Save a desk's tasks about a person: state, deadline, assignee, never identity. The desks that wait for this one read the
 * state alone, in one record, in the same act.
 */
export async function saveCase(
  vault: UnlockedVault,
  desk: DeskId,
  about: MemberId,
  content: Content<'case-'>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await saveCaseOnce(vault, desk, about, content);
      return;
    } catch (error) {
      const isTaken = error instanceof Refused && error.facts.code === 'record-conflict';
      if (!isTaken || attempt === tries || !(await isStillNewest(vault, desk, about))) throw error;
    }
  }
}

async function saveCaseOnce(vault: UnlockedVault, desk: DeskId, about: MemberId, content: Content<'case-'>) {
  const { leaves } = await scanLog(vault);
  const kind = caseKind(desk) as unknown as 'case-';
  const request = await deskRequest(vault, leaves, kind, content, ofDesk(desk, about));
  const shared = await stateRequest(vault, leaves, desk, about, content.tasks[0]?.state ?? 'done');
  await sealAll(vault, shared === undefined ? [request] : [request, shared]);
}

/** After a conflict: whether it was the shared record that a colleague wrote, and not this case. */
async function isStillNewest(vault: UnlockedVault, desk: DeskId, about: MemberId): Promise<boolean> {
  const { record } = placeOfRecord(vault, caseKind(desk), forDesk(desk, about));
  const served = (await queueOf(vault, desk, true)).get(record)?.verified;
  const mine = vault.open.opened.get(record)?.verified ?? vault.open.broken.get(record);
  return served === undefined || (mine !== undefined && mine.leaf >= served.leaf);
}

/** What a colleague wrote and nobody can read counts as empty, and is written over. */
function peopleOf(content: Uint8Array): Content<'state-'>['people'] {
  try {
    return parseContent('state-', content).people;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return [];
  }
}

async function stateRequest(
  vault: UnlockedVault,
  leaves: Leaves,
  desk: DeskId,
  member: MemberId,
  state: TaskState,
): Promise<SealRequest | undefined> {
  const kind = stateKind(desk) as unknown as 'state-';
  const whom = ofDesk(desk);
  const { record } = placeOfRecord(vault, stateKind(desk), whom);
  const served = (await queueOf(vault, desk)).get(record);
  const held = vault.open.opened.get(record);
  const isHeld = held !== undefined && (served === undefined || held.verified.leaf >= served.verified.leaf);
  if (!isHeld && served !== undefined && served.wraps.length > 0) await openBatch(vault, desk, [served], 'change');
  const now = vault.open.opened.get(record);
  const people = now === undefined ? [] : peopleOf(now.content);
  if (people.some((one) => one.member === member && one.state === state)) return undefined;
  const others = people.filter((one) => one.member !== member);
  const next = [...others, { member, state }].toSorted((a, b) => (a.member < b.member ? -1 : 1));
  const before = await newestHere(vault, leaves, desk, stateKind(desk), whom);
  const [tagKey] = tagKeysOf(vault, stateKind(desk), whom) as readonly [Key32];
  return nextRequest(vault, kind, { people: next }, { whom, tagKey, before });
}
