/**
 * An officer's signed statement that she has checked log and roster up to a size (§7). An officer who releases a claim alone
 * brings one by another officer: then two have seen it.
 */
import { equal, u64 } from '../core/bytes.ts';
import { fixed, object, uint64, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { memberId } from '../core/ids.ts';
import { tuple } from '../core/tuple.ts';
import { assertion, verifyAssertion } from '../crypto/assertion.ts';
import { hash, sizes } from '../crypto/sodium.ts';
import type { MemberCard } from '../members/keys.ts';

export const acknowledgement = object('dd1/acknowledge', {
  rootfp: fixed(sizes.hash),
  officer: memberId,
  size: uint64,
  root: fixed(sizes.hash),
  rosterHead: fixed(sizes.hash),
  /** How many verdicts, their root, and the state over them (3.7). */
  verdicts: uint64,
  verdictsRoot: fixed(sizes.hash),
  state: fixed(sizes.hash),
  time: uint64,
  assertion,
});
export type Acknowledgement = Of<typeof acknowledgement>;

/** What she touches her key for. */
export function acknowledgementData(given: Omit<Acknowledgement, 'assertion'>): Uint8Array {
  const { rootfp, officer, size, root, rosterHead, verdicts, verdictsRoot, state, time } = given;
  const numbers = [u64(verdicts), verdictsRoot, state, u64(time)];
  const all = [rootfp, memberId.encode(officer), u64(size), root, rosterHead, ...numbers];
  return hash(tuple('dd1/acknowledge-data', ...all));
}

interface Place {
  readonly rootfp: Uint8Array;
  readonly origin: string;
  readonly rpId: string;
}

/** Requires a touch by a key of this card, in this event. The caller compares log and roster. */
export function verifyAcknowledgement(given: Acknowledgement, card: MemberCard, { rootfp, origin, rpId }: Place): void {
  if (!equal(given.rootfp, rootfp)) refuse('root-mismatch', 'acknowledgement in another event');
  verifyAssertion(given.assertion, {
    purpose: 'acknowledge',
    rootfp,
    origin,
    rpId,
    member: given.officer,
    data: acknowledgementData(given),
    nonce: given.assertion.nonce,
    credentials: card.credentials,
  });
}
