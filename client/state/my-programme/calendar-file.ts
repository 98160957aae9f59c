/** Her days as a calendar file. Made again, it replaces what the calendar has: each event keeps its id. */
import { fromUtf8, utf8 } from '#protocol/core/bytes.ts';
import { writeCalendar } from '#domain/schedule/icalendar.ts';
import { uuidFrom } from '#domain/schedule/schedule.ts';
import { instantOf } from '#domain/schedule/time-zones.ts';
import type { Spot } from './my-days.ts';

interface CalendarParts {
  readonly spots: readonly Spot[];
  readonly zone: string;
  /** The record id of her own agenda. Only she and the portal know it, so that two calendars cannot be laid side by side. */
  readonly agenda: string;
  readonly titleOf: (spot: Spot) => string;
  readonly withPlaces: boolean;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

/** Return only what is certain: sessions with a seat and her own entries, in UTC. */
export async function calendarText({
  spots,
  zone,
  agenda,
  titleOf,
  withPlaces,
  madeAt,
}: CalendarParts): Promise<string> {
  const certain = spots.filter(({ kind, start, end }) => (kind === 'ride' || kind === 'own') && start < end);
  const events = certain.map(async (spot) => ({
    uid: await uidOf(agenda, spot),
    date: spot.date,
    start: spot.start,
    end: spot.end,
    title: titleOf(spot),
    place: withPlaces ? (spot.session?.room ?? '') : '',
    text: '',
  }));
  const offsetAt = (date: string, time: string) =>
    Math.round((Date.parse(`${date}T${time}:00Z`) - (instantOf(date, time, zone) ?? 0)) / 60_000);
  // A calendar takes an event again if its number is higher: minutes go on by themselves.
  const sequence = Math.floor(madeAt / 60_000);
  return fromUtf8(writeCalendar({ events: await Promise.all(events), offsetAt, madeAt, sequence, isPrivate: true }));
}

/** The same for the same session or entry of the same person, and nothing that anybody else could compute. */
async function uidOf(agenda: string, { session, entry }: Spot): Promise<string> {
  const name = JSON.stringify(['calendar', agenda, session?.id ?? '', entry?.id ?? '']);
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(utf8(name)));
  return uuidFrom(new Uint8Array(hash).subarray(0, 16));
}
