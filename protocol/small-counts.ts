/**
 * Counts of people that may be shown to those who must not learn who: nothing under five, and nothing that the sum
 * minus what is shown would give away (complementary suppression).
 */
export const fewest = 5;

export interface Counts {
  /** Undefined: fewer than five. */
  readonly total: number | undefined;
  readonly cells: readonly (number | undefined)[];
}

/**
 * `cells` divide the total: every person stands in exactly one. Is one of them small, it is hidden together with the
 * smallest of the others, so that nobody can tell which of them the small one is. Equal counts are hidden together: the
 * rule never depends on the order of the cells, so what is hidden could always be exchanged.
 */
export function hideSmall(cells: readonly number[]): Counts {
  const total = cells.reduce((sum, count) => sum + count, 0);
  if (total < fewest) return { total: undefined, cells: cells.map(() => undefined) };
  if (cells.every((count) => count >= fewest)) return { total, cells: [...cells] };
  const companion = Math.min(...cells.filter((count) => count >= fewest));
  const isHidden = (count: number) => count < fewest || count === companion;
  return { total, cells: cells.map((count) => (isHidden(count) ? undefined : count)) };
}
