/** The state (§3): all verdicts and all subjects in one hash, which is in every head. */
import { u64 } from '../core/bytes.ts';
import { tuple } from '../core/tuple.ts';
import { hash } from '../crypto/sodium.ts';
import { Frontier, hashLeaf, rootOf } from '../log/merkle.ts';
import type { Roster } from './roster-state.ts';
import { subjectCodec } from './subjects.ts';

/** What the hash is over, as evidence names it where two differ. */
export interface StateParts {
  readonly verdicts: number;
  readonly verdictsRoot: Uint8Array;
  readonly subjects: number;
  readonly subjectsRoot: Uint8Array;
}

export function statePartsOf({ verdicts, subjects, subjectCount }: Roster): StateParts {
  const inOrder = subjects.values().toSorted((a, b) => a.place - b.place);
  return {
    verdicts: verdicts.size,
    verdictsRoot: Frontier.from(verdicts.size, verdicts.peaks).root(),
    subjects: subjectCount,
    subjectsRoot: rootOf(inOrder.map((subject) => hashLeaf(subjectCodec.encode(subject)))),
  };
}

const known = new WeakMap<Roster, Uint8Array>();

/** Made once for each roster: a witness answers many heads over one. */
export function stateOf(roster: Roster): Uint8Array {
  const before = known.get(roster);
  if (before !== undefined) return before;
  const { verdicts, verdictsRoot, subjects, subjectsRoot } = statePartsOf(roster);
  const made = hash(tuple('dd1/state', roster.rootfp, u64(verdicts), verdictsRoot, u64(subjects), subjectsRoot));
  known.set(roster, made);
  return made;
}
