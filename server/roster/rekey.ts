/** The end of a recovery (3.4): new keys, slots and card are taken together with the entry, or not at all. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { readKit, requireNewKeys } from '../ceremonies/slots-and-card.ts';
import type { Portal } from '../portal.ts';
import type { Session } from '../session.ts';
import { enactEntry, readNow } from './apply.ts';
import { nothing } from './effects.ts';

export async function rekey(portal: Portal, { member }: Session, body: Body<'roster/rekey'>): Promise<void> {
  const bytes = fromBase64url(body.entry);
  const op = readNow(portal, bytes).entry.operation;
  if (op.type !== 'rekey' || op.card.member !== member) return refuse('roster-right', 'not a rekey of her own');
  const sealKey = fromBase64url(body.sealKey);
  requireNewKeys(op.card, sealKey, undefined);
  const { slots, cardId, cardKey } = readKit(op.card, body.slots, body.card);
  const brought = { ...nothing, seal_key: sealKey, slots: [...slots], card_id: cardId, card_key: cardKey };
  await enactEntry(portal, bytes, brought);
}
