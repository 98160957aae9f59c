/** Sealing any record (§5): one place where headers are filled, recipients taken from the roster, and leaves offered. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { blankContent, encodeContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import { requireKey } from '#protocol/openings/desk-seed.ts';
import { refuse } from '#protocol/core/errors.ts';
import { toId, type DeskId, type KindId, type MemberId, type RecordId } from '#protocol/core/ids.ts';
import { parseLeaf } from '#protocol/log/leaf.ts';
import { purgeTime, ruleOf } from '#protocol/members/policy.ts';
import type { RecordSecrets } from '#protocol/records/record.ts';
import { sealRecord, type Sealed } from '#protocol/records/seal.ts';
import { requireRecordLeaf, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { currentEpoch, findCard, isSoundEpoch, type DeskEpoch, type Roster } from '#protocol/roster/roster-state.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import type { OpenedRecord, UnlockedVault } from '../session/unlocked-vault.ts';
import { scanUntil } from '../log/scan.ts';

export interface SealWish<K extends ContentKind = ContentKind> {
  readonly kind: K;
  readonly record: RecordId;
  readonly content: Content<K>;
  readonly tagKey: Key32;
  /** The revision before, if any. */
  readonly before: VerifiedRecord | undefined;
  readonly owner: MemberId | undefined;
  readonly desk: DeskId | undefined;
  readonly about: MemberId | undefined;
}

export interface SealedWish {
  readonly wish: SealWish;
  readonly sealed: Sealed;
  readonly secrets: RecordSecrets;
  readonly plain: Uint8Array;
}

/** The last moment of a Gregorian date in UTC; purge dates are coarse on purpose, so no zone arithmetic. */
function endOfDayUtc(date: string): number {
  return Date.parse(`${date}T23:59:59.999Z`);
}

/** Seals on the roster just refreshed, takes every key from it, and offers all of them as one act. */
export async function sealAll(vault: UnlockedVault, wishes: readonly SealWish[]): Promise<readonly SealedWish[]> {
  if (wishes.length === 0) return [];
  const { roster } = await vault.fresh();
  requireOwnKeys(vault, roster, wishes);
  const keys = await recipientKeys(vault, roster, wishes);
  const made = wishes.map((wish) => sealOne(vault, roster, wish, keys));
  const { leaves } = await vault.ports.call('records/put', {
    items: made.map(({ sealed }) => ({
      record: toBase64url(sealed.record),
      content: toBase64url(sealed.content),
      deskWraps: sealed.deskWraps.map(toBase64url),
      tag: toBase64url(sealed.leaf.tag),
    })),
  });
  const logged = await scanUntil(vault, Math.max(...leaves));
  made.forEach(({ wish, sealed, secrets, plain }, i) => {
    const at = leaves[i] ?? refuse('leaf-missing', 'no place in the log');
    const verified = verifyRecord(roster, sealed.record, at, {
      kind: wish.kind as unknown as KindId,
      record: wish.record,
    });
    // "Sent" is said only of what stands in the log that the witness signed.
    requireRecordLeaf(verified, secrets.tagKey, parseLeaf(logged[at] ?? refuse('leaf-missing', `nothing at ${at}`)));
    vault.open.opened.set(wish.record, { verified, tagKey: secrets.tagKey, content: plain, secrets });
  });
  return made;
}

interface RecipientKeys {
  readonly owners: ReadonlyMap<MemberId, Uint8Array>;
  readonly desks: ReadonlyMap<DeskId, { desk: DeskId; epoch: number; publicKey: Uint8Array }>;
}

function readersOf(roster: Roster, wish: SealWish): readonly DeskId[] {
  const rule = ruleOf(roster.policy, wish.kind as unknown as KindId);
  // A desk reads what it owns alone, unless the policy names other readers (the members, for the programme).
  return wish.desk !== undefined && rule.readers.includes(wish.desk) ? [wish.desk] : rule.readers;
}

/**
 * The key a desk can be sealed to now: none after somebody left, for she holds it, until a remaining member makes the
 * next (§6).
 */
function presentEpoch(roster: Roster, desk: DeskId): DeskEpoch | undefined {
  return isSoundEpoch(roster, desk) ? currentEpoch(roster, desk) : undefined;
}

/** What she writes about herself stands without the desk's wrap for so long; a desk's own work waits. */
function requireOwnKeys(vault: UnlockedVault, roster: Roster, wishes: readonly SealWish[]): void {
  const waits = (desk: DeskId) => currentEpoch(roster, desk) !== undefined && presentEpoch(roster, desk) === undefined;
  if (wishes.some((wish) => wish.owner !== vault.open.member && readersOf(roster, wish).some(waits)))
    refuse('desk-waiting', 'somebody left: the key must be made anew first');
}

