/**
 * How long the page waits between two looks at the stream: short if a thread is open, long otherwise, always partly
 * random, and the same whether or not something came.
 */
const openMs = 5_000;
const otherMs = 60_000;
const awayMsMax = 300_000;
/** A pause is a quarter shorter or longer. */
const chance = 0.25;

interface Moment {
  readonly reading: boolean;
  readonly visible: boolean;
  /** Looks in a row that nothing answered. */
  readonly failures: number;
}

/** @param random from 0 to 1 */
export function pauseMs({ reading: thread, visible, failures }: Moment, random: number): number {
  const base = thread && visible ? openMs : otherMs;
  const backed = failures === 0 ? base : Math.max(base, Math.min(awayMsMax, openMs * 2 ** failures));
  return Math.round(backed * (1 - chance + 2 * chance * random));
}
