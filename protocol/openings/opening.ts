/**
 * Openings (§7): one touch for a batch. Each item has a body {requester, record, ephemeral key, purpose, time} whose
 * hash gives the leaf's nonce; the assertion's challenge commits to the ordered list of body hashes.
 */
import { equal } from '../core/bytes.ts';
import { fixed, list, object, optional, text, uint64, type Of } from '../core/codec.ts';
import { verifyAssertion, type Assertion } from '../crypto/assertion.ts';
import { refuse } from '../core/errors.ts';
import { deskId, kindId, memberId, recordId, type MemberId } from '../core/ids.ts';
import { sealingKeyHash, type MemberCard } from '../members/keys.ts';
import { bodyDigest, leafCommitment, leafTag, viewDigest, type Leaf } from '../log/leaf.ts';
import { limits } from '../core/limits.ts';
import type { Header } from '../records/header.ts';
import { witnessNow } from '../roster/by-leaf.ts';
import { currentCard, type Roster } from '../roster/roster-state.ts';
import { hash, key32, sizes, type Key32, type KeyPair } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { unwrap, wrap, type Wrap, type WrapContext } from '../crypto/wrap.ts';

/** Fixed reasons, so that no name is typed into a log. People read them in their own language. */
const openingReasons = [
  'booking',
  'letter',
  'pick-up',
  'change',
  'question',
  'guest-list',
  'handover',
  'seats',
] as const;
export type OpeningReason = (typeof openingReasons)[number];

export const openingCodec = object('dd1/opening', {
  rootfp: fixed(sizes.hash),
  requester: memberId,
  /** The reader desk she acts for. */
  desk: deskId,
  record: recordId,
  digest: fixed(sizes.hash),
  headerHash: fixed(sizes.hash),
  /** Hash of the batch's ephemeral sealing key: a release can be opened by nobody else. */
  ephemeralHash: fixed(sizes.hash),
  reason: text(limits.wordBytes),
  /** Hash of a justification sealed to the officers; zero when none was written. */
  justification: fixed(sizes.hash),
  time: uint64,
  until: uint64,
});
export type Opening = Of<typeof openingCodec>;

export function openingHash(body: Uint8Array): Uint8Array {
  return hash(tuple('dd1/opening', body));
}

/** What one touch commits to: the ordered hashes. */
export function batchHash(rootfp: Uint8Array, hashes: readonly Uint8Array[]): Uint8Array {
  return hash(tuple('dd1/opening-batch', rootfp, ...hashes));
}

/** The redacted line the owner reads. */
export const viewCodec = object('dd1/view', {
  rootfp: fixed(sizes.hash),
  requester: memberId,
  desk: deskId,
  kind: kindId,
  record: recordId,
  /** Whose record it is, or whom a desk's record is about. */
  person: optional(memberId),
  reason: text(limits.wordBytes),
  time: uint64,
});
export type View = Of<typeof viewCodec>;

/** The witness recomputes the view from body and header, so nobody can show the owner another one. */
export function viewOf(opening: Opening, header: Pick<Header, 'kind' | 'owner' | 'about'>): View {
  const { rootfp, requester, desk, record, reason, time } = opening;
  return { rootfp, requester, desk, kind: header.kind, record, person: header.owner ?? header.about, reason, time };
}

export interface OpeningSalts {
  readonly body: Uint8Array;
  readonly view: Uint8Array;
}

export function openingLeaf(
  body: Uint8Array,
  view: Uint8Array,
  salt: OpeningSalts,
  tagKey: Key32,
  rootfp: Uint8Array,
): Leaf {
  const nonce = openingHash(body).slice(0, 16);
  return {
    type: 'opening',
    nonce,
    tag: leafTag(tagKey, rootfp, nonce),
    commitment: leafCommitment('opening', bodyDigest(salt.body, body), viewDigest(salt.view, view)),
  };
}

export interface VerifiedBatch {
  readonly requester: MemberId;
  readonly bodies: readonly { readonly bytes: Uint8Array; readonly hash: Uint8Array; readonly opening: Opening }[];
  readonly hash: Uint8Array;
  readonly counter: number;
  readonly ephemeralKey: Uint8Array;
}

