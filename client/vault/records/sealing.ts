/** Seal any record (§5): the only place that fills headers, takes recipients from the roster, and offers leaves. */
import { cleanContent } from '#domain/input/clean.ts';
import { witnessNow } from '#protocol/roster/by-leaf.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { encodeContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import { requireKey } from '#protocol/openings/desk-seed.ts';
import { refuse } from '#protocol/core/errors.ts';
import { membersDesk, type DeskId, type KindId, type MemberId, type RecordId } from '#protocol/core/ids.ts';
import { parseLeaf } from '#protocol/log/leaf.ts';
import { isStanding } from '#protocol/members/standing.ts';
import { purgeTime, ruleOf } from '#protocol/members/policy.ts';
import { isUsableSealKey, requireUsableSealKey } from '#protocol/members/usable-key.ts';
import type { RecordSecrets } from '#protocol/records/record.ts';
import { sealRecord, type Sealed } from '#protocol/records/seal.ts';
import { requireRecordLeaf, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { signRetire } from '#protocol/records/retire.ts';
import { currentEpoch, findCard, isSoundEpoch, type DeskEpoch, type Roster } from '#protocol/roster/roster-state.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanUntil } from '../log/scan.ts';
import { requireAgreedRules } from '../my-file/agreed-rules.ts';
import { placeOfRecord, type Whom } from './tag-keys.ts';

export interface SealRequest<K extends ContentKind = ContentKind> {
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

export interface SealedRequest {
  readonly request: SealRequest;
  readonly sealed: Sealed;
  readonly secrets: RecordSecrets;
  readonly plain: Uint8Array;
}

/**
 * Return the last moment of a Gregorian date in UTC. Purge dates are deliberately coarse, so there is no zone
 * arithmetic.
 */
function endOfDayUtc(date: string): number {
  return Date.parse(`${date}T23:59:59.999Z`);
}

/** Which revisions of a record are closed in the same act, under which tag key. */
export interface Closing {
  readonly record: RecordId;
  readonly lowestLive: number;
  readonly tagKey: Key32;
}

/** Seal on the roster just refreshed, take every key from it, and offer all records, and what they close, as one act. */
export async function sealAll(
  vault: UnlockedVault,
  requests: readonly SealRequest[],
  closings: readonly Closing[] = [],
): Promise<readonly SealedRequest[]> {
  if (requests.length === 0) return [];
  const { roster, head } = await vault.fresh();
  requireAgreedRules(vault, roster, requests);
  requireOwnKeys(vault, roster, requests);
  const keys = await recipientKeys(vault, roster, requests);
  const results = requests.map((request) => sealOne(vault, roster, head.time, request, keys));
  const { member, secrets: own } = vault.open;
  const retires = closings.map(({ tagKey, ...closing }) =>
    signRetire({ rootfp: roster.rootfp, ...closing, signer: member, time: head.time }, own.keys.sign.secretKey, tagKey),
  );
  const { leaves } = await vault.ports.call('records/put', {
    ...(retires.length === 0
      ? {}
      : { retires: retires.map(({ bytes, leaf }) => ({ retire: toBase64url(bytes), tag: toBase64url(leaf.tag) })) }),
    items: results.map(({ sealed }) => ({
      record: toBase64url(sealed.record),
      content: toBase64url(sealed.content),
      deskWraps: sealed.deskWraps.map(toBase64url),
      tag: toBase64url(sealed.leaf.tag),
    })),
  });
  const logged = await scanUntil(vault, Math.max(...leaves));
  results.forEach(({ request, sealed, secrets, plain }, i) => {
    const at = leaves[i] ?? refuse('leaf-missing', 'no place in the log');
    const verified = verifyRecord(roster, sealed.record, at, {
      kind: request.kind as unknown as KindId,
      record: request.record,
    });
    // A record is called sent only if it is in the log that the witness signed.
    requireRecordLeaf(verified, secrets.tagKey, parseLeaf(logged[at] ?? refuse('leaf-missing', `nothing at ${at}`)));
    vault.open.broken.delete(request.record);
    vault.open.opened.set(request.record, { verified, tagKey: secrets.tagKey, content: plain, secrets });
  });
  return results;
}

interface RecipientKeys {
  readonly owners: ReadonlyMap<MemberId, Uint8Array>;
  readonly desks: ReadonlyMap<DeskId, { desk: DeskId; epoch: number; publicKey: Uint8Array }>;
}

const readersOf = (roster: Roster, request: SealRequest): readonly DeskId[] =>
  ruleOf(roster.policy, request.kind as unknown as KindId).readers;

/**
 * Return the key that a desk can be sealed to now. There is none after somebody left, because that person has it, until
 * a remaining member makes the next (§6).
 */
function presentEpoch(roster: Roster, desk: DeskId): DeskEpoch | undefined {
  return isSoundEpoch(roster, desk) ? currentEpoch(roster, desk) : undefined;
}

/** True for a record that is nothing to this desk without its wrap. What she writes about herself is hers all the same. */
const waitsFor = (vault: UnlockedVault, roster: Roster, request: SealRequest, desk: DeskId) =>
  request.owner !== vault.open.member &&
  // Other readers of what a desk owns get a wrap with the next revision.
  (request.desk === undefined || [request.desk, membersDesk].includes(desk)) &&
  readersOf(roster, request).includes(desk);

/**
 * Refuse if a desk's own key must be made again first. What a member writes about herself is sealed without that desk's
 * wrap for the time being; a desk's own work waits.
 */
function requireOwnKeys(vault: UnlockedVault, roster: Roster, requests: readonly SealRequest[]): void {
  const waits = (desk: DeskId) => currentEpoch(roster, desk) !== undefined && presentEpoch(roster, desk) === undefined;
  const stopped = (request: SealRequest) => (desk: DeskId) => waits(desk) && waitsFor(vault, roster, request, desk);
  if (requests.some((request) => readersOf(roster, request).some(stopped(request))))
    refuse('desk-waiting', 'somebody left: the key must be made anew first');
}

/** Return full keys for the hashes in the roster. Refuses all if one key does not match its hash. */
async function recipientKeys(
  vault: UnlockedVault,
  roster: Roster,
  requests: readonly SealRequest[],
): Promise<RecipientKeys> {
  const desks = [...new Set(requests.flatMap((request) => readersOf(roster, request)))].flatMap((desk) => {
    const epoch = presentEpoch(roster, desk);
    return epoch === undefined ? [] : [{ desk, epoch }];
  });
  const owners = [...new Set(requests.flatMap((request) => (request.owner === undefined ? [] : [request.owner])))];
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
        const entry = answer.members.find((key) => key.member === member) ?? refuse('desk-key', 'owner key is missing');
        const key = requireKey(fromBase64url(entry.sealKey), card.sealKeyHash);
        requireUsableSealKey(key);
        return [[member, key] as const];
      }),
    ),
    desks: new Map(
      desks.flatMap(({ desk, epoch }) => {
        const entry = answer.desks.find((key) => key.desk === desk && key.epoch === epoch.epoch);
        if (entry === undefined) return refuse('desk-key', 'desk key is missing');
        const publicKey = requireKey(fromBase64url(entry.publicKey), epoch.keyHash);
        // Who made it made it badly: like a desk without a key, and its own work waits for the next one (§6.3).
        if (isUsableSealKey(publicKey)) return [[desk, { desk, epoch: epoch.epoch, publicKey }] as const];
        if (requests.some((request) => waitsFor(vault, roster, request, desk)))
          refuse('key-unusable', 'the key of this desk');
        return [];
      }),
    ),
  };
}

