/** The SQL of sealed records. Every revision stays until it is purged; people get the newest. */
import type { Insertable, Selectable } from 'kysely';
import type { Database, Tables, Trx } from '../db.ts';

export type RecordRow = Selectable<Tables['record']>;
export type WrapRow = Selectable<Tables['desk_wrap']>;

/** Returns the revision that the next one must follow. */
export function findNewest(db: Database | Trx, record: string) {
  return db
    .selectFrom('record')
    .select(['revision', 'digest', 'kind', 'owner', 'desk', 'about', 'readers'])
    .where('record', '=', record)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function storeRevision(
  trx: Trx,
  row: RecordRow,
  wraps: readonly Insertable<Tables['desk_wrap']>[],
): Promise<void> {
  await trx.insertInto('record').values(row).execute();
  for (const wrap of wraps) await trx.insertInto('desk_wrap').values(wrap).execute();
}

/** Returns the newest revision of each record that the member owns. */
export function newestOwnedBy(db: Database, owner: string): Promise<RecordRow[]> {
  return db
    .selectFrom('record')
    .selectAll()
    .distinctOn('record')
    .where('owner', '=', owner)
    .orderBy('record')
    .orderBy('revision', 'desc')
    .limit(200)
    .execute();
}

/**
 * Returns the newest revisions that name the desk. A newest revision with fewer readers takes a record away from a desk.
 */
export function newestFor(db: Database, desk: string): Promise<RecordRow[]> {
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('record')
        .selectAll()
        .distinctOn('record')
        .orderBy('record')
        .orderBy('revision', 'desc')
        .as('newest'),
    )
    .selectAll()
    .where((eb) => eb.or([eb(eb.val(desk), '=', eb.fn.any('readers')), eb('desk', '=', desk)]))
    .limit(5000)
    .execute();
}

export async function wrapsOf(db: Database, digests: readonly Uint8Array[], desk?: string): Promise<WrapRow[]> {
  if (digests.length === 0) return [];
  let query = db.selectFrom('desk_wrap').selectAll().where('digest', 'in', digests);
  if (desk !== undefined) query = query.where('desk', '=', desk);
  return query.orderBy('epoch').execute();
}

export function findRevision(db: Database, record: string, digest: Uint8Array): Promise<RecordRow | undefined> {
  return db
    .selectFrom('record')
    .selectAll()
    .where('record', '=', record)
    .where('digest', '=', digest)
    .executeTakeFirst();
}

export function historyOf(db: Database, record: string) {
  return db
    .selectFrom('record')
    .select((eb) => ['revision', 'leaf', eb.fn<number>('length', ['content']).as('bytes')])
    .where('record', '=', record)
    .orderBy('revision')
    .limit(1000)
    .execute();
}

export async function storeReceipt(
  db: Database,
  leaf: number,
  answer: { receipt: Uint8Array; signature: Uint8Array },
): Promise<void> {
  await db.updateTable('retired').set(answer).where('leaf', '=', leaf).execute();
}
