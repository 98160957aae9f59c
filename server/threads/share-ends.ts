/** When things of threads end (protocol §9.2, §9.11). Pure; in ms since 1970 UTC. */
import { dayNumber } from '#domain/schedule/civil-time.ts';
import type { Policy } from '#protocol/members/policy.ts';

const dayMs = 24 * 3600 * 1000;
const daysAfterPeriod = 14;
const daysAfterOpening = 14;
const daysAfterEvent = 30;

/** The end of all shares, whatever else was set. */
export function lastOfAll({ event }: Policy): number {
  return (dayNumber(event.endsOn) + 1 + daysAfterEvent) * dayMs;
}

/** The end of shares of past periods, for an owner who has just received them once more. */
export function periodShareEnd(time: number): number {
  return time + daysAfterPeriod * dayMs;
}

/** The end of one chunk; null where only the event ends it. */
export function chunkShareEnd(kind: 'state' | 'desk' | 'short', day: number): number | null {
  return kind === 'short' ? (day + daysAfterOpening) * dayMs : null;
}
