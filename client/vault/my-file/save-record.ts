/**
 * Write my file: complete it after an unlock, save it card by card, close older revisions. Every write builds on what
 * the log knows.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { isContentKind, type Content, type ContentKind } from '#protocol/records/content.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import type { DeskId, KindId, RecordId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { ownKinds } from '#protocol/members/policy.ts';
import { tagDesks, tagsKind } from '#protocol/members/standing.ts';
import { retireDigest, signRetire, signedRetire, verifyReceipt } from '#protocol/records/retire.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import {
  agree,
  knowsSelf,
  looserRules,
  nextSelf,
  requireAgreedRules,
  selfIsPresent,
  type RuleNews,
} from './agreed-rules.ts';
import { canOpenNow, type FileCard } from './read-own-records.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { nextRequest, sealAll, type SealRequest } from '../records/sealing.ts';
import { forPerson, inboxOf, newestKey, placeOfRecord } from '../records/tag-keys.ts';
import { scannedLeaves } from '../log/scan.ts';
import { readNewestFile } from '../log/verify-latest.ts';
import { epochIsCurrent } from '../roster/new-keys.ts';
import { readInbox, standingOf } from './own-inbox.ts';
import { blankRequest, renewalOf, renewed, tagsRequest } from './visit.ts';

/**
 * Create her whole file after an unlock, with one revision of every kind that she writes, so that the presence of a
 * record says nothing (§5). Renew her inbox where that is due. Seal again what a desk cannot open yet, and what was sealed
 * under her earlier key. Returns how many revisions were sealed.
 */
export async function tidyFile(vault: UnlockedVault): Promise<number> {
  // Nothing is built on a revision that the log has left behind: a rollback must not become the newest.
  const { cards } = await readNewestFile(vault);
  const { roster, head } = await vault.fresh();
  // Neither blanks nor what is only sealed again: the screen shows her the rules first.
  if (looserRules(vault, roster).rules.length > 0) return 0;
  const renewal = renewalOf(vault, roster, head.time);
  const visit = renewal === undefined ? undefined : renewed(vault, roster, renewal);
  const moved = new Set(visit?.requests.map(({ record }) => record));
  const rest = [
    ...missingKinds(vault, roster, cards),
    ...staleCards(vault, roster, cards),
    ...staleTags(vault, roster),
  ];
  const stale = rest.filter(({ record }) => !moved.has(record));
  const sealed = await sealAll(vault, [...(visit?.requests ?? []), ...stale], visit?.closings);
  if (visit !== undefined) await readInbox(vault, scannedLeaves(vault));
  await retireBefore(
    vault,
    stale.filter(({ before, kind }) => before !== undefined && !kind.startsWith('tags-')).map(({ record }) => record),
  );
  return sealed.length;
}

function missingKinds(vault: UnlockedVault, roster: Roster, cards: readonly FileCard[]): readonly SealRequest[] {
  const own = new Set<string>(cards.filter((card) => card.mine).map((card) => card.kind));
  return ownKinds(roster.policy).flatMap(({ kind }) =>
    isContentKind(kind) && !own.has(kind) && !isBroken(vault, kind) ? [blankRequest(vault, roster, kind)] : [],
  );
}

/** Her newest of this kind counts, and does not open. */
const isBroken = (vault: UnlockedVault, kind: KindId): boolean =>
  vault.open.broken.has(placeOfRecord(vault, kind, forPerson(vault.open.member)).record);

const staleCards = (vault: UnlockedVault, roster: Roster, cards: readonly FileCard[]): readonly SealRequest[] =>
  cards
    .filter((card) => card.mine && needsSealing(vault, roster, card))
    .map((card) => nextOfCard(vault, card.kind, card.content, card.record));

/** Return what she has to confirm before anything more of hers is sealed. Reads her file, if this session has not. */
export async function ruleNews(vault: UnlockedVault): Promise<RuleNews> {
  if (!knowsSelf(vault)) await readNewestFile(vault);
  return looserRules(vault, vault.open.roster);
}

/** Take her ticks, keep them in `self`, and complete her file under the rules that she has now seen. */
export async function confirmRules(vault: UnlockedVault, ticked: readonly string[]): Promise<void> {
  await readNewestFile(vault);
  const { roster } = await vault.fresh();
  agree(vault, roster, ticked);
  await tidyFile(vault);
  // An event without the kind has nowhere to keep it: there she is asked in every session.
  if (roster.policy.kinds.every(({ kind }) => kind !== 'self')) return;
  if (!selfIsPresent(vault, roster)) await saveCard(vault, 'self', nextSelf(vault, roster));
}

