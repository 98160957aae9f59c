/** All rows of a database as one text that changes with any of them: a line for each table. */
import { withClient } from '../../../tools/postgres-roles.ts';

/** What a session writes by being used, questions that wait for a touch, and counts of failed tries. */
const passing = ['session', 'challenge', 'throttle', 'looked', 'public_throttle'];

export async function everyRow(ownerUrl: string): Promise<string> {
  return withClient(ownerUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and not relname = any($1) order by 1`,
      [passing],
    );
    const hashes = tables.map(
      ({ name }) =>
        `(select '${name} ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from ${name} t)`,
    );
    const { rows } = await client.query<{ all: string }>(`select ${hashes.join(` || E'\\n' || `)} as all`);
    return rows[0]?.all ?? '';
  });
}

/** Every text and every byte string of a database: ids, hashes and keys of people and of what is theirs. */
export async function everyText(ownerUrl: string): Promise<readonly string[]> {
  return withClient(ownerUrl, async (client) => {
    const { rows: columns } = await client.query<{ name: string; column: string; type: string }>(
      `select table_name as name, column_name as column, data_type as type from information_schema.columns
       where table_schema = 'public' and data_type in ('text', 'bytea')`,
    );
    const texts: string[] = [];
    for (const { name, column, type } of columns) {
      const { rows } = await client.query<{ value: string | Buffer }>(
        `select distinct ${column} as value from ${name} where ${column} is not null limit 200`,
      );
      texts.push(
        ...rows.map(({ value }) => (type === 'text' ? String(value) : (value as Buffer).toString('base64url'))),
      );
    }
    return texts;
  });
}
