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

/** One that is there already stays. */
export async function storeWraps(db: Database, wraps: readonly Insertable<Tables['desk_wrap']>[]): Promise<void> {
  if (wraps.length === 0) return;
  await db
    .insertInto('desk_wrap')
    .values([...wraps])
    .onConflict((oc) => oc.columns(['digest', 'desk', 'epoch']).doNothing())
    .execute();
}

const anyOf = (leaves: readonly number[]) => (leaves.length === 0 ? [-1] : leaves);

export function recordsAt(db: Database, leaves: readonly number[]): Promise<RecordRow[]> {
  return db.selectFrom('record').selectAll().where('leaf', 'in', anyOf(leaves)).execute();
}

export function retiresAt(db: Database, leaves: readonly number[]) {
  return db.selectFrom('retired').select(['leaf', 'bytes']).where('leaf', 'in', anyOf(leaves)).execute();
}

/** Cosigned closings without a receipt, in the order of the log. */
export function waitingRetires(db: Database, after: number, cosigned: number) {
  return db
    .selectFrom('retired')
    .select(['leaf', 'bytes'])
    .where('receipt', 'is', null)
    .where('leaf', '>', after)
    .where('leaf', '<', cosigned)
    .orderBy('leaf')
    .limit(100)
    .execute();
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

/**
 * With the leaves where they say they stand: null for those that this transaction has stored, whose leaves are appended at
 * its end. The database takes no other row without one.
 */
export async function rowsWith(trx: Trx | Database, digests: readonly Uint8Array[]) {
  if (digests.length === 0) return [];
  return trx
    .selectFrom('record')
    .leftJoin('log_entry', 'log_entry.idx', 'record.leaf')
    .selectAll('record')
    .select('log_entry.leaf as logged')
    .where('digest', 'in', digests)
    .execute();
}

/** The same of those that are in the log. */
export async function rowsOf(db: Database | Trx, digests: readonly Uint8Array[]) {
  const rows = await rowsWith(db, digests);
  return rows.flatMap(({ logged, ...row }) => (logged === null ? [] : [{ ...row, logged }]));
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