function needsSealing(vault: UnlockedVault, roster: Roster, card: FileCard): boolean {
  const { verified } = vault.open.opened.get(card.record) ?? refuse('record-expected', 'not read');
  const waits = card.readers.some((reader) => !reader.canOpen && epochIsCurrent(roster, reader.desk));
  return isUnderOldKey(vault, verified) || waits;
}

function isUnderOldKey(vault: UnlockedVault, { header: { ownerKeyHash } }: VerifiedRecord): boolean {
  const ownKey = sealingKeyHash(vault.open.secrets.keys.seal.publicKey);
  return ownerKeyHash === undefined || !equal(ownerKeyHash, ownKey);
}

/** Tag keys that their desk cannot open with its present key. */
function staleTags(vault: UnlockedVault, roster: Roster): readonly SealRequest[] {
  return tagDesks(roster.policy).flatMap((desk: DeskId) => {
    const verified = standingOf(vault, tagsKind(desk));
    const waits = verified !== undefined && epochIsCurrent(roster, desk) && !canOpenNow(vault, verified, desk);
    return waits ? [tagsRequest(vault, roster, desk, inboxOf(vault).secrets.all)] : [];
  });
}

/** Return the next revision of an own record: fresh shares, the same tag key, chained to the one before. */
function nextOfCard(
  vault: UnlockedVault,
  kind: ContentKind,
  content: Content<ContentKind>,
  record: RecordId,
): SealRequest {
  const { tagKey, verified } = vault.open.opened.get(record) ?? refuse('record-expected', 'open it first');
  return nextRequest(vault, kind, content, { whom: forPerson(vault.open.member), tagKey, before: verified });
}

export interface SaveResult {
  /** True only with the witness's receipt that older revisions are closed. */
  readonly closed: boolean;
}

/** "Lock and send": seal the next revision and close the older ones. Her first visit comes before her first card. */
export async function saveCard<K extends ContentKind>(
  vault: UnlockedVault,
  kind: K,
  content: Content<K>,
): Promise<SaveResult> {
  const id = kind as unknown as KindId;
  const whom = forPerson(vault.open.member);
  const { record } = placeOfRecord(vault, id, whom);
  const { cards } = await readNewestFile(vault);
  const isThere = isBroken(vault, id) || cards.some((card) => card.mine && card.kind === kind);
  if (!isThere) {
    requireAgreedRules(vault, vault.open.roster, [{ kind, owner: vault.open.member }]);
    await tidyFile(vault);
  }
  const broken = vault.open.broken.get(record);
  if (broken === undefined && !vault.open.opened.has(record)) refuse('record-policy', 'not a kind of her own');
  const tagKey = newestKey(vault, id, whom) as Key32;
  const request =
    broken === undefined
      ? nextOfCard(vault, kind, content, record)
      : nextRequest(vault, kind, content, { whom, tagKey, before: broken });
  await sealAll(vault, [request]);
  return { closed: await retireBefore(vault, [record]) };
}

/** Close every revision before the newest. Returns false if a receipt is missing: the sealing itself has succeeded. */
async function retireBefore(vault: UnlockedVault, records: readonly RecordId[]): Promise<boolean> {
  if (records.length === 0) return true;
  const open = vault.open;
  const { roster, head } = await vault.fresh();
  const retired = records.map((record) => {
    const { verified, tagKey } = open.opened.get(record) ?? refuse('record-expected', 'not read');
    const retire = {
      rootfp: roster.rootfp,
      record,
      lowestLive: verified.header.revision,
      signer: open.member,
      time: head.time,
    };
    const signed = signRetire(retire, open.secrets.keys.sign.secretKey, tagKey);
    return { retire, signed, digest: retireDigest(signedRetire.parse(signed.bytes).retire) };
  });
  try {
    const answer = await vault.ports.call('records/retire', {
      items: retired.map(({ signed }) => ({ retire: toBase64url(signed.bytes), tag: toBase64url(signed.leaf.tag) })),
    });
    retired.forEach(({ retire, digest }, i) => {
      const receipt = answer.receipts[i] ?? refuse('record-retired', 'no receipt');
      verifyReceipt(roster, fromBase64url(receipt.receipt), fromBase64url(receipt.signature), { ...retire, digest });
    });
    return true;
  } catch {
    return false;
  }
}
