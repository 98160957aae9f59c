/**
 * The witness's decision about one item of a batch (§7), as a pure function: everything it looks at is in `known`,
 * which it took from its own mirror of the log, never from the portal. In the order of the specification.
 */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { encodeLeaf, parseLeaf } from '../log/leaf.ts';
import { openingLeaf, viewCodec, viewOf, type Opening, type OpeningSalts } from './opening.ts';
import { ruleOf } from '../members/policy.ts';
import { unwrapAsWitness } from '../records/unwrap.ts';
import { requireRecordLeaf, verifyRecord, type VerifiedRecord } from '../records/verify.ts';
import { isDeskMember, type Roster } from '../roster/roster-state.ts';
import type { Key32, KeyPair } from '../crypto/sodium.ts';

export interface ReleaseRequest {
  readonly bytes: Uint8Array;
  readonly opening: Opening;
  readonly salts: OpeningSalts;
  /** The record's signed body, without its ciphertext. */
  readonly record: Uint8Array;
}

export interface WitnessKnowledge {
  readonly roster: Roster;
  readonly now: number;
  readonly sealPair: KeyPair;
  /** The mirrored leaf at the opening's index, which a cosigned checkpoint covers. */
  readonly openingLeaf: Uint8Array;
  /** Where the revision's own leaf stands in the mirror, and that leaf. */
  readonly recordLeafIndex: number;
  readonly recordLeaf: Uint8Array;
  /** Revisions below this are closed; 0 when nothing was retired. */
  readonly lowestLive: number;
}

export interface Release {
  readonly share: Key32;
  readonly verified: VerifiedRecord;
  readonly view: Uint8Array;
}

export function decideRelease(request: ReleaseRequest, known: WitnessKnowledge): Release {
  const { opening } = request;
  const { roster, now } = known;
  if (now > opening.until) refuse('opening-time', 'the time asked for is over');
  const verified = verifyRecord(roster, request.record, known.recordLeafIndex, { record: opening.record });
  const { header } = verified;
  if (!equal(opening.digest, verified.digest) || !equal(opening.headerHash, verified.headerHash))
    refuse('opening-body', 'asked for another revision');
  const allowed =
    header.readers.includes(opening.desk) && ruleOf(roster.policy, header.kind).readers.includes(opening.desk);
  if (!allowed || !isDeskMember(roster, opening.desk, opening.requester))
    refuse('opening-desk', 'requester is in no reader desk of this record');
  if (now < header.opensAt || now > header.closesAt || now > header.purgeAfter)
    refuse('opening-closed', 'outside the time the record may be opened');
  if (header.revision < known.lowestLive) refuse('record-retired', 'a newer revision closed this one');
  const { witnessShare, tagKey } = unwrapAsWitness(verified, known.sealPair);
  requireRecordLeaf(verified, tagKey, parseLeaf(known.recordLeaf));
  const view = viewCodec.encode(viewOf(opening, header));
  const expected = openingLeaf(request.bytes, view, request.salts, tagKey, roster.rootfp);
  if (!equal(encodeLeaf(expected), known.openingLeaf))
    refuse('opening-not-logged', 'the log holds another entry there');
  return { share: witnessShare, verified, view };
}

/** Limits count releases only (§7). */
export function requireWithinLimits(
  roster: Roster,
  kind: VerifiedRecord['header']['kind'],
  counts: { readonly inBatch: number; readonly lastHour: number; readonly lastDay: number },
): void {
  const rule = ruleOf(roster.policy, kind);
  if (counts.inBatch > rule.batch) refuse('opening-limit', `${counts.inBatch} of a kind in one batch`);
  if (counts.lastHour >= rule.perHour) refuse('opening-limit', `${rule.perHour} an hour`);
  if (counts.lastDay >= rule.perDay) refuse('opening-limit', `${rule.perDay} a day`);
}
