/** The properties that every part of a seat gets, and what it reports when it is done. */
import type { Seat } from '#domain/programme/seat-book.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import type { Acting } from '../../state/use-act.ts';

export type Said = 'taken' | 'gone' | 'back' | 'told';

export interface SeatProps {
  readonly session: Session;
  readonly parts: readonly Session[];
  readonly seat: Seat | undefined;
  readonly act: Acting;
  readonly onSaid: (said: Said) => void;
}
