import { dayIn, timeIn } from '../lib/time.ts';
import { locale, t } from '../words/words.ts';
import { zoneWords } from '../words/zone-words.ts';
import { me } from './session.ts';

/** "Sun 11 Apr, 14:20 Stockholm time", on the event's clock and without today and yesterday: for a time to come. */
export function dateAndTime(at: number): string {
  const zone = me.value?.event.zone ?? 'UTC';
  return t('when', { day: dayIn(at, zone, locale.value), time: timeIn(at, zone, locale.value), zone: zoneWords(zone) });
}
