// No row, and no chain of rows, leads from a member to a parcel or an attachment.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../support/processes/database.ts';

let urls: FreshDatabase;
let owner: pg.Client;
let app: pg.Client;
let site: pg.Client;
beforeAll(async () => {
  urls = await freshDatabase();
  [owner, app, site] = [urls.ownerUrl, urls.appUrl, urls.publicUrl].map((url) => new pg.Client(url)) as [
    pg.Client,
    pg.Client,
    pg.Client,
  ];
  for (const client of [owner, app, site]) await client.connect();
});
afterAll(async () => {
  for (const client of [owner, app, site]) await client.end();
  await urls.drop();
});

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

const columnsOf = async (): Promise<Column[]> =>
  (
    await owner.query<Column>(
      `select table_name as table, column_name as column, data_type as type from information_schema.columns
       where table_schema = 'public' and table_name not like 'kysely%' order by table_name, ordinal_position`,
    )
  ).rows;

const foreignKeys = async (): Promise<(readonly [string, string])[]> =>
  (
    await owner.query<{ one: string; other: string }>(
      `select one.table_name as one, other.table_name as other
       from information_schema.referential_constraints r
       join information_schema.key_column_usage one on one.constraint_name = r.constraint_name
       join information_schema.key_column_usage other on other.constraint_name = r.unique_constraint_name
         and other.ordinal_position = one.position_in_unique_constraint`,
    )
  ).rows.map(({ one, other }) => [one, other]);

/** What tells one parcel or attachment from another. Days do not: everybody's of that day share them. */
const telling: Readonly<Record<string, readonly string[]>> = {
  parcel: ['sequence', 'tag'],
  blob: ['blob', 'piece'],
};

/** Two tables are linked by a foreign key, or where one has a column that tells a row of the other. */
async function reachedFromMembers(): Promise<ReadonlySet<string>> {
  const columns = await columnsOf();
  const links = [...(await foreignKeys())];
  for (const [table, names] of Object.entries(telling))
    for (const column of columns)
      if (
        column.table !== table &&
        names.some((name) => column.column === name || column.column === `${table}_${name}`)
      )
        links.push([column.table, table]);
  const reached = new Set(['member', ...columns.filter(({ column }) => column === 'member').map(({ table }) => table)]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const [one, other] of links) {
      if (reached.has(one)) reached.add(other);
      if (reached.has(other)) reached.add(one);
    }
  }
  return reached;
}

const isLinked = async () => {
  const reached = await reachedFromMembers();
  return Object.keys(telling).filter((table) => reached.has(table));
};

describe('the schema', () => {
  it('leads from no member to a parcel or an attachment', async () => {
    expect(await isLinked()).toEqual([]);
  });

  it.each([
    [
      'a foreign key',
      'create table posted (member text references member, place bigint references parcel)',
      ['parcel'],
    ],
    ['a column of that name', 'create table posted (member text, tag bytea)', ['parcel']],
    [
      'two steps',
      'create table step (id int primary key, place bigint references parcel); create table posted (member text, step int references step)',
      ['parcel'],
    ],
    ['a column in the row', 'alter table blob add member text', ['blob']],
    ['an id beside a member', 'alter table chunk add blob text', ['blob']],
  ])('would be caught by this test with %s', async (_name, statements, found) => {
    await owner.query('begin');
    try {
      await owner.query(statements);
      expect(await isLinked()).toEqual(found);
    } finally {
      await owner.query('rollback');
    }
  });

  it('keeps of a parcel and of a piece these columns, and no time but the day', async () => {
    const columns = await columnsOf();
    const of = (table: string) =>
      columns.filter((one) => one.table === table).map(({ column, type }) => `${column} ${type}`);
    expect(of('parcel')).toEqual(['sequence bigint', 'tag bytea', 'body bytea', 'day integer']);
    expect(of('blob')).toEqual(['blob text', 'at integer', 'count integer', 'day integer', 'piece bytea']);
    expect(of('stream')).toEqual(['singleton boolean', 'newest bigint']);
    expect(of('quota')).toEqual([
      'member text',
      'day integer',
      'parcels integer',
      'bytes bigint',
      'revisions integer',
      'statements integer',
      'openings integer',
      'written integer',
    ]);
  });
});

describe('the roles', () => {
  const refused = (client: pg.Client, text: string) =>
    client.query(text).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

  it('let the portal change no more than it must', async () => {
    for (const text of [
      'update parcel set sequence = 1',
      `update parcel set tag = ''`,
      'update parcel set day = 1',
      `update blob set piece = ''`,
      `update period_secret set sealed = ''`,
      'delete from bundles',
      'delete from stream',
      'insert into stream (newest) values (1)',
      'truncate parcel',
    ])
      expect(await refused(app, text), text).toBe('42501');
  });

  it('let the public site see nothing', async () => {
    const tables = ['bundles', 'period_key', 'period_secret', 'chunk', 'stream', 'parcel', 'blob', 'quota', 'looked'];
    for (const table of tables)
      for (const text of [`select 1 from ${table}`, `select count(*) from ${table}`, `delete from ${table}`])
        expect(await refused(site, text), text).toBe('42501');
    const { rows } = await owner.query<{ table: string }>(
      `select table_name as table from information_schema.column_privileges where grantee = 'dd_public'`,
    );
    expect(rows.map(({ table }) => table).filter((table) => tables.includes(table))).toEqual([]);
  });
});
