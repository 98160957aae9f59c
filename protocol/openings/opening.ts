/**
 * Openings (§7): one touch for a batch. Each item has a body: requester, record, ephemeral key, reason, time. The hash
 * of the body gives the leaf's nonce. The challenge of the touch commits to the ordered list of body hashes.
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
  /** Hash of the batch's ephemeral sealing key. Only its holder can open the release. */
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

/** Returns what one touch commits to: a hash over the ordered body hashes. */
export function batchHash(rootfp: Uint8Array, hashes: readonly Uint8Array[]): Uint8Array {
  return hash(tuple('dd1/opening-batch', rootfp, ...hashes));
}

/** What the owner reads of an opening: less than the officers. */
export const viewCodec = object('dd1/view', {
  rootfp: fixed(sizes.hash),
  requester: memberId,
  desk: deskId,
  kind: kindId,
  record: recordId,
  /** The owner of the record; if a desk owns it, the person whom it is about. */
  person: optional(memberId),
  reason: text(limits.wordBytes),
  time: uint64,
});
export type View = Of<typeof viewCodec>;

/** Computes the view from body and header, as the witness does too. So nobody can show the owner another view. */
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

/** Verifies a batch (7.1). Portal and witness both run this. */
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

/** Verifies the requester's touch over a batch, under one of her cards. */
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
  /** kE. If it is absent, `refusal` says why. */
  share: optional(fixed(32)),
  refusal: text(limits.wordBytes),
});
export type ReleaseItem = Of<typeof releaseItem>;

const releaseList = list(releaseItem, limits.batchItems);

function releaseContext(rootfp: Uint8Array, witnessKey: Uint8Array, batch: Uint8Array): WrapContext {
  return { rootfp, role: 'release', binding: hash(tuple('dd1/release', rootfp, witnessKey, batch)) };
}

/** Seals the whole batch in one box, because an encapsulation is the most expensive step. */
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

/** Opens a release and returns its items in the order of the requests. A release for another batch does not open. */
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
