/**
 * The log (protocol §8). The application may read it and may call two functions. Nothing else reaches these tables, so a
 * break-in at the portal can add entries but never change, remove or renumber one.
 */
import { sql, type Kysely } from 'kysely';
import { createTables, type Table } from './sql/table.ts';

const tables: readonly Table[] = [
  {
    name: 'log_head',
    says: 'One row: the length of the log. Every append locks it, so that the index has no gaps.',
    columns: [
      ['singleton', 'boolean primary key default true check (singleton)', 'Nothing: there is one row.'],
      ['size', 'bigint not null', 'How many entries there are.'],
      ['frontier', 'bytea not null', 'Hashes of the full subtrees; public.'],
      ['root', 'bytea not null', 'Root hash; public. The witness cosigns it.'],
    ],
    app: ['select'],
  },
  {
    name: 'log_entry',
    says: 'One row per entry: 65 bytes that anyone in the event may download.',
    columns: [
      ['idx', 'bigint primary key', 'Order of the entries.'],
      [
        'leaf',
        'bytea not null check (length(leaf) = 65)',
        'Type of the entry, and hashes that only key holders can tie to a record.',
      ],
      ['leaf_hash', 'bytea not null', 'Hash of the leaf; public.'],
    ],
    app: ['select'],
  },
  {
    name: 'checkpoint',
    says: 'Signed and cosigned sizes of the log.',
    columns: [
      ['size', 'bigint primary key', 'Length of the log at this checkpoint.'],
      ['root', 'bytea not null', 'Root hash at that size; public.'],
      ['note', 'text not null', 'The signed note with the cosignature of the witness and the time of cosigning.'],
    ],
    app: ['select'],
  },
  {
    name: 'writer',
    says: 'One row: which portal may write. The one that started last.',
    columns: [
      ['singleton', 'boolean primary key default true check (singleton)', 'Nothing: there is one row.'],
      ['generation', 'bigint not null default 0', 'How many times a portal has started.'],
    ],
    app: ['select'],
  },
];

const path = 'security definer set search_path = pg_catalog, pg_temp';

// What a leaf is about is a row of the same transaction: its foreign key to the entry is checked at commit, so no
// earlier transaction can have left one behind. PostgreSQL compares the commitment with the column; only for roster
// entries it computes that column itself.
const standsBehind = [
  [2, 'roster_entry'],
  [3, 'record'],
  [4, 'retired'],
  [8, 'publication'],
  [9, 'bundles'],
] as const;