function sealOne(
  vault: UnlockedVault,
  roster: Roster,
  time: number,
  request: SealRequest,
  keys: RecipientKeys,
): SealedRequest {
  const { member, secrets: own } = vault.open;
  const kind = request.kind as unknown as KindId;
  const rule = ruleOf(roster.policy, kind);
  const readers = readersOf(roster, request);
  const purgeAfter = purgeTime(roster.policy, rule, endOfDayUtc);
  const secrets: RecordSecrets = {
    deskShare: key32(vault.ports.random(32)),
    witnessShare: key32(vault.ports.random(32)),
    tagKey: request.tagKey,
  };
  const plain = encodeContent(request.kind, cleanContent(request.content));
  const sealed = sealRecord({
    header: {
      rootfp: roster.rootfp,
      kind,
      record: request.record,
      owner: request.owner,
      ownerKeyHash: request.owner === undefined ? undefined : findCard(roster, request.owner)?.sealKeyHash,
      desk: request.desk,
      about: request.about,
      revision: (request.before?.header.revision ?? 0) + 1,
      prev: request.before?.digest ?? new Uint8Array(32),
      author: member,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      readers,
      gated: rule.gated,
      // Of a standing record this is when it was sealed: its owner counts from it.
      opensAt: isStanding(kind) ? time : 0,
      closesAt: purgeAfter,
      purgeAfter,
    },
    content: plain,
    secrets,
    ownerKey: request.owner === undefined ? undefined : keys.owners.get(request.owner),
    witnessKey: rule.gated ? witnessNow(roster).sealKey : undefined,
    // A reader desk without a key yet is in the header without a wrap. Its wrap comes with the next revision.
    deskKeys: readers.flatMap((desk) => keys.desks.get(desk) ?? []),
    signSecretKey: own.keys.sign.secretKey,
  });
  return { request, sealed, secrets, plain };
}

/** What is before a revision, and for whom it is. */
export interface Line {
  readonly whom: Whom;
  readonly tagKey: Key32;
  readonly before: VerifiedRecord | undefined;
}

/** Return the next revision of a record, or its first. */
export function nextRequest<K extends ContentKind>(
  vault: UnlockedVault,
  kind: K,
  content: Content<K>,
  { whom, tagKey, before }: Line,
): SealRequest<K> {
  const { record } = placeOfRecord(vault, kind as unknown as KindId, whom);
  return { kind, record, content, tagKey, before, ...whom };
}
