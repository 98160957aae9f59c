/**
 * Verdicts as a party takes them that trusts no server (3.8): it checks the witness's signature on each line, checks
 * that times do not fall, and makes the judgement once more. A line whose signature does not hold was changed by the
 * portal. A line that is signed and wrong proves that the witness lied, with the line, its signature and the entry as
 * evidence.
 */
import { toBase64url } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { signatureHolds } from '../crypto/sodium.ts';
import { rosterLeaf, encodeLeaf } from '../log/leaf.ts';
import type { WitnessCard } from '../members/witness-card.ts';
import { witnessAt } from './by-leaf.ts';
import { judgeLeaf, lineOf } from './judge.ts';
import { genesisLine, openRoster } from './roster.ts';
import type { Roster } from './roster-state.ts';
import { verdictCodec, verdictMessage, type Verdict } from './verdict.ts';

/** A verdict on the wire: what it is about, and what the witness said. */
export interface JudgedAt {
  readonly leaf: number;
  /** The entry. There is none for genesis, and none if no entry fits the leaf. */
  readonly body: Uint8Array | undefined;
  /** The leaf's 65 bytes, if no entry gives them. */
  readonly odd: Uint8Array | undefined;
  readonly code: string;
  readonly time: number;
  readonly signature: Uint8Array;
}

/** Begins a roster: with genesis, and the witness's line about it. */
export function openJudged(signed: Uint8Array, pinned: Uint8Array, line: JudgedAt | undefined): Roster {
  const roster = openRoster(signed, pinned, line?.time ?? 0);
  if (line === undefined || line.leaf !== 0) return refuse('leaf-missing', 'no verdict on genesis');
  requireLine(witnessAt(roster, 0), genesisLine(roster, signed, line.time), line.signature);
  return roster;
}

export function follow(roster: Roster, given: JudgedAt): Roster {
  const { leaf, body, code, time, signature } = given;
  if (leaf <= roster.verdicts.leaf)
    refuse('roster-chain', `verdict on ${leaf} after the one on ${roster.verdicts.leaf}`);
  const bytes = body === undefined ? given.odd : encodeLeaf(rosterLeaf(body));
  if (bytes === undefined) return refuse('leaf-missing', `a verdict on ${leaf} without what it is about`);
  const arrived = { leaf, bytes, body };
  const said = lineOf(roster, arrived, time, code);
  // Only the witness knows what it was given. That the entry was good otherwise, and needs something, is judged here.
  const own = judgeLeaf(roster, arrived, time, code !== 'needs-missing');
  // An entry in force that names another witness is the first that the new one speaks about.
  requireLine(witnessAt(own.verdict.code === '' ? own.roster : roster, leaf), said, signature);
  if (time < roster.verdicts.time) return accuse(said, given, 'times fall');
  if (own.verdict.code !== code) return accuse(said, given, `it is ${own.verdict.code || 'good'}`);
  return own.roster;
}

function requireLine(by: WitnessCard, line: Verdict, signature: Uint8Array): void {
  const message = verdictMessage(verdictCodec.encode(line));
  if (!signatureHolds(by.cosignKey, message, signature))
    refuse('head-signature', `the verdict on ${line.leaf} is not signed by the witness that speaks there`);
}

function accuse(line: Verdict, { signature, body }: JudgedAt, why: string): never {
  return refuse('verdict-false', `the witness says ${line.code || 'good'} of ${line.leaf}: ${why}`, {
    line: toBase64url(verdictCodec.encode(line)),
    signature: toBase64url(signature),
    entry: body === undefined ? '' : toBase64url(body),
  });
}
