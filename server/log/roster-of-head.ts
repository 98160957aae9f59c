/** Whether a roster is the one that a head names, at the head's own size, which may be an earlier one. */
import { equal } from '#protocol/core/bytes.ts';
import type { Head } from '#protocol/log/head.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { stateAt, stateOf } from '#protocol/roster/state.ts';

const known = new WeakMap<Roster, Map<number, Uint8Array>>();

/** Made once for each size: anybody may ask about an old head, as often as she likes. */
function stateThen(roster: Roster, count: number): Uint8Array {
  if (count === roster.verdicts.size) return stateOf(roster);
  const states = known.get(roster) ?? new Map<number, Uint8Array>();
  known.set(roster, states);
  const state = states.get(count) ?? stateAt(roster, count);
  states.set(count, state);
  return state;
}

/** What differs; undefined if nothing does. The roster has all verdicts on leaves below the head's size. */
export function otherThan(
  roster: Roster,
  { size, rosterSeq, rosterHead, state }: Pick<Head, 'size' | 'rosterSeq' | 'rosterHead' | 'state'>,
): 'roster' | 'state' | undefined {
  const { past } = roster.verdicts;
  const count = past.findLastIndex(({ leaf }) => leaf < size) + 1;
  const seq = past[count - 1]?.seq;
  const head = seq === undefined ? undefined : roster.heads[seq];
  if (seq !== rosterSeq || head === undefined || !equal(head, rosterHead)) return 'roster';
  return equal(stateThen(roster, count), state) ? undefined : 'state';
}
