/** The days of an event (§3.2): everything that is kept is kept for some days after the last of them. */
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';

const dayMs = 24 * 3600 * 1000;

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthDays = (year: number) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Returns the day since 1970-01-01 of a Gregorian date YYYY-MM-DD; undefined if it is not in the calendar. */
function dayOf(text: string): number | undefined {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/u.test(text)) return undefined;
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > (monthDays(year)[month - 1] as number)) return undefined;
  const before = year - 1;
  const leaps = (to: number) => Math.floor(to / 4) - Math.floor(to / 100) + Math.floor(to / 400);
  const months = monthDays(year)
    .slice(0, month - 1)
    .reduce((sum, days) => sum + days, 0);
  return (year - 1970) * 365 + leaps(before) - leaps(1969) + months + day - 1;
}

/**
 * Requires two real days in their order, the last at most `limits.eventDaysAheadMax` days after the draft. `draftedAt`: ms
 * since 1970 UTC, `foundedAt` of genesis. Refuses with `policy-unsound`.
 */
export function requireEventDates(
  { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string },
  draftedAt: number,
): void {
  const [first, last] = [dayOf(startsOn), dayOf(endsOn)];
  if (first === undefined || last === undefined)
    return refuse('policy-unsound', 'a day of the event is not in the calendar');
  if (last < first) refuse('policy-unsound', 'the event ends before it begins');
  if (last * dayMs > draftedAt + limits.eventDaysAheadMax * dayMs) refuse('policy-unsound', 'the event ends too late');
}
