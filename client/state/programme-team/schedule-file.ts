/** Import and export of schedule.json in this browser only. A file is read and written here, and sent nowhere. */
import { fromUtf8 } from '#protocol/core/bytes.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { hasTime } from '#domain/programme/conflicts.ts';
import { readSchedule, type Imported, type NoSchedule } from '#domain/schedule/read-schedule.ts';
import { writeScheduleJson } from '#domain/schedule/schedule-json.ts';
import { eventOf } from '#domain/schedule/schedule.ts';
import { me } from '../session.ts';
import { newSessionId } from './programme-grid.ts';
import type { Programme } from './programme-draft.ts';
import { saveText } from '../../lib/save-text.ts';
import { instantOf } from '#domain/schedule/time-zones.ts';

/** Return how many minutes the event's zone is ahead of UTC at that time. */
export function offsetIn(zone: string) {
  return (date: string, time: string): number => {
    const at = instantOf(date, time, zone);
    return at === undefined ? 0 : Math.round((Date.parse(`${date}T${time}:00Z`) - at) / 60_000);
  };
}

/** Read the text of a file, or say why it is no schedule. Times with an offset are shown by the event's clock. */
export function scheduleIn(text: string): Imported | { readonly refused: NoSchedule } {
  return readSchedule(text, newSessionId, me.value?.event.zone ?? 'Europe/Stockholm');
}

/**
 * Return the programme in which every session has the guid by which other programs will know it. It is drawn once and
 * kept with the session, so that the file finds its session again when it comes back.
 */
export function withGuids(programme: Programme): Programme {
  if (programme.sessions.every(({ guid }) => guid !== '')) return programme;
  const sessions = programme.sessions.map((one) => (one.guid === '' ? { ...one, guid: crypto.randomUUID() } : one));
  return { ...programme, sessions };
}

/** Save the whole closed programme (`withGuids`), as other programs read it, without unlisted sessions. */
export function exportSchedule(programme: Programme): void {
  const event = me.value?.event;
  const zone = event?.zone ?? 'Europe/Stockholm';
  const placed = programme.sessions.filter((session: Session) => hasTime(session) && !session.unlisted);
  const bytes = writeScheduleJson({
    title: event?.name ?? '',
    acronym: 'programme',
    version: String(programme.version),
    zone,
    offsetAt: offsetIn(zone),
    url: '',
    events: placed.map((session) => eventOf({ ...session, title: titled(session) }, session.guid)),
  });
  saveText('schedule.json', 'application/json', fromUtf8(bytes));
}

/** The format has no parts: they are written in the title as people write them, and read again the same way. */
const titled = ({ title, part, parts }: Session) => (parts > 1 && part > 0 ? `${title} ${part}(${parts})` : title);
