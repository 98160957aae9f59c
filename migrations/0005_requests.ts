/**
 * Requests of the public get a kind, a number of places for each kind, and a day on which they are deleted. The table
 * before had none of these and was sealed for another binding: its rows, if any, cannot be carried over.
 */
import { sql, type Kysely } from 'kysely';
import { createTables, type Table } from './sql/table.ts';

const table: Table = {
  name: 'public_request',
  says: 'Requests of the public: for seats and for places for the press. Rows are deleted on the day that the form names.',
  columns: [
    ['id', 'bigserial primary key', 'Order of arrival.'],
    [
      'kind',
      "text not null check (kind in ('seat', 'press'))",
      'Whether the request is for a seat or for a place for the press.',
    ],
    ['publication', 'bytea not null', 'Which publication the visitor read.'],
    ['epoch', 'integer not null', "Number of the communications team's key to which it is sealed."],
    ['sealed', 'bytea not null', 'The request, sealed and padded to one size. Unreadable here.'],
    ['at', 'timestamptz not null', 'When it arrived, to the hour.'],
    ['until', 'timestamptz not null', 'When it is deleted: the day that the form named.'],
  ],
  app: ['select', 'delete'],
};

/**
 * Answers 'taken', 'full' or 'closed'. Closed: no request is taken, or none any more for the page that the visitor read.
 */
const put = `create function public_request_put(p_kind text, p_publication bytea, p_sealed bytea) returns text
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
     into newest from public.publication order by seq desc limit 1;
   if not found or newest.seat_key is null or newest.keep_until <= now() or coalesce(newest.places, 0) = 0 then
     return 'closed';
   end if;
   -- A page that was opened before the newest publication counts while the key is still the same.
   select keep_until into page from public.publication
     where digest = p_publication and seat_epoch = newest.seat_epoch and seat_key is not null and keep_until > now();
   if not found then return 'closed'; end if;
   if (select count(*) from public.public_request where kind = p_kind) >= newest.places then return 'full'; end if;
   insert into public.public_request (kind, publication, epoch, sealed, at, until)
     values (p_kind, p_publication, newest.seat_epoch, p_sealed, date_trunc('hour', now(), 'UTC'), page.keep_until);
   return 'taken';
 end $$`;

const comment = (column: string, says: string) => `comment on column publication.${column} is '${says}'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db, [table]);
  const statements = [
    'drop function seat_request_put(bytea, bytea)',
    'drop table seat_request',
    'alter table publication add press_places integer not null default 0 check (press_places >= 0)',
    `alter table publication add keep_until timestamptz not null default '-infinity'`,
    comment('press_places', 'How many places there are for the press; public.'),
    comment('keep_until', 'When requests sent from these pages are deleted; public.'),
    'create index public_request_until on public_request (until)',
    'grant select (press_places) on publication to dd_public',
    put,
    'revoke all on function public_request_put(text, bytea, bytea) from public',
    'grant execute on function public_request_put(text, bytea, bytea) to dd_public',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
