import { locale, hasWords, t } from '../words/words.ts';
import { cityOf, dateIn, timeIn, type Instant } from './time.ts';

/** "Stockholm time": the zone is always named. */
export function zoneWords(zone: string): string {
  const id = `city-${cityOf(zone).toLowerCase().replaceAll(' ', '-')}`;
  return t('zone-time', { city: hasWords(id) ? t(id) : cityOf(zone) });
}

/** "15 May 2027, 14:20 Stockholm time" */
export function When({ at, zone = 'Europe/Stockholm' }: { at: Instant; zone?: string | undefined }) {
  const day = dateIn(at, zone, locale.value);
  const time = timeIn(at, zone, locale.value);
  return <time dateTime={new Date(at).toISOString()}>{t('when', { day, time, zone: zoneWords(zone) })}</time>;
}
