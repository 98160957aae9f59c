/**
 * A summary of opened feedback for a session: a mean and words, never from whom, and nothing from fewer than five people.
 */
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { fewest } from './small-counts.ts';

export interface Opinion {
  readonly session: Session;
  /** Undefined: fewer than five answered. */
  readonly answers: number | undefined;
  readonly mean: number | undefined;
  /** In alphabetical order, which tells nothing about who wrote when. */
  readonly notes: readonly string[];
}

/** Returns the sessions with answers, in the order of the programme. */
export function feedbackOn(
  programme: Content<'programme'>,
  answers: readonly Content<'feedback'>[],
): readonly Opinion[] {
  return programme.sessions.flatMap((session): Opinion[] => {
    const given = answers.flatMap(({ sessions }) => sessions.filter((one) => one.session === session.id));
    if (given.length === 0) return [];
    const marks = given.map(({ useful }) => useful).filter((useful) => useful > 0);
    if (given.length < fewest || marks.length < fewest)
      return [{ session, answers: undefined, mean: undefined, notes: [] }];
    const mean = marks.reduce((sum, useful) => sum + useful, 0) / marks.length;
    const notes = given.map(({ note }) => note.trim()).filter((note) => note !== '');
    return [{ session, answers: marks.length, mean, notes: notes.toSorted() }];
  });
}
