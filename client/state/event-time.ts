/** Days and times on the event's clock, in words. */
import { me } from './session.ts';
import { dayIn, timeIn } from '../lib/time.ts';
import { dayKey } from '#domain/schedule/zone-keys.ts';
import { zoneWords } from '../words/zone-words.ts';
import { locale, t } from '../words/words.ts';
import { instantOf } from '#domain/schedule/time-zones.ts';

export const eventZone = (): string => me.value?.event.zone ?? 'Europe/Stockholm';

/** Return today, yesterday, or Sun 11 Apr. */
export function dayName(at: number, now = Date.now()): string {
  const zone = eventZone();
  const key = dayKey(at, zone);
  if (key === dayKey(now, zone)) return t('who-today');
  if (key === dayKey(now - 86_400_000, zone)) return t('who-yesterday');
  return dayIn(at, zone, locale.value);
}

/** "Sun 11 Apr, 14:20 Stockholm time" */
export function dayAndTime(at: number): string {
  const zone = eventZone();
  return t('when', { day: dayName(at), time: timeIn(at, zone, locale.value), zone: zoneWords(zone) });
}

export function clockTime(at: number): string {
  const zone = eventZone();
  return `${timeIn(at, zone, locale.value)} ${zoneWords(zone)}`;
}

/** Return the words for the middle of a sentence: only some languages, such as English, begin them with a capital. */
export function within(words: string): string {
  if (locale.value !== 'en') return words;
  // An isolation mark may come before the first letter; the names of days keep theirs.
  return words.replace(/^\u2068?(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun)./u, (start) => start.toLowerCase());
}

/** Return a time as records have it: 2027-04-12T18:00 on the event's clock. */
export function stampAt(at: number): string {
  const zone = eventZone();
  return `${dayKey(at, zone)}T${timeIn(at, zone)}`;
}

/** Return 2027-04-10T18:00, as a desk writes the end of an offer. */
export function untilTime(stamp: string): string {
  const [date = '', time = ''] = stamp.split('T');
  const at = instantOf(date, time === '' ? '23:59' : time, eventZone());
  if (at === undefined) return stamp;
  const zone = eventZone();
  return t('when', { day: dayIn(at, zone, locale.value), time: timeIn(at, zone, locale.value), zone: zoneWords(zone) });
}
