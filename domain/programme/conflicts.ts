/**
 * What is impossible or doubtful in a draft of a programme. Pure, so that the editor shows it while somebody drags. `grave`
 * ones prevent publishing; people weigh the others.
 */
import { cleanLine } from '../input/clean.ts';
import { sameName } from '../input/fold.ts';
import { isDate, isTime } from '#protocol/records/kinds/calendar.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';

type Programme = Content<'programme'>;

export interface Conflict {
  readonly code:
    | 'end-before-start'
    | 'room-twice'
    | 'trainer-twice'
    | 'too-many'
    | 'no-booth'
    | 'headsets'
    | 'interpreters'
    | 'part-missing'
    | 'part-twice'
    | 'part-order'
    | 'open-closed';
  /** Ids of the sessions concerned, in the order of the programme. */
  readonly sessions: readonly string[];
  /** The room, the trainer, the language, or the number of the missing part. */
  readonly about: string;
  readonly needs: number;
  readonly has: number;
  readonly grave: boolean;
}

/** A session that begins and ends on a day. */
export function hasTime({ date, start, end }: Session): boolean {
  return isDate(date) && isTime(start) && isTime(end) && start < end;
}

export function overlap(a: Session, b: Session): boolean {
  return hasTime(a) && hasTime(b) && a.date === b.date && a.start < b.end && b.start < a.end;
}

/**
 * Returns how many people it can take: the number asked for, never more than the room's seats; the room's seats where no
 * number is named.
 */
export function seatsIn(session: Session, programme: Programme): number {
  const room = programme.rooms.find(({ name }) => name === session.room);
  if (room === undefined) return session.capacity;
  return session.capacity === 0 ? room.seats : Math.min(session.capacity, room.seats);
}

/** True for sessions that never have a row, are never drawn or published: only their own people know of them. */
export function isClosely(session: Session): boolean {
  return session.sensitive || session.unlisted || session.kind === 'circle' || session.kind === 'one-to-one';
}

/** Returns the sessions of each series, by its name. A session without one is a series of one. */
export function seriesOf(programme: Programme): readonly (readonly Session[])[] {
  const groups = new Map<string, Session[]>();
  for (const session of programme.sessions) {
    const name = session.series === '' ? `\n${session.id}` : session.series;
    groups.set(name, [...(groups.get(name) ?? []), session]);
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => a.part - b.part));
}

export function conflictsOf(programme: Programme): readonly Conflict[] {
  return [
    ...programme.sessions.flatMap((session) => aloneConflicts(session, programme)),
    ...pairConflicts(programme.sessions),
    ...headsetConflicts(programme),
    ...interpreterConflicts(programme),
    ...seriesOf(programme).flatMap(partConflicts),
  ];
}

function conflict(
  code: Conflict['code'],
  sessions: readonly Session[],
  rest: Partial<Pick<Conflict, 'about' | 'needs' | 'has' | 'grave'>> = {},
): Conflict {
  return { code, sessions: sessions.map(({ id }) => id), about: '', needs: 0, has: 0, grave: false, ...rest };
}

function aloneConflicts(session: Session, programme: Programme): Conflict[] {
  const found: Conflict[] = [];
  const timed = session.start !== '' && session.end !== '';
  if (timed && session.end <= session.start) found.push(conflict('end-before-start', [session], { grave: true }));
  if (session.open && isClosely(session)) found.push(conflict('open-closed', [session], { grave: true }));
  const room = programme.rooms.find(({ name }) => name === session.room);
  if (room === undefined) return found;
  const about = room.name;
  if (session.capacity > room.seats)
    found.push(conflict('too-many', [session], { about, needs: session.capacity, has: room.seats }));
  const tongues = tonguesOf(session).length;
  if (tongues > room.booths) found.push(conflict('no-booth', [session], { about, needs: tongues, has: room.booths }));
  return found;
}

/** Returns the languages into which it is interpreted, each once, without the spoken one. */
export function tonguesOf({ interpretation, language }: Session): readonly string[] {
  const spoken = folded(language);
  return [...new Set(interpretation.map(folded))].filter((tongue) => tongue !== '' && tongue !== spoken);
}

