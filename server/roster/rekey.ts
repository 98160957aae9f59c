/** The end of a recovery (§2): new keys, slots and card are taken together with the entry, or not at all. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { moveEnrolled, requireEnrolled } from '../ceremonies/enrol.ts';
import { readKit, requireFullKeys, storeKit } from '../ceremonies/kit.ts';
import { tagKeyOf } from '../ceremonies/store.ts';
import { makeNotice, storeNotice } from '../log/notices.ts';
import type { Portal } from '../portal.ts';
import { endAllSessions, type Session } from '../session.ts';
import { applyWith, readNow } from './apply.ts';

export async function rekey(portal: Portal, session: Session, body: Body<'roster/rekey'>): Promise<void> {
  const { member } = session;
  const { rootfp } = portal.rosterCache.roster;
  const bytes = fromBase64url(body.entry);
  const op = readNow(portal, bytes).entry.operation;
  if (op.type !== 'rekey' || op.card.member !== member) return refuse('roster-right', 'not a rekey of her own');
  const ground = { ground: 'card', holder: member } as const;
  const sealKey = fromBase64url(body.sealKey);
  requireFullKeys(op.card, sealKey, undefined);
  await requireEnrolled(portal.db, ground, op.card, rootfp);
  const kit = readKit(op.card, body.slots, body.card);
  const notice = makeNotice(rootfp, member, 'rekey', await tagKeyOf(portal.db, member));
  await applyWith(
    portal,
    bytes,
    async (trx, first) => {
      await trx.deleteFrom('credential').where('member', '=', member).execute();
      await moveEnrolled(trx, ground, op.card, rootfp);
      await storeKit(trx, member, kit);
      await trx.updateTable('member').set({ seal_key: sealKey }).where('member', '=', member).execute();
      await storeNotice(trx, first + 1, member, notice);
      // Hers as well: she comes in again with a new key.
      await endAllSessions(trx, member);
    },
    () => [notice.leaf],
  );
}
