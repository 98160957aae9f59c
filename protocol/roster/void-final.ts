/**
 * Whether a void can still come into force (§3). Somebody who holds back a signed entry can show it again at a later leaf, until
 * its time is over or what it names has changed. So nobody is told that her act is undone before that.
 */
import { isCounted } from './roster.ts';
import type { Roster } from './roster-state.ts';
import { subjectOf } from './subjects.ts';
import type { VoidEntry } from './void-signers.ts';

/**
 * @param roster the newest one
 * @param time of the newest head or verdict, whichever is later
 */
export function isFinal(roster: Roster, { entry, bytes }: VoidEntry, time: number): boolean {
  if (time > entry.expires || isCounted(roster, bytes)) return true;
  // Links are never taken away, so a subject with more of them is never again as it was.
  return entry.place.type === 'named' && entry.place.subjects.some(({ name, n }) => subjectOf(roster, name).n > n);
}
