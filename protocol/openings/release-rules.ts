/**
 * The witness's decision about one item of a batch (7.2), as pure functions in the order of the specification. They
 * look only at `known`, which the witness took from its own mirror of the log, never from the portal. If
 * requireThisLeaf refuses, the leaf gets no outcome: another body could still open it. If decideRelease refuses, this
 * is final.
 */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { leafCommitment, parseLeaf, bodyDigest, leafTag, viewDigest } from '../log/leaf.ts';
import { viewCodec, viewOf, type Opening, type OpeningSalts } from './opening.ts';
import { ruleOf } from '../members/policy.ts';
import { bodyCodec, recordDigest, sealedRecord } from '../records/record.ts';
import { unwrapAsWitness } from '../records/unwrap.ts';
import { requireRecordLeaf, verifyRecord } from '../records/verify.ts';
import { headerCodec, headerHash, type Header } from '../records/header.ts';
import { policyAt } from '../roster/by-leaf.ts';
import { isFrozen, isFrozenAt } from '../roster/frozen.ts';
import { inTenure, isDeskMember, wasDeskMember, type Roster } from '../roster/roster-state.ts';
import type { Key32, KeyPair } from '../crypto/sodium.ts';

export interface ReleaseRequest {
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly opening: Opening;
  readonly salts: OpeningSalts;
  /** The record's signed body, without its ciphertext. */
  readonly record: Uint8Array;
}

export interface WitnessKnowledge {
  readonly roster: Roster;
  readonly now: number;
  readonly sealPair: KeyPair;
  /** The index of the opening's leaf, which a cosigned checkpoint covers, and the mirrored leaf. */
  readonly leaf: number;
  readonly openingLeaf: Uint8Array;
  /** Where the revision's own leaf is in the mirror, and that leaf; a leaf that is not there is `leaf-missing`. */
  readonly recordLeafIndex: number;
  readonly recordLeaf: () => Uint8Array;
  /** Revisions below this are closed; 0 when nothing was retired. */
  readonly lowestLive: number;
}

/** What the leaf commits to. Of the record, only digest and header hash were compared with the body. */
export interface Claimed {
  readonly header: Header;
  readonly view: Uint8Array;
}

/** Requires that the request belongs to this leaf: steps 3 and 4 of 7.2. */
export function requireThisLeaf(request: ReleaseRequest, openingLeaf: Uint8Array): Claimed {
  const { opening, salts } = request;
  const { header: headerBytes } = parseRecord(request.record);
  const digest = recordDigest(sealedRecord.parse(request.record).body);
  if (!equal(opening.digest, digest) || !equal(opening.headerHash, headerHash(headerBytes)))
    refuse('opening-body', 'asked for another revision');
  const header = headerCodec.parse(headerBytes);
  const view = viewCodec.encode(viewOf(opening, header));
  const found = parseLeaf(openingLeaf);
  const commitment = leafCommitment('opening', bodyDigest(salts.body, request.bytes), viewDigest(salts.view, view));
  if (
    found.type !== 'opening' ||
    !equal(found.nonce, request.hash.slice(0, 16)) ||
    !equal(found.commitment, commitment)
  )
    refuse('opening-not-logged', 'the log holds another entry there');
  return { header, view };
}

const parseRecord = (record: Uint8Array) => bodyCodec.parse(sealedRecord.parse(record).body);

/** Returns the share if steps 6 to 14 of 7.2 hold. It calls `verified` after step 7: only then the owner is known. */
export function decideRelease(request: ReleaseRequest, known: WitnessKnowledge, verified: () => void): Key32 {
  const { opening } = request;
  const { roster, now } = known;
  if (now > opening.until) refuse('opening-time', 'the time asked for is over');
  const record = verifyRecord(roster, request.record, known.recordLeafIndex, { record: opening.record });
  const { header } = record;
  verified();
  // By the policy at the record's leaf and by the present one.
  const policies = [policyAt(roster, known.recordLeafIndex), roster.policy];
  const allowed =
    header.readers.includes(opening.desk) &&
    policies.every((policy) => ruleOf(policy, header.kind).readers.includes(opening.desk));
  if (!allowed || !isDeskMember(roster, opening.desk, opening.requester))
    refuse('opening-desk', 'requester is in no reader desk of this record');
  if (now < header.opensAt || now > header.closesAt || now > header.purgeAfter)
    refuse('opening-closed', 'outside the time the record may be opened');
  if (header.revision < known.lowestLive) refuse('record-retired', 'a newer revision closed this one');
  requireRightsAtLeaf(roster, opening, known.leaf);
  const { witnessShare, tagKey } = unwrapAsWitness(record, known.sealPair);
  requireRecordLeaf(record, tagKey, parseLeaf(known.recordLeaf()));
  const leaf = parseLeaf(known.openingLeaf);
  if (!equal(leaf.tag, leafTag(tagKey, roster.rootfp, leaf.nonce)))
    refuse('opening-tag', 'the entry stands under the tag of another record');
  return witnessShare;
}

/** An object counts only if its leaf lies after the entries that gave its signer this key and this right (§3). */
function requireRightsAtLeaf(roster: Roster, opening: Opening, leaf: number): void {
  const holding = roster.members.get(opening.requester)?.at(-1);
  if (holding === undefined || !inTenure(holding, leaf)) refuse('opening-requester', 'asked with keys not held there');
  if (isFrozen(roster, opening.requester) || isFrozenAt(roster, opening.requester, leaf))
    refuse('opening-requester', 'frozen there, or now');
  if (!wasDeskMember(roster, opening.desk, opening.requester, leaf)) refuse('opening-desk', 'asked before joining');
}

/** Limits count releases only (§7). */
export function requireWithinLimits(
  roster: Roster,
  kind: Header['kind'],
  counts: { readonly inBatch: number; readonly lastHour: number; readonly lastDay: number },
): void {
  const rule = ruleOf(roster.policy, kind);
  if (counts.inBatch > rule.batch) refuse('opening-limit', `${counts.inBatch} of a kind in one batch`);
  if (counts.lastHour >= rule.perHour) refuse('opening-limit', `${rule.perHour} an hour`);
  if (counts.lastDay >= rule.perDay) refuse('opening-limit', `${rule.perDay} a day`);
}
