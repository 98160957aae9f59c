/** A member's days, computed from what she may read. Pure: no page and no clock. */
import { folded, hasTime, isClosely, overlap, seriesOf } from '#domain/programme/conflicts.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { isOrdinary } from '#domain/programme/draw.ts';
import { isEnded, type Seat } from '#domain/programme/seat-book.ts';
import { atSlot } from '#domain/programme/one-to-one-slots.ts';

type Programme = Content<'programme'>;
type Entry = Content<'agenda'>['entries'][number];

/** Her own part: sealed records of her file, and the seats that she took herself. */
export interface Mine {
  readonly choices: Content<'choices'>;
  readonly seats: readonly Seat[];
  readonly taken: ReadonlySet<string>;
  readonly agenda: Content<'agenda'>;
  /** Unlisted sessions, known to their own people only. */
  readonly circles: readonly Session[];
  /** Of the groups that she leads: how many come and what they need. */
  readonly groups: Content<'circle'>['groups'];
}

export interface Spot {
  readonly kind: 'ride' | 'wait' | 'own' | 'free';
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly session: Session | undefined;
  readonly entry: Entry | undefined;
}

const byTime = (a: { date: string; start: string }, b: { date: string; start: string }) =>
  `${a.date} ${a.start}` < `${b.date} ${b.start}` ? -1 : 1;

/** Return every session that she may read, by time. A session without a time is left out. */
export function sessionsOf(programme: Programme, circles: readonly Session[]): readonly Session[] {
  const known = new Set(circles.map(({ id }) => id));
  const listed = programme.sessions.filter((session) => !session.unlisted && !known.has(session.id));
  return [...listed, ...circles].filter(hasTime).toSorted(byTime);
}

export function daysOf(sessions: readonly { readonly date: string }[]): readonly string[] {
  return [...new Set(sessions.map(({ date }) => date))].toSorted();
}

/** Return all parts of the series that this session belongs to. They are chosen, given and taken together. */
export function partsWith(programme: Programme, session: Session): readonly Session[] {
  return seriesOf(programme).find((group) => group.some(({ id }) => id === session.id)) ?? [session];
}

/** Return true for an ordinary workshop, by its first part: it can be ranked. */
export function isChoosable(session: Session): boolean {
  return isOrdinary(session) && session.kind === 'workshop';
}

/** Return true if it can be asked for, in sealed choices only. */
export function isAskable(session: Session): boolean {
  return isClosely(session) && !session.unlisted;
}

/** Return true if nobody needs a seat for it. */
function isForAll(session: Session): boolean {
  if (isClosely(session)) return false;
  return session.required || session.open || ['joint', 'social', 'break'].includes(session.kind);
}

export function seatOf(mine: Mine, id: string): Seat | undefined {
  if (mine.taken.has(id)) return { session: id, state: 'in', place: 0, offeredUntil: '' };
  return mine.seats.find(({ session }) => session === id);
}

/** Return the rank of her wish for this session or its series; 1 is what she wants most. */
export function wishOf(programme: Programme, mine: Mine, session: Session): number {
  const ids = new Set(partsWith(programme, session).map(({ id }) => id));
  return mine.choices.picks.toSorted((a, b) => a.rank - b.rank).findIndex((pick) => ids.has(pick.session)) + 1;
}

export const isSeated = (seat: Seat | undefined) => seat?.state === 'in' || seat?.state === 'held';

/** Return the session for her: her own slot of a one-to-one, and everything else unchanged. */
function forHer(mine: Mine, session: Session): Session {
  const seat = seatOf(mine, session.id);
  return isSeated(seat) ? atSlot(session, seat?.place ?? 0) : session;
}

/** Return false for an offer that nobody took in time; `now` is a stamp on the event's clock. */
export function standsNow(seat: Seat | undefined, now: string): Seat['state'] | undefined {
  return seat !== undefined && isEnded(seat, now) ? 'out' : seat?.state;
}

/** Return the session that she has a seat in at that time. */
export function inTheWay(sessions: readonly Session[], mine: Mine, parts: readonly Session[]): Session | undefined {
  const ids = new Set(parts.map(({ id }) => id));
  return sessions.find(
    (other) =>
      !ids.has(other.id) &&
      (isSeated(seatOf(mine, other.id)) || other.required) &&
      parts.some((part) => overlap(part, forHer(mine, other))),
  );
}

function kindOf(
  programme: Programme,
  mine: Mine,
  session: Session,
  seated: readonly Session[],
): Spot['kind'] | undefined {
  const seat = seatOf(mine, session.id);
  if (isSeated(seat) || session.unlisted) return 'ride';
  if (seat?.state === 'waiting' || seat?.state === 'offered') return 'wait';
  if (isForAll(session)) {
    const elsewhere = !session.required && seated.some((other) => overlap(other, session));
    return elsewhere ? undefined : 'ride';
  }
  if (mine.agenda.starred.includes(session.id)) return session.kind === 'drop-in' ? 'ride' : 'wait';
  // Until seats are announced, what she asked for is in her day as a wish.
  const asked = mine.choices.asks.some((ask) => ask.session === session.id);
  return mine.seats.length === 0 && (asked || wishOf(programme, mine, session) > 0) ? 'wait' : undefined;
}

/** Return one day, with the free times between. */
export function spotsOf(programme: Programme, mine: Mine, date: string): readonly Spot[] {
  const today = sessionsOf(programme, mine.circles)
    .filter((session) => session.date === date)
    .map((session) => forHer(mine, session));
  const seated = today.filter((session) => isSeated(seatOf(mine, session.id)));
  const rides = today.flatMap((session): Spot[] => {
    const kind = kindOf(programme, mine, session, seated);
    const { start, end } = session;
    return kind === undefined ? [] : [{ kind, date, start, end, session, entry: undefined }];
  });
  const own = mine.agenda.entries
    .filter((entry) => entry.date === date && entry.start !== '')
    .map((entry): Spot => ({
      kind: 'own',
      date,
      start: entry.start,
      end: entry.end || entry.start,
      session: undefined,
      entry,
    }));
  const order = (spot: Spot) => `${spot.start} ${spot.kind === 'wait' ? 1 : 0} ${spot.end}`;
  return withGaps([...rides, ...own].toSorted((a, b) => (order(a) < order(b) ? -1 : 1)));
}

function withGaps(spots: readonly Spot[]): readonly Spot[] {
  let until = '';
  return spots.flatMap((spot) => {
    const gap: Spot = { ...spot, kind: 'free', start: until, end: spot.start, session: undefined, entry: undefined };
    const isGap = until !== '' && until < spot.start;
    if (spot.end > until) until = spot.end;
    return isGap ? [gap, spot] : [spot];
  });
}

/** Return true if it is in a language that she knows: spoken, interpreted, or without one. */
export function isInOneOf(session: Session, languages: readonly string[]): boolean {
  const known = new Set(languages.map(folded));
  return session.language === '' || [session.language, ...session.interpretation].some((one) => known.has(folded(one)));
}
