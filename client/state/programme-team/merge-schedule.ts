/** Merge an imported file into the draft: the file decides what is where and when, everything else stays. Pure. */
import { folded } from '#domain/programme/conflicts.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';

type Programme = Content<'programme'>;

/** Return what makes a session the same one in a newer file: files have no id of this project. */
const sameness = ({ title, part }: Session) => `${folded(title)}\n${part}`;

/**
 * Return the session with the id that it had before, so that choices and seats stay, and with everything that the file
 * does not contain.
 */
function kept(session: Session, old: Session | undefined): Session {
  if (old === undefined) return session;
  const { title, abstract, track, room, date, start, end, trainers, language, part, parts } = session;
  const fromFile = { title, abstract, track, room, date, start, end, trainers, language, part, parts };
  const series = parts > 1 && old.series === '' ? session.series : old.series;
  return { ...old, ...fromFile, series, noRecording: old.noRecording || session.noRecording };
}

/**
 * Return the merged programme. What the file does not contain (booths, headsets, interpretation, seats, rules, dates)
 * stays.
 */
export function adopted(imported: Programme, before: Programme): Programme {
  const known = new Map(before.rooms.map((room) => [room.name, room]));
  const rooms = imported.rooms.map((room) => {
    const old = known.get(room.name);
    return old === undefined ? room : { ...room, seats: room.seats || old.seats, booths: old.booths };
  });
  const olds = new Map(before.sessions.map((session) => [sameness(session), session]));
  const sessions = imported.sessions.map((session) => {
    const old = olds.get(sameness(session));
    // Two of one name: the second is a new one.
    olds.delete(sameness(session));
    return kept(session, old);
  });
  // Unlisted sessions go into no file, so a file that lacks them takes nothing away.
  const unlisted = before.sessions.filter(
    (session) => session.unlisted && !sessions.some(({ id }) => id === session.id),
  );
  return { ...before, rooms, tracks: imported.tracks, sessions: [...sessions, ...unlisted] };
}
