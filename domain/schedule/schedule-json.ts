/**
 * schedule.json of the c3voc family: written for the public site, read from pretalx and similar programs for the editor.
 */
import { dateOfDay, dayNumber, minutesOf, timeOfMinutes, zonedStamp } from './civil-time.ts';
import { isDate, isTime } from '#protocol/records/kinds/calendar.ts';
import { utf8 } from '#protocol/core/bytes.ts';
import { blankContent, contents, type Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { refuse } from '#protocol/core/errors.ts';
import { daysOf, durationOf, numbersOf, slugOf, zoneName, type Schedule, type ScheduleEvent } from './schedule.ts';

export function writeScheduleJson(schedule: Schedule): Uint8Array {
  const days = daysOf(schedule.events);
  const numbers = numbersOf(schedule.events);
  const { offsetAt } = schedule;
  const event = (one: ScheduleEvent) => ({
    guid: one.guid,
    id: numbers.get(one),
    date: zonedStamp(one.date, one.start, offsetAt),
    start: one.start,
    end: zonedStamp(one.date, one.end, offsetAt),
    duration: durationOf(one),
    room: one.room,
    slug: slugOf(schedule, numbers.get(one) ?? 0),
    url: schedule.url === '' ? `urn:uuid:${one.guid}` : `${schedule.url}/#programme`,
    title: one.title,
    subtitle: '',
    track: one.track === '' ? null : one.track,
    type: one.type,
    language: one.language === '' ? null : one.language,
    abstract: one.abstract,
    persons: one.persons.map((name) => ({ name })),
    links: [],
    do_not_record: one.noRecording,
  });
  const zone = zoneName(schedule.zone);
  const file = {
    $schema: 'https://c3voc.de/schedule/schema.json',
    schedule: {
      version: schedule.version,
      conference: {
        acronym: schedule.acronym,
        title: schedule.title,
        start: days[0]?.date ?? '',
        end: days.at(-1)?.date ?? '',
        daysCount: days.at(-1)?.index ?? 0,
        timeslot_duration: '00:15',
        ...(zone === undefined ? {} : { time_zone_name: zone }),
        ...(schedule.url === '' ? {} : { url: `${schedule.url}/` }),
        days: days.map(({ index, date, rooms }) => ({
          index,
          date,
          day_start: zonedStamp(date, '00:00', offsetAt),
          day_end: zonedStamp(date, '23:59', offsetAt),
          rooms: Object.fromEntries(rooms.map(({ name, events }) => [name, events.map(event)])),
        })),
      },
    },
  };
  return utf8(`${JSON.stringify(file, null, 1)}\n`);
}

// ------------------------------------------------------------------------------------------------------- the importer

export interface Imported {
  readonly programme: Content<'programme'>;
  /** What was left out or shortened because it did not fit, for people to check. */
  readonly leftOut: readonly {
    readonly what: 'event' | 'room' | 'track' | 'person' | 'text' | 'time';
    readonly title: string;
  }[];
}

const most = { sessions: 120, rooms: 24, tracks: 16, trainers: 6 } as const;
const longestFile = 4_000_000;

/**
 * Imports what pretalx, frab and similar programs export. The file is foreign: what is not understood is left out and
 * named, and what is no schedule is refused. Nothing that is imported is open, whatever the file says. `newId` gives a
 * random id of 10 characters for each session.
 */
export function parseSchedule(text: string, newId: () => string): Imported {
  const conference = conferenceOf(text);
  const leftOut: Imported['leftOut'][number][] = [];
  const events = eventsOf(conference);
  const fitting = events.slice(0, most.sessions);
  for (const { event } of events.slice(most.sessions))
    leftOut.push({ what: 'event', title: line(event['title'], 120) });
  const series = new Map<string, string>();
  const sessions = fitting.map(({ event, date, room }) => sessionFrom(event, date, room, { newId, series, leftOut }));
  const rooms = roomsOf(conference, sessions);
  const tracks = namesOf(sessions.map(({ track }) => track));
  for (const { name } of rooms.slice(most.rooms)) leftOut.push({ what: 'room', title: name });
  for (const title of tracks.slice(most.tracks)) leftOut.push({ what: 'track', title });
  const programme = {
    ...blankContent('programme'),
    rooms: rooms.slice(0, most.rooms),
    tracks: tracks.slice(0, most.tracks),
    sessions,
  };
  return { programme: contents.programme.parse(programme), leftOut };
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

function conferenceOf(text: string): Json {
  if (text.length > longestFile) refuse('too-large', `${text.length} characters of schedule`);
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return refuse('field', 'not JSON');
  }
  const schedule = isObject(file) ? file['schedule'] : undefined;
  const conference = isObject(schedule) ? schedule['conference'] : undefined;
  if (!isObject(conference) || !Array.isArray(conference['days'])) return refuse('field', 'not a schedule');
  return conference;
}

interface Given {
  readonly event: Json;
  readonly date: string;
  readonly room: string;
}

function eventsOf(conference: Json): readonly Given[] {
  return objects(conference['days']).flatMap((day) => {
    const rooms = isObject(day['rooms']) ? day['rooms'] : {};
    const date = typeof day['date'] === 'string' && isDate(day['date']) ? day['date'] : '';
    return Object.entries(rooms).flatMap(([room, events]) => objects(events).map((event) => ({ event, date, room })));
  });
}

/** Returns one line of text without misleading characters, shortened to the field's length. */
function line(value: unknown, max: number): string {
  return lines(value, max).replaceAll(/\s+/gu, ' ').trim();
}

function lines(value: unknown, max: number): string {
  if (typeof value !== 'string') return '';
  const plain = value
    .toWellFormed()
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim();
  return [...plain].slice(0, max).join('').trim();
}

interface Tools {
  readonly newId: () => string;
  /** Ids of series, by their common title. */
  readonly series: Map<string, string>;
  readonly leftOut: Imported['leftOut'][number][];
}

function sessionFrom(event: Json, dayDate: string, dayRoom: string, { newId, series, leftOut }: Tools): Session {
  // No longer: a part is looked for from every position, so a title of dashes would block the page.
  const { title: base, part, parts } = partOf(line(event['title'], 200));
  const title = line(base, 120);
  const persons = objects(event['persons'])
    .map((person) => line(person['name'] ?? person['public_name'], 40))
    .filter((name) => name !== '');
  const when = timesOf(event, dayDate);
  if (!when.sure) leftOut.push({ what: 'time', title });
  if (title !== base || lines(event['abstract'], 10_000).length > 600) leftOut.push({ what: 'text', title });
  for (const name of persons.slice(most.trainers)) leftOut.push({ what: 'person', title: name });
  if (parts > 1 && !series.has(base)) series.set(base, newId());
  return {
    ...blankSession,
    id: newId(),
    title,
    abstract: lines(event['abstract'], 600),
    kind: kindOf(line(event['type'], 40)),
    track: line(event['track'], 40),
    room: line(dayRoom, 40),
    ...when.times,
    trainers: persons.slice(0, most.trainers),
    language: line(event['language'], 24),
    series: parts > 1 ? (series.get(base) ?? '') : '',
    part,
    parts,
    noRecording: event['do_not_record'] === true,
  };
}

const blankSession: Session = {
  id: '',
  title: '',
  abstract: '',
  kind: 'workshop',
  track: '',
  room: '',
  date: '',
  start: '',
  end: '',
  trainers: [],
  language: '',
  interpretation: [],
  level: 'any',
  series: '',
  part: 0,
  parts: 0,
  capacity: 0,
  noPhones: false,
  noRecording: false,
  unlisted: false,
  sensitive: false,
  required: false,
  open: false,
};

/** "Phone hygiene 1(2)", "Phone hygiene (1/2)": the way in which two-part workshops are written. */
function partOf(title: string): { title: string; part: number; parts: number } {
  const found = /^(.*?)[\s,:–-]*(?:\(([1-9])\s*\/\s*([1-9])\)|([1-9])\s*\(([1-9])\))$/u.exec(title);
  const part = Number(found?.[2] ?? found?.[4] ?? 0);
  const parts = Number(found?.[3] ?? found?.[5] ?? 0);
  const base = found?.[1]?.trim() ?? '';
  return part >= 1 && part <= parts && base !== '' ? { title: base, part, parts } : { title, part: 0, parts: 0 };
}

function kindOf(type: string): Session['kind'] {
  const word = type.toLowerCase();
  // First what may never have a row: nothing else in a type may make it an ordinary session.
  if (/circle/u.test(word)) return 'circle';
  if (/one[ -]to[ -]one|1[ -]?(:|to)[ -]?1/u.test(word)) return 'one-to-one';
  if (/break|lunch|coffee|meal/u.test(word)) return 'break';
  if (/social|party|dinner|evening/u.test(word)) return 'social';
  if (/talk|lecture|keynote|plenary|joint|panel|ceremony/u.test(word)) return 'joint';
  if (/drop/u.test(word)) return 'drop-in';
  return 'workshop';
}

/** Returns the local time as written. An end after midnight becomes 23:59, which the list of conflicts can see. */
function timesOf(event: Json, dayDate: string): { times: Pick<Session, 'date' | 'start' | 'end'>; sure: boolean } {
  const stamp = typeof event['date'] === 'string' ? event['date'] : '';
  const [ofDate, ofTime] = [stamp.slice(0, 10), stamp.slice(11, 16)];
  const written = typeof event['start'] === 'string' ? event['start'] : '';
  const start = isTime(written) ? written : isTime(ofTime) ? ofTime : '';
  // A time in another zone than the local one may name another day.
  const date = isDate(ofDate) && ofTime === start ? ofDate : dayDate;
  const length = /^([0-9]{1,3}):([0-5][0-9])(?::[0-5][0-9])?$/u.exec(line(event['duration'], 12));
  if (start === '' || date === '' || length === null) return { times: { date, start, end: '' }, sure: false };
  const end = minutesOf(start) + Number(length[1]) * 60 + Number(length[2]);
  return {
    times: { date: dateOfDay(dayNumber(date)), start, end: timeOfMinutes(Math.min(end, 1439)) },
    sure: end < 1440,
  };
}

function roomsOf(conference: Json, sessions: readonly Session[]): Content<'programme'>['rooms'] {
  const listed = objects(conference['rooms']).map((room) => ({
    name: line(room['name'], 40),
    seats: seatsOf(room['capacity']),
    booths: 0,
  }));
  const names = namesOf([...listed.map(({ name }) => name), ...sessions.map(({ room }) => room)]);
  return names.map((name) => listed.find((room) => room.name === name) ?? { name, seats: 0, booths: 0 });
}

function seatsOf(capacity: unknown): number {
  return typeof capacity === 'number' && Number.isInteger(capacity) && capacity > 0 ? Math.min(capacity, 2000) : 0;
}

const namesOf = (names: readonly string[]) => [...new Set(names)].filter((name) => name !== '');
