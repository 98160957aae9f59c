/** The SQL of the ceremonies. */
import type { Database } from '../db.ts';

export function findCredential(db: Database, id: Uint8Array) {
  return db
    .selectFrom('credential')
    .innerJoin('member', 'member.member', 'credential.member')
    .select(['credential.id', 'credential.member', 'credential.public_key', 'credential.counter', 'member.user_handle'])
    .where('credential.id', '=', id)
    .executeTakeFirst();
}

export function findCard(db: Database, id: Uint8Array) {
  return db.selectFrom('card').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Returns the slots of the credential that was just used, and all that open desk secrets: those answer only to a touch of
 * their own key.
 */
export async function slotsFor(db: Database, member: string, holder: Uint8Array): Promise<Uint8Array[]> {
  const rows = await db
    .selectFrom('slot')
    .select('bytes')
    .where('member', '=', member)
    .where((eb) => eb.or([eb('holder', '=', holder), eb('purpose', '=', 'open')]))
    .execute();
  return rows.map((row) => row.bytes);
}

export function keysOf(db: Database, member: string) {
  return db
    .selectFrom('credential')
    .select(['id', 'added_at', 'used_at'])
    .where('member', '=', member)
    .orderBy('added_at')
    .execute();
}

export async function cardOf(db: Database, member: string) {
  return db.selectFrom('card').select(['made_at', 'used_at']).where('member', '=', member).executeTakeFirst();
}

export async function countSessions(db: Database, member: string): Promise<number> {
  const { count } = await db
    .selectFrom('session')
    .where('member', '=', member)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function tagKeyOf(db: Database, member: string): Promise<Uint8Array> {
  const row = await db
    .selectFrom('member')
    .select('portal_tag_key')
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
  return row.portal_tag_key;
}

export async function handleOf(db: Database, member: string): Promise<Uint8Array> {
  const row = await db
    .selectFrom('member')
    .select('user_handle')
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
  return row.user_handle;
}
