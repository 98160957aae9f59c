/**
 * The programme: who has the members' key, what is public, free seats, requests of the public. dd_public, the role of the
 * public site, may read what was published and call two functions. It cannot reach any other row of this database.
 */
import { sql, type Kysely } from 'kysely';
import { createTables, type Table } from './sql/table.ts';

const tables: readonly Table[] = [
  {
    name: 'members_seed',
    says: "The secret of the members' key, which opens the closed programme, sealed to each member.",
    columns: [
      ['epoch', 'integer not null', "Number of the members' key."],
      ['member', 'text not null references member', 'Who can open this copy.'],
      ['wrap', 'bytea not null', 'The secret, sealed to her. Unreadable here.'],
    ],
    constraints: ['primary key (epoch, member)'],
    app: ['select', 'insert'],
  },
  {
    name: 'publication',
    says: 'What was published, signed by the programme team. The public site serves the newest row and nothing else.',
    columns: [
      ['seq', 'integer primary key check (seq > 0)', 'How many times something was published.'],
      ['digest', 'bytea not null unique', 'Hash of what was signed; public.'],
      ['rootfp', 'bytea not null', 'Which event; public.'],
      ['publication', 'bytea not null', 'The signed statement: hash of the files, id of the signer, time. Not secret.'],
      ['snapshot', 'bytea not null', 'The files of the public site; public.'],
      ['leaf', 'bigint not null references log_entry (idx) deferrable initially deferred', 'Its entry in the log.'],
      ['commitment', 'bytea not null check (length(commitment) = 32)', 'Its hash in the log. Public.'],
      ['seat_key', 'bytea', 'Public key of the communications team; requests for seats are sealed to it.'],
      ['seat_epoch', 'integer not null', "Number of that team's key."],
      ['seats', 'integer not null check (seats >= 0)', 'How many seats the open session has; public.'],
      ['published_at', 'timestamptz not null default now()', 'When it was published.'],
    ],
    app: ['select', 'insert'],
  },
  {
    name: 'seat_row',
    says: 'Free seats of ordinary sessions. Circles, one-to-ones and sensitive sessions never have a row.',
    columns: [
      ['session', 'text primary key', 'Random id of a session; its title is sealed.'],
      ['free', 'integer not null check (free >= 0)', 'How many seats are free.'],
    ],
    app: ['select', 'insert', 'update', 'delete'],
  },
  {
    name: 'seat_token',
    says: 'Seats that were taken.',
    columns: [
      ['session', 'text not null references seat_row', 'Random id of the session.'],
      [
        'token',
        'bytea not null',
        'Made by a member from her own secret, a different one for each session. It does not tell whose it is.',
      ],
    ],
    constraints: ['primary key (session, token)'],
    app: ['select', 'insert', 'delete'],
  },
  {
    name: 'seat_request',
    says: 'Requests of the public for seats or press cards.',
    columns: [
      ['id', 'bigserial primary key', 'Order of arrival.'],
      ['publication', 'bytea not null', 'Which publication the visitor read.'],
      ['epoch', 'integer not null', "Number of the communications team's key to which it is sealed."],
      ['sealed', 'bytea not null', 'The request, sealed and padded to one size. Unreadable here.'],
      ['at', 'timestamptz not null', 'When it arrived, to the hour.'],
    ],
    app: ['select'],
  },
  {
    name: 'public_throttle',
    says: 'How much each visitor of the public site may still ask for. Rows are deleted after a day.',
    columns: [
      [
        'key',
        'bytea primary key',
        "Hash of a visitor's network, under a key that only the memory of the public site has. No network address.",
      ],
      ['tokens', 'double precision not null', 'How many requests are left.'],
      ['at', 'timestamptz not null', 'When that was counted.'],
    ],
    app: [],
  },
];

const functions: readonly (readonly [name: string, text: string])[] = [
  [
    'seat_request_put(bytea, bytea)',
    `create function seat_request_put(p_publication bytea, p_sealed bytea) returns boolean
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     declare
       newest record;
     begin
       if p_sealed is null or length(p_sealed) not between 12288 and 16384 then
         raise exception 'a sealed request has one size';
       end if;
       -- A request for the last seat waits here for the request that came a moment earlier.
       lock table public.seat_request in share row exclusive mode;
       select seat_key, seat_epoch, seats into newest from public.publication order by seq desc limit 1;
       if not found or newest.seat_key is null then return false; end if;
       -- A page that was opened before the newest publication counts while the key is still the same.
       if not exists (select from public.publication
                      where digest = p_publication and seat_epoch = newest.seat_epoch and seat_key is not null) then
         return false;
       end if;
       if (select count(*) from public.seat_request) >= newest.seats then return false; end if;
       insert into public.seat_request (publication, epoch, sealed, at)
         values (p_publication, newest.seat_epoch, p_sealed, date_trunc('hour', now(), 'UTC'));
       return true;
     end $$`,
  ],
  [
    'public_throttle_take(bytea, double precision, double precision)',
    // Takes one from a bucket that fills by so many a second, up to so many. True if there was one.
    `create function public_throttle_take(p_key bytea, p_most double precision, p_per_second double precision)
     returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     declare
       time timestamptz := clock_timestamp();
     begin
       if length(p_key) > 64 or not (p_most >= 1 and p_per_second >= 0) then raise exception 'no such bucket'; end if;
       if random() < 0.01 then delete from public.public_throttle where at < time - interval '1 day'; end if;
       insert into public.public_throttle as held (key, tokens, at) values (p_key, p_most - 1, time)
         on conflict (key) do update
           set tokens = least(p_most, held.tokens + p_per_second * greatest(0, extract(epoch from time - held.at))) - 1,
               at = greatest(held.at, time)
           where least(p_most, held.tokens + p_per_second * greatest(0, extract(epoch from time - held.at))) >= 1;
       return found;
     end $$`,
  ],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db, tables);
  const statements = [
    // The newest programme is found by kind, among all records.
    'create index record_kind on record (kind, leaf)',
    'create index members_seed_member on members_seed (member)',
    'grant usage on schema public to dd_public',
    'grant select (seq, digest, rootfp, snapshot, seat_key, seat_epoch, seats) on publication to dd_public',
    ...functions.flatMap(([name, text]) => [
      text,
      `revoke all on function ${name} from public`,
      `grant execute on function ${name} to dd_public`,
    ]),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
