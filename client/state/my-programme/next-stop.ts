/** What comes next in her days: a session with a seat, or an entry of her own. */
import type { Content } from '#protocol/records/content.ts';
import { daysOf, sessionsOf, spotsOf, type Mine, type Spot } from './my-days.ts';
import { eventZone } from '../event-time.ts';
import { instantOf } from '#domain/schedule/time-zones.ts';

export const startOf = (spot: Spot) => instantOf(spot.date, spot.start, eventZone()) ?? 0;
export const endOf = (spot: Spot) => instantOf(spot.date, spot.end, eventZone()) ?? 0;
export const isStop = (spot: Spot) => spot.kind === 'ride' || spot.kind === 'own';

/** Return the stop that is under way, or the next one. */
export function nextStop(plan: Content<'programme'>, mine: Mine, now: number): Spot | undefined {
  const dated = mine.agenda.entries.filter(({ date }) => date !== '');
  return daysOf([...sessionsOf(plan, mine.circles), ...dated])
    .flatMap((day) => spotsOf(plan, mine, day))
    .find((spot) => isStop(spot) && endOf(spot) > now);
}
