/**
 * One opening: what the witness signed about it, and, where it was given out or denied, that its body is the one the leaf
 * commits to, that the requester touched her key for it, and that she had the right to ask at that place.
 */
import { ProtocolError, refuse, type ProtocolCode } from '#protocol/core/errors.ts';
import type { Head } from '#protocol/log/head.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { judgeOpening, repeatedLeaves, type OpeningState } from '#protocol/openings/judge-opening.ts';
import { verifyLogBody, type Touches } from '#protocol/openings/log-lines.ts';
import {
  outcomeWords,
  signedOutcome,
  verifyOutcome,
  type Outcome,
  type OutcomeWord,
} from '#protocol/openings/outcome.ts';
import { wasDeskMember, type Roster } from '#protocol/roster/roster-state.ts';
import type { Bundle } from './bundle.ts';

export interface ReadOpening {
  readonly leaf: number;
  readonly word: OutcomeWord | undefined;
}

type Line = ReturnType<typeof verifyLogBody>;

export interface KnownOpening {
  readonly line: Line | undefined;
  /** Why the body that lies there says nothing. */
  readonly code: ProtocolCode | undefined;
  readonly listed: Outcome | undefined;
  readonly aged: number;
  /** The request is in the log before, and was opened there. */
  readonly repeated: boolean;
}

/** Neither a body nor an outcome was brought. */
export function isUnexplained({ bodies, outcomes }: Bundle, leaf: number): boolean {
  return bodies.every((body) => body.leaf !== leaf) && outcomes.every((outcome) => outcome.leaf !== leaf);
}

function verified<T>(verify: () => T): { value: T | undefined; code: ProtocolCode | undefined } {
  try {
    return { value: verify(), code: undefined };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { value: undefined, code: error.code };
  }
}

function knownOf(bundle: Bundle, roster: Roster, aged: number, leaf: number, touches: Touches): KnownOpening {
  const bytes = bundle.leaves[leaf] as Uint8Array;
  const body = bundle.bodies.find((each) => each.leaf === leaf);
  const outcome = bundle.outcomes.find((each) => each.leaf === leaf);
  const { value: line, code } =
    body === undefined
      ? { value: undefined, code: undefined }
      : verified(() => verifyLogBody(body.bytes, leaf, bytes, roster, touches));
  const listed =
    outcome && verified(() => verifyOutcome(roster, signedOutcome.parse(outcome.bytes), leaf, bytes)).value;
  return { line, code, listed, aged, repeated: false };
}

/** By leaf. */
export function readOpenings(
  bundle: Bundle,
  roster: Roster,
  aged: number,
  leaves: readonly number[],
): ReadonlyMap<number, KnownOpening> {
  const touches: Touches = new Set();
  const read = new Map(leaves.map((leaf) => [leaf, knownOf(bundle, roster, aged, leaf, touches)]));
  const opened = leaves.filter((leaf) => read.get(leaf)?.line?.outcome.word === 'released');
  const repeated = repeatedLeaves(opened.map((leaf) => ({ leaf, bytes: bundle.leaves[leaf] as Uint8Array })));
  return new Map([...read].map(([leaf, one]) => [leaf, { ...one, repeated: repeated.has(leaf) }]));
}

export function auditOpening(
  roster: Roster,
  leaf: number,
  known: KnownOpening,
): { value: ReadOpening; detail: string } {
  const { line, code, listed, aged, repeated } = known;
  const state = judgeOpening(leaf, { sealed: line?.outcome, listed }, aged);
  if (line !== undefined && state === 'opened') {
    const told = requireRight(roster, leaf, line);
    return { value: { leaf, word: 'released' }, detail: repeated ? `the same entry again: ${told}` : told };
  }
  if (state === 'withheld' || state === 'overdue')
    return refuse(code ?? 'outcomes-withheld', 'counts as opened: nobody has signed or shown what became of it');
  // A body that does not hold is a fault where nothing else explains the entry.
  if (code !== undefined && listed === undefined) return refuse(code, 'the body that lies there does not hold');
  const outcome = line?.outcome ?? listed;
  return { value: { leaf, word: outcome?.word }, detail: detailOf(state, outcome) };
}

function detailOf(state: OpeningState, outcome: Outcome | undefined): string {
  if (state === 'refused') return `refused by the witness: ${outcome?.code}`;
  if (state === 'nothing') return 'nothing was given out for it';
  if (state === 'unknown') return 'counts as opened: the witness cannot know any more';
  return 'counts as opened: it is young and has no outcome yet';
}

function requireRight(roster: Roster, leaf: number, { opening, view }: Line): string {
  const { requester, desk } = opening;
  if (!roster.desks.has(desk) || !wasDeskMember(roster, desk, requester, leaf))
    refuse('opening-desk', 'asked by somebody who was not of that desk');
  if (!ruleOf(roster.policy, view.kind).readers.includes(desk))
    refuse('opening-desk', 'the desk does not read this kind');
  const when = new Date(opening.time).toISOString();
  return `${view.kind} for ${desk} by ${requester}, ${opening.reason}, ${when}`;
}

/**
 * Of each word at least as many as the witness said over the officer's own nonce, below the head's size: what came later
 * makes up for nothing. Bodies only if all were brought.
 */
export function checkCounts(head: Head, read: readonly ReadOpening[], partial: boolean) {
  const below = read.filter(({ leaf }) => leaf < head.size);
  const counted = outcomeWords.map((word) => ({ word, here: below.filter((one) => one.word === word).length }));
  for (const { word, here } of counted) {
    if (partial && (word === 'released' || word === 'refused')) continue;
    if (here < head.outcomes[word])
      refuse('outcomes-withheld', `${head.outcomes[word]} signed as ${word}, ${here} brought`);
  }
  return { value: counted, detail: counted.map(({ word, here }) => `${here} ${word}`).join(', ') };
}
