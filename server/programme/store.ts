/** The SQL of the programme: seeds of the members' key, the programme, publications, and the requests of the public. */
import { sql, type Insertable } from 'kysely';
import { membersDesk } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Database, Tables, Trx } from '../db.ts';
import type { Sweep } from '../expiry.ts';
import type { AgreedTime } from '../key-shares/agreed-time.ts';
import type { SeedCodes } from '../roster/seed-codes.ts';

export function seedsOf(db: Database, member: string, after: number) {
  return (
    db
      .selectFrom('members_seed')
      .select(['epoch', 'member', 'wrap', 'code'])
      .where('member', '=', member)
      .where('epoch', '>', after)
      .orderBy('epoch')
      // One more tells whether there is one.
      .limit(limits.linesPerPage + 1)
      .execute()
  );
}

export async function holdersOf(db: Database, codes: SeedCodes, epoch: number): Promise<string[]> {
  const rows = await copiesOf(db, epoch).execute();
  return rows.filter((row) => codes.isOurs(membersDesk, epoch, row)).map((row) => row.member);
}

const copiesOf = (db: Database | Trx, epoch: number) =>
  db.selectFrom('members_seed').select(['member', 'wrap', 'code']).where('epoch', '=', epoch);

/**
 * Stores copies of the key. Two of the desk may give the same key to the same newcomer; the first copy stays. A row that did
 * not come through here is no copy.
 */
export async function storeSeeds(
  db: Database,
  codes: SeedCodes,
  epoch: number,
  rows: readonly { readonly member: string; readonly wrap: Uint8Array }[],
): Promise<void> {
  const members = rows.map(({ member }) => member);
  await db.transaction().execute(async (trx) => {
    const kept = await copiesOf(trx, epoch).where('member', 'in', members).forUpdate().execute();
    const held = new Set(kept.filter((row) => codes.isOurs(membersDesk, epoch, row)).map(({ member }) => member));
    const values = rows
      .filter(({ member }) => !held.has(member))
      .map(({ member, wrap }) => ({ epoch, member, wrap, code: codes.codeOf(membersDesk, epoch, member, wrap) }));
    if (values.length === 0) return;
    await trx
      .insertInto('members_seed')
      .values(values)
      .onConflict((oc) =>
        oc
          .columns(['epoch', 'member'])
          .doUpdateSet((eb) => ({ wrap: eb.ref('excluded.wrap'), code: eb.ref('excluded.code') })),
      )
      .execute();
  });
}

/** Of what its entry proves, and of what this very transaction has stored: its entry is appended last. */
export async function newestSeq(trx: Trx): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select seq from published union all
    select seq from publication where leaf >= (select size from log_head)
    order by seq desc limit 1`.execute(trx);
  return rows[0]?.seq ?? 0;
}

export function newestPublication(db: Database) {
  return db
    .selectFrom('published')
    .select(['publication', 'snapshot', 'leaf'])
    .orderBy('leaf', 'desc')
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
