/** The SQL of the invites: boxes that the portal cannot open, hashes that it cannot turn back into links. */
import { equal } from '#protocol/core/bytes.ts';
import type { Insertable, Selectable } from 'kysely';
import type { Database, Tables, Trx } from '../db.ts';

export type InviteRow = Selectable<Tables['invite']>;

export function findInvite(db: Database | Trx, invite: string): Promise<InviteRow | undefined> {
  return db.selectFrom('invite').selectAll().where('invite', '=', invite).executeTakeFirst();
}

/** Returns the invite for which a key was enrolled that is nobody's yet, with that key. */
export function findPending(db: Database, credential: Uint8Array) {
  return db
    .selectFrom('pending_credential')
    .innerJoin('invite', 'invite.invite', 'pending_credential.holder')
    .select(['pending_credential.id', 'pending_credential.public_key', 'pending_credential.counter'])
    .select(['invite.member', 'invite.user_handle', 'invite.slots', 'invite.pending'])
    .select(['invite.expires', 'invite.join_bytes'])
    .where('pending_credential.ground', '=', 'invite')
    .where('pending_credential.id', '=', credential)
    .where('invite.spent', '=', false)
    .executeTakeFirst();
}

export async function storeInvites(db: Database, rows: readonly Insertable<Tables['invite']>[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const row of rows) await trx.insertInto('invite').values(row).execute();
  });
}

export interface JoinRow {
  readonly join_bytes: Uint8Array;
  readonly pending: Uint8Array;
  readonly member: string;
  readonly slots: Uint8Array[];
  readonly card_id: Uint8Array;
  readonly card_key: Uint8Array;
}

/**
 * Stores a join. Returns true if it is the stored one: the first, or the same again. The join's bytes bind neither slots nor
 * pending join nor card, so all of them are compared: who has seen the join must not put others of her own in their place.
 */
export async function keepJoin(db: Database, invite: string, row: JoinRow): Promise<boolean> {
  const kept = await db
    .updateTable('invite')
    .set(row)
    .where('invite', '=', invite)
    .where('spent', '=', false)
    .where('join_bytes', 'is', null)
    .executeTakeFirst();
  if (kept.numUpdatedRows === 1n) return true;
  const stored = await findInvite(db, invite);
  return stored !== undefined && !stored.spent && isSameJoin(stored, row);
}

function isSameJoin(stored: InviteRow, sent: JoinRow): boolean {
  const same = (one: Uint8Array | null, other: Uint8Array) => one !== null && equal(one, other);
  const { slots } = stored;
  return (
    stored.member === sent.member &&
    (['join_bytes', 'pending', 'card_id', 'card_key'] as const).every((name) => same(stored[name], sent[name])) &&
    slots?.length === sent.slots.length &&
    slots.every((slot, at) => same(slot, sent.slots[at] as Uint8Array))
  );
}

/**
 * Stores r, once per invite, and only after a join: the inviter alone chooses r, and never while the join can still change.
 */
export async function keepReveal(
  db: Database,
  invite: string,
  reveal: { reveal_r: Uint8Array; reveal_signature: Uint8Array },
): Promise<boolean> {
  const kept = await db
    .updateTable('invite')
    .set(reveal)
    .where('invite', '=', invite)
    .where('join_bytes', 'is not', null)
    .where((eb) => eb.or([eb('reveal_r', 'is', null), eb('reveal_r', '=', reveal.reveal_r)]))
    .executeTakeFirst();
  return kept.numUpdatedRows === 1n;
}

export async function keepEndorsement(
  db: Database,
  invite: string,
  row: { endorser: string; compared: string; endorsement: Uint8Array },
): Promise<void> {
  await db.updateTable('invite').set(row).where('invite', '=', invite).where('spent', '=', false).execute();
}

export function listInvites(db: Database): Promise<InviteRow[]> {
  return db
    .selectFrom('invite')
    .selectAll()
    .where('spent', '=', false)
    .orderBy('expires', 'desc')
    .limit(2000)
    .execute();
}
