/**
 * The fictional days, counted from today: nothing in the demo or in the tests expires. They begin on a Monday nineteen
 * weeks after this week's, in the time zone of a house near Stockholm.
 */
import { dateOfDay, dayNumber, weekdayOf, type OffsetAt } from '#domain/schedule/civil-time.ts';
import { instantOf } from '../../domain/schedule/time-zones.ts';

const weeksAhead = 19;
const dayMs = 86_400_000;
const today = dateOfDay(Math.floor(Date.now() / dayMs));

export const zone = 'Europe/Stockholm';

/** YYYY-MM-DD, this many days after the given one. */
const daysAfter = (date: string, days: number): string => dateOfDay(dayNumber(date) + days);

/** The first of the fictional days. */
const monday = daysAfter(today, weeksAhead * 7 - weekdayOf(today));

/** A day of the demo: 0 is its Monday, -1 the Sunday before. */
export const demoDay = (offset: number): string => daysAfter(monday, offset);

/** "Sunday 11 April 2027", "8 april" */
export const inWords = (date: string, locale: string, parts: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...parts }).format(dayNumber(date) * dayMs);

export const demoOffset: OffsetAt = (date, time) =>
  Math.round((Date.parse(`${date}T${time}:00Z`) - (instantOf(date, time, zone) ?? 0)) / 60_000);

/** The same content with each of its dates counted from another Monday. */
export function countedFrom<T>(other: string, content: T): T {
  const days = dayNumber(other) - dayNumber(monday);
  const text = JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/u.test(value) ? daysAfter(value, days) : value,
  );
  return JSON.parse(text) as T;
}
