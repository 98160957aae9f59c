/**
 * What the list of members or the log names is written over any row that is there already, and a row anywhere else counts
 * for nothing: none that was planted before takes the place of a key, a copy of a key or a publication.
 */
import { sql, type Kysely } from 'kysely';

const definer = 'security definer set search_path = pg_catalog, pg_temp';

const functions: readonly (readonly [name: string, text: string])[] = [
  [
    'desk_key_put(text, integer, bytea, text[], bytea[], bytea[])',
    `create function desk_key_put(
       p_desk text, p_epoch integer, p_key bytea, p_members text[], p_wraps bytea[], p_codes bytea[]) returns void
     language plpgsql ${definer} as $$
     begin
       insert into public.desk_key (desk, epoch, public_key) values (p_desk, p_epoch, p_key)
         on conflict (desk, epoch) do update set public_key = excluded.public_key;
       -- Everybody holds the members key, and newcomers are given it later: its copies are in a table of their own.
       if p_desk = 'members' then
         insert into public.members_seed (epoch, member, wrap, code)
           select p_epoch, s.member, s.wrap, s.code from unnest(p_members, p_wraps, p_codes) as s (member, wrap, code)
           on conflict (epoch, member) do update set wrap = excluded.wrap, code = excluded.code;
       else
         insert into public.desk_seed (desk, epoch, member, wrap, code)
           select p_desk, p_epoch, s.member, s.wrap, s.code from unnest(p_members, p_wraps, p_codes) as s (member, wrap, code)
           on conflict (desk, epoch, member) do update set wrap = excluded.wrap, code = excluded.code;
       end if;
     end $$`,
  ],
  [
    'month_key_put(text, bytea, text[], bytea[])',
    `create function month_key_put(p_month text, p_key bytea, p_members text[], p_wraps bytea[]) returns void
     language plpgsql ${definer} as $$
     begin
       insert into public.month_key (month, public_key) values (p_month, p_key)
         on conflict (month) do update set public_key = excluded.public_key;
       insert into public.month_seed (month, member, wrap)
         select p_month, s.member, s.wrap from unnest(p_members, p_wraps) as s (member, wrap)
         on conflict (month, member) do update set wrap = excluded.wrap;
     end $$`,
  ],
];

/** As migration 0005 has it, of the newest that its entry proves. */
const requestPut = `create or replace function public_request_put(p_kind text, p_publication bytea, p_sealed bytea) returns text
 language plpgsql ${definer} as $$
 declare
   newest record;
   page record;
 begin
   if p_sealed is null or length(p_sealed) <> 13484 then
     raise exception 'a sealed request has one size';
   end if;
   -- A request for the last place waits here for the request that came a moment earlier.
   lock table public.public_request in share row exclusive mode;
   select seat_key, seat_epoch, keep_until, case p_kind when 'seat' then seats when 'press' then press_places end as places
     into newest from public.published order by leaf desc limit 1;
   if not found or newest.seat_key is null or newest.keep_until <= now() or coalesce(newest.places, 0) = 0 then
     return 'closed';
   end if;
   -- A page that was opened before the newest publication counts while the key is still the same.
   select keep_until into page from public.published
     where digest = p_publication and seat_epoch = newest.seat_epoch and seat_key is not null and keep_until > now();
   if not found then return 'closed'; end if;
   if (select count(*) from public.public_request where kind = p_kind) >= newest.places then return 'full'; end if;
   insert into public.public_request (kind, publication, epoch, sealed, at, until)
     values (p_kind, p_publication, newest.seat_epoch, p_sealed, date_trunc('hour', now(), 'UTC'), page.keep_until);
   return 'taken';
 end $$`;

const code = (table: string) => [
  `alter table ${table} add code bytea`,
  `alter table ${table} alter column code set storage external`,
  `comment on column ${table}.code is 'Code under a key of the portal over this row, so that a planted or altered one is noticed.'`,
];

const statements = [
  ...code('desk_seed'),
  ...code('members_seed'),
  'grant update (wrap, code) on members_seed to dd_app',
  'revoke insert on desk_key, desk_seed, month_key, month_seed from dd_app',
  ...functions.flatMap(([name, text]) => [
    text,
    `revoke all on function ${name} from public`,
    `grant execute on function ${name} to dd_app`,
  ]),
  // One entry stands for one publication, and no number is taken by a row that stands for none.
  'alter table publication drop constraint publication_pkey',
  'alter table publication add primary key (leaf)',
  'create index publication_seq on publication (seq)',
  'create index log_entry_publication on log_entry (idx) where get_byte(leaf, 0) = 8',
  'create index log_entry_bundles on log_entry (idx) where get_byte(leaf, 0) = 9',
  `create view published as select p.* from publication as p join log_entry as l on l.idx = p.leaf
   where get_byte(l.leaf, 0) = 8 and substr(l.leaf, 34) = p.commitment`,
  'grant select on published to dd_app',
  `grant select (seq, digest, rootfp, snapshot, seat_key, seat_epoch, seats, press_places) on published to dd_public`,
  'revoke select on publication from dd_public',
  requestPut,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
