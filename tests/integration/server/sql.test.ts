import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../support/processes/database.ts';

let urls: FreshDatabase;
let [owner, app, site]: pg.Client[] = [];
const connect = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};
beforeAll(async () => {
  urls = await freshDatabase();
  [owner, app, site] = await Promise.all([urls.ownerUrl, urls.appUrl, urls.publicUrl].map(connect));
});
afterAll(async () => {
  for (const client of [owner, app, site]) await client?.end();
  await urls.drop();
});

const stateOf = (client: pg.Client | undefined, text: string) =>
  (client as pg.Client).query(text).then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const refused = '42501';

describe('the application role', () => {
  const tables = ['log_entry', 'log_head', 'checkpoint'];
  it.each(tables)('cannot write %s', async (table) => {
    const column = table === 'log_entry' ? 'idx' : 'size';
    for (const text of [
      `insert into ${table} (${column}) values (7)`,
      `update ${table} set ${column} = 7`,
      `delete from ${table}`,
      `truncate ${table}`,
      `alter table ${table} add x int`,
      `drop table ${table}`,
    ])
      expect(await stateOf(app, text), text).toBe(refused);
    expect(await stateOf(app, `select * from ${table}`)).toBe('done');
  });

  it('deletes what the public asked when its day has come, and can neither write nor change it', async () => {
    expect(await stateOf(app, 'delete from public_request')).toBe('done');
    for (const text of [
      'truncate public_request',
      `update public_request set until = 'infinity'`,
      `insert into public_request (kind, publication, epoch, sealed, at, until) values ('seat', '', 1, '', now(), now())`,
    ])
      expect(await stateOf(app, text), text).toBe(refused);
  });

  it('cannot change or remove records, roster entries, notices or what was published', async () => {
    for (const table of [
      'record',
      'roster_entry',
      'notice',
      'desk_wrap',
      'desk_key',
      'month_key',
      'publication',
      'members_seed',
    ])
      for (const text of [`delete from ${table}`, `truncate ${table}`, `update ${table} set bytes = ''`])
        expect(['42501', '42703'], text).toContain(await stateOf(app, text));
  });

  it('makes nothing, and reads nothing of the system that it should not', async () => {
    expect(await stateOf(app, 'create table x (y int)')).toBe(refused);
    expect(await stateOf(app, 'create function f() returns int language sql as $$ select 1 $$')).toBe(refused);
    expect(await stateOf(app, 'select rolpassword from pg_authid')).toBe(refused);
    expect(await stateOf(app, 'set role dd_owner')).toBe(refused);
    expect(await stateOf(app, 'select * from kysely_migration')).toBe(refused);
  });

  it('appends through one function only, whose entries have 65 bytes', async () => {
    const writer = '(select generation from writer)';
    expect(await stateOf(app, `select log_append(${writer}, array['\\x00'::bytea])`)).toBe('DD002');
    expect(await stateOf(app, `select log_append(${writer}, '{}'::bytea[])`)).toBe('DD002');
    expect(await stateOf(app, `select checkpoint_put(${writer}, 99, '\\x00', 'note')`)).toBe('P0001');
    expect(await stateOf(app, `select log_push(array['\\x00'::bytea])`)).toBe(refused);
  });
});

describe('the public role', () => {
  it('reaches no whole table and no function of the log', async () => {
    const { rows } = await (owner as pg.Client).query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    for (const { name } of rows) expect(await stateOf(site, `select * from ${name}`), name).toBe(refused);
    expect(await stateOf(site, 'select log_lock(1)')).toBe(refused);
  });
});

describe('the schema', () => {
  it('says of every table and column what the server learns from it', async () => {
    const { rows } = await (owner as pg.Client).query<{ place: string; comment: string | null }>(
      `select c.relname || coalesce('.' || a.attname, '') as place, col_description(c.oid, a.attnum) as comment
       from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind = 'r' and c.relname not like 'kysely%'
       union all
       select c.relname, obj_description(c.oid) from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and c.relname not like 'kysely%'`,
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => (row.comment ?? '').length < 8).map((row) => row.place)).toEqual([]);
  });

  it('stores bytes as they are', async () => {
    const { rows } = await (owner as pg.Client).query<{ place: string }>(
      `select c.relname || '.' || a.attname as place from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind = 'r' and a.atttypid in ('bytea'::regtype, 'bytea[]'::regtype) and a.attstorage <> 'e'`,
    );
    expect(rows).toEqual([]);
  });

  it('hands its functions to nobody else', async () => {
    const { rows } = await (owner as pg.Client).query<{
      name: string;
      open: boolean;
      app: boolean;
      path: string[] | null;
    }>(
      `select proname as name, has_function_privilege('dd_public', oid, 'execute') as open,
         has_function_privilege('dd_app', oid, 'execute') as app, proconfig as path
       from pg_proc where pronamespace = 'public'::regnamespace`,
    );
    const forNobody = ['effect_require', 'log_push', 'log_require', 'log_root_keep'];
    const forPublic = ['public_request_put', 'public_throttle_take'];
    const names = rows.map((row) => row.name).toSorted();
    const forPortal = [
      'checkpoint_put',
      'desk_key_put',
      'effect_end',
      'log_append',
      'log_lock',
      'month_key_put',
      'writer_begin',
    ];
    expect(names).toEqual([...forPortal, ...forNobody, ...forPublic].toSorted());
    for (const row of rows) {
      expect([row.open, row.app]).toEqual([
        forPublic.includes(row.name),
        ![...forPublic, ...forNobody].includes(row.name),
      ]);
      expect(row.path?.some((setting) => setting.startsWith('search_path=pg_catalog'))).toBe(true);
    }
  });
});
