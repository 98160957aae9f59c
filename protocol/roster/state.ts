/** The state (§3): all verdicts and all subjects in one hash, which is in every head. */
import { u64 } from '../core/bytes.ts';
import { tuple } from '../core/tuple.ts';
import { hash } from '../crypto/sodium.ts';
import { Frontier, hashLeaf, rootOf } from '../log/merkle.ts';
import type { KeptSubject, Roster } from './roster-state.ts';
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
  const made = stateHash(roster.rootfp, statePartsOf(roster));
  known.set(roster, made);
  return made;
}

/** As it was after so many verdicts. */
export function stateAt({ rootfp, verdicts, subjects }: Roster, count: number): Uint8Array {
  const inOrder = subjects.values().toSorted((a, b) => a.place - b.place);
  const then = inOrder.flatMap((subject) => subjectThen(subject, count));
  return stateHash(rootfp, {
    verdicts: count,
    verdictsRoot: rootOf(verdicts.past.slice(0, count).map((line) => line.hash)),
    subjects: then.length,
    subjectsRoot: rootOf(then.map(hashLeaf)),
  });
}

/** Nothing for one that had not been touched yet. */
function subjectThen({ name, past }: KeptSubject, count: number): readonly Uint8Array[] {
  const links = past.filter(({ index }) => index < count);
  const newest = links.at(-1);
  return newest === undefined ? [] : [subjectCodec.encode({ name, n: links.length, chain: newest.chain })];
}

function stateHash(rootfp: Uint8Array, { verdicts, verdictsRoot, subjects, subjectsRoot }: StateParts): Uint8Array {
  return hash(tuple('dd1/state', rootfp, u64(verdicts), verdictsRoot, u64(subjects), subjectsRoot));
}
