/**
 * The keys under which a desk's work stands (5.8, 5.13): its own secrets, in a record of the desk, and what each person gave
 * it. Both are opened with the touch that opens the desk's other records.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { keysKind, tagsKind } from '#protocol/members/standing.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import { currentEpoch, isSoundEpoch, someoneLeft } from '#protocol/roster/roster-state.ts';
import { lookForNewer, revisionsOf } from '../log/newer.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { openBatch, wrapFor, type DeskRecord } from './opening.ts';
import { queueOf } from './queue-records.ts';
import { nextRequest, sealAll } from './sealing.ts';
import {
  forDesk,
  forPerson,
  givenTo,
  keysOfDesk,
  placeOfRecord,
  tagKeysOf,
  takeGenerations,
  type Whom,
} from './tag-keys.ts';

type Leaves = readonly Uint8Array[];

/** Every revision of a standing record of this desk or for it that was not served as the newest. */
export async function earlierRevisions(
  vault: UnlockedVault,
  leaves: Leaves,
  desk: DeskId,
  newest: DeskRecord,
): Promise<readonly DeskRecord[]> {
  const { header, leaf } = newest.verified;
  if (header.revision === 1) return [];
  const whom: Whom = { owner: header.owner, desk: header.desk, about: header.about };
  const place = placeOfRecord(vault, header.kind, whom);
  const revisions = await revisionsOf(vault, leaves, place, tagKeysOf(vault, header.kind, whom));
  const { roster } = vault.open;
  return revisions
    .filter(({ at, content }) => at !== leaf && content !== null)
    .map(({ at, object, content, deskWraps }) => {
      const verified = verifyRecord(roster, fromBase64url(object), at, {});
      const wraps = wrapFor(roster, verified, deskWraps, desk);
      return { verified, wraps, content: fromBase64url(content ?? ''), earlier: true } as const;
    });
}

/** Why a standing record that was read up to this leaf, -1 for none, is not the newest; undefined if it is. */
async function newerThan(vault: UnlockedVault, leaves: Leaves, kind: KindId, whom: Whom, leaf: number) {
  const place = placeOfRecord(vault, kind, whom);
  const subject = { place, keys: tagKeysOf(vault, kind, whom), revision: 0, leaf };
  return (await lookForNewer(vault, leaves, [subject]))[0]?.refusal;
}

/** The standing record of this kind, and all its earlier revisions, as they are opened together. */
async function wholeOf(
  vault: UnlockedVault,
  leaves: Leaves,
  desk: DeskId,
  kind: KindId,
  whom: Whom,
): Promise<readonly DeskRecord[]> {
  const { record } = placeOfRecord(vault, kind, whom);
  const newest = (await queueOf(vault, desk)).get(record);
  if (newest === undefined) return [];
  const all = [newest, ...(await earlierRevisions(vault, leaves, desk, newest))];
  return all.filter(({ wraps }) => wraps.length > 0);
}

/**
 * Returns this desk's key for what it writes about itself or somebody, of its newest generation. The first member who needs
 * one makes the first; of two at once, the portal takes one, and the other reads it.
 */
export async function deskKey(
  vault: UnlockedVault,
  leaves: Leaves,
  desk: DeskId,
  kind: KindId,
  whom: Whom,
): Promise<Key32> {
  const keys = keysOfDesk(vault, desk);
  const of = [vault, leaves, keysKind(desk), forDesk(desk)] as const;
  if (keys.leaf < 0 || (await newerThan(...of, keys.leaf)) !== undefined) {
    if (keys.leaf >= 0) await queueOf(vault, desk, true);
    await readOrMake(vault, leaves, desk);
    const newer = await newerThan(...of, keys.leaf);
    if (newer !== undefined) throw newer;
  }
  return tagKeysOf(vault, kind, whom)[0] ?? refuse('desk-waiting', 'a colleague has to give this team its keys');
}

