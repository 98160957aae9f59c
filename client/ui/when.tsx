import { locale, t } from '../words/words.ts';
import { zoneWords } from '../words/zone-words.ts';
import { dateIn, timeIn, type Instant } from '../lib/time.ts';

/** "15 May 2027, 14:20 Stockholm time" */
export function When({ at, zone = 'Europe/Stockholm' }: { at: Instant; zone?: string | undefined }) {
  const day = dateIn(at, zone, locale.value);
  const time = timeIn(at, zone, locale.value);
  return <time dateTime={new Date(at).toISOString()}>{t('when', { day, time, zone: zoneWords(zone) })}</time>;
}
