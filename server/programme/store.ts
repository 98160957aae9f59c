/** The SQL of the programme: seeds of the members' key, the programme, publications, and the requests of the public. */
import { sql, type Insertable } from 'kysely';
import { limits } from '#protocol/core/limits.ts';
import type { Database, Tables, Trx } from '../db.ts';
import type { Sweep } from '../expiry.ts';
import type { AgreedTime } from '../key-shares/agreed-time.ts';

export function seedsOf(db: Database, member: string, after: number) {
  return (
    db
      .selectFrom('members_seed')
      .select(['epoch', 'wrap'])
      .where('member', '=', member)
      .where('epoch', '>', after)
      .orderBy('epoch')
      // One more tells whether there is one.
      .limit(limits.linesPerPage + 1)
      .execute()
  );
}

export async function holdersOf(db: Database, epoch: number): Promise<string[]> {
  const rows = await db.selectFrom('members_seed').select('member').where('epoch', '=', epoch).execute();
  return rows.map((row) => row.member);
}

/** Stores a copy of the key. Two of the desk may give the same key to the same newcomer; the first copy stays. */
export async function storeSeeds(
  db: Database | Trx,
  rows: readonly Insertable<Tables['members_seed']>[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('members_seed')
    .values(rows)
    .onConflict((oc) => oc.columns(['epoch', 'member']).doNothing())
    .execute();
}

export async function newestSeq(db: Database | Trx): Promise<number> {
  const row = await db.selectFrom('publication').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? 0;
}

export function newestPublication(db: Database) {
  return db
    .selectFrom('publication')
    .select(['publication', 'snapshot', 'leaf'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function storePublication(trx: Trx, row: Insertable<Tables['publication']>): Promise<void> {
  await trx.insertInto('publication').values(row).execute();
}

export async function countRequests(db: Database): Promise<{ seat: number; press: number }> {
  const rows = await db
    .selectFrom('public_request')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
    .where('until', '>', sql<Date>`now()`)
    .groupBy('kind')
    .execute();
  const of = (kind: 'seat' | 'press') => rows.find((row) => row.kind === kind)?.count ?? 0;
  return { seat: of('seat'), press: of('press') };
}

/** Only requests whose day is not over, even while they wait to be deleted. */
export function requestsAfter(db: Database, after: number) {
  return db
    .selectFrom('public_request')
    .selectAll()
    .where('id', '>', after)
    .where('until', '>', sql<Date>`now()`)
    .orderBy('id')
    .limit(500)
    .execute();
}

export async function deleteRequests(db: Database, ids: readonly number[]): Promise<void> {
  await db.deleteFrom('public_request').where('id', 'in', ids).execute();
}

/** Deletes what the public wrote on the day that the form named, while the clocks agree on that day. */
export function requestSweep(db: Database, agreed: AgreedTime): Sweep {
  const sweep = async () => {
    const time = await agreed.ask();
    if (time !== undefined) await db.deleteFrom('public_request').where('until', '<=', new Date(time)).execute();
  };
  return { everyMs: 600_000, sweep };
}
