/** "What our computer can see": every row about one member, as the operator sees it, and what each column tells. */
import { sql } from 'kysely';
import { toHex } from '#protocol/core/bytes.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { Database, Tables } from '../db.ts';

/** The columns that have a member's id. A table with two such columns is listed twice. */
const places: readonly (readonly [keyof Tables, string])[] = [
  ['member', 'member'],
  ['credential', 'member'],
  ['slot', 'member'],
  ['card', 'member'],
  ['session', 'member'],
  ['invite', 'member'],
  ['record', 'owner'],
  ['record', 'about'],
  ['desk_seed', 'member'],
  ['month_seed', 'member'],
  ['members_seed', 'member'],
  ['log_sealed', 'owner'],
  ['notice', 'member'],
  ['bundles', 'member'],
  ['period_key', 'member'],
  ['period_secret', 'member'],
  ['chunk', 'member'],
  ['quota', 'member'],
  ['looked', 'member'],
];
const rowsMax = 50;
const bytesShown = 12;

function shown(value: unknown): string {
  if (value === null) return '—';
  if (value instanceof Uint8Array) return `${value.length} bytes: ${toHex(value.slice(0, bytesShown))}…`;
  if (Array.isArray(value)) return value.map(shown).join(', ').slice(0, 200);
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 200);
}

async function columnsOf(db: Database, table: string): Promise<{ column: string; comment: string }[]> {
  const { rows } = await sql<{ column: string; comment: string }>`
    select attname as column, coalesce(col_description(attrelid, attnum), '') as comment
    from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(
    db,
  );
  return rows;
}

export async function seenOf(db: Database, member: string): Promise<Reply<'me/seen'>> {
  const rows: Reply<'me/seen'>['rows'] = [];
  for (const [table, key] of places) {
    const { rows: found } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${sql.ref(key)} = ${member} limit ${rowsMax}`.execute(db);
    if (found.length === 0) continue;
    for (const { column, comment } of await columnsOf(db, table))
      rows.push({ table, column, comment, values: found.map((row) => shown(row[column])) });
  }
  return { rows: rows.slice(0, 200) };
}
