/** What openings read and leave in the database. */
import { toBase64url } from '#protocol/core/bytes.ts';
import type { Database, Trx } from '../db.ts';
import type { RecordRow } from '../records/store.ts';

/** Keys that count never go backwards; keys that do not count say zero always. */
export async function moveCounter(trx: Trx, credential: Uint8Array, to: number): Promise<boolean> {
  const moved = await trx
    .updateTable('credential')
    .set({ counter: to })
    .where('id', '=', credential)
    .where((eb) => eb.or([eb('counter', '<', to), eb.and([eb('counter', '=', 0), eb.val(to === 0)])]))
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

export async function ownersKeys(db: Database, rows: readonly RecordRow[]) {
  const owners = [...new Set(rows.flatMap((row) => (row.owner === null ? [] : [row.owner])))];
  if (owners.length === 0) return [];
  const found = await db.selectFrom('member').select(['member', 'seal_key']).where('member', 'in', owners).execute();
  return found.map((row) => ({ member: row.member, sealKey: toBase64url(row.seal_key) }));
}
