/**
 * Reads what pretalx, frab and similar programs export: schedule.json with its days and rooms, or with one list of events
 * (Schedule 2.0). The file is foreign: what is not understood is left out and named, and what is no schedule is refused.
 * Nothing that is read is open, whatever the file says.
 */
import { sameName } from '../input/fold.ts';
import { isDate } from '#protocol/records/kinds/calendar.ts';
import { blankContent, contents, type Content } from '#protocol/records/content.ts';
import { session as sessionForm, type Session } from '#protocol/records/kinds/session.ts';
import { isObject, isUnrecorded, line, objects, said, textsOf, type Json } from './event-fields.ts';
import { timesOf } from './event-times.ts';

export interface Imported {
  readonly programme: Content<'programme'>;
  /** What was left out or shortened because it did not fit, for people to check. */
  readonly leftOut: readonly LeftOut[];
}

interface LeftOut {
  readonly what: 'event' | 'room' | 'track' | 'person' | 'text' | 'time' | 'links';
  readonly title: string;
}

/** Why a file is no schedule, in the order in which it is asked. Each has a sentence. */
export type NoSchedule = 'large' | 'xml' | 'calendar' | 'other' | 'shape' | 'empty';

const most = { sessions: 120, rooms: 24, tracks: 16, trainers: 6 } as const;
const longestFile = 4_000_000;

/** `newId` gives a random id of 10 characters for each session; `zone` is the event's, in which its times are shown. */
export function readSchedule(
  text: string,
  newId: () => string,
  zone: string,
): Imported | { readonly refused: NoSchedule } {
  const conference = conferenceOf(text);
  if (typeof conference === 'string') return { refused: conference };
  const leftOut: LeftOut[] = [];
  const events = eventsOf(conference);
  if (events.length === 0) return { refused: 'empty' };
  const fitting = events.slice(0, most.sessions);
  for (const { event } of events.slice(most.sessions))
    leftOut.push({ what: 'event', title: line(event['title'], 120) });
  const tools: Tools = {
    newId,
    zone,
    leftOut,
    series: new Map(),
    rooms: new Map(),
    tracks: new Map(),
    guids: new Set(),
  };
  const listed = listedRooms(conference);
  for (const { name } of listed) oneOf(tools.rooms, name);
  const sessions = fitting.map((given) => sessionFrom(given, tools));
  const rooms = [...tools.rooms.values()].map(
    (name) => listed.find((room) => sameName(room.name) === sameName(name)) ?? { name, seats: 0, booths: 0 },
  );
  const tracks = [...tools.tracks.values()];
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

function conferenceOf(text: string): Json | NoSchedule {
  if (text.length > longestFile) return 'large';
  if (/^\s*</u.test(text)) return 'xml';
  if (/^\s*BEGIN:VCALENDAR/iu.test(text)) return 'calendar';
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return 'other';
  }
  const outer = isObject(file) ? file : {};
  const schedule = isObject(outer['schedule']) ? outer['schedule'] : outer;
  const conference = isObject(schedule['conference']) ? schedule['conference'] : undefined;
  if (conference === undefined) return 'shape';
  return Array.isArray(conference['days']) || Array.isArray(conference['events']) ? conference : 'shape';
}

interface Given {
  readonly event: Json;
  /** The day and the room under which the file has it; '' where it has none. */
  readonly date: string;
  readonly room: string;
}

function eventsOf(conference: Json): readonly Given[] {
  const ofDays = objects(conference['days']).flatMap((day) => {
    const date = typeof day['date'] === 'string' && isDate(day['date']) ? day['date'] : '';
    const given = (room: string, events: unknown) => objects(events).map((event) => ({ event, date, room }));
    const rooms = isObject(day['rooms'])
      ? Object.entries(day['rooms']).flatMap(([room, events]) => given(room, events))
      : objects(day['rooms']).flatMap((room) => given(said(room['name']), room['events']));
    return [...rooms, ...given('', day['events'])];
  });
  const alone = objects(conference['events']).map((event) => ({ event, date: '', room: '' }));
  return [...ofDays, ...alone];
}

function listedRooms(conference: Json): readonly Content<'programme'>['rooms'][number][] {
  return objects(conference['rooms'])
    .map((room) => ({ name: line(room['name'], 40), seats: seatsOf(room['capacity']), booths: 0 }))
    .filter(({ name }) => name !== '');
}

function seatsOf(capacity: unknown): number {
  const seats = typeof capacity === 'string' && /^[0-9]{1,5}$/u.test(capacity) ? Number(capacity) : capacity;
  return typeof seats === 'number' && Number.isInteger(seats) && seats > 0 ? Math.min(seats, 2000) : 0;
}

interface Tools {
  readonly newId: () => string;
  readonly zone: string;
  readonly leftOut: LeftOut[];
  /** Ids of series, by their common title. */
  readonly series: Map<string, string>;
  /** The first spelling of each name: "Hall A" and "hall  a" are one room. */
  readonly rooms: Map<string, string>;
  readonly tracks: Map<string, string>;
  readonly guids: Set<string>;
}

/** Returns the first spelling of a name. */
function oneOf(known: Map<string, string>, name: string): string {
  const key = sameName(name);
  if (key === '') return name;
  if (!known.has(key)) known.set(key, name);
  return known.get(key) ?? name;
}

function sessionFrom(
  { event, date, room }: Given,
  { newId, zone, leftOut, series, rooms, tracks, guids }: Tools,
): Session {
  // No longer: a part is looked for from every position, so a title of dashes would block the page.
  const { title: base, part, parts } = partOf(line(event['title'], 200));
  const title = line(base, 120);
  const persons = objects(event['persons'] ?? event['speakers'])
    .map((person) => line(person['name'] ?? person['public_name'] ?? person['display_name'], 40))
    .filter((name) => name !== '');
  const when = timesOf(event, date, zone);
  if (!when.sure) leftOut.push({ what: 'time', title });
  const { text, isWhole } = textsOf(event, 600);
  if (title !== base || said(event['title']).length > 200 || !isWhole) leftOut.push({ what: 'text', title });
  if (['links', 'attachments'].some((name) => Array.isArray(event[name]) && event[name].length > 0))
    leftOut.push({ what: 'links', title });
  for (const name of persons.slice(most.trainers)) leftOut.push({ what: 'person', title: name });
  if (parts > 1 && !series.has(base)) series.set(base, newId());
  const guid = line(event['guid'], 36).toLowerCase();
  const isFirst = guid !== '' && !guids.has(guid) && said(event['guid']).length <= 36;
  guids.add(guid);
  const track = line(event['track'], 40);
  return {
    ...sessionForm.blank,
    id: newId(),
    title,
    abstract: text,
    kind: kindOf(line(event['type'], 40)),
    track: track === '' ? '' : oneOf(tracks, track),
    room: oneOf(rooms, line(room === '' ? event['room'] : room, 40)),
    ...when.times,
    trainers: [...new Set(persons)].slice(0, most.trainers),
    language: line(event['language'], 24),
    series: parts > 1 ? (series.get(base) ?? '') : '',
    part,
    parts,
    noRecording: isUnrecorded(event),
    guid: isFirst ? guid : '',
  };
}

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
