/** The state of a card of my file, and which cards are still empty. */
import type { Trace, TraceLine } from '../vault/log/openings-of-mine.ts';
import type { FileCard } from '../vault/my-file/read-own-records.ts';
import { draftOf } from './card-drafts.ts';
import { isOwnKind, ownKindOrder, type OwnKind } from './my-file.ts';

/** open: only on this device. sealed: locked and sent, not opened. opened: somebody opened it. */
export type CardState = 'open' | 'sealed' | 'opened';

/** Return the last opening of this card, if there was one. */
export function lastLook(card: FileCard, trace: Trace | undefined): TraceLine | undefined {
  return trace?.lines.find((line) => line.record === card.record);
}

export function stateOf(card: FileCard, trace: Trace | undefined): CardState {
  if (isOwnKind(card.kind) && draftOf(card.kind) !== undefined) return 'open';
  if (card.blank) return 'open';
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
