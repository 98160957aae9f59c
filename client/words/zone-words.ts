import { cityOf } from '../lib/time.ts';
import { hasWords, t } from './words.ts';

/** "Stockholm time": the zone is always named. */
export function zoneWords(zone: string): string {
  const id = `city-${cityOf(zone).toLowerCase().replaceAll(' ', '-')}`;
  return t('zone-time', { city: hasWords(id) ? t(id) : cityOf(zone) });
}
