/** Tables are written with what the server learns from each column, so that no column is without its sentence. */
import { sql, type Kysely } from 'kysely';

type Right = 'select' | 'insert' | 'update' | 'delete';

export interface Table {
  readonly name: string;
  readonly says: string;
  /** name, SQL type and constraints, what the server learns from it. */
  readonly columns: readonly (readonly [string, string, string])[];
  readonly constraints?: readonly string[];
  /** What dd_app may do; everything else is refused by the database itself. */
  readonly app: readonly Right[];
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Sealed bytes do not compress, and their compressed size would tell something about them. */
const storedAsIs = (table: Table) =>
  table.columns
    .filter(([, type]) => type.startsWith('bytea'))
    .map(([column]) => `alter table ${table.name} alter column ${column} set storage external`);

export async function createTables(db: Kysely<unknown>, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    const columns = table.columns.map(([name, type]) => `${name} ${type}`);
    const statements = [
      `create table ${table.name} (${[...columns, ...(table.constraints ?? [])].join(', ')})`,
      `comment on table ${table.name} is ${quoted(table.says)}`,
      ...table.columns.map(([name, , says]) => `comment on column ${table.name}.${name} is ${quoted(says)}`),
      ...storedAsIs(table),
      `revoke all on ${table.name} from public`,
      ...(table.app.length === 0 ? [] : [`grant ${table.app.join(', ')} on ${table.name} to dd_app`]),
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  }
}
