/**
 * Heads (3.6): the witness's signed answer to a client's own nonce. It shows what is new without a memory in the
 * browser. The client also takes its time from it.
 */
import { equal, toBase64url } from '../core/bytes.ts';
import { fixed, list, object, text, uint32, uint64, type Of } from '../core/codec.ts';
import { refuse, type Evidence } from '../core/errors.ts';
import type { Genesis } from '../members/genesis.ts';
import { limits } from '../core/limits.ts';
import type { Roster } from '../roster/roster-state.ts';
import { stateOf, statePartsOf } from '../roster/state.ts';
import { signatureHolds, sizes } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

/** How many outcomes of each word the witness has signed. */
export const outcomeCounts = object('dd1/outcome-counts', {
  released: uint64,
  refused: uint64,
  never: uint64,
  unknown: uint64,
});
export type OutcomeCounts = Of<typeof outcomeCounts>;

export const headCodec = object('dd1/head', {
  rootfp: fixed(sizes.hash),
  origin: text(limits.wordBytes * 2),
  size: uint64,
  root: fixed(sizes.hash),
  rosterSeq: uint32,
  rosterHead: fixed(sizes.hash),
  /** Over all verdicts and all subjects (3.7): what was judged, good and void. */
  state: fixed(sizes.hash),
  /** The log's first so many leaves were cosigned 20 minutes ago (7.6): an opening among them has its outcome. */
  aged: uint64,
  outcomes: outcomeCounts,
  /** Direct acts that the witness holds without a leaf, in the order in which they came. */
  held: list(fixed(sizes.hash), limits.heldActs),
  nonce: fixed(32),
  time: uint64,
});
export type Head = Of<typeof headCodec>;

export function headMessage(headBytes: Uint8Array): Uint8Array {
  return tuple('dd1/sig/head', headBytes);
}

/** Returns a head that the witness of genesis signed for our nonce. A value of type `Head` is verified. */
export function verifyHead(
  genesis: Genesis,
  rootfp: Uint8Array,
  headBytes: Uint8Array,
  signature: Uint8Array,
  nonce: Uint8Array,
): Head {
  const witness = genesis.witnesses[0] ?? refuse('head-signature', 'no witness');
  if (!signatureHolds(witness.cosignKey, headMessage(headBytes), signature))
    refuse('head-signature', 'not signed by the witness that the root names');
  const head = headCodec.parse(headBytes);
  if (!equal(head.rootfp, rootfp) || head.origin !== genesis.log.origin) refuse('root-mismatch', 'head of another log');
  if (!equal(head.nonce, nonce)) refuse('head-nonce', 'answers another question');
  if (head.held.length > 0) refuse('not-yet', `${head.held.length} direct acts`);
  return head;
}

/**
 * Requires that the replayed roster is the one that the witness knows: not shorter, not longer, not another.
 *
 * @param signed the head as the witness signed it, for evidence
 */
export function requireRosterAt(roster: Roster, head: Head, signed: Evidence = {}): void {
  if (roster.seq !== head.rosterSeq || !equal(roster.head, head.rosterHead))
    refuse('head-behind', `roster at ${roster.seq}, witness at ${head.rosterSeq}`, {
      rosterSeq: roster.seq,
      witnessSeq: head.rosterSeq,
    });
  if (!equal(stateOf(roster), head.state)) {
    const { verdicts, verdictsRoot, subjects, subjectsRoot } = statePartsOf(roster);
    refuse('state-differs', `another state over ${verdicts} verdicts`, {
      ...signed,
      state: toBase64url(head.state),
      verdicts,
      verdictsRoot: toBase64url(verdictsRoot),
      subjects,
      subjectsRoot: toBase64url(subjectsRoot),
    });
  }
}
