/** When a foreign event takes place, by the clock of the event's zone. A stamp with an offset is that moment. */
import type { Session } from '#protocol/records/kinds/session.ts';
import { isDate, isTime } from '#protocol/records/kinds/calendar.ts';
import { minutesOf, timeOfMinutes } from './civil-time.ts';
import { dayKey, timeKey } from './zone-keys.ts';
import type { Json } from './event-fields.ts';

type Times = Pick<Session, 'date' | 'start' | 'end'>;

interface Local {
  readonly date: string;
  readonly time: string;
}

/** `sure`: nothing in the event contradicts these times, and none was missing or cut off at midnight. */
export function timesOf(event: Json, dayDate: string, zone: string): { readonly times: Times; readonly sure: boolean } {
  const written = timeIn(event['start']);
  const stamp = localOf(event['date'], zone) ?? localOf(event['start'], zone);
  const start = stamp?.time ?? written ?? '';
  const date = stamp?.date ?? (isDate(String(event['date'])) ? String(event['date']) : dayDate);
  if (start === '' || date === '') return { times: { date, start, end: '' }, sure: false };
  const agrees = written === undefined || written === start;
  const until = localOf(event['end'], zone) ?? plain(date, timeIn(event['end']));
  const minutes = until === undefined ? lengthOf(event['duration']) : minutesBetween({ date, time: start }, until);
  if (minutes === undefined || minutes <= 0) return { times: { date, start, end: '' }, sure: false };
  const end = minutesOf(start) + minutes;
  return { times: { date, start, end: timeOfMinutes(Math.min(end, 1439)) }, sure: agrees && end < 1440 };
}

const plain = (date: string, time: string | undefined): Local | undefined =>
  time === undefined ? undefined : { date, time };

function timeIn(value: unknown): string | undefined {
  const found = typeof value === 'string' ? /^\s*([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?\s*$/u.exec(value) : null;
  const time = `${found?.[1]?.padStart(2, '0') ?? ''}:${found?.[2] ?? ''}`;
  return isTime(time) ? time : undefined;
}

/** Returns the local day and time of a stamp: as written if it has no offset, else the moment on the zone's clock. */
function localOf(value: unknown, zone: string): Local | undefined {
  const found =
    typeof value === 'string'
      ? /^\s*([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.[0-9]+)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?\s*$/iu.exec(
          value,
        )
      : null;
  if (found === null) return undefined;
  const [, date = '', time = '', , offset] = found;
  if (!isDate(date) || !isTime(time)) return undefined;
  if (offset === undefined) return { date, time };
  const sign = /^z$/iu.test(offset) ? 'Z' : offset.replace(/^(.[0-9]{2}):?/u, '$1:');
  const at = Date.parse(`${date}T${time}:00${sign}`);
  return Number.isNaN(at) ? undefined : { date: dayKey(at, zone), time: timeKey(at, zone) };
}

function minutesBetween(from: Local, until: Local): number {
  const days = (Date.parse(`${until.date}T00:00:00Z`) - Date.parse(`${from.date}T00:00:00Z`)) / 86_400_000;
  return days * 1440 + minutesOf(until.time) - minutesOf(from.time);
}

/** "01:30", "1:30:00", "PT1H30M", or a number of minutes. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const clock = /^\s*([0-9]{1,3}):([0-5][0-9])(?::[0-5][0-9])?\s*$/u.exec(value);
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]);
  const iso = /^\s*P(?:([0-9]{1,2})D)?T(?:([0-9]{1,3})H)?(?:([0-9]{1,4})M)?(?:[0-9]{1,5}S)?\s*$/u.exec(value);
  if (iso !== null) return Number(iso[1] ?? 0) * 1440 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0);
  return /^\s*[0-9]{1,4}\s*$/u.test(value) ? Number(value) : undefined;
}
