/**
 * Writes docs/data-dictionary.md from the comments in the database: the sentences that "What our computer can see" shows
 * beside each row. Run by hand after a migration; a test compares.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { migrate } from '../server/migrate.ts';
import { withClient } from './postgres-roles.ts';
import { removePostgres, startPostgres } from './postgres.ts';

interface Column {
  readonly table: string;
  readonly says: string;
  readonly column: string;
  readonly type: string;
  readonly comment: string;
}

/** Oldest table first, each with its columns in order. What the migrator keeps for itself is no data. */
const columns = `
  select c.relname as table, obj_description(c.oid) as says, a.attname as column,
    format_type(a.atttypid, a.atttypmod) as type, coalesce(col_description(c.oid, a.attnum), '') as comment
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r' and c.relname not like 'kysely%' order by c.oid, a.attnum`;

const rights = `
  select table_name as table, string_agg(lower(privilege_type), ', ' order by privilege_type) as rights
  from information_schema.role_table_grants where grantee = 'dd_app' group by table_name`;

const cell = (text: string) => text.replaceAll('|', '\\|');

export async function dataDictionary(ownerUrl: string): Promise<string> {
  const [found, granted] = await withClient(ownerUrl, async (client: pg.Client) => [
    (await client.query<Column>(columns)).rows,
    (await client.query<{ table: string; rights: string }>(rights)).rows,
  ]);
  const may = new Map(granted.map(({ table, rights: given }) => [table, given]));
  const tables = [...Map.groupBy(found, (column) => column.table)].map(([table, own]) => {
    const rows = own.map(({ column, type, comment }) => `| \`${column}\` | ${type} | ${cell(comment)} |`);
    return `## ${table}

${own[0]?.says ?? ''} The portal may: ${may.get(table) ?? 'nothing'}.

| column | type | what the server learns from it |
| --- | --- | --- |
${rows.join('\n')}
`;
  });
  return `# Data dictionary

Everything that the database holds, and what its reader learns. Each sentence is the column's comment in the database;
"What our computer can see" shows a member the same sentences beside the rows about herself. Where a column holds sealed
bytes, their length can still be seen. Made by \`tools/data-dictionary.ts\` from the migrations
(${tables.length} tables, ${found.length} columns). The witness keeps a file of its own: \`witness/state.ts\` says what for.

${tables.join('\n')}`;
}

async function write(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dd-words-'));
  const postgres = await startPostgres({ dataDir, fsync: false });
  try {
    await migrate(postgres.ownerUrl);
    writeFileSync(new URL('../docs/data-dictionary.md', import.meta.url), await dataDictionary(postgres.ownerUrl));
  } finally {
    await postgres.stop();
    removePostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

if (import.meta.main) await write();