const functions = [
  `create function writer_begin() returns bigint language plpgsql ${path} as $$
   begin
     perform 1 from public.log_head for update;
     update public.writer set generation = generation + 1;
     return (select generation from public.writer);
   end $$`,
  // Every write to the log goes through here first. DD001: another portal has started since.
  `create function log_lock(p_generation bigint) returns bigint language plpgsql ${path} as $$
   declare locked bigint;
   begin
     select h.size into strict locked from public.log_head as h for update;
     if (select generation from public.writer) is distinct from p_generation then
       raise exception 'another portal has started' using errcode = 'DD001';
     end if;
     return locked;
   end $$`,
  // DD002: a leaf that is about nothing. It would do nothing to readers, and it is refused all the same.
  `create function log_require(p_leaf bytea, p_idx bigint) returns void language plpgsql ${path} as $$
   declare found_row boolean;
   begin
     if p_leaf is null or length(p_leaf) <> 65 then raise exception 'a leaf has 65 bytes' using errcode = 'DD002'; end if;
     if p_idx = 0 and get_byte(p_leaf, 0) <> 2 then raise exception 'genesis comes first' using errcode = 'DD002'; end if;
     case get_byte(p_leaf, 0)
       when 1, 6 then return;
${standsBehind
  .map(
    ([type, table]) =>
      `       when ${type} then select exists (select 1 from public.${table} as t
         where t.leaf = p_idx and t.commitment = substr(p_leaf, 34)) into found_row;`,
  )
  .join('\n')}
       else raise exception 'a leaf of no known type' using errcode = 'DD002';
     end case;
     if not found_row then raise exception 'a leaf that stands for no row' using errcode = 'DD002'; end if;
     if get_byte(p_leaf, 0) = 2 and (substr(p_leaf, 2, 32) <> decode(repeat('00', 32), 'hex')
       or (p_idx > 0 and not exists (select 1 from public.effect as e where e.leaf = p_idx))) then
       raise exception 'a roster leaf without its effect' using errcode = 'DD002';
     end if;
   end $$`,
  `create function log_append(p_generation bigint, p_leaves bytea[]) returns table (first bigint, size bigint, root bytea)
   language plpgsql ${path} as $$
   declare at bigint; one bytea;
   begin
     at := public.log_lock(p_generation);
     if coalesce(array_length(p_leaves, 1), 0) < 1 then raise exception 'nothing to append' using errcode = 'DD002'; end if;
     foreach one in array p_leaves loop
       perform public.log_require(one, at);
       at := at + 1;
     end loop;
     return query select * from public.log_push(p_leaves);
   end $$`,
  // RFC 6962: a leaf is hashed after 0x00, a node after 0x01. The frontier has the full subtrees, largest first. An append
  // combines as many of them as the size has trailing one bits, so it costs one hash on average.
  `create function log_push(p_leaves bytea[]) returns table (first bigint, size bigint, root bytea)
   language plpgsql security definer
   set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
   declare
     head public.log_head%rowtype;
     leaf bytea; node bytea; rest bigint; at int;
   begin
     if coalesce(array_length(p_leaves, 1), 0) < 1 then raise exception 'nothing to append'; end if;
     select * into strict head from public.log_head for update;
     first := head.size;
     foreach leaf in array p_leaves loop
       if leaf is null or length(leaf) <> 65 then raise exception 'a leaf has 65 bytes'; end if;
       node := sha256('\\x00'::bytea || leaf);
       insert into public.log_entry (idx, leaf, leaf_hash) values (head.size, leaf, node);
       rest := head.size;
       while rest % 2 = 1 loop
         node := sha256('\\x01'::bytea || substr(head.frontier, length(head.frontier) - 31, 32) || node);
         head.frontier := substr(head.frontier, 1, length(head.frontier) - 32);
         rest := rest / 2;
       end loop;
       head.frontier := head.frontier || node;
       head.size := head.size + 1;
     end loop;
     at := length(head.frontier) - 31;
     root := substr(head.frontier, at, 32);
     while at > 1 loop
       at := at - 32;
       root := sha256('\\x01'::bytea || substr(head.frontier, at, 32) || root);
     end loop;
     size := head.size;
     update public.log_head as h set size = head.size, frontier = head.frontier, root = log_push.root;
     return next;
   end $$`,
  `create function checkpoint_put(p_generation bigint, p_size bigint, p_root bytea, p_note text) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     if p_size > public.log_lock(p_generation) then raise exception 'checkpoint beyond the log'; end if;
     insert into public.checkpoint (size, root, note) values (p_size, p_root, p_note)
       on conflict (size) do update set note = excluded.note where checkpoint.root = excluded.root;
   end $$`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const role of ['dd_app', 'dd_public']) {
    const found = await sql`select 1 from pg_roles where rolname = ${role}`.execute(db);
    if (found.rows.length === 0) throw new Error(`create the database role ${role} first`);
  }
  await sql.raw('grant usage on schema public to dd_app').execute(db);
  await createTables(db, tables);
  await sql.raw(`insert into log_head (size, frontier, root) values (0, '', sha256(''))`).execute(db);
  for (const text of functions) await sql.raw(text).execute(db);
  await sql.raw('insert into writer default values').execute(db);
  await sql.raw('create index log_entry_roster on log_entry (idx) where get_byte(leaf, 0) = 2').execute(db);
  for (const name of ['log_push(bytea[])', 'log_require(bytea, bigint)'])
    await sql.raw(`revoke all on function ${name} from public`).execute(db);
  for (const name of [
    'writer_begin()',
    'log_lock(bigint)',
    'log_append(bigint, bytea[])',
    'checkpoint_put(bigint, bigint, bytea, text)',
  ]) {
    await sql.raw(`revoke all on function ${name} from public`).execute(db);
    await sql.raw(`grant execute on function ${name} to dd_app`).execute(db);
  }
}
