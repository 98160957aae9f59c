/**
 * The SQL of free seats: first come, first served. Rows are opaque: a random id and a number. A taken seat is a token that
 * only its maker can tell from another. The database decides who comes first: every change of `free` locks the session's
 * row.
 */
import { sql } from 'kysely';
import { limits } from '#protocol/core/limits.ts';
import type { Database } from '../db.ts';
import { deny, isDuplicate } from '../errors.ts';

async function freeIn(db: Database, session: string): Promise<number> {
  const row = await db.selectFrom('seat_row').select('free').where('session', '=', session).executeTakeFirst();
  return row?.free ?? 0;
}

async function isTaken(db: Database, session: string, token: Uint8Array): Promise<boolean> {
  const row = await db
    .selectFrom('seat_token')
    .select('session')
    .where('session', '=', session)
    .where('token', '=', token)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Offers `offered` seats; those that were taken already count. There are never more rows than one answer lists. The row is locked first and counted after: a statement that
 * waited for a lock still counts what was there before.
 */
export async function offerSeats(db: Database, sessions: readonly { session: string; free: number }[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { session, free: offered } of sessions.toSorted((a, b) => (a.session < b.session ? -1 : 1))) {
      await trx
        .insertInto('seat_row')
        .values({ session, free: 0 })
        .onConflict((oc) => oc.column('session').doUpdateSet({ free: sql`seat_row.free` }))
        .execute();
      await sql`update seat_row
        set free = greatest(0, ${offered}::integer - (select count(*) from seat_token where session = ${session}))
        where session = ${session}`.execute(trx);
      // Withdrawn with nobody in it: no row is left that says there was one.
      if (offered === 0)
        await sql`delete from seat_row where session = ${session}
          and not exists (select from seat_token where session = ${session})`.execute(trx);
    }
    const { count } = await trx
      .selectFrom('seat_row')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) > limits.seatRows) deny('bad-request');
  });
}

export async function seatsSeenBy(db: Database, tokens: readonly Uint8Array[]) {
  const rows = await db.selectFrom('seat_row').selectAll().orderBy('session').execute();
  const mine =
    tokens.length === 0
      ? []
      : await db.selectFrom('seat_token').select('session').where('token', 'in', tokens).execute();
  const taken = new Set(mine.map((row) => row.session));
  return rows.map((row) => ({ ...row, mine: taken.has(row.session) }));
}

/**
 * Takes a seat, in one statement: a seat is subtracted only where one is left, and the token is stored only where a seat
 * was subtracted. If the same token comes twice at once, the whole second statement fails.
 */
export async function takeSeat(
  db: Database,
  session: string,
  token: Uint8Array,
): Promise<{ taken: boolean; free: number }> {
  const one = sql`
    with seat as (
      update seat_row set free = free - 1
      where session = ${session} and free > 0
        and not exists (select from seat_token where session = ${session} and token = ${token})
      returning session)
    insert into seat_token (session, token) select session, ${token} from seat`;
  try {
    await one.execute(db);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  return { taken: await isTaken(db, session, token), free: await freeIn(db, session) };
}

export async function returnSeat(db: Database, session: string, token: Uint8Array): Promise<{ free: number }> {
  await sql`
    with given as (delete from seat_token where session = ${session} and token = ${token} returning session)
    update seat_row set free = free + 1 where session in (select session from given)`.execute(db);
  return { free: await freeIn(db, session) };
}

export function countSeats(db: Database) {
  return db
    .selectFrom('seat_row')
    .leftJoin('seat_token', 'seat_token.session', 'seat_row.session')
    .select((eb) => ['seat_row.session', 'free', eb.fn.count<number>('token').as('taken')])
    .groupBy(['seat_row.session', 'free'])
    .orderBy('seat_row.session')
    .execute();
}