/** One requester, one ephemeral key, one time, one touch; no record twice. Portal and witness both run this. */
export function verifyBatch(
  roster: Roster,
  bodies: readonly Uint8Array[],
  ephemeralKey: Uint8Array,
  touch: Assertion,
  now: number,
): VerifiedBatch {
  if (bodies.length < 1 || bodies.length > limits.batchItems) refuse('opening-batch', `${bodies.length} items`);
  const items = bodies.map((bytes) => ({ bytes, hash: openingHash(bytes), opening: openingCodec.parse(bytes) }));
  const first = (items[0] as (typeof items)[number]).opening;
  for (const { opening } of items) {
    if (!equal(opening.rootfp, roster.rootfp)) refuse('root-mismatch', 'opening in another event');
    const alike =
      opening.requester === first.requester &&
      opening.time === first.time &&
      opening.until === first.until &&
      equal(opening.ephemeralHash, sealingKeyHash(ephemeralKey));
    if (!alike) refuse('opening-batch', 'items of one batch differ in requester, time or key');
    if (!openingReasons.includes(opening.reason as OpeningReason)) refuse('opening-body', 'unknown reason');
  }
  if (new Set(items.map((item) => item.opening.record)).size !== items.length)
    refuse('opening-batch', 'a record twice');
  if (Math.abs(now - first.time) > limits.openingSkewMsMax) refuse('opening-time', 'asked at another time');
  if (first.until < now || first.until - first.time > limits.openingUntilMsMax)
    refuse('opening-time', 'lives too long');
  const whole = batchHash(
    roster.rootfp,
    items.map((item) => item.hash),
  );
  const { counter } = verifyBatchTouch(roster, currentCard(roster, first.requester), whole, touch);
  return { requester: first.requester, bodies: items, hash: whole, counter, ephemeralKey };
}

/** The requester's touch over a batch, under the card she held when it counts. */
export function verifyBatchTouch(roster: Roster, card: MemberCard, batch: Uint8Array, touch: Assertion) {
  return verifyAssertion(touch, {
    purpose: 'opening',
    rootfp: roster.rootfp,
    origin: roster.genesis.origin,
    rpId: roster.genesis.rpId,
    member: card.member,
    data: batch,
    nonce: touch.nonce,
    credentials: card.credentials,
  });
}

// ------------------------------------------------------------------------------------------------------ release

export const releaseItem = object('dd1/release-item', {
  bodyHash: fixed(sizes.hash),
  leaf: uint64,
  /** kE, or none with the reason. */
  share: optional(fixed(32)),
  refusal: text(limits.wordBytes),
});
export type ReleaseItem = Of<typeof releaseItem>;

const releaseList = list(releaseItem, limits.batchItems);

function releaseContext(rootfp: Uint8Array, witnessKey: Uint8Array, batch: Uint8Array): WrapContext {
  return { rootfp, role: 'release', binding: hash(tuple('dd1/release', rootfp, witnessKey, batch)) };
}

/** One box for the whole batch: one encapsulation is the largest gain there is (notes: groupcommit §4). */
export function sealRelease(
  rootfp: Uint8Array,
  witnessCosignKey: Uint8Array,
  batch: VerifiedBatch,
  items: readonly ReleaseItem[],
  random64: Uint8Array,
): Wrap {
  const context = releaseContext(rootfp, witnessCosignKey, batch.hash);
  return wrap(batch.ephemeralKey, releaseList.encode(items), context, random64);
}

/** The shares, matched to what was asked in its order; an answer for another batch does not open. */
export function openRelease(
  roster: Roster,
  ephemeral: KeyPair,
  box: Wrap,
  asked: readonly Uint8Array[],
): readonly { readonly leaf: number; readonly share: Key32 | undefined; readonly refusal: string }[] {
  const context = releaseContext(roster.rootfp, witnessNow(roster).cosignKey, batchHash(roster.rootfp, asked));
  const items = releaseList.parse(unwrap(ephemeral, box, context));
  if (items.length !== asked.length) refuse('release-mismatch', `${items.length} answers for ${asked.length}`);
  return items.map((item, i) => {
    if (!equal(item.bodyHash, asked[i] as Uint8Array)) refuse('release-mismatch', 'answer for another request');
    return { leaf: item.leaf, share: item.share === undefined ? undefined : key32(item.share), refusal: item.refusal };
  });
}
