/**
 * Counts of people for readers who must not learn who: nothing under five, and nothing that the total minus what is shown
 * would tell (complementary suppression).
 */
export const fewest = 5;

export interface Counts {
  /** Undefined: fewer than five. */
  readonly total: number | undefined;
  readonly cells: readonly (number | undefined)[];
}

/**
 * Returns the counts that may be shown. `cells` divide the total: every person is in exactly one. If one of them is small,
 * it is hidden together with the smallest of the others, so that nobody can tell which of them is small. Equal counts are
 * hidden together: the rule never depends on the order of the cells, so hidden cells are always exchangeable.
 */
export function hideSmall(cells: readonly number[]): Counts {
  const total = cells.reduce((sum, count) => sum + count, 0);
  if (total < fewest) return { total: undefined, cells: cells.map(() => undefined) };
  if (cells.every((count) => count >= fewest)) return { total, cells: [...cells] };
  const companion = Math.min(...cells.filter((count) => count >= fewest));
  const isHidden = (count: number) => count < fewest || count === companion;
  return { total, cells: cells.map((count) => (isHidden(count) ? undefined : count)) };
}

/**
 * True if `after` may be told to somebody who keeps `before`: no subtraction of one from the other may give a number of
 * fewer than five people. A change of fewer than five people never shows.
 */
export function mayFollow(before: Counts, after: Counts): boolean {
  const grown = isFar(before.total, after.total) && before.total !== after.total;
  const samePattern = before.cells.every((count, at) => (count === undefined) === (after.cells[at] === undefined));
  if (before.cells.length !== after.cells.length) return false;
  // Cells that appear or disappear could be told apart through one person who moved between two of them.
  if (!samePattern && !grown) return false;
  const rests = samePattern ? isFar(rest(before), rest(after)) : true;
  return rests && isFar(before.total, after.total) && before.cells.every((count, at) => isFar(count, after.cells[at]));
}

/** True if equal, or at least five apart, for every number under five that a hidden one can be. */
function isFar(before: number | undefined, after: number | undefined): boolean {
  if (before === after) return true;
  return Math.abs((before ?? fewest - 1) - (after ?? fewest - 1)) >= fewest;
}

/** Returns the total of the hidden cells. */
function rest({ total, cells }: Counts): number | undefined {
  return total === undefined ? undefined : total - cells.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
