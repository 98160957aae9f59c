/**
 * The one judgement on a roster leaf (3.3). Witness, portal, client and auditor make it with the time of the verdict,
 * and come to the same result. It never throws: for all bytes it says whether they count, or why not.
 */
import { ProtocolError } from '../core/errors.ts';
import { tuple } from '../core/tuple.ts';
import { hash } from '../crypto/sodium.ts';
import { needsSomething } from './needs.ts';
import { nextHead, readEntry, requireComplete, apply } from './roster.ts';
import type { Roster } from './roster-state.ts';
import { fitting, isVoidCode, withVerdict, type RosterLeaf, type Verdict, type VoidCode } from './verdict.ts';

export interface Judged {
  readonly verdict: Verdict;
  /** After the leaf: with the verdict among its verdicts, whatever it is. */
  readonly roster: Roster;
}

/** Returns why an entry is not in force; empty if it is. Only the witness knows whether it was given what the entry needs. */
export function reasonAgainst(
  roster: Roster,
  body: Uint8Array | undefined,
  time: number,
  leaf?: number,
  hasNeeds = true,
): VoidCode | '' {
  if (body === undefined) return 'entry-missing';
  try {
    const read = readEntry(roster, body, time, leaf);
    requireComplete(read);
    return hasNeeds || !needsSomething(read.entry.operation) ? '' : 'needs-missing';
  } catch (error) {
    return error instanceof ProtocolError && isVoidCode(error.code) ? error.code : 'malformed';
  }
}

export function judgeLeaf(roster: Roster, arrived: RosterLeaf, time: number, hasNeeds = true): Judged {
  return enact(roster, arrived, time, reasonAgainst(roster, fitting(arrived), time, arrived.leaf, hasNeeds));
}

/** Returns the line and the roster that a code gives. It does not check that the code is right. */
export function enact(roster: Roster, arrived: RosterLeaf, time: number, code: string): Judged {
  const body = fitting(arrived);
  const verdict = lineOf(roster, arrived, time, code);
  const after = code === '' && body !== undefined ? apply(roster, body, arrived.leaf, time) : roster;
  return { verdict, roster: withVerdict(after, verdict) };
}

/** Returns the verdict that the witness signs for this leaf, time and code. */
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
