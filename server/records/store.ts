/** The SQL of sealed records. Every revision stays until it is purged; people get the newest. */
import type { Insertable, Selectable } from 'kysely';
import { equal } from '#protocol/core/bytes.ts';
import type { Database, Tables, Trx } from '../db.ts';
import { deny } from '../errors.ts';

export type RecordRow = Selectable<Tables['record']>;
export type WrapRow = Selectable<Tables['desk_wrap']>;

export async function storeRevision(
  trx: Trx,
  row: RecordRow,
  wraps: readonly Insertable<Tables['desk_wrap']>[],
): Promise<void> {
  await trx.insertInto('record').values(row).execute();
  if (wraps.length > 0)
    await trx
      .insertInto('desk_wrap')
      .values([...wraps])
      .execute();
}

/** A wrap of each signer stands beside those of others: any of them may be the one that opens. Nothing is written over. */
export async function addWrapRows(db: Database, wraps: readonly Insertable<Tables['desk_wrap']>[]): Promise<void> {
  if (wraps.length === 0) return;
  const known = await wrapsOf(
    db,
    wraps.map(({ digest }) => digest),
  );
  const isOther = (wrap: (typeof wraps)[number]) =>
    known.some(
      ({ digest, desk, epoch, signer, bytes }) =>
        equal(digest, wrap.digest) &&
        desk === wrap.desk &&
        epoch === wrap.epoch &&
        signer === wrap.signer &&
        !equal(bytes, wrap.bytes),
    );
  if (wraps.some(isOther)) deny('record-conflict');
  await db
    .insertInto('desk_wrap')
    .values([...wraps])
    .onConflict((oc) => oc.columns(['digest', 'desk', 'epoch', 'signer']).doNothing())
    .execute();
}

const anyOf = (leaves: readonly number[]) => (leaves.length === 0 ? [-1] : leaves);

export function recordsAt(db: Database, leaves: readonly number[]): Promise<RecordRow[]> {
  return db.selectFrom('record').selectAll().where('leaf', 'in', anyOf(leaves)).execute();
}

export function retiresAt(db: Database, leaves: readonly number[]) {
  return db.selectFrom('retired').select(['leaf', 'bytes']).where('leaf', 'in', anyOf(leaves)).execute();
}

/** Closings of a record that are in the log, the last first. */
export function retiresOf(trx: Trx, record: string) {
  return trx
    .selectFrom('retired')
    .innerJoin('log_entry', 'log_entry.idx', 'retired.leaf')
    .select(['retired.leaf', 'retired.bytes'])
    .where('retired.record', '=', record)
    .orderBy('retired.leaf', 'desc')
    .execute();
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

/** What a row says of itself. */
const claim = ['record', 'revision', 'record.leaf', 'digest', 'kind', 'owner', 'desk', 'readers'] as const;
/** Read together: so many that an answer of the database comes in time. */
const claimsPerPage = 5000;

/** What rows say of themselves, in the order of the log, with the leaves where they say they stand: some after that leaf. */
export function claimsAfter(db: Database | Trx, leaf: number) {
  return db
    .selectFrom('record')
    .innerJoin('log_entry', 'log_entry.idx', 'record.leaf')
    .select([...claim, 'log_entry.leaf as logged'])
    .select((eb) => [eb.fn<number>('length', ['bytes']).as('signed'), eb.fn<number>('length', ['content']).as('size')])
    .where('record.leaf', '>', leaf)
    .orderBy('record.leaf')
    .limit(claimsPerPage)
    .execute();
}

/**
 * What this very transaction has stored of a record after that leaf, the latest first. Its leaves are appended at the end;
 * the database takes no other row without one.
 */
export function unloggedOf(trx: Database | Trx, record: string, leaf: number): Promise<RecordRow[]> {
  return trx
    .selectFrom('record')
    .leftJoin('log_entry', 'log_entry.idx', 'record.leaf')
    .selectAll('record')
    .where('record', '=', record)
    .where('record.leaf', '>', leaf)
    .where('log_entry.idx', 'is', null)
    .orderBy('record.leaf', 'desc')
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
  return query.orderBy('epoch').orderBy('signer').execute();
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
