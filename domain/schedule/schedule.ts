/**
 * A programme as other programs read it: the model behind schedule.json, schedule.xml and iCalendar. The caller chooses
 * what goes in: the public site gives open sessions without people or tracks, the desk's own export gives everything.
 */
import { dayNumber, minutesOf, timeOfMinutes, type OffsetAt } from './civil-time.ts';
import { isDate } from '#protocol/records/kinds/calendar.ts';
import { hasTime } from '../programme/conflicts.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { refuse } from '#protocol/core/errors.ts';

export interface ScheduleEvent {
  /** On the public site random (UUID version 4), never derived from a name, an address or a title. */
  readonly guid: string;
  readonly title: string;
  readonly abstract: string;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly room: string;
  readonly language: string;
  readonly track: string;
  readonly type: string;
  readonly persons: readonly string[];
  readonly noRecording: boolean;
}

export interface Schedule {
  readonly title: string;
  /** Four characters or more of a-z, 0-9 and _. */
  readonly acronym: string;
  readonly version: string;
  readonly zone: string;
  readonly offsetAt: OffsetAt;
  /** Address of the site, without a slash at the end; '' names none. */
  readonly url: string;
  readonly events: readonly ScheduleEvent[];
}

export interface ScheduleDay {
  readonly index: number;
  readonly date: string;
  readonly rooms: readonly { readonly name: string; readonly events: readonly ScheduleEvent[] }[];
}

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

/** Everything about a session, for the desk's own copy, under the guid by which others know it. */
export function eventOf(session: Session, guid: string): ScheduleEvent {
  const { title, abstract, date, start, end, room, language, track, kind, trainers, noRecording } = session;
  if (!hasTime(session)) refuse('field', 'a session without its time');
  return { guid, title, abstract, date, start, end, room, language, track, type: kind, persons: trainers, noRecording };
}

/** The same for the public site: without track and people, under a guid that tells nothing. */
export function publicEventOf(session: Session, guid: string): ScheduleEvent {
  if (!uuid4.test(guid)) refuse('field', 'a guid that is not random');
  return { ...eventOf(session, guid), track: '', persons: [] };
}

/** Returns a UUID (version 4) from 16 random bytes. */
export function uuidFrom(random16: Uint8Array): string {
  if (random16.length !== 16) refuse('wrong-length', `${random16.length} bytes for a uuid`);
  const bytes = Uint8Array.from(random16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Returns every day from the first to the last event, so that a program that counts days counts as people do. */
export function daysOf(events: readonly ScheduleEvent[]): readonly ScheduleDay[] {
  const dates = [...new Set(events.map(({ date }) => date))].filter(isDate).toSorted();
  const first = dates[0];
  if (first === undefined) return [];
  return dates.map((date) => {
    const ofDay = events
      .filter((event) => event.date === date)
      .toSorted((a, b) => (a.start === b.start ? 0 : a.start < b.start ? -1 : 1));
    const rooms = [...new Set(ofDay.map(({ room }) => room))];
    return {
      index: dayNumber(date) - dayNumber(first) + 1,
      date,
      rooms: rooms.map((name) => ({ name, events: ofDay.filter(({ room }) => room === name) })),
    };
  });
}

/** From 1, in order of time: the numbers tell nothing about sessions that are not in it. */
export function numbersOf(events: readonly ScheduleEvent[]): ReadonlyMap<ScheduleEvent, number> {
  const ordered = daysOf(events).flatMap(({ rooms }) => rooms.flatMap((room) => room.events));
  return new Map(ordered.map((event, at) => [event, at + 1]));
}

export function durationOf({ start, end }: ScheduleEvent): string {
  return timeOfMinutes(minutesOf(end) - minutesOf(start));
}

export function slugOf(schedule: Schedule, number: number): string {
  return `${schedule.acronym}-session-${number}`;
}

/** Zones as the schema requires them; others are left out and not changed. */
export function zoneName(zone: string): string | undefined {
  return /^([A-Z][a-z]+\/[A-Z][a-z]+|UTC)$/u.test(zone) ? zone : undefined;
}
