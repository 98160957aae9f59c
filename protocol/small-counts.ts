/**
 * Counts of people that may be shown to those who must not learn who: nothing under five, and nothing that the sum
 * minus what is shown would give away (complementary suppression).
 */
export const fewest = 5;
/** What is hidden together adds up to at least this, or everything is hidden. */
const hiddenTogether = 2 * fewest;

export interface Counts {
  /** Undefined: fewer than five. */
  readonly total: number | undefined;
  readonly cells: readonly (number | undefined)[];
}

/**
 * `cells` divide the total: every person stands in exactly one. Is one of them small, it is hidden together with the
 * smallest of the others, so that nobody can tell which of the two the small one is.
 */
export function hideSmall(cells: readonly number[]): Counts {
  const total = cells.reduce((sum, count) => sum + count, 0);
  if (total < fewest) return { total: undefined, cells: cells.map(() => undefined) };
  const order = cells.map((count, at) => ({ count, at })).toSorted((a, b) => a.count - b.count || a.at - b.at);
  const small = order.filter(({ count }) => count < fewest);
  if (small.length === 0) return { total, cells: [...cells] };
  let sum = small.reduce((all, { count }) => all + count, 0);
  const hidden = new Set(small.map(({ at }) => at));
  let taken = 0;
  for (const { count, at } of order.slice(small.length)) {
    if (taken > 0 && sum >= hiddenTogether) break;
    hidden.add(at);
    sum += count;
    taken += 1;
  }
  return { total, cells: cells.map((count, at) => (hidden.has(at) ? undefined : count)) };
}
