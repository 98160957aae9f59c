/** The SQL of parcels. batch-writer.ts alone gives sequence numbers, under the lock of the stream's row. */
import { sql, type Kysely } from 'kysely';
import { toHex } from '#protocol/core/bytes.ts';
import { sha256 } from '#protocol/crypto/sha256.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Parcel } from '#protocol/threads/stream.ts';
import type { Database, Tables, Trx } from '../db.ts';

export interface ParcelRow extends Parcel {
  readonly sequence: number;
  readonly day: number;
}

/** Two parcels with this key are the same parcel, sent twice. */
export function nameOf({ tag, body }: Parcel): string {
  return toHex(tag) + toHex(sha256(body));
}

/** Locks the stream: the holder writes, and the next one waits until it has committed. */
export async function lockStream(trx: Trx): Promise<number> {
  const { newest } = await trx.selectFrom('stream').select('newest').forUpdate().executeTakeFirstOrThrow();
  return newest;
}

/** Returns the keys of those that are in the stream already. */
export async function knownParcels(trx: Trx, parcels: readonly Parcel[]): Promise<ReadonlySet<string>> {
  const [tags, digests] = [parcels.map(({ tag }) => tag), parcels.map(({ body }) => sha256(body))];
  const { rows } = await sql<{ tag: Uint8Array; digest: Uint8Array }>`
    select tag, sha256(body) as digest from parcel
    where (tag, sha256(body)) in (select * from unnest(${tags}::bytea[], ${digests}::bytea[]))`.execute(trx);
  return new Set(rows.map(({ tag, digest }) => toHex(tag) + toHex(digest)));
}

export async function appendParcels(trx: Trx, rows: readonly ParcelRow[]): Promise<void> {
  const column = <K extends keyof ParcelRow>(key: K) => rows.map((row) => row[key]);
  await sql`
    insert into parcel (sequence, tag, body, day)
    select * from unnest(${column('sequence')}::bigint[], ${column('tag')}::bytea[], ${column('body')}::bytea[],
      ${column('day')}::integer[])`.execute(trx);
  await trx
    .updateTable('stream')
    .set({ newest: rows.at(-1)?.sequence ?? 0 })
    .execute();
}

export async function newestParcels(db: Kysely<Tables>, most: number): Promise<ParcelRow[]> {
  const rows = await db.selectFrom('parcel').selectAll().orderBy('sequence', 'desc').limit(most).execute();
  return rows.toReversed();
}

export function tagsAfter(db: Database, after: number, newest: number) {
  return db
    .selectFrom('parcel')
    .select(['sequence', 'tag', 'day'])
    .where('sequence', '>', after)
    .where('sequence', '<=', newest)
    .orderBy('sequence')
    .limit(limits.parcelsPerPage)
    .execute();
}

export function bodiesOf(db: Database, sequences: readonly number[]) {
  return db.selectFrom('parcel').select(['sequence', 'body']).where('sequence', 'in', sequences).execute();
}

/** Replaces a body. Returns whether there was a parcel with this beginning at this place. */
export async function replaceBody(
  db: Database,
  sequence: number,
  beginning: Uint8Array,
  body: Uint8Array,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('parcel')
    .set({ body })
    .where('sequence', '=', sequence)
    .where(sql<boolean>`substring(body from 1 for ${sql.lit(beginning.length)}) = ${beginning}`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
