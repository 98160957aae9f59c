/**
 * The closed programme and standing records have leaf types of their own, 10 and 11, because their tags are public. Each
 * stands for a row of `record`, whose commitment is made under its type.
 */
import { sql, type Kysely } from 'kysely';

const standsBehind = [
  [2, 'roster_entry'],
  [3, 'record'],
  [4, 'retired'],
  [8, 'publication'],
  [9, 'bundles'],
  [10, 'record'],
  [11, 'record'],
] as const;

const statements = [
  `create or replace function log_require(p_leaf bytea, p_idx bigint) returns void language plpgsql
   security definer set search_path = pg_catalog, pg_temp as $$
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
  // What a leaf stands for is looked for by its place.
  'create index retired_waiting on retired (leaf) where receipt is null',
  `comment on column record.record is 'Id of the record: a hash of its kind and of its person or desk.'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
