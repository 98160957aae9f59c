/** Sessions in words: languages, days, times, rules, and her relation to them. */
import { tonguesOf } from '#domain/programme/conflicts.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { dayIn, longDayIn, plainDate } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { locale, t } from '../../words/words.ts';
import { eventZone } from '../event-time.ts';
import { languageName } from '../names.ts';

const list = (words: readonly string[]) => new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(words);

export function languageWords(session: Session): string {
  if (session.language === '') return t('day-all-languages');
  const spoken = languageName(session.language);
  const into = tonguesOf(session).map(languageName);
  return into.length === 0 ? t('day-spoken', { spoken }) : t('day-spoken-into', { spoken, into: list(into) });
}

export const shortDay = (date: string) => dayIn(`${date}T12:00:00Z`, 'UTC', locale.value);
/** Empty if there is no day: a programme without sessions has none. */
export const longDay = (date: string) => (date === '' ? '' : longDayIn(`${date}T12:00:00Z`, 'UTC', locale.value));
export const dateWords = (date: string) => plainDate(date, locale.value);

/** "Mon 12 Apr, 14:00–15:30 Stockholm time" */
export function whenWords({ date, start, end }: Session): string {
  // A line never ends between the two times: read from the right it would say something else.
  const time = `${start}\u2060–\u2060${end}`;
  return t('when', { day: shortDay(date), time, zone: zoneWords(eventZone()) });
}

export function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return t('day-minutes', { count: rest });
  return rest === 0 ? t('day-hours', { count: hours }) : t('day-hours-minutes', { hours, minutes: rest });
}

const inMinutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
export const minutesBetween = (start: string, end: string) => inMinutes(end) - inMinutes(start);

/** Return the room, then who leads the session. */
export function placeWords({ room, trainers }: Session): string {
  return [room, ...(trainers.length === 0 ? [] : [t('day-with', { names: list(trainers) })])]
    .filter(Boolean)
    .join(' · ');
}
