/**
 * Write my file: complete it after an unlock, save it card by card, close older revisions. Every write builds on what
 * the log knows.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { isContentKind, type Content, type ContentKind } from '#protocol/records/content.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { RecordId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { ownKinds } from '#protocol/members/policy.ts';
import { retireDigest, signRetire, signedRetire, verifyReceipt } from '#protocol/records/retire.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { agree, knowsSelf, looserRules, nextSelf, readSelf, type RuleNews } from './agreed-rules.ts';
import { newRequest, type FileCard } from './read-own-records.ts';
import type { OpenedRecord, UnlockedVault } from '../session/unlocked-vault.ts';
import { sealAll, type SealRequest } from '../records/sealing.ts';
import { readNewestFile } from '../log/verify-latest.ts';
import { epochIsCurrent } from '../roster/new-keys.ts';

/**
 * Create her whole file after an unlock, with one revision of every kind that she writes, so that the presence of a
 * record says nothing (§5). Seal again what a desk cannot open yet, and what was sealed under her earlier key.
 */
export async function tidyFile(vault: UnlockedVault): Promise<number> {
  // Nothing is built on a revision that the log has left behind: a rollback must not become the newest.
  const { cards } = await readNewestFile(vault);
  const { roster } = await vault.fresh();
  // Neither blanks nor what is only sealed again: the screen shows her the rules first.
  if (looserRules(vault, roster).rules.length > 0) return 0;
  const own = new Map(cards.filter((card) => card.mine).map((card) => [card.kind as string, card]));
  const missing = ownKinds(roster.policy).flatMap((rule) =>
    isContentKind(rule.kind) && !own.has(rule.kind) ? [firstRequest(vault, roster, rule.kind)] : [],
  );
  const stale = [...own.values()]
    .filter((card) => needsSealing(vault, roster, card))
    .map((card) => nextRequest(vault, card.kind, card.content, card.record));
  const sealed = await sealAll(vault, [...missing, ...stale]);
  await retireBefore(
    vault,
    sealed.filter(({ request }) => request.before !== undefined).map(({ request }) => request.record),
  );
  return sealed.length;
}

/** What `self` says is there from the first revision on: which rules nothing loosened. */
function firstRequest(vault: UnlockedVault, roster: Roster, kind: ContentKind): SealRequest {
  const request = newRequest(vault, kind);
  return kind === 'self' ? { ...request, content: nextSelf(vault, roster) } : request;
}

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
  const next = nextSelf(vault, roster);
  if (readSelf(vault).policy !== next.policy) await saveCard(vault, 'self', next);
}

function needsSealing(vault: UnlockedVault, roster: Roster, card: FileCard): boolean {
  const { verified } = vault.open.opened.get(card.record) ?? refuse('record-expected', 'not read');
  const ownKey = sealingKeyHash(vault.open.secrets.keys.seal.publicKey);
  const oldKey = verified.header.ownerKeyHash === undefined || !equal(verified.header.ownerKeyHash, ownKey);
  return oldKey || card.readers.some((reader) => !reader.canOpen && epochIsCurrent(roster, reader.desk));
}

/** Return the next revision of an own record: fresh shares, the same tag key, chained to the one before. */
function nextRequest(
  vault: UnlockedVault,
  kind: ContentKind,
  content: Content<ContentKind>,
  record: RecordId,
): SealRequest {
  const before = vault.open.opened.get(record) ?? refuse('record-expected', 'open it first');
  return {
    kind,
    record,
    content,
    tagKey: before.tagKey,
    before: before.verified,
    owner: vault.open.member,
    desk: undefined,
    about: undefined,
  };
}

export interface SaveResult {
  /** True only with the witness's receipt that older revisions are closed. */
  readonly closed: boolean;
}

/** Return her newest revision of a kind as the log knows it; undefined only if the log knows none either. */
async function writtenBefore(vault: UnlockedVault, kind: ContentKind): Promise<OpenedRecord | undefined> {
  const { cards } = await readNewestFile(vault);
  const card = cards.find((candidate) => candidate.mine && candidate.kind === kind);
  return card === undefined ? undefined : vault.open.opened.get(card.record);
}

/** "Lock and send": seal the next revision and close the older ones. */
export async function saveCard<K extends ContentKind>(
  vault: UnlockedVault,
  kind: K,
  content: Content<K>,
): Promise<SaveResult> {
  const before = await writtenBefore(vault, kind);
  const request =
    before === undefined
      ? { ...newRequest(vault, kind), content }
      : nextRequest(vault, kind, content, before.verified.header.record);
  await sealAll(vault, [request]);
  if (before === undefined) return { closed: true };
  return { closed: await retireBefore(vault, [request.record]) };
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
