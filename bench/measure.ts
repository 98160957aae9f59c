/** How a row is measured: two things side by side in one process, round by round, because machines are noisy. */

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The reference of the same run, in the same unit. */
  readonly reference: number;
  readonly referenceName: string;
  /** Median of the rounds' own ratios, not the ratio of the medians. */
  readonly ratio: number;
  /** What the ratio should stay below (or, for throughput, above); absent where only the value matters. */
  readonly aim?: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Milliseconds of one call. */
export function timed(act: () => unknown): number {
  const began = performance.now();
  act();
  return performance.now() - began;
}

/** Returns how many calls a second `clients` make at the same time, each one after the other. */
export async function rate(clients: number, each: number, act: (nth: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let at = 0; at < each; at++) await act(client * each + at);
    }),
  );
  return (clients * each * 1000) / (performance.now() - began);
}

/** As `paired`, for rates: each function returns its own number. */
export async function pairedRates(ours: () => Promise<number>, reference: () => Promise<number>, rounds = 7) {
  await ours();
  await reference();
  const all: { ours: number; reference: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = round % 2 === 1 ? await reference() : undefined;
    const own = await ours();
    all.push({ ours: own, reference: before ?? (await reference()) });
  }
  return {
    value: median(all.map((each) => each.ours)),
    reference: median(all.map((each) => each.reference)),
    ratio: median(all.map((each) => each.ours / each.reference)),
  };
}

/** Runs both back to back in every round, in changing order, after one round that warms up and does not count. */
export function paired(ours: () => unknown, reference: () => unknown, rounds = 7) {
  timed(ours);
  timed(reference);
  const all = Array.from({ length: rounds }, (_, round) => {
    if (round % 2 === 0) return { ours: timed(ours), reference: timed(reference) };
    const before = timed(reference);
    return { ours: timed(ours), reference: before };
  });
  return {
    value: median(all.map((each) => each.ours)),
    reference: median(all.map((each) => each.reference)),
    ratio: median(all.map((each) => each.ours / each.reference)),
  };
}
