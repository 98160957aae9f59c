/** Seal any record (§5): the only place that fills headers, takes recipients from the roster, and offers leaves. */
import { cleanContent } from '#domain/input/clean.ts';
import { witnessNow } from '#protocol/roster/by-leaf.ts';
import { equal, toBase64url } from '#protocol/core/bytes.ts';
import { encodeContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { encodeLeaf, parseLeaf } from '#protocol/log/leaf.ts';
import { inboxKind, isStanding, keysKind } from '#protocol/members/standing.ts';
import { purgeTime, ruleOf } from '#protocol/members/policy.ts';
import type { RecordSecrets } from '#protocol/records/record.ts';
import { sealRecord, type Sealed } from '#protocol/records/seal.ts';
import { requireRecordLeaf, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { signRetire } from '#protocol/records/retire.ts';
import { findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { lookForNewer, whichCount, type Subject } from '../log/newer.ts';
import { scanLog, scanUntil } from '../log/scan.ts';
import { requireAgreedRules } from '../my-file/agreed-rules.ts';
import { readersOf, recipientKeys, requireOwnKeys, type RecipientKeys } from './recipients.ts';
import { forDesk, keysOfDesk, placeOfRecord, readLine, tagKeysOf, type Whom } from './tag-keys.ts';

type Leaves = readonly Uint8Array[];

export interface SealRequest<K extends ContentKind = ContentKind> {
  readonly kind: K;
  readonly record: RecordId;
  readonly content: Content<K>;
  readonly tagKey: Key32;
  /** What is in its place now, if anything. */
  readonly before: VerifiedRecord | undefined;
  /** Its own; else the next. */
  readonly number?: number;
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

/**
 * Seal on the roster just refreshed, take every key from it, and offer all records, and what they close, as one act. What
 * each request follows must be what is in its place now, and stand there alone when the act is in the log: otherwise
 * somebody else wrote at the same time, and the act is refused with `record-conflict`.
 */
export async function sealAll(
  vault: UnlockedVault,
  requests: readonly SealRequest[],
  closings: readonly Closing[] = [],
): Promise<readonly SealedRequest[]> {
  if (requests.length === 0) return [];
  const { leaves, head } = await scanLog(vault);
  const { roster } = vault.open;
  requireAgreedRules(vault, roster, requests);
  requireOwnKeys(vault, roster, requests);
  await requireFollowing(vault, leaves, requests);
  const keys = await recipientKeys(vault, roster, requests);
  const results = requests.map((request) =>
    sealOne(vault, roster, { time: head.time, size: leaves.length }, request, keys),
  );
  const { member, secrets } = vault.open;
  const retires = closings.map(({ tagKey, ...closing }) =>
    signRetire(
      { rootfp: roster.rootfp, ...closing, signer: member, time: head.time },
      secrets.keys.sign.secretKey,
      tagKey,
    ),
  );
  const places = await offered(vault, results, {
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
  const logged = await scanUntil(vault, Math.max(...places));
  const written = results.map(({ request, sealed, secrets }, i) => {
    const at = places[i] ?? refuse('leaf-missing', 'no place in the log');
    const { kind, record } = request;
    const verified = verifyRecord(roster, sealed.record, at, { kind: kind as unknown as KindId, record });
    // A record is called sent only if it is in the log that the witness signed.
    requireRecordLeaf(verified, secrets.tagKey, parseLeaf(logged[at] ?? refuse('leaf-missing', `nothing at ${at}`)));
    return verified;
  });
  const subjects = await subjectsOf(vault, logged, requests);
  const own = (i: number) => ({ own: written[i] as VerifiedRecord, tagKey: requests[i]?.tagKey as Key32 });
  const counts = await whichCount(
    vault,
    logged,
    subjects.map((subject, i) => ({ subject, ...own(i) })),
  );
  // Without her inbox nothing of a visit means anything.
  const none = requests.some(({ kind }, i) => (kind as string) === inboxKind && counts[i] !== true);
  results.forEach(({ request: { record }, secrets, plain }, i) => {
    if (none || counts[i] !== true) return;
    vault.open.broken.delete(record);
    const verified = written[i] as VerifiedRecord;
    vault.open.opened.set(record, { verified, tagKey: secrets.tagKey, content: plain, secrets });
  });
  if (counts.includes(false)) throw new Refused('record-conflict');
  return results;
}

const whomOf = ({ owner, desk, about }: SealRequest): Whom => ({ owner, desk, about });

async function subjectsOf(vault: UnlockedVault, leaves: Leaves, requests: readonly SealRequest[]) {
  // The leaves where a team's keys are valid end with the next ones.
  const desks = new Set(requests.flatMap(({ kind, desk }) => (kind.startsWith('keys-') ? [] : (desk ?? []))));
  for (const desk of desks)
    if (keysOfDesk(vault, desk).revisions.length > 0) await readLine(vault, leaves, keysKind(desk), forDesk(desk));
  return requests.map((request): Subject => {
    const [kind, whom] = [request.kind as unknown as KindId, whomOf(request)];
    const known = tagKeysOf(vault, kind, whom);
    const isNew = !known.some(({ tagKey }) => equal(tagKey, request.tagKey));
    const keys = isNew ? [...known, { tagKey: request.tagKey }] : known;
    return { place: placeOfRecord(vault, kind, whom), keys };
  });
}

/** What is followed is what stands there last, and nothing is written in place of what was held back. */
async function requireFollowing(vault: UnlockedVault, leaves: Leaves, requests: readonly SealRequest[]): Promise<void> {
  const subjects = await subjectsOf(vault, leaves, requests);
  const followed = subjects.map((subject, i) => ({ ...subject, served: requests[i]?.before }));
  for (const [i, { newest, refusal }] of (await lookForNewer(vault, leaves, followed)).entries()) {
    if (newest === undefined && refusal !== undefined) throw refusal;
    if (newest?.leaf !== requests[i]?.before?.leaf) throw new Refused('record-conflict');
  }
}

/**
 * Offers an act and returns the leaves of its records. Where no answer came, or somebody is said to have been first, it may
 * be in the log all the same.
 */
async function offered(
  vault: UnlockedVault,
  results: readonly SealedRequest[],
  body: Body<'records/put'>,
): Promise<readonly number[]> {
  try {
    return (await vault.ports.call('records/put', body)).leaves;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const own = results.map(({ sealed }) => encodeLeaf(sealed.leaf));
    const found = await scanLog(vault).then(
      ({ leaves }) => own.map((leaf) => leaves.findIndex((one) => equal(one, leaf))),
      () => [-1],
    );
    if (found.includes(-1)) throw error;
    return found;
  }
}

function sealOne(
  vault: UnlockedVault,
  roster: Roster,
  log: { readonly time: number; readonly size: number },
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
      revision: request.number ?? (request.before?.header.revision ?? 0) + 1,
      seen: log.size,
      author: member,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      readers,
      gated: rule.gated,
      // Of a standing record this is when it was sealed: its owner counts from it.
      opensAt: isStanding(kind) ? log.time : 0,
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
export interface Following extends Pick<SealRequest, 'tagKey' | 'before' | 'number'> {
  readonly whom: Whom;
}

/** Return the next revision of a record, or its first. */
export function nextRequest<K extends ContentKind>(
  vault: UnlockedVault,
  kind: K,
  content: Content<K>,
  { whom, ...following }: Following,
): SealRequest<K> {
  const { record } = placeOfRecord(vault, kind as unknown as KindId, whom);
  return { kind, record, content, ...following, ...whom };
}
