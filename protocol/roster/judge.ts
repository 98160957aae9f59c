/**
 * The one judgement on a roster leaf (§3): witness, portal, client and auditor make it with the time of the verdict, and
 * come to the same. It never throws: whatever the bytes are, it says why they count or do not.
 */
import { ProtocolError } from '../core/errors.ts';
import { tuple } from '../core/tuple.ts';
import { hash } from '../crypto/sodium.ts';
import { nextHead, readEntry, requireComplete, apply } from './roster.ts';
import type { Roster } from './roster-state.ts';
import { fitting, isVoidCode, withVerdict, type RosterLeaf, type Verdict, type VoidCode } from './verdict.ts';

export interface Judged {
  readonly verdict: Verdict;
  /** After the leaf: with the verdict among its verdicts, whatever it is. */
  readonly roster: Roster;
}

/** Why an entry is not in force; empty if it is. */
export function reasonAgainst(
  roster: Roster,
  body: Uint8Array | undefined,
  time: number,
  leaf?: number,
): VoidCode | '' {
  if (body === undefined) return 'entry-missing';
  try {
    requireComplete(readEntry(roster, body, time, leaf));
    return '';
  } catch (error) {
    return error instanceof ProtocolError && isVoidCode(error.code) ? error.code : 'malformed';
  }
}

export function judgeLeaf(roster: Roster, arrived: RosterLeaf, time: number): Judged {
  return enact(roster, arrived, time, reasonAgainst(roster, fitting(arrived), time, arrived.leaf));
}

/** The line and the roster that a code gives, without asking whether it is right. */
export function enact(roster: Roster, arrived: RosterLeaf, time: number, code: string): Judged {
  const body = fitting(arrived);
  const verdict = lineOf(roster, arrived, time, code);
  const after = code === '' && body !== undefined ? apply(roster, body, arrived.leaf, time) : roster;
  return { verdict, roster: withVerdict(after, verdict) };
}

/** The bytes that the witness signs for this leaf, time and code. */
export function lineOf(roster: Roster, arrived: RosterLeaf, time: number, code: string): Verdict {
  const { leaf, bytes } = arrived;
  const body = fitting(arrived);
  const isGood = code === '' && body !== undefined;
  return {
    rootfp: roster.rootfp,
    leaf,
    bytes,
    entry: body === undefined ? undefined : hash(tuple('dd1/signed-entry', body)),
    code,
    time,
    seq: isGood ? roster.seq + 1 : roster.seq,
    head: isGood ? nextHead(roster.rootfp, roster.head, body, leaf) : roster.head,
  };
}
