/** What openings read and leave in the database. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { ReleaseAnswer } from '#protocol/wire/witness.ts';
import type { Database, Trx } from '../db.ts';
import { deny } from '../errors.ts';
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

const orNull = (text: string | null) => (text === null ? null : fromBase64url(text));

/** What the witness sealed for officers and owners; a repeated answer takes the place of the first. */
export async function storeSealed(db: Database, answer: ReleaseAnswer, month: string | null): Promise<void> {
  for (const item of answer.items) {
    if (item.body === null && item.view === null) continue;
    const sealed = { month, body: orNull(item.body), owner: item.owner, view: orNull(item.view) };
    await db
      .insertInto('log_sealed')
      .values({ leaf: item.leaf, ...sealed })
      .onConflict((oc) => oc.column('leaf').doUpdateSet(sealed))
      .execute();
  }
}

/** The smallest cosigned checkpoint that covers so many entries. */
export async function newestNote(db: Database, size: number): Promise<string> {
  const row = await db
    .selectFrom('checkpoint')
    .select('note')
    .where('size', '>=', size)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst();
  return row?.note ?? deny('witness-away');
}
