/** The programme and her own part of it, only in this page's memory. Once read, it stays when the network fails. */
import { computed, effect, signal } from '@preact/signals';
import { blankContent, type Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { isOrdinary } from '#domain/programme/draw.ts';
import { answerTo, type Answer, type Seat } from '#domain/programme/seat-book.ts';
import { me, noticed, vault } from '../session.ts';
import { dayKey } from '#domain/schedule/zone-keys.ts';
import type { ProgrammeRead } from '../../vault/programme/closed-programme.ts';
import type { FreeSeats } from '../../vault/programme/seats.ts';
import { partsWith, standsNow, type Mine } from './my-days.ts';
import { eventZone, stampAt } from '../event-time.ts';
import { cardOf, loadFile, ownCards, tidied } from '../my-file.ts';

const read = signal<ProgrammeRead | undefined>(undefined);
/** Sessions that changed since this page read the programme before. */
export const changedSince = signal<ReadonlySet<string>>(new Set());
export const programmeCode = signal<string | undefined>(undefined);
export const readAt = signal<number | undefined>(undefined);
/** Free seats as rows, first come, first served. */
export const freeSeats = signal<readonly FreeSeats[]>([]);
/** Choices that are not sent yet. */
export const choicesDraft = signal<Content<'choices'> | undefined>(undefined);

effect(() => {
  if (me.value !== undefined) return;
  read.value = programmeCode.value = readAt.value = choicesDraft.value = undefined;
  freeSeats.value = [];
  changedSince.value = new Set();
});

export const programme = computed(() => read.value?.programme);
/** True if she waits for the key that the programme team gives. */
export const waitsForKey = computed(() => read.value !== undefined && !read.value.hasKey);

/** Who locked a later version that nobody can open. */
export const brokenBy = computed(() => read.value?.brokenBy);

export async function loadProgramme(): Promise<void> {
  const who = me.peek()?.member;
  try {
    const answer = await vault.programme();
    if (me.peek()?.member !== who) return;
    const other = differing(read.peek()?.programme, answer.programme);
    if (other.length > 0) changedSince.value = new Set([...changedSince.peek(), ...other]);
    read.value = answer;
    readAt.value = Date.now();
    programmeCode.value = undefined;
    await loadSeats();
  } catch (error) {
    programmeCode.value = noticed(error).code;
  }
}

/** Return the ids of sessions that are new, or whose place, time or words changed. */
function differing(before: Content<'programme'> | undefined, after: Content<'programme'> | undefined) {
  if (before === undefined || after === undefined || before.version === after.version) return [];
  // The guid is for other programs: a session that was exported is not another one.
  const told = (session: Session) => JSON.stringify({ ...session, guid: '' });
  const known = new Map(before.sessions.map((session) => [session.id, told(session)]));
  return after.sessions.filter((session) => known.get(session.id) !== told(session)).map(({ id }) => id);
}

export async function loadSeats(): Promise<void> {
  const who = me.peek()?.member;
  const sessions = (programme.peek()?.sessions ?? []).filter(isOrdinary).map(({ id }) => id);
  if (sessions.length === 0) return;
  const rows = await vault.lookAtSeats(sessions);
  if (me.peek()?.member === who) freeSeats.value = rows;
}

/** Load programme and file, and load them again when somebody returns to one of its pages. */
export async function loadDays(): Promise<void> {
  await Promise.all([loadFile(), loadProgramme()]);
}

const newest = <K extends 'seats' | 'circle'>(kind: K) =>
  (ownCards.value ?? []).filter((card) => card.kind === kind).toSorted((a, b) => b.leaf - a.leaf);

const seatsRecord = computed(() => newest('seats')[0]?.content as Content<'seats'> | undefined);
export const sentChoices = computed(() => cardOf('choices')?.content ?? blankContent('choices'));

export const mine = computed<Mine>(() => {
  const letters = newest('circle').map((card) => card.content as Content<'circle'>);
  const circles = letters.flatMap(({ sessions }) => sessions);
  return {
    choices: choicesDraft.value ?? sentChoices.value,
    seats: seatsRecord.value?.seats ?? [],
    taken: new Set(freeSeats.value.flatMap((row) => (row.mine ? [row.session] : []))),
    agenda: cardOf('agenda')?.content ?? blankContent('agenda'),
    circles: [...new Map(circles.toReversed().map((session) => [session.id, session])).values()],
    groups: letters[0]?.groups ?? [],
  };
});

/** True once seats were announced. A one-to-one may be answered long before, so that alone does not count. */
const isTold = computed(() => {
  const seats = seatsRecord.value?.seats;
  const drawn = new Set((programme.value?.sessions ?? []).filter(isOrdinary).map(({ id }) => id));
  return seats !== undefined && (seats.length === 0 || seats.some(({ session }) => drawn.has(session)));
});

/** Return her answer about this seat, if the team has not acted on it yet. */
export function saidAbout(session: string, seat: Seat | undefined): Answer | undefined {
  const ask = sentChoices.value.asks.find((one) => one.session === session);
  return ask === undefined ? undefined : answerTo(seat, ask.note);
}

/** Return the kept seats that she has not answered yet, each series once. */
export function openOffers(): readonly { session: Session; until: string }[] {
  const plan = programme.value;
  const now = stampAt(Date.now());
  return (plan?.sessions ?? []).flatMap((session) => {
    const seat = mine.value.seats.find((one) => one.session === session.id);
    const isFirst = plan !== undefined && partsWith(plan, session)[0]?.id === session.id;
    if (seat === undefined || !isFirst || standsNow(seat, now) !== 'offered') return [];
    return saidAbout(session.id, seat) === undefined ? [{ session, until: seat.offeredUntil }] : [];
  });
}

/** Choices are open until the end of their day. Seats are there once the team has announced them. */
export const stage = computed<'choosing' | 'closed' | 'announced'>(() => {
  if (isTold.value || freeSeats.value.length > 0) return 'announced';
  const until = programme.value?.choicesUntil ?? '';
  return until === '' || dayKey(Date.now(), eventZone()) <= until ? 'choosing' : 'closed';
});

/** Seal the next revision of one of her records, and read her file again. */
export async function saveOwn<K extends 'choices' | 'agenda' | 'feedback'>(
  kind: K,
  content: Content<K>,
): Promise<void> {
  await tidied();
  await vault.save(kind, content);
  await loadFile();
}
