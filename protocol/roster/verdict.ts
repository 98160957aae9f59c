/**
 * Verdicts (3.8): the witness judges each roster leaf once and signs a line about it, good or not. If the line has a
 * code, the leaf is void: it is in the log and changes nothing. The line holds the leaf's 65 bytes, so that it fits no
 * other leaf.
 */
import { fixed, object, optional, text, uint32, uint64, type Of } from '../core/codec.ts';
import type { ProtocolCode } from '../core/errors.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { sizes } from '../crypto/sodium.ts';
import { encodeLeaf, leafBytes, rosterLeaf } from '../log/leaf.ts';
import { Frontier, hashLeaf } from '../log/merkle.ts';
import type { Roster } from './roster-state.ts';

export const verdictCodec = object('dd1/verdict', {
  rootfp: fixed(sizes.hash),
  leaf: uint64,
  bytes: fixed(leafBytes),
  /** Hash of the signed entry; absent if no entry fits the leaf. */
  entry: optional(fixed(sizes.hash)),
  /** Empty: in force. Open text, so that a word that is added later makes no old line unreadable. */
  code: text(limits.wordBytes),
  time: uint64,
  /** seq and head are those after the leaf. A void leaf leaves both as they were. */
  seq: uint32,
  head: fixed(sizes.hash),
});
export type Verdict = Of<typeof verdictCodec>;

export const verdictMessage = (line: Uint8Array) => tuple('dd1/sig/verdict', line);

/** Every reason for which an entry is void. Every other failure of a judgement is `malformed`. */
export const voidCodes = [
  'entry-missing',
  'malformed',
  'too-large',
  'wrong-label',
  'wrong-length',
  'root-mismatch',
  'roster-expired',
  'not-yet',
  'roster-twice',
  'roster-chain',
  'roster-right',
  'roster-signature',
  'assertion-type',
  'assertion-challenge',
  'assertion-origin',
  'assertion-rp',
  'assertion-cross-origin',
  'assertion-presence',
  'assertion-verification',
  'assertion-backup',
  'assertion-credential',
  'assertion-signature',
  'credential-key',
  'roster-often',
  'card-signature',
  'policy-unsound',
  'policy-loose',
  'roster-rule',
  'invite-used',
  'roster-quorum',
  'needs-missing',
] as const satisfies readonly ProtocolCode[];
export type VoidCode = (typeof voidCodes)[number];

export const isVoidCode = (code: string): code is VoidCode => (voidCodes as readonly string[]).includes(code);

/** A roster leaf as it arrives: its 65 bytes, and the bytes that may be its entry. */
export interface RosterLeaf {
  readonly leaf: number;
  readonly bytes: Uint8Array;
  readonly body: Uint8Array | undefined;
}

/** Returns the body if the leaf commits to it, and otherwise none. */
export function fitting({ bytes, body }: Pick<RosterLeaf, 'bytes' | 'body'>): Uint8Array | undefined {
  if (body === undefined) return undefined;
  const made = encodeLeaf(rosterLeaf(body));
  return made.every((byte, at) => byte === bytes[at]) ? body : undefined;
}

/** Adds a line to the first tree of the state. */
export function withVerdict(roster: Roster, verdict: Verdict): Roster {
  const frontier = Frontier.from(roster.verdicts.size, roster.verdicts.peaks);
  const hashed = hashLeaf(verdictCodec.encode(verdict));
  frontier.append(hashed);
  const { leaf, time, seq } = verdict;
  const past = [...roster.verdicts.past, { leaf, seq, hash: hashed }];
  return { ...roster, verdicts: { size: frontier.size, peaks: frontier.peaks(), past, leaf, time } };
}
