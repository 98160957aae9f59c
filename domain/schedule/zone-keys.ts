/** The calendar day and the time of day in a named zone, as keys to compare and sort. They are not for showing. */

export type Instant = Date | number | string;

const formats = new Map<string, Intl.DateTimeFormat>();
const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;

/** Browsers differ in the order of the parts and the characters between them, so only the parts are read. */
function clockIn(at: Instant, zone: string): Record<keyof typeof fields, string> {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', { ...fields, hourCycle: 'h23', timeZone: zone });
  formats.set(zone, format);
  const parts = format.formatToParts(at instanceof Date ? at : new Date(at));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value.padStart(2, '0')])) as Record<
    keyof typeof fields,
    string
  >;
}

/** 2027-04-11 */
export function dayKey(at: Instant, zone: string): string {
  const { year, month, day } = clockIn(at, zone);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/** 09:05 */
export function timeKey(at: Instant, zone: string): string {
  const { hour, minute } = clockIn(at, zone);
  return `${hour}:${minute}`;
}
