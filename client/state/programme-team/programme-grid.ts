/** Days, rooms and times of a programme as a grid, and what a move in it means. Pure. */
import { minutesOf, timeOfMinutes } from '#domain/schedule/civil-time.ts';
import { isTime } from '#protocol/records/kinds/calendar.ts';
import { hasTime } from '#domain/programme/conflicts.ts';
import { session as sessionForm, type Session } from '#protocol/records/kinds/session.ts';
import { dayAfter } from '#domain/schedule/time-zones.ts';
import type { Programme } from './programme-draft.ts';

/** Return every day of the event, and every day that has a session. */
export function daysIn(programme: Programme, startsOn: string, endsOn: string): readonly string[] {
  const days = new Set(programme.sessions.map(({ date }) => date).filter((date) => date !== ''));
  for (let day = startsOn; day <= endsOn && days.size < 40; day = dayAfter(day, 1)) days.add(day);
  return [...days].toSorted();
}

const isPlaced = (session: Session, programme: Programme): boolean =>
  hasTime(session) && programme.rooms.some(({ name }) => name === session.room);

export interface GridRow {
  readonly start: string;
  /** '' where sessions of this row end at different times. */
  readonly end: string;
  /** The sessions of the row, by room, in the order of the rooms. */
  readonly cells: readonly (readonly Session[])[];
  /** The row's only session, if everybody is meant to come to it: it is drawn across all rooms. */
  readonly alone: Session | undefined;
}

export function gridOf(programme: Programme, day: string): readonly GridRow[] {
  const here = programme.sessions.filter((session) => session.date === day && isPlaced(session, programme));
  const starts = [...new Set(here.map(({ start }) => start))].toSorted();
  return starts.map((start) => {
    const row = here.filter((session) => session.start === start);
    const ends = new Set(row.map(({ end }) => end));
    const [first] = row;
    const alone = row.length === 1 && first !== undefined && ['joint', 'social', 'break'].includes(first.kind);
    return {
      start,
      alone: alone ? first : undefined,
      end: ends.size === 1 ? (row[0]?.end ?? '') : '',
      cells: programme.rooms.map(({ name }) => row.filter((session) => session.room === name)),
    };
  });
}

export const unplaced = (programme: Programme): readonly Session[] =>
  programme.sessions.filter((session) => !isPlaced(session, programme));

export function withSession(programme: Programme, id: string, change: Partial<Session>): Programme {
  const sessions = programme.sessions.map((session) => (session.id === id ? { ...session, ...change } : session));
  return { ...programme, sessions };
}

/** Return the session with another start. It keeps its length and ends on the same day. */
export function startingAt(session: Session, start: string): Partial<Session> {
  if (!isTime(start)) return { start };
  const length = hasTime(session) ? minutesOf(session.end) - minutesOf(session.start) : 60;
  return { start, end: timeOfMinutes(Math.min(minutesOf(start) + length, 1439)) };
}

/** Return its series as it would be with this session in it: by id, which part each one is. */
function partsOf(programme: Programme, session: Session): ReadonlyMap<string, number> {
  const kin = programme.sessions.filter((one) => session.series !== '' && one.series === session.series);
  return new Map([...kin, session].map((one) => [one.id, one.id === session.id ? Math.max(1, one.part) : one.part]));
}

/** Return the first part that its series lacks; for a single session, the second. */
export function missingPart(programme: Programme, session: Session): number | undefined {
  if (session.kind !== 'workshop' || !hasTime(session)) return undefined;
  const there = new Set(partsOf(programme, session).values());
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].find((part) => !there.has(part));
}

/**
 * Add that part: the same session in the same room, half an hour after this one ends. It is public only once it is
 * marked so.
 */
export function withPart(programme: Programme, session: Session, id: string): Programme {
  const part = missingPart(programme, session);
  if (part === undefined) return programme;
  const known = partsOf(programme, session);
  const series = session.series === '' ? newSessionId() : session.series;
  const parts = Math.max(session.parts, part, ...known.values());
  const start = timeOfMinutes(Math.min(minutesOf(session.end) + 30, 1439));
  const twin = { ...session, id, guid: '', open: false, series, part, parts, ...startingAt(session, start) };
  const sessions = programme.sessions.flatMap((one) => {
    const own = known.get(one.id);
    if (own === undefined) return [one];
    const kin = { ...one, series, part: own, parts };
    return one.id === session.id ? [kin, twin] : [kin];
  });
  return { ...programme, sessions };
}

/** Move by one room, or by one row up or down; before the first and after the last row by half an hour. */
export function moved(programme: Programme, id: string, rooms: number, rows: number): Programme {
  const session = programme.sessions.find((one) => one.id === id);
  if (session === undefined) return programme;
  if (rooms !== 0) {
    const at = programme.rooms.findIndex(({ name }) => name === session.room);
    const to = programme.rooms[at + rooms];
    return to === undefined || at + rooms < 0 ? programme : withSession(programme, id, { room: to.name });
  }
  const starts = gridOf(programme, session.date).map(({ start }) => start);
  const next = starts[starts.indexOf(session.start) + rows];
  const beyond = () => {
    if (!isTime(session.start)) return undefined;
    const minutes = minutesOf(session.start) + rows * 30;
    return minutes >= 0 && minutes < 1440 ? timeOfMinutes(minutes) : undefined;
  };
  const start = starts.indexOf(session.start) + rows < 0 ? beyond() : (next ?? beyond());
  return start === undefined ? programme : withSession(programme, id, startingAt(session, start));
}

/** Return the next session in that direction; empty cells are skipped. */
export function neighbour(
  rows: readonly GridRow[],
  programme: Programme,
  from: Session,
  rooms: number,
  down: number,
): Session | undefined {
  const columns = programme.rooms.findIndex(({ name }) => name === from.room);
  const at = rows.findIndex(({ start }) => start === from.start);
  for (let step = 1; step <= Math.max(rows.length, programme.rooms.length); step += 1) {
    const row = rows[at + down * step];
    const found =
      down === 0 ? rows[at]?.cells[columns + rooms * step]?.[0] : (row?.cells[columns]?.[0] ?? row?.cells.flat()[0]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Return 50 random bits in ten characters. */
export function newSessionId(): string {
  const signs = 'abcdefghijklmnopqrstuvwxyz234567';
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => signs[byte % 32]).join('');
}

export function newSession(day: string, room: string): Session {
  return {
    ...sessionForm.blank,
    id: newSessionId(),
    room,
    date: day,
    start: '09:00',
    end: '10:30',
    language: 'en',
    noRecording: true,
  };
}
