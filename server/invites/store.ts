/** The SQL of the invites: boxes that the portal cannot open, hashes that it cannot turn back into links. */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Insertable, Selectable } from 'kysely';
import { now } from '../clock.ts';
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

/** Stores new invites of one officer, unless she would then have more than she may. Her requests wait for each other. */
export async function storeInvites(
  db: Database,
  inviter: string,
  rows: readonly Insertable<Tables['invite']>[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Her own row: only this role may lock it. A lock by a name is anybody's.
    await trx.selectFrom('member').select('member').where('member', '=', inviter).forNoKeyUpdate().execute();
    const { count } = await listable(trx)
      .where('inviter', '=', inviter)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const most = limits.invitesPerOfficer;
    if (Number(count) + rows.length > most) refuse('roster-often', `more than ${most} invites of hers`);
    for (const row of rows) await trx.insertInto('invite').values(row).execute();
  });
}

/** Those whose holder was not added and may still be. */
const listable = (db: Database | Trx) =>
  db
    .selectFrom('invite')
    .where('spent', '=', false)
    .where('expires', '>', now() - limits.admissionMsMax);

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

/** Returns a page of all after that id, or the one that is asked for. */
export function listInvites(
  db: Database,
  { after, invite }: { after: string | null; invite: string | null },
): Promise<(InviteRow & { readonly tried: number })[]> {
  return listable(db)
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('pending_credential')
        .select(eb.fn.countAll<number>().as('count'))
        .where('ground', '=', 'invite')
        .whereRef('holder', '=', 'invite.invite')
        .$asScalar()
        .$notNull()
        .as('tried'),
    )
    .$if(invite !== null, (query) => query.where('invite', '=', invite))
    .$if(after !== null, (query) => query.where('invite', '>', after))
    .orderBy('invite')
    .limit(limits.invitesPerPage)
    .execute();
}
