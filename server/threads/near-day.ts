import { dayOf } from '#protocol/threads/calendar.ts';
import { now } from '../clock.ts';
import { deny } from '../errors.ts';

/**
 * What is kept for some days from a day on comes with that day by the sender's clock, which is the witness's. It must be
 * today by this clock, too, give or take one: while one of them is wrong, nothing is taken that would end early or late.
 */
export function requireNearDay(day: number): void {
  if (Math.abs(day - dayOf(now())) > 1) deny('bad-request');
}
