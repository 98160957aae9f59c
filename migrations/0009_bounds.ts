/**
 * No row of the portal's role stops the others: nothing is longer than its readers take, an effect comes with its entry or
 * not at all, and a checkpoint is of this log.
 */
import { sql, type Kysely } from 'kysely';
import { createTables, type Table } from './sql/table.ts';

const roots: Table = {
  name: 'log_root',
  says: 'Root hash after each append, so that no checkpoint of another log is kept.',
  columns: [
    ['size', 'bigint primary key', 'How many entries there were.'],
    ['root', 'bytea not null', 'Root hash at that size; public.'],
  ],
  app: [],
};

/** As the wire takes them (protocol/wire): `length(column)` at most, or exactly where it says so. */
const bounds: readonly (readonly [table: string, column: string, bound: string])[] = [
  // Genesis is larger than any entry.
  ['roster_entry', 'bytes', '<= case when leaf = 0 then 262144 else 131072 end'],
  ['verdict', 'line', '<= 1024'],
  ['verdict', 'signature', '= 64'],
  ['proposal', 'bytes', '<= 131072'],
  ['checkpoint', 'note', '<= 8192'],
  ['record', 'bytes', '<= 163840'],
  ['record', 'content', '<= 147520'],
  ['desk_wrap', 'bytes', '<= 8192'],
  ['retired', 'bytes', '<= 1024'],
  ['retired', 'receipt', '<= 1024'],
  ['log_sealed', 'body', '<= 24576'],
  ['log_sealed', 'view', '<= 24576'],
];

const functions = [
  `create function log_root_keep() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     insert into public.log_root (size, root) values (new.size, new.root)
       on conflict (size) do update set root = excluded.root;
     return null;
   end $$`,
  `create trigger log_root_keep after update on log_head
   for each row when (new.size > old.size) execute function log_root_keep()`,
  // For each holder of the log's lock who appends: no row waits for an entry that will not come, or that has its verdict.
  `create function effect_require() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
   begin
     if new.leaf is distinct from (select size from public.log_head) then
       raise exception 'an effect without its entry' using errcode = 'DD002';
     end if;
     return new;
   end $$`,
  'create trigger effect_require before insert on effect for each row execute function effect_require()',
  // A note of another root is not kept, and one that is wrong is replaced by the next. Readers verify notes all the same.
  `create or replace function checkpoint_put(p_generation bigint, p_size bigint, p_root bytea, p_note text) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     if p_size > public.log_lock(p_generation) then raise exception 'checkpoint beyond the log'; end if;
     insert into public.checkpoint (size, root, note)
       select p_size, p_root, p_note from public.log_root as r where r.size = p_size and r.root = p_root
       on conflict (size) do update set root = excluded.root, note = excluded.note;
   end $$`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db, [roots]);
  const statements = [
    'insert into log_root (size, root) select size, root from log_head',
    // They waited for nothing any more, and held up every entry that came.
    `delete from effect where exists (select 1 from verdict where verdict.leaf = effect.leaf)
       or not exists (select 1 from log_entry where idx = effect.leaf and get_byte(log_entry.leaf, 0) = 2)`,
    // Rows that are there already are not looked at: such a one is read as before.
    ...bounds.map(
      ([table, column, bound]) =>
        `alter table ${table} add constraint ${table}_${column}_bound check (length(${column}) ${bound}) not valid`,
    ),
    'alter table proposal add maker text',
    `comment on column proposal.maker is 'Which officer made it.'`,
    'create index proposal_maker on proposal (maker)',
    ...functions,
    ...['log_root_keep()', 'effect_require()'].map((name) => `revoke all on function ${name} from public`),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
