/** How a session was, from opened feedback: a mean and words, never by whom, and nothing from fewer than five people. */
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { fewest } from './small-counts.ts';

export interface Opinion {
  readonly session: Session;
  /** Undefined: fewer than five answered. */
  readonly answers: number | undefined;
  readonly mean: number | undefined;
  /** In the order of the alphabet, which tells nothing of who wrote when. */
  readonly notes: readonly string[];
}

/** Sessions that anybody answered, in the order of the programme. */
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
