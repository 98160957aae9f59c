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
    const received = answers.flatMap(({ sessions }) => sessions.filter((one) => one.session === session.id));
    if (received.length === 0) return [];
    const marks = received.map(({ useful }) => useful).filter((useful) => useful > 0);
    if (received.length < fewest || marks.length < fewest)
      return [{ session, answers: undefined, mean: undefined, notes: [] }];
    const mean = marks.reduce((sum, useful) => sum + useful, 0) / marks.length;
    const notes = received.map(({ note }) => note.trim()).filter((note) => note !== '');
    return [{ session, answers: marks.length, mean, notes: notes.toSorted() }];
  });
}
