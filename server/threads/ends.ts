/** When things of the threads end (protocol §9.2, §9.11): pure, in ms since 1970 UTC. */
import { dayNumber } from '#domain/schedule/civil-time.ts';
import type { Policy } from '#protocol/members/policy.ts';

const dayMs = 24 * 3600 * 1000;
const daysAfterPeriod = 14;
const daysAfterOpening = 14;
const daysAfterEvent = 30;

/** Whatever else is said, no share outlives this. */
export function lastOfAll({ event }: Policy): number {
  return (dayNumber(event.endsOn) + 1 + daysAfterEvent) * dayMs;
}

/** Of the shares of periods that are over, for an owner who has just been given them once more. */
export function periodShareEnd(time: number): number {
  return time + daysAfterPeriod * dayMs;
}

/** Of a chunk by itself; null where only the event ends it. */
export function chunkShareEnd(kind: 'state' | 'desk' | 'short', day: number): number | null {
  return kind === 'short' ? (day + daysAfterOpening) * dayMs : null;
}
