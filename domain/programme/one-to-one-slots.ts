/** One-to-ones. A session of an hour and a half for six people has six slots of a quarter of an hour, one person each. */
import { minutesOf, timeOfMinutes } from '../schedule/civil-time.ts';
import { hasTime } from './conflicts.ts';
import type { Session } from '#protocol/records/kinds/session.ts';

export interface Slot {
  /** From 1: the `place` in her seat. */
  readonly place: number;
  readonly start: string;
  readonly end: string;
}

/** Returns equal slots in whole minutes; the rest is left at the end. None where no number of people is named. */
export function slotsOf(session: Session): readonly Slot[] {
  const { kind, capacity, start, end } = session;
  if (kind !== 'one-to-one' || !hasTime(session)) return [];
  const long = Math.floor((minutesOf(end) - minutesOf(start)) / capacity);
  if (capacity === 0 || long === 0) return [];
  return Array.from({ length: capacity }, (_, at) => ({
    place: at + 1,
    start: timeOfMinutes(minutesOf(start) + at * long),
    end: timeOfMinutes(minutesOf(start) + (at + 1) * long),
  }));
}

/** Returns the session as it is for the person of that slot. */
export function atSlot(session: Session, place: number): Session {
  const slot = slotsOf(session).find((one) => one.place === place);
  return slot === undefined ? session : { ...session, start: slot.start, end: slot.end };
}
