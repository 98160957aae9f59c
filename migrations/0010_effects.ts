/** What an entry will do is deleted with its verdict, and never before: the portal's role cannot make it look done. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create function effect_end() returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
     delete from public.effect as e where exists (select 1 from public.verdict as v where v.leaf = e.leaf)
   $$`,
    'revoke all on function effect_end() from public',
    'grant execute on function effect_end() to dd_app',
    'revoke delete on effect from dd_app',
  ])
    await sql.raw(statement).execute(db);
}
