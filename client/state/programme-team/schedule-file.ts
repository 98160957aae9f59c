/** Import and export of schedule.json in this browser only. A file is read and written here, and sent nowhere. */
import { fromUtf8 } from '#protocol/core/bytes.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { hasTime } from '#domain/programme/conflicts.ts';
import { parseSchedule, writeScheduleJson, type Imported } from '#domain/schedule/schedule-json.ts';
import { eventOf } from '#domain/schedule/schedule.ts';
import { me } from '../session.ts';
import { factsOf } from '../../vault/session/refusal.ts';
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

export async function readSchedule(file: File): Promise<Imported | { refusal: string }> {
  try {
    return parseSchedule(await file.text(), newSessionId);
  } catch (error) {
    return { refusal: factsOf(error).code };
  }
}

/** Return the whole closed programme, as other programs read it, without unlisted sessions. */
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
    events: placed.map((session) => eventOf({ ...session, title: titled(session) }, crypto.randomUUID())),
  });
  saveText('schedule.json', 'application/json', fromUtf8(bytes));
}

/** The format has no parts: they are written in the title as people write them, and read again the same way. */
const titled = ({ title, part, parts }: Session) => (parts > 1 && part > 0 ? `${title} ${part}(${parts})` : title);
