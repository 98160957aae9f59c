/**
 * The programme desk's seat book: who has a seat, waits, was offered one or gives one back, and what is left of each
 * session beside the free rows. Pure: the records are opened elsewhere. `now` is a time on the event's clock
 * (2027-04-12T18:00), as are the ends of offers.
 */
import { isClosely, seatsIn, seriesOf } from './conflicts.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { isOrdinary } from './draw.ts';

type Programme = Content<'programme'>;
export type Seat = Content<'seats'>['seats'][number];

/**
 * What a person answers about her seat, in her sealed choices. A closed list, because free words would need a reader of
 * that language.
 */
export type Answer = 'yes' | 'no' | 'back' | 'wait';

/**
 * An answer names its seat by the seat's time. So a yes to yesterday's offer is no yes to today's, and a seat that was
 * given anew is not the one that was given back.
 */
export function answerNote(answer: Answer, seat: Seat | undefined): string {
  return `seat:${answer} ${seat?.offeredUntil ?? ''}`.trim();
}

const expects: Readonly<Record<Answer, readonly Seat['state'][]>> = {
  yes: ['offered'],
  no: ['offered'],
  back: ['in', 'held'],
  // Also after an offer that has ended.
  wait: ['out', 'offered'],
};

export function isAnswer(note: string): boolean {
  return /^seat:(yes|no|back|wait)( |$)/u.test(note);
}

export function answerTo(seat: Seat | undefined, note: string): Answer | undefined {
  const answer = (['yes', 'no', 'back', 'wait'] as const).find((one) => note === answerNote(one, seat));
  return answer !== undefined && expects[answer].includes(seat?.state ?? 'out') ? answer : undefined;
}

/** True for an offer that nobody took in time: it is no offer any more. */
export function isEnded({ state, offeredUntil }: Seat, now: string): boolean {
  return state === 'offered' && offeredUntil <= now;
}

export interface Holder {
  readonly member: string;
  readonly seats: readonly Seat[];
  readonly choices: Content<'choices'> | undefined;
}

export interface Rows {
  readonly session: string;
  readonly free: number;
  readonly taken: number;
}

export interface BookLine {
  readonly member: string;
  readonly seat: Seat | undefined;
  readonly answer: Answer | undefined;
  readonly ended: boolean;
  /** In her own words: a need, or the text of her request. */
  readonly words: string;
}

export interface BookPage {
  /** All parts of one seat. */
  readonly sessions: readonly Session[];
  readonly seats: number;
  /** Sealed: drawn, or given by the desk. */
  readonly given: number;
  /** Offers that have not ended keep their seat. */
  readonly offered: number;
  readonly rows: Omit<Rows, 'session'>;
  /** Neither given, kept nor a row. Negative where more were given than there are. */
  readonly left: number;
  /** Everyone with something to decide, by place. A person who only has a seat is not in it. */
  readonly lines: readonly BookLine[];
}

export function seatBook(
  programme: Programme,
  people: readonly Holder[],
  rows: readonly Rows[],
  now: string,
): readonly BookPage[] {
  return seriesOf(programme)
    .filter((sessions) => sessions.every(isOrdinary))
    .map((sessions) => pageOf(programme, sessions, people, rows, now));
}

/** Sealed requests for what never has a row. The answer is a sealed seat, too. */
export function askedClosely(programme: Programme, people: readonly Holder[]) {
  return programme.sessions
    .filter(isClosely)
    .map((session) => ({
      session,
      lines: people.map((person) => lineOf(person, [session], '')).filter((line) => line !== undefined),
    }))
    .filter(({ lines }) => lines.length > 0);
}

function pageOf(
  programme: Programme,
  sessions: readonly Session[],
  people: readonly Holder[],
  rows: readonly Rows[],
  now: string,
): BookPage {
  const [first] = sessions as readonly [Session];
  const held = people.flatMap(({ seats }) => seats.filter(({ session }) => session === first.id));
  const given = held.filter(({ state }) => state === 'in' || state === 'held').length;
  const offered = held.filter((seat) => seat.state === 'offered' && !isEnded(seat, now)).length;
  const ofParts = sessions.map(({ id }) => rows.find(({ session }) => session === id) ?? { free: 0, taken: 0 });
  const left = sessions.map((session, at) => {
    const part = ofParts[at] as Rows;
    return seatsIn(session, programme) - given - offered - part.free - part.taken;
  });
  return {
    sessions,
    seats: Math.min(...sessions.map((session) => seatsIn(session, programme))),
    given,
    offered,
    rows: {
      free: Math.min(...ofParts.map(({ free }) => free)),
      taken: Math.max(...ofParts.map(({ taken }) => taken)),
    },
    left: Math.min(...left),
    lines: people
      .map((person) => lineOf(person, sessions, now))
      .filter((line) => line !== undefined && !isSettled(line))
      .map((line) => line as BookLine)
      .toSorted((a, b) => placeOf(a) - placeOf(b)),
  };
}

const placeOf = ({ seat }: BookLine) => (seat === undefined || seat.place === 0 ? 1000 : seat.place);

function isSettled({ seat, answer }: BookLine): boolean {
  return answer === undefined && !['waiting', 'offered'].includes(seat?.state ?? 'out');
}

/** Returns nothing where she neither asked nor got anything. */
function lineOf({ member, seats, choices }: Holder, sessions: readonly Session[], now: string): BookLine | undefined {
  const ids = sessions.map(({ id }) => id);
  const seat = seats.find(({ session }) => session === ids[0]);
  const ask = choices?.asks.find(({ session }) => ids.includes(session));
  if (seat === undefined && ask === undefined) return undefined;
  const answer = ask === undefined ? undefined : answerTo(seat, ask.note);
  const need = choices?.picks.find(({ session }) => ids.includes(session))?.need ?? '';
  const note = ask === undefined || isAnswer(ask.note) ? need : ask.note;
  return { member, seat, answer, ended: seat !== undefined && isEnded(seat, now), words: note.trim() };
}

/** Returns the first on the list who has not answered no and has no offer already. */
export function nextInLine({ lines }: BookPage): BookLine | undefined {
  return lines.find(({ seat }) => seat?.state === 'waiting');
}
