/**
 * Days and times of the Gregorian calendar as numbers, without a clock and without a table of zones. The caller knows by
 * how much the event's zone differs from UTC (`OffsetAt`).
 */
import { refuse } from '#protocol/core/errors.ts';
import { isDate, isTime } from '#protocol/records/kinds/calendar.ts';

/** Minutes by which the zone is ahead of UTC at this local day and time: 120 for Stockholm in April. */
export type OffsetAt = (date: string, time: string) => number;

/** Returns days since 1970-01-01 (Howard Hinnant's days_from_civil). */
export function dayNumber(date: string): number {
  if (!isDate(date)) refuse('field', 'not a day of the calendar');
  const [y, month, day] = date.split('-').map(Number) as [number, number, number];
  const year = month <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const ofEra = year - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

export function dateOfDay(days: number): string {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const ofEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * m + 2) / 5) + 1;
  const month = m < 10 ? m + 3 : m - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** 0 is Monday. */
export function weekdayOf(date: string): number {
  return (((dayNumber(date) + 3) % 7) + 7) % 7;
}

export function minutesOf(time: string): number {
  if (!isTime(time)) refuse('field', 'not a time of day');
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

export function timeOfMinutes(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const two = (value: number) => String(value).padStart(2, '0');

/** Returns 20270415T080000Z, the one form of an instant that no calendar program misreads. */
export function utcStamp(date: string, time: string, offsetAt: OffsetAt): string {
  return stampOfMinutes(dayNumber(date) * 1440 + minutesOf(time) - offsetAt(date, time));
}

/** Returns milliseconds since 1970 at this day and time of the zone. */
export function instantOf(date: string, time: string, offsetAt: OffsetAt): number {
  return (dayNumber(date) * 1440 + minutesOf(time) - offsetAt(date, time)) * 60_000;
}

export function stampOfMs(ms: number): string {
  return `${stampOfMinutes(Math.floor(ms / 60_000)).slice(0, -3)}${two(Math.floor((ms % 60_000) / 1000))}Z`;
}

function stampOfMinutes(minutes: number): string {
  const date = dateOfDay(Math.floor(minutes / 1440));
  const ofDay = minutes - Math.floor(minutes / 1440) * 1440;
  return `${date.replaceAll('-', '')}T${timeOfMinutes(ofDay).replace(':', '')}00Z`;
}

/** 2027-04-15T10:00:00+02:00. */
export function zonedStamp(date: string, time: string, offsetAt: OffsetAt): string {
  const offset = offsetAt(date, time);
  return `${date}T${time}:00${offset < 0 ? '-' : '+'}${timeOfMinutes(Math.abs(offset))}`;
}
