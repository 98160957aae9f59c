/** Merge an imported file into the draft: the file decides what is where and when, everything else stays. Pure. */
import { sameName } from '#domain/input/fold.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';

type Programme = Content<'programme'>;

export interface Merged {
  readonly programme: Programme;
  /** Sessions of the draft that are not in the file. Their ids go, and with them their choices and seats. */
  readonly lost: readonly Session[];
  /** Sessions of the file for which the programme has no room beside what stays. */
  readonly over: readonly Session[];
  /** Open sessions of which the file says something else: they are closed, until a person has read them and says so. */
  readonly closed: readonly Session[];
}

const most = { sessions: 120, rooms: 24 } as const;

const titleKey = ({ title, part }: Session): string => `${sameName(title)}\n${part}`;
const placeKey = (session: Session): string =>
  [titleKey(session), session.date, session.start, sameName(session.room)].join('\n');

/**
 * Return which session of the draft each session of the file is. The file's guid decides; then title, day, start and room;
 * then the title alone, if only one session on each side has it and no guid says otherwise. Where two could be meant,
 * none is: the one in the draft is lost by name, not by chance. An unlisted session is never one of a file.
 */
function matched(imported: readonly Session[], before: readonly Session[]): ReadonlyMap<Session, Session> {
  const pairs = new Map<Session, Session>();
  const taken = new Set<Session>();
  const pass = (key: (session: Session) => string, mayBe: (a: Session, b: Session) => boolean): void => {
    const news = Map.groupBy(
      imported.filter((one) => !pairs.has(one)),
      key,
    );
    const olds = Map.groupBy(
      before.filter((one) => !one.unlisted && !taken.has(one)),
      key,
    );
    for (const [name, [fresh, ...otherNews]] of news) {
      const [old, ...otherOlds] = olds.get(name) ?? [];
      if (name === '' || fresh === undefined || old === undefined) continue;
      if (otherNews.length + otherOlds.length > 0 || !mayBe(fresh, old)) continue;
      pairs.set(fresh, old);
      taken.add(old);
    }
  };
  pass(
    ({ guid }) => guid.toLowerCase(),
    () => true,
  );
  pass(placeKey, () => true);
  pass(titleKey, (a, b) => a.guid === '' || b.guid === '');
  return pairs;
}

/**
 * Return the session with the id that it had before, so that choices and seats stay, and with everything that the file
 * does not contain. It stays open only if the file says nothing new of it.
 */
function kept(session: Session, old: Session | undefined): Session {
  if (old === undefined) return { ...session, open: false };
  const { title, abstract, track, room, date, start, end, trainers, language, part, parts } = session;
  const fromFile = { title, abstract, track, room, date, start, end, trainers, language, part, parts };
  const series = parts > 1 && old.series === '' ? session.series : old.series;
  const guid = session.guid === '' ? old.guid : session.guid;
  const isSame = (Object.keys(fromFile) as (keyof typeof fromFile)[]).every(
    (field) => JSON.stringify(fromFile[field]) === JSON.stringify(old[field]),
  );
  const open = old.open && isSame;
  return { ...old, ...fromFile, series, guid, open, noRecording: old.noRecording || session.noRecording };
}

/**
 * Return the merged programme. What the file does not contain (booths, headsets, interpretation, seats, rules, dates)
 * stays.
 */
export function adopted(imported: Programme, before: Programme): Merged {
  // Unlisted sessions go into no file, so a file that lacks them takes nothing away.
  const unlisted = before.sessions.filter((session) => session.unlisted);
  const known = new Map(before.rooms.map((room) => [sameName(room.name), room]));
  const nameOf = (room: string): string => known.get(sameName(room))?.name ?? room;
  const named = imported.sessions.map((session) => ({ ...session, room: nameOf(session.room) }));
  const pairs = matched(named, before.sessions);
  const places = most.sessions - unlisted.length;
  const rooms = imported.rooms.map((room) => {
    const old = known.get(sameName(room.name));
    return old === undefined ? room : { ...room, name: old.name, seats: room.seats || old.seats, booths: old.booths };
  });
  const besides = before.rooms.filter(
    ({ name }) => unlisted.some(({ room }) => room === name) && !rooms.some((room) => room.name === name),
  );
  const found = new Set([...pairs].flatMap(([fresh, old]) => (named.indexOf(fresh) < places ? [old] : [])));
  const merged = named
    .slice(0, places)
    .map((session) => ({ now: kept(session, pairs.get(session)), old: pairs.get(session) }));
  return {
    programme: {
      ...before,
      rooms: [...rooms.slice(0, most.rooms - besides.length), ...besides],
      tracks: imported.tracks,
      sessions: [...merged.map(({ now }) => now), ...unlisted],
    },
    lost: before.sessions.filter((session) => !session.unlisted && !found.has(session)),
    over: named.slice(places),
    closed: merged.filter(({ now, old }) => old?.open === true && !now.open).map(({ now }) => now),
  };
}
