// Times of day are shown in a named zone, with Latin digits and the Gregorian calendar, in every language.

export type Instant = Date | number | string;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = `${locale === 'en' ? 'en-GB' : locale}-u-ca-gregory-nu-latn`;
  const key = tag + JSON.stringify(options);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const fresh = new Intl.DateTimeFormat(tag, options);
  formats.set(key, fresh);
  return fresh;
}

const dateOf = (at: Instant): Date => (at instanceof Date ? at : new Date(at));

/** 14:20 */
export function timeIn(at: Instant, zone: string, locale = 'en'): string {
  return format(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(dateOf(at));
}

/** 15 May 2027 */
export function dateIn(at: Instant, zone: string, locale = 'en'): string {
  return format(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }).format(dateOf(at));
}

/** Sun 11 Apr */
export function dayIn(at: Instant, zone: string, locale = 'en'): string {
  return withoutComma(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }, at);
}

/** Sun */
export function weekdayIn(at: Instant, zone: string, locale = 'en'): string {
  return format(locale, { weekday: 'short', timeZone: zone }).format(dateOf(at));
}

/** Sunday 11 April 2027 */
export function longDayIn(at: Instant, zone: string, locale = 'en'): string {
  return withoutComma(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }, at);
}

/** Some browsers put a comma behind the weekday. */
function withoutComma(locale: string, options: Intl.DateTimeFormatOptions, at: Instant): string {
  const parts = format(locale, options).formatToParts(dateOf(at));
  return parts.map(({ type, value }) => (type === 'literal' && value === ', ' ? ' ' : value)).join('');
}

/** April 2027 */
export function monthIn(at: Instant, zone: string, locale = 'en'): string {
  return format(locale, { month: 'long', year: 'numeric', timeZone: zone }).format(dateOf(at));
}

/** A day without a time, given as 2027-04-11, in words. */
export function plainDate(day: string, locale = 'en'): string {
  return dateIn(`${day}T12:00:00Z`, 'UTC', locale);
}

/** Stockholm, of Europe/Stockholm: goes into the words "{ $city } time". */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** January to December, in words. */
export function monthNames(locale = 'en'): string[] {
  const month = format(locale, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, i) => month.format(new Date(Date.UTC(2027, i, 15))));
}
