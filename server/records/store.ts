/** The SQL of sealed records. Every revision stays until it is purged; people get the newest. */
import type { Insertable, Selectable } from 'kysely';
import type { Database, Tables, Trx } from '../db.ts';

export type RecordRow = Selectable<Tables['record']>;
export type WrapRow = Selectable<Tables['desk_wrap']>;

export async function storeRevision(
  trx: Trx,
  row: RecordRow,
  wraps: readonly Insertable<Tables['desk_wrap']>[],
): Promise<void> {
  await trx.insertInto('record').values(row).execute();
  for (const wrap of wraps) await trx.insertInto('desk_wrap').values(wrap).execute();
}

/** What rows say of themselves, in the order of the log, of all after that leaf. */
export function claimsAfter(db: Database, leaf: number) {
  return db
    .selectFrom('record')
    .select(['record', 'revision', 'leaf', 'digest', 'kind', 'owner', 'desk', 'readers'])
    .select((eb) => [eb.fn<number>('length', ['bytes']).as('signed'), eb.fn<number>('length', ['content']).as('size')])
    .where('leaf', '>', leaf)
    .orderBy('leaf')
    .execute();
}

/** All rows that say that they are of this record, the latest revision first. */
export function claimsOf(db: Database | Trx, record: string) {
  return db
    .selectFrom('record')
    .select(['revision', 'leaf', 'digest'])
    .where('record', '=', record)
    .orderBy('revision', 'desc')
    .orderBy('leaf')
    .execute();
}

/** With the leaves where they say they stand. */
export async function rowsOf(db: Database | Trx, digests: readonly Uint8Array[]) {
  if (digests.length === 0) return [];
  return db
    .selectFrom('record')
    .innerJoin('log_entry', 'log_entry.idx', 'record.leaf')
    .selectAll('record')
    .select('log_entry.leaf as logged')
    .where('digest', 'in', digests)
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

export async function storeReceipt(
  db: Database,
  leaf: number,
  answer: { receipt: Uint8Array; signature: Uint8Array },
): Promise<void> {
  await db.updateTable('retired').set(answer).where('leaf', '=', leaf).execute();
}
