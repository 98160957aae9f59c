/** Days and periods of threads (§9.1). Both are counted in UTC, so that all clients and the portal agree. */

const dayMs = 24 * 3600 * 1000;

/** Returns whole days since 1970-01-01 UTC. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / dayMs);
}

/** Returns the week, counted from 0. Weeks begin on a Monday; day 0 was a Thursday. */
export function periodOf(day: number): number {
  return Math.floor((day + 3) / 7);
}

/** Returns the first moment after a period, in ms since 1970 UTC. */
export function periodEnd(period: number): number {
  return ((period + 1) * 7 - 3) * dayMs;
}
