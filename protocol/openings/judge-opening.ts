/**
 * How a reader judges an opening leaf (§7). Without the witness's word it counts as opened. Otherwise somebody who
 * holds an outcome back would hide an opening.
 */
import { toBase64url } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { parseLeaf } from '../log/leaf.ts';
import type { Outcome } from './outcome.ts';

/**
 * opened: released, with its line. refused. nothing: nobody was given anything. All others count as opened. unknown:
 * the witness says so. withheld: released, and the line is not served. answering: too young for an outcome. overdue: it
 * should have an outcome by now. withheld and overdue are alarms.
 */
export type OpeningState = 'opened' | 'refused' | 'nothing' | 'unknown' | 'withheld' | 'answering' | 'overdue';

export interface OpeningKnown {
  /** Verified, from inside the sealed line. */
  readonly sealed: Outcome | undefined;
  /** Verified, from the list that everybody is given. */
  readonly listed: Outcome | undefined;
}

export function judgeOpening(index: number, { sealed, listed }: OpeningKnown, aged: number): OpeningState {
  if (sealed !== undefined && listed !== undefined) requireOne(index, sealed, listed);
  if (sealed?.word === 'released') return 'opened';
  if (sealed?.word === 'refused') return 'refused';
  const outcome = listed ?? sealed;
  if (outcome === undefined) return index < aged ? 'overdue' : 'answering';
  if (outcome.word === 'released') return 'withheld';
  if (outcome.word === 'never') return 'nothing';
  return outcome.word;
}

/**
 * A witness that forgot may say `unknown` although it said another word before. Any other two words prove that it lied.
 */
function requireOne(index: number, one: Outcome, other: Outcome): void {
  if (one.word === other.word || one.word === 'unknown' || other.word === 'unknown') return;
  refuse('outcome-twice', `${one.word} and ${other.word} for one entry`, {
    leaf: index,
    first: one.word,
    second: other.word,
  });
}

/**
 * Returns the opened leaves that only repeat another one. One request is one opening, however often its entry is in the
 * log. Equal nonces mean equal bodies, and the lowest leaf counts.
 */
export function repeatedLeaves(opened: readonly { readonly leaf: number; readonly bytes: Uint8Array }[]): Set<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (const { leaf, bytes } of opened.toSorted((a, b) => a.leaf - b.leaf)) {
    const nonce = toBase64url(parseLeaf(bytes).nonce);
    if (seen.has(nonce)) repeated.add(leaf);
    seen.add(nonce);
  }
  return repeated;
}