/** Full keys for the hashes in the roster; a key that does not match its hash stops everything. */
async function recipientKeys(
  vault: UnlockedVault,
  roster: Roster,
  wishes: readonly SealWish[],
): Promise<RecipientKeys> {
  const desks = [...new Set(wishes.flatMap((wish) => readersOf(roster, wish)))].flatMap((desk) => {
    const epoch = presentEpoch(roster, desk);
    return epoch === undefined ? [] : [{ desk, epoch }];
  });
  const owners = [...new Set(wishes.flatMap((wish) => (wish.owner === undefined ? [] : [wish.owner])))];
  const answer = await vault.ports.call('roster/keys', {
    members: owners,
    desks: desks.map(({ desk, epoch }) => ({ desk, epoch: epoch.epoch })),
    months: [],
  });
  return {
    owners: new Map(
      owners.flatMap((member) => {
        const card = findCard(roster, member);
        if (card === undefined) return [];
        const given = answer.members.find((key) => key.member === member) ?? refuse('desk-key', 'owner key is missing');
        return [[member, requireKey(fromBase64url(given.sealKey), card.sealKeyHash)] as const];
      }),
    ),
    desks: new Map(
      desks.map(({ desk, epoch }) => {
        const given = answer.desks.find((key) => key.desk === desk && key.epoch === epoch.epoch);
        if (given === undefined) return refuse('desk-key', 'desk key is missing');
        return [
          desk,
          { desk, epoch: epoch.epoch, publicKey: requireKey(fromBase64url(given.publicKey), epoch.keyHash) },
        ];
      }),
    ),
  };
}

function sealOne(vault: UnlockedVault, roster: Roster, wish: SealWish, keys: RecipientKeys): SealedWish {
  const { member, secrets: own } = vault.open;
  const kind = wish.kind as unknown as KindId;
  const rule = ruleOf(roster.policy, kind);
  const readers = readersOf(roster, wish);
  const purgeAfter = purgeTime(roster.policy, rule, endOfDayUtc);
  const secrets: RecordSecrets = {
    deskShare: key32(vault.ports.random(32)),
    witnessShare: key32(vault.ports.random(32)),
    tagKey: wish.tagKey,
  };
  const plain = encodeContent(wish.kind, wish.content);
  const sealed = sealRecord({
    header: {
      rootfp: roster.rootfp,
      kind,
      record: wish.record,
      owner: wish.owner,
      ownerKeyHash: wish.owner === undefined ? undefined : findCard(roster, wish.owner)?.sealKeyHash,
      desk: wish.desk,
      about: wish.about,
      revision: (wish.before?.header.revision ?? 0) + 1,
      prev: wish.before?.digest ?? new Uint8Array(32),
      author: member,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      readers,
      gated: rule.gated,
      opensAt: 0,
      closesAt: purgeAfter,
      purgeAfter,
    },
    content: plain,
    secrets,
    ownerKey: wish.owner === undefined ? undefined : keys.owners.get(wish.owner),
    witnessKey: rule.gated ? roster.genesis.witnesses[0]?.sealKey : undefined,
    // A reader desk without a key yet stands in the header without a wrap; its wrap comes with the next revision.
    deskKeys: readers.flatMap((desk) => keys.desks.get(desk) ?? []),
    signSecretKey: own.keys.sign.secretKey,
  });
  return { wish, sealed, secrets, plain };
}

/** The next revision of what a desk owns, or its first. */
export function deskWish<K extends ContentKind>(
  vault: UnlockedVault,
  kind: K,
  content: Content<K>,
  before: Pick<OpenedRecord, 'verified' | 'tagKey'> | undefined,
  of: { readonly desk: DeskId; readonly about?: MemberId },
): SealWish<K> {
  return {
    kind,
    record: before?.verified.header.record ?? toId<RecordId>(vault.ports.random(16)),
    content,
    tagKey: before?.tagKey ?? key32(vault.ports.random(32)),
    before: before?.verified,
    owner: undefined,
    desk: of.desk,
    about: of.about,
  };
}

export function blankWish(kind: ContentKind, record: RecordId, tagKey: Key32, owner: MemberId): SealWish {
  return {
    kind,
    record,
    content: blankContent(kind),
    tagKey,
    before: undefined,
    owner,
    desk: undefined,
    about: undefined,
  };
}
