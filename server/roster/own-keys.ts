/**
 * What a `credential` of her own does (3.4). What comes is stored with the entry, and is hers with the verdict. What ends goes
 * with the verdict; its sessions and its sign-in end with the commit (server/guard.ts, server/ceremonies/login.ts).
 */
import type { Selectable } from 'kysely';
import { equal } from '#protocol/core/bytes.ts';
import type { Credential } from '#protocol/crypto/assertion.ts';
import type { Leaf } from '#protocol/log/leaf.ts';
import { slotCodec } from '#protocol/members/slot.ts';
import type { OperationOf } from '#protocol/roster/operations.ts';
import { keysGround, moveEnrolled, requireEnrolled } from '../ceremonies/enrol.ts';
import { storeCard } from '../ceremonies/slots-and-card.ts';
import { tagKeyOf } from '../ceremonies/store.ts';
import type { Tables, Trx } from '../db.ts';
import { makeNotice, storeNotice } from '../log/notices.ts';
import { endCardSessions } from '../session.ts';

type Change = OperationOf<'credential'>;

async function heldBy(trx: Trx, member: string): Promise<readonly Uint8Array[]> {
  const rows = await trx.selectFrom('credential').select('id').where('member', '=', member).execute();
  return rows.map(({ id }) => id);
}

/** Those of the entry that have no row of hers yet. */
async function freshOf(trx: Trx, op: Change): Promise<readonly Credential[]> {
  const held = await heldBy(trx, op.member);
  return op.credentials.filter(({ id }) => !held.some((one) => equal(one, id)));
}

/** With the entry: what comes is there. */
export async function beginKeys(trx: Trx, root: Uint8Array, op: Change): Promise<void> {
  const { member } = op;
  await requireEnrolled(trx, keysGround(member), { member, credentials: await freshOf(trx, op) }, root);
  if (op.cardKeyHash !== undefined) await endCardSessions(trx, member);
}

/** With the verdict. Answers the notice's leaf, which is at `first`. */
export async function endKeys(
  trx: Trx,
  root: Uint8Array,
  op: Change,
  row: Selectable<Tables['effect']>,
  first: number,
): Promise<readonly Leaf[]> {
  const { member } = op;
  const credentials = await freshOf(trx, op);
  await dropEnded(trx, op);
  await moveEnrolled(trx, keysGround(member), { member, credentials }, root);
  if (row.card_id !== null && row.card_key !== null) {
    await storeCard(trx, member, { cardId: row.card_id, cardKey: row.card_key });
    await endCardSessions(trx, member);
  }
  for (const bytes of row.slots) {
    const { purpose, holder } = slotCodec.parse(bytes);
    await trx.insertInto('slot').values({ member, purpose, holder, bytes }).execute();
  }
  if (credentials.length === 0) return [];
  const notice = makeNotice(root, member, 'key-added', await tagKeyOf(trx, member));
  await storeNotice(trx, first, member, notice);
  return [notice.leaf];
}

/** The rows, slots and sessions of her keys that the entry does not name. */
export async function dropEnded(trx: Trx, { member, credentials }: Change): Promise<void> {
  const kept = credentials.map(({ id }) => id);
  const ended = (await heldBy(trx, member)).filter((id) => !kept.some((one) => equal(one, id)));
  if (ended.length === 0) return;
  for (const table of ['slot', 'session'] as const)
    await trx.deleteFrom(table).where('member', '=', member).where('holder', 'in', ended).execute();
  await trx.deleteFrom('credential').where('member', '=', member).where('id', 'in', ended).execute();
}
