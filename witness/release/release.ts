/**
 * A batch, in the order of protocol §7: the touch once, then each item on its own; then everything is signed, sealed,
 * written down, and only then answered. An item that is refused does not hold up the others. What a leaf comes to is
 * decided once: a second asking gets the first outcome.
 */
import { toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import { sealRelease, verifyBatch, type ReleaseItem, type VerifiedBatch } from '#protocol/openings/opening.ts';
import { signedOutcome } from '#protocol/openings/outcome.ts';
import {
  decideRelease,
  requireThisLeaf,
  requireWithinLimits,
  type Claimed,
  type ReleaseRequest,
  type WitnessKnowledge,
} from '#protocol/openings/release-rules.ts';
import type { Header } from '#protocol/records/header.ts';
import type { OutcomeAnswer, ReleaseAnswer } from '#protocol/wire/witness.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Witness } from '../witness.ts';
import { floorOf } from '../floor.ts';
import { random } from '../random.ts';
import { lowestLiveOf } from '../retire/store.ts';
import { answerOf, noOutcome, outcomeOf } from './outcomes.ts';
import type { Asked, AskedItem } from './request.ts';
import { requireMonthKey, requireOwnerKey, sealLines } from './seal.ts';
import {
  dayMs,
  findBody,
  findOutcome,
  highestCounter,
  hourMs,
  keepBatch,
  knowsBatch,
  settleClock,
  spentSince,
  type OutcomeRow,
} from './store.ts';

type Body = VerifiedBatch['bodies'][number];

interface Decided {
  readonly share: Uint8Array | undefined;
  /** Empty with a share. */
  readonly refusal: string;
  /** The leaf's outcome, if it has one. */
  readonly row: OutcomeRow | undefined;
  /** Of an outcome that is signed now. */
  readonly kind: Header['kind'] | undefined;
}

export function release(witness: Witness, asked: Asked, now: number): ReleaseAnswer {
  const { db, keys, log } = witness;
  settleClock(db, now);
  const batch = verifyBatch(log.roster, asked.bodies, asked.ephemeralKey, asked.touch, now);
  requireNewTouch(witness, batch, asked.touch.credentialId);
  const monthKey = requireMonthKey(log.roster, asked.offered);
  const decided: Decided[] = [];
  for (const [i, body] of batch.bodies.entries())
    decided.push(
      tryItem(witness, { asked, batch, item: asked.items[i] as AskedItem, body, monthKey, before: decided, now }),
    );
  const shares = decided.map((one, i) => shareOf(one, batch.bodies[i] as Body, asked.items[i] as AskedItem));
  const box = sealRelease(log.roster.rootfp, keys.cosign.publicKey, batch, shares, random(64));
  const { hash, requester, counter } = batch;
  const outcomes = decided.flatMap(({ row, kind }) => (row === undefined || kind === undefined ? [] : [{ row, kind }]));
  const repeated = decided.flatMap(({ row, kind, share }) =>
    row !== undefined && kind === undefined && share !== undefined ? [row.leaf] : [],
  );
  keepBatch(db, { hash, requester, counter, credential: asked.touch.credentialId, outcomes, repeated }, now);
  return {
    box: toBase64url(wrapCodec.encode(box)),
    items: decided.map((one, i) => readableOf(one, (asked.items[i] as AskedItem).leaf)),
  };
}

/** A counter that does not rise is a copied key, or an old touch shown again; the very same batch may come again. */
function requireNewTouch({ db }: Witness, batch: VerifiedBatch, credential: Uint8Array): void {
  if (knowsBatch(db, batch.hash)) return;
  const highest = highestCounter(db, credential);
  if (batch.counter > highest || (batch.counter === 0 && highest === 0)) return;
  refuse('assertion-credential', `counter ${batch.counter} does not follow ${highest}`);
}

interface OneItem {
  readonly asked: Asked;
  readonly batch: VerifiedBatch;
  readonly item: AskedItem;
  readonly body: Body;
  readonly monthKey: Uint8Array;
  /** What was decided about the items before it: their releases count against the limits too. */
  readonly before: readonly Decided[];
  readonly now: number;
}

/** What is refused here has no outcome: this request is not the leaf's, or lacks what has to be sealed with it. */
function tryItem(witness: Witness, one: OneItem): Decided {
  try {
    return decideItem(witness, one);
  } catch (error) {
    if (error instanceof ProtocolError)
      return { share: undefined, refusal: error.code, row: undefined, kind: undefined };
    throw error;
  }
}

function decideItem(witness: Witness, one: OneItem): Decided {
  const { db, log } = witness;
  const { item, body, asked } = one;
  // Cosigned and included: the leaf comes from our own mirror, below the size we cosigned.
  const openingLeaf = log.cosignedLeaf(item.leaf, 'opening-not-logged');
  const row = findOutcome(db, item.leaf);
  if (row !== undefined && row.word !== 'released')
    return { share: undefined, refusal: row.code || 'outcome-never', row, kind: undefined };
  // What this witness forgot may have been this very leaf's outcome.
  if (row === undefined && item.leaf < floorOf(db)) refuse('opening-not-logged', 'nobody knows what became of it');
  const known = findBody(db, body.hash);
  if (known !== undefined && known.leaf !== item.leaf) refuse('opening-nonce', 'has its outcome at another entry');
  const request = { ...body, salts: item.salts, record: item.record };
  const claimed = requireThisLeaf(request, openingLeaf);
  const ownerKey = requireOwnerKey(log.roster, claimed.header, asked.offered);
  const tried = tryRelease(witness, one, request, claimed, { openingLeaf, repeated: row !== undefined });
  if (row !== undefined) return { share: tried.share, refusal: tried.refusal, row, kind: undefined };
  const outcome = outcomeOf(
    witness,
    item.leaf,
    openingLeaf,
    tried.share === undefined ? 'refused' : 'released',
    tried.refusal,
  );
  const kept = sealLines({
    rootfp: log.roster.rootfp,
    leaf: item.leaf,
    body: body.bytes,
    view: claimed.view,
    salts: item.salts,
    touch: asked.touch,
    batch: one.batch.bodies.map((each) => each.hash),
    outcome,
    month: asked.offered.month?.month ?? '',
    monthKey: one.monthKey,
    // The owner whom a record names that nobody signed was never asked about.
    owner: tried.recordVerified ? claimed.header.owner : undefined,
    ownerKey: tried.recordVerified ? ownerKey : undefined,
  });
  return {
    share: tried.share,
    refusal: tried.refusal,
    kind: claimed.header.kind,
    row: {
      leaf: item.leaf,
      word: tried.share === undefined ? 'refused' : 'released',
      code: tried.refusal,
      signed: signedOutcome.encode(outcome),
      bodyHash: body.hash,
      kept,
    },
  };
}

interface Tried {
  readonly share: Uint8Array | undefined;
  readonly refusal: string;
  readonly recordVerified: boolean;
}

/** From here on every answer is signed. */
function tryRelease(
  witness: Witness,
  one: OneItem,
  request: ReleaseRequest,
  { header }: Claimed,
  { openingLeaf, repeated }: { openingLeaf: Uint8Array; repeated: boolean },
): Tried {
  const { db, keys, log } = witness;
  const { item, now } = one;
  const known: WitnessKnowledge = {
    roster: log.roster,
    now,
    sealPair: keys.seal,
    leaf: item.leaf,
    openingLeaf,
    recordLeafIndex: item.recordLeaf,
    recordLeaf: () => log.cosignedLeaf(item.recordLeaf, 'leaf-missing'),
    lowestLive: lowestLiveOf(db, log.roster, header, item.recordLeaf),
  };
  let recordVerified = false;
  try {
    const share = decideRelease(request, known, () => (recordVerified = true));
    if (!repeated) requireLimits(witness, one, header.kind);
    return { share, refusal: '', recordVerified };
  } catch (error) {
    if (error instanceof ProtocolError) return { share: undefined, refusal: error.code, recordVerified };
    throw error;
  }
}

function requireLimits({ db, log }: Witness, { body, before, now }: OneItem, kind: Header['kind']): void {
  const { requester } = body.opening;
  const inBatch = before.filter((one) => one.kind === kind && one.share !== undefined).length;
  requireWithinLimits(log.roster, kind, {
    inBatch: inBatch + 1,
    lastHour: spentSince(db, requester, kind, now - hourMs) + inBatch,
    lastDay: spentSince(db, requester, kind, now - dayMs) + inBatch,
  });
}

function shareOf({ share, refusal }: Decided, body: Body, item: AskedItem): ReleaseItem {
  return { bodyHash: body.hash, leaf: item.leaf, share, refusal };
}

function readableOf({ row, refusal }: Decided, leaf: number): OutcomeAnswer {
  return row === undefined ? noOutcome(leaf, 'none', refusal) : { ...answerOf(row), code: refusal };
}
