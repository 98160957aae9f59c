/**
 * A batch, in the order of protocol §7: the touch once, then each item on its own; then everything is sealed, written
 * down, and only then answered. An item that is refused does not hold up the others.
 */
import { toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import {
  sealRelease,
  verifyBatch,
  type Opening,
  type ReleaseItem,
  type VerifiedBatch,
} from '#protocol/openings/opening.ts';
import { bodyCodec, sealedRecord } from '#protocol/records/record.ts';
import { headerCodec, type Header } from '#protocol/records/header.ts';
import { decideRelease, requireWithinLimits } from '#protocol/openings/release-rules.ts';
import { inTenure, wasDeskMember, type Roster } from '#protocol/roster/roster-state.ts';
import type { ReleaseAnswer } from '#protocol/wire/witness.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Witness } from '../witness.ts';
import { random } from '../random.ts';
import { lowestLiveOf } from '../retire/store.ts';
import type { Asked, AskedItem } from './request.ts';
import { requireMonthKey, requireOwnerKey, sealForOfficers, sealForOwner } from './seal.ts';
import {
  dayMs,
  findKept,
  highestCounter,
  hourMs,
  keepBatch,
  knowsBatch,
  nonceBelongsToAnother,
  spentSince,
  wasReleased,
  type ReleaseRow,
} from './store.ts';

type Body = VerifiedBatch['bodies'][number];
type Decided = { readonly row: ReleaseRow; readonly share: Uint8Array } | { readonly refusal: string };

export function release(witness: Witness, asked: Asked, now: number): ReleaseAnswer {
  const { db, keys, log } = witness;
  const batch = verifyBatch(log.roster, asked.bodies, asked.ephemeralKey, asked.touch, now);
  requireNewTouch(witness, batch, asked.touch.credentialId);
  const monthKey = requireMonthKey(log.roster, asked.offered);
  const decided: Decided[] = [];
  for (const [i, body] of batch.bodies.entries())
    decided.push(tryItem(witness, { asked, item: asked.items[i] as AskedItem, body, monthKey, before: decided, now }));
  const answers = decided.map((one, i) => answerOf(one, batch.bodies[i] as Body, asked.items[i] as AskedItem));
  const box = sealRelease(log.roster.rootfp, keys.cosign.publicKey, batch, answers, random(64));
  const released = decided.flatMap((one) => ('row' in one ? [one.row] : []));
  const { hash, requester, counter } = batch;
  keepBatch(db, { hash, requester, counter, credential: asked.touch.credentialId, released }, now);
  return {
    box: toBase64url(wrapCodec.encode(box)),
    items: decided.map((one, i) => readableOf(one, asked.items[i] as AskedItem)),
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
  readonly item: AskedItem;
  readonly body: Body;
  readonly monthKey: Uint8Array;
  /** What was decided about the items before it: their releases count against the limits too. */
  readonly before: readonly Decided[];
  readonly now: number;
}

function tryItem(witness: Witness, one: OneItem): Decided {
  try {
    return decideItem(witness, one);
  } catch (error) {
    if (error instanceof ProtocolError) return { refusal: error.code };
    throw error;
  }
}

function decideItem({ db, keys, log }: Witness, one: OneItem): Decided {
  const { item, body, now } = one;
  const { roster } = log;
  // Cosigned and included: the leaf comes from our own mirror, below the size we cosigned.
  const openingLeaf = log.cosignedLeaf(item.leaf, 'opening-not-logged');
  const nonce = body.hash.slice(0, 16);
  if (nonceBelongsToAnother(db, nonce, body.hash)) refuse('opening-nonce', 'seen with another body');
  const { share, verified, view } = decideRelease(
    { bytes: body.bytes, opening: body.opening, salts: item.salts, record: item.record },
    {
      roster,
      now,
      sealPair: keys.seal,
      openingLeaf,
      recordLeafIndex: item.recordLeaf,
      recordLeaf: log.cosignedLeaf(item.recordLeaf, 'leaf-missing'),
      lowestLive: lowestLiveOf(db, roster, claimedHeader(item.record)),
    },
  );
  requireRightsAtLeaf(roster, body.opening, item.leaf);
  const { header } = verified;
  const repeated = wasReleased(db, body.hash);
  if (!repeated) requireLimits(db, roster, body, header.kind, one);
  const opened = { rootfp: roster.rootfp, leaf: item.leaf, body: body.bytes, view, salts: item.salts };
  const ownerKey = requireOwnerKey(roster, header, one.asked.offered);
  const kept = findKept(db, item.leaf) ?? {
    body: sealForOfficers(one.monthKey, opened),
    view: ownerKey === undefined ? undefined : sealForOwner(ownerKey, opened),
    owner: header.owner,
  };
  return { share, row: { ...kept, leaf: item.leaf, bodyHash: body.hash, nonce, kind: header.kind, repeated } };
}

/** An object counts only if its leaf lies after the entries that gave its signer this key and this right (§3). */
function requireRightsAtLeaf(roster: Roster, opening: Opening, leaf: number): void {
  const holding = roster.members.get(opening.requester)?.at(-1);
  if (holding === undefined || !inTenure(holding, leaf)) refuse('opening-requester', 'asked with keys not held there');
  if (!wasDeskMember(roster, opening.desk, opening.requester, leaf)) refuse('opening-desk', 'asked before joining');
}

/** Not yet verified, and used only to look up retires; decideRelease verifies these very bytes. */
function claimedHeader(record: Uint8Array): Header {
  return headerCodec.parse(bodyCodec.parse(sealedRecord.parse(record).body).header);
}

function requireLimits(
  db: Witness['db'],
  roster: Roster,
  { opening }: Body,
  kind: Header['kind'],
  { before, now }: OneItem,
): void {
  const inBatch = before.filter((one) => 'row' in one && one.row.kind === kind && !one.row.repeated).length;
  requireWithinLimits(roster, kind, {
    inBatch: inBatch + 1,
    lastHour: spentSince(db, opening.requester, kind, now - hourMs) + inBatch,
    lastDay: spentSince(db, opening.requester, kind, now - dayMs) + inBatch,
  });
}

function answerOf(one: Decided, body: Body, item: AskedItem): ReleaseItem {
  const answer = { bodyHash: body.hash, leaf: item.leaf };
  return 'row' in one ? { ...answer, share: one.share, refusal: '' } : { ...answer, share: undefined, ...one };
}

function readableOf(one: Decided, { leaf }: AskedItem): ReleaseAnswer['items'][number] {
  if (!('row' in one)) return { leaf, released: false, refusal: one.refusal, body: null, view: null, owner: null };
  const { body, view, owner } = one.row;
  const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : toBase64url(bytes));
  return { leaf, released: true, refusal: '', body: text(body), view: text(view), owner: owner ?? null };
}
