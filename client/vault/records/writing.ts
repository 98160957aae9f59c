/**
 * What a desk writes (5.13): for a person, about one, and for itself. Each has one place. A first revision is written only
 * where the log has nothing under any key of that place, and a next one over the newest that this session has opened.
 */
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { caseKind, stateKind } from '#protocol/members/standing.ts';
import { parseContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import type { TaskState } from '#protocol/records/kinds/case.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { isDeskMember } from '#protocol/roster/roster-state.ts';
import { isSame, lookForNewer } from '../log/newer.ts';
import { scanLog } from '../log/scan.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { deskKey, personKey } from './desk-keys.ts';
import { openBatch } from './opening.ts';
import { queueOf } from './queue-records.ts';
import { nextRequest, sealAll, type SealRequest } from './sealing.ts';
import { forDesk, forPerson, newestKey, placeOfRecord, tagKeysOf, type Whom } from './tag-keys.ts';

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
  const place = placeOfRecord(vault, kind, whom);
  const mine = [vault.open.opened.get(place.record)?.verified, vault.open.broken.get(place.record)];
  const served = mine.reduce((a, b) => ((b?.leaf ?? -1) > (a?.leaf ?? -1) ? b : a));
  const [looked] = await lookForNewer(vault, leaves, [{ place, keys: tagKeysOf(vault, kind, whom), served }]);
  const newest = looked?.newest;
  if (newest === undefined) {
    if (looked?.refusal !== undefined) throw looked.refusal;
    return undefined;
  }
  if (mine.some((one) => isSame(one, newest))) return newest;
  // The portal shows none, and the log knows one.
  if (looked?.refusal !== undefined && !(await queueOf(vault, desk)).has(place.record)) throw looked.refusal;
  return refuse('record-expected', 'open the earlier one first');
}

/** The next revision of what a desk owns, about somebody or nobody. */
async function deskRequest<K extends ContentKind>(
  vault: UnlockedVault,
  kind: K,
  content: Content<K>,
  whom: Whom & { readonly desk: DeskId },
): Promise<SealRequest<K>> {
  const tagKey: Key32 = await deskKey(vault, whom.desk, idOf(kind), whom);
  const { leaves } = await scanLog(vault);
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
  const whom = ofDesk(desk);
  await sealedAgain(vault, desk, idOf(kind), whom, async () => {
    await sealAll(vault, [await deskRequest(vault, kind, content, whom)]);
  });
}

const tries = 3;

/** Also after a conflict, if nobody else wrote this record: the team's keys may have been renewed, or what it shares changed. */
async function sealedAgain(
  vault: UnlockedVault,
  desk: DeskId,
  kind: KindId,
  whom: Whom,
  seal: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await seal();
      return;
    } catch (error) {
      const isTaken = error instanceof Refused && error.facts.code === 'record-conflict';
      if (!isTaken || attempt === tries || !(await isStillNewest(vault, desk, kind, whom))) throw error;
    }
  }
}

async function isStillNewest(vault: UnlockedVault, desk: DeskId, kind: KindId, whom: Whom): Promise<boolean> {
  await queueOf(vault, desk, true);
  const { leaves } = await scanLog(vault);
  return newestHere(vault, leaves, desk, kind, whom).then(
    () => true,
    () => false,
  );
}

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
  const kind = caseKind(desk) as unknown as 'case-';
  const whom = ofDesk(desk, about);
  await sealedAgain(vault, desk, caseKind(desk), whom, async () => {
    const request = await deskRequest(vault, kind, content, whom);
    const shared = await stateRequest(vault, desk, about, content.tasks[0]?.state ?? 'done');
    await sealAll(vault, shared === undefined ? [request] : [request, shared]);
  });
}

const peopleOf = (desk: DeskId, content: Uint8Array) =>
  parseContent(stateKind(desk) as unknown as 'state-', content).people;

async function stateRequest(
  vault: UnlockedVault,
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
  // A newcomer writes her case all the same; what the team shares waits for a colleague's wrap.
  if (!isHeld && served !== undefined && served.wraps.length === 0) return undefined;
  if (!isHeld && served !== undefined) await openBatch(vault, desk, [served], 'change');
  const before = await newestHere(vault, (await scanLog(vault)).leaves, desk, stateKind(desk), whom);
  const now = vault.open.opened.get(record);
  const people = now === undefined || now.verified.leaf !== before?.leaf ? [] : peopleOf(desk, now.content);
  if (people.some((one) => one.member === member && one.state === state)) return undefined;
  const others = people.filter((one) => one.member !== member);
  const next = [...others, { member, state }].toSorted((a, b) => (a.member < b.member ? -1 : 1));
  const tagKey = newestKey(vault, stateKind(desk), whom) as Key32;
  return nextRequest(vault, kind, { people: next }, { whom, tagKey, before });
}