/** A language as it is counted and shown. Names of people and rooms are compared with `sameName`. */
export const folded = (language: string) => cleanLine(language).toLowerCase();

function pairConflicts(sessions: readonly Session[]): Conflict[] {
  return sessions.flatMap((a, i) =>
    sessions.slice(i + 1).flatMap((b) => {
      if (!overlap(a, b)) return [];
      const found: Conflict[] = [];
      if (a.room !== '' && sameName(a.room) === sameName(b.room))
        found.push(conflict('room-twice', [a, b], { about: a.room }));
      const others = new Set(b.trainers.map(sameName));
      const mine = new Map(a.trainers.map((name) => [sameName(name), name]));
      for (const [key, about] of mine)
        if (key !== '' && others.has(key)) found.push(conflict('trainer-twice', [a, b], { about }));
      return found;
    }),
  );
}

/**
 * Returns the groups of sessions that run at the same moment, each once. Something can only become too much when a session
 * begins.
 */
function atOnce(sessions: readonly Session[]): readonly (readonly Session[])[] {
  const groups = sessions.map(({ date, start }) =>
    sessions.filter((other) => other.date === date && other.start <= start && start < other.end),
  );
  return [...new Map(groups.map((running) => [running.map(({ id }) => id).join('\n'), running])).values()];
}

const isWitnessReachable = (session: Session) => hasTime(session) && tonguesOf(session).length > 0;

/**
 * Everyone in an interpreted session may want a headset: at every moment the stock should be enough for all their seats.
 */
function headsetConflicts(programme: Programme): Conflict[] {
  return atOnce(programme.sessions.filter(isWitnessReachable)).flatMap((running) => {
    const needs = running.reduce((sum, session) => sum + seatsIn(session, programme), 0);
    return needs <= programme.headsets ? [] : [conflict('headsets', running, { needs, has: programme.headsets })];
  });
}

/** A team of interpreters works in one session at a time. Languages whose teams nobody has counted are not judged. */
function interpreterConflicts(programme: Programme): Conflict[] {
  return programme.interpreters.flatMap(({ language, teams }) => {
    const about = folded(language);
    const heard = programme.sessions.filter(
      (session) => isWitnessReachable(session) && tonguesOf(session).includes(about),
    );
    return atOnce(heard).flatMap((running) =>
      running.length <= teams ? [] : [conflict('interpreters', running, { about, needs: running.length, has: teams })],
    );
  });
}

function partConflicts(group: readonly Session[]): Conflict[] {
  const parts = Math.max(...group.map(({ part, parts: of }) => Math.max(part, of)));
  if (parts <= 1 && group.length === 1) return [];
  const found: Conflict[] = [];
  for (let part = 1; part <= parts; part++) {
    const these = group.filter((session) => session.part === part);
    if (these.length === 0) found.push(conflict('part-missing', group, { about: String(part), needs: parts }));
    if (these.length > 1) found.push(conflict('part-twice', these, { about: String(part) }));
  }
  // A part without a number has no place in its series.
  const unnumbered = group.filter(({ part }) => part === 0);
  if (unnumbered.length > 0 && group.length > 1) found.push(conflict('part-missing', unnumbered, { about: '0' }));
  group.forEach((later, i) => {
    const before = group.slice(0, i).filter((earlier) => earlier.part < later.part && !isBefore(earlier, later));
    for (const earlier of before) found.push(conflict('part-order', [earlier, later]));
  });
  return found;
}

/**
 * True if it ends before the other begins. Sessions without a time are not placed yet: nothing is wrong with their order.
 */
function isBefore(a: Session, b: Session): boolean {
  if (!hasTime(a) || !hasTime(b)) return true;
  return a.date < b.date || (a.date === b.date && a.end <= b.start);
}

/** True if all parts are there, once each, in order. Only then can anybody get a seat in the series. */
export function isWhole(group: readonly Session[]): boolean {
  return group.every(hasTime) && partConflicts(group).length === 0;
}
