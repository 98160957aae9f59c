/** The form of days and times inside records: Gregorian, without a zone. */
const months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** True for a day YYYY-MM-DD that the calendar has. */
export function isDate(date: string): boolean {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/u.exec(date);
  if (parts === null) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && leap ? 29 : (months[month - 1] ?? 0);
  return year > 0 && day >= 1 && day <= last;
}

/** True for a time HH:MM from 00:00 to 23:59. */
export function isTime(time: string): boolean {
  return /^([01][0-9]|2[0-3]):[0-5][0-9]$/u.test(time);
}
