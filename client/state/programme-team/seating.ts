/**
 * What the programme team does to one seat, with one letter each. What is left of a session is opened, first come,
 * first served.
 */
import type { MemberId } from '#protocol/core/ids.ts';
import type { BookPage, Seat } from '#domain/programme/seat-book.ts';
import { vault } from '../session.ts';
import { stampAt } from '../event-time.ts';
import { loadRows, rows, seatsOf } from './sign-ups.ts';
import { loadTeamQueue } from './site-draft.ts';

/** Set the seat for all parts of a series. */
export async function setSeat(sessions: readonly { id: string }[], member: string, change: Partial<Seat>) {
  const before = seatsOf(member);
  const blank = { state: 'out', place: 0, offeredUntil: '' } as const;
  const ids = sessions.map(({ id }) => id);
  const changed = ids.map((session) => ({
    ...(before.find((one) => one.session === session) ?? blank),
    session,
    ...change,
  }));
  const seats = [...before.filter(({ session }) => !ids.includes(session)), ...changed];
  await vault.saveFor('seats', member as MemberId, { seats });
  await loadTeamQueue();
}

/** Give a seat: one that was kept for her, one that nobody has, or a free row's. */
export async function give(page: BookPage, member: string, isKept: boolean): Promise<void> {
  if (!isKept) await keepOne(page);
  await setSeat(page.sessions, member, { state: 'in', place: 0, offeredUntil: stampAt(Date.now()) });
}

export async function offer(page: BookPage, member: string, hours: number): Promise<void> {
  await keepOne(page);
  await setSeat(page.sessions, member, { state: 'offered', offeredUntil: stampAt(Date.now() + hours * 3_600_000) });
}

export async function takeAway(page: BookPage, member: string): Promise<void> {
  await setSeat(page.sessions, member, { state: 'out', place: 0, offeredUntil: stampAt(Date.now()) });
}

/** Put a person at the end of the waiting list. */
export async function putOnList(page: BookPage, member: string): Promise<void> {
  const last = Math.max(0, ...page.lines.map(({ seat }) => seat?.place ?? 0));
  await setSeat(page.sessions, member, { state: 'waiting', place: last + 1, offeredUntil: stampAt(Date.now()) });
}

/** If no seat is left, remove one of the free rows, so that nobody takes it at the same time. */
async function keepOne(page: BookPage): Promise<void> {
  if (page.left <= 0) await offerRows(page, -1);
}

/** Turn the seats that nobody has into rows: first come, first served. */
export async function freeToAll(page: BookPage): Promise<void> {
  await offerRows(page, page.left);
}

/**
 * Return how many free rows are too many after a change to a smaller room. Only rows that nobody has taken can be
 * closed.
 */
export const rowsTooMany = ({ left, rows: { free } }: BookPage) => Math.max(0, Math.min(free, -left));

export async function closeRows(page: BookPage): Promise<void> {
  await offerRows(page, -rowsTooMany(page));
}

async function offerRows(page: BookPage, more: number): Promise<void> {
  const now = (id: string) => rows.peek().find(({ session }) => session === id) ?? { free: 0, taken: 0 };
  await vault.offerSeats(page.sessions.map(({ id }) => ({ session: id, free: now(id).free + now(id).taken + more })));
  await loadRows();
}

/** Return true if a seat can be found: one that nobody has, or a free row. */
export const hasRoom = ({ left, rows: { free } }: BookPage) => left > 0 || (left === 0 && free > 0);