async function readOrMake(vault: UnlockedVault, leaves: Leaves, desk: DeskId): Promise<void> {
  const whom = forDesk(desk);
  const open = async () => openBatch(vault, desk, await wholeOf(vault, leaves, desk, keysKind(desk), whom), 'change');
  const { record } = placeOfRecord(vault, keysKind(desk), whom);
  const served = (await queueOf(vault, desk)).get(record);
  if (served !== undefined) {
    if (served.wraps.length === 0) refuse('desk-waiting', 'no wrap of the keys for this member');
    await open();
    return;
  }
  const hidden = await newerThan(vault, leaves, keysKind(desk), whom, -1);
  if (hidden !== undefined) throw hidden;
  try {
    await sealKeys(vault, desk, [[1, key32(vault.ports.random(32))]]);
  } catch (error) {
    if (!(error instanceof Refused) || error.facts.code !== 'record-conflict') throw error;
    await queueOf(vault, desk, true);
    await open();
  }
}

async function sealKeys(vault: UnlockedVault, desk: DeskId, all: readonly (readonly [number, Key32])[]): Promise<void> {
  const { roster } = await vault.fresh();
  if (!isSoundEpoch(roster, desk)) refuse('desk-waiting', 'this team has no key, or somebody left it since');
  const whom = forDesk(desk);
  const { record } = placeOfRecord(vault, keysKind(desk), whom);
  const before = vault.open.opened.get(record)?.verified ?? vault.open.broken.get(record);
  const [tagKey] = tagKeysOf(vault, keysKind(desk), whom) as readonly [Key32];
  const generations = all
    .toSorted(([a], [b]) => a - b)
    .slice(-limits.generations)
    .map(([number, secret]) => ({ number, secret: toBase64url(secret) }));
  const kind = keysKind(desk) as unknown as 'keys-';
  const [sealed] = await sealAll(vault, [nextRequest(vault, kind, { generations }, { whom, tagKey, before })]);
  const leaf = vault.open.opened.get(record)?.verified.leaf ?? -1;
  if (sealed !== undefined) takeGenerations(keysOfDesk(vault, desk), { generations }, leaf);
}

/** After a touch: a new secret if somebody left or was frozen since the last, and the same ones for a new key. */
export async function renewDeskKeys(vault: UnlockedVault, desk: DeskId): Promise<void> {
  const { roster } = await vault.fresh();
  const { record } = placeOfRecord(vault, keysKind(desk), forDesk(desk));
  const held = vault.open.opened.get(record);
  const newest = (await queueOf(vault, desk)).get(record);
  const epoch = currentEpoch(roster, desk);
  if (held === undefined || newest === undefined || epoch === undefined || !isSoundEpoch(roster, desk)) return;
  const left = someoneLeft(roster, desk, held.verified.leaf);
  const isWrapped = held.verified.leaf > epoch.from || newest.wraps.some((wrap) => wrap.epoch === epoch.epoch);
  if (!left && isWrapped) return;
  const number = held.verified.header.revision + 1;
  const fresh = left ? [[number, key32(vault.ports.random(32))] as const] : [];
  await sealKeys(vault, desk, [...keysOfDesk(vault, desk).secrets, ...fresh]);
}

/**
 * Returns the tag key of a kind that a desk writes for a person, of the newest generation that she gave it. Refuses with
 * `inbox-missing` if she has not been here yet.
 */
export async function personKey(
  vault: UnlockedVault,
  leaves: Leaves,
  desk: DeskId,
  kind: KindId,
  owner: MemberId,
): Promise<Key32> {
  const whom = forPerson(owner);
  const of = [vault, leaves, tagsKind(desk), whom] as const;
  const heldAt = () => givenTo(vault, desk, owner)?.leaf ?? -1;
  const known = heldAt();
  if (known < 0 || (await newerThan(...of, known)) !== undefined) {
    if (known >= 0) await queueOf(vault, desk, true);
    const all = await wholeOf(vault, leaves, desk, tagsKind(desk), whom);
    if (all.length > 0) await openBatch(vault, desk, all, 'change');
    const newer = await newerThan(...of, heldAt());
    if (newer !== undefined && !(await isWaiting(vault, desk, owner))) throw newer;
  }
  return tagKeysOf(vault, kind, whom)[0] ?? refuse('inbox-missing', 'no tag key of hers opens for this desk');
}

/** Her tag keys were served, and none of them has a wrap that this member opens: she gives one at her next unlock. */
async function isWaiting(vault: UnlockedVault, desk: DeskId, owner: MemberId): Promise<boolean> {
  const { record } = placeOfRecord(vault, tagsKind(desk), forPerson(owner));
  return (await queueOf(vault, desk)).get(record)?.wraps.length === 0;
}
