/** The state of a card of my file, and which cards are still empty. */
import type { CountedOpening, Trace, TraceLine } from '../vault/log/openings-of-mine.ts';
import type { FileCard } from '../vault/my-file/read-own-records.ts';
import { draftOf } from './card-drafts.ts';
import { isOwnKind, ownKindOrder, type OwnKind } from './my-file.ts';

/**
 * open: only on this device. sealed: locked and sent, not opened. opened: somebody opened it. counted: nobody has signed
 * that it stayed closed, so it counts as opened.
 */
export type CardState = 'open' | 'sealed' | 'opened' | 'counted';

/** Return the last opening of this card, if there was one. */
export function lastLook(card: FileCard, trace: Trace | undefined): TraceLine | undefined {
  return trace?.lines.find((line) => line.record === card.record);
}

/**
 * Return the entry about this card that counts as opened and matters most: one for which nobody has signed in time, or
 * else the last one, unless somebody is known to have opened it after that.
 */
export function lastCounted(card: FileCard, trace: Trace | undefined): CountedOpening | undefined {
  const counted = (trace?.counted ?? []).filter((opening) => opening.record === card.record);
  const looked = lastLook(card, trace)?.leaf ?? -1;
  return counted.find(({ state }) => state === 'overdue') ?? counted.find(({ leaf }) => leaf > looked);
}

/** Whether every opening about her is told. What was answered with no is told, too. */
export function isWhole({ unread, notKnown, answering, short }: Trace): boolean {
  return unread.length + notKnown.length + answering.length + short.length === 0;
}

export function stateOf(card: FileCard, trace: Trace | undefined): CardState {
  if (isOwnKind(card.kind) && draftOf(card.kind) !== undefined) return 'open';
  if (card.blank) return 'open';
  if (lastCounted(card, trace) !== undefined) return 'counted';
  return lastLook(card, trace) === undefined ? 'sealed' : 'opened';
}

/**
 * Return the asked-for cards that are empty, in the order in which they help. Every page uses this one count. Notes are
 * never asked for.
 */
export function toFill(cards: readonly FileCard[]): readonly OwnKind[] {
  const blank = (kind: OwnKind) => cards.some((card) => card.kind === kind && card.blank);
  return ownKindOrder.filter((kind) => kind !== 'notes' && blank(kind));
}
