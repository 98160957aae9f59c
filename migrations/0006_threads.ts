/**
 * Threads: keys to which letters are sealed, one stream of parcels, archive chunks, attachments. No column leads from a
 * member to a parcel or an attachment. The shares that open period secrets and chunks are not in this database at all;
 * docs/operations.md says where they are.
 */
import { sql, type Kysely } from 'kysely';
import { createTables, type Table } from './sql/table.ts';

const shareSays =
  'Random name of one half of its key. The portal keeps that half outside this database, in no dump and no WAL archive, and deletes it on its day.';

const tables: readonly Table[] = [
  {
    name: 'bundles',
    says: 'The newest list of keys that each member signed for letters to her.',
    columns: [
      ['member', 'text primary key references member', 'Whose keys they are.'],
      ['generation', 'integer not null check (generation > 0)', 'How many lists she has signed.'],
      ['signed', 'bytea not null', 'Hashes of public keys, one a week, with her signature. Not secret.'],
      ['leaf', 'bigint not null references log_entry (idx) deferrable initially deferred', 'Its entry in the log.'],
      ['commitment', 'bytea not null check (length(commitment) = 32)', 'Its hash in the log. Public.'],
    ],
    app: ['select', 'insert', 'update'],
  },
  {
    name: 'period_key',
    says: 'The public keys behind the hashes of a list.',
    columns: [
      ['member', 'text not null references member', 'Whose keys they are.'],
      ['period', 'integer not null', 'The week of the keys.'],
      ['seal_key', 'bytea not null', 'Public key to which letters of this week are sealed.'],
      ['dh_key', 'bytea not null', 'A second public key for the same letters.'],
    ],
    constraints: ['primary key (member, period)'],
    app: ['select', 'insert', 'update', 'delete'],
  },
  {
    name: 'period_secret',
    says: 'The secrets that open the letters of one week. They are deleted two weeks after she first unlocks after that week, and at the latest thirty days after the event.',
    columns: [
      ['member', 'text not null references member', 'Whose secret it is.'],
      ['period', 'integer not null', 'The week of the secret.'],
      ['sealed', 'bytea not null', 'The secret, sealed under her account secret and a share. Unreadable here.'],
      ['share', 'bytea not null unique', shareSays],
    ],
    constraints: ['primary key (member, period)'],
    app: ['select', 'insert', 'delete'],
  },
  {
    name: 'chunk',
    says: 'What her own devices keep of what she has opened, in pieces of four sizes.',
    columns: [
      ['member', 'text not null references member', 'Whose it is.'],
      ['chunk', 'text not null', 'Random id.'],
      ['kind', `text not null check (kind in ('state', 'desk', 'short'))`, 'The rule that ends it.'],
      ['day', 'integer not null', 'The day on which it was begun.'],
      ['version', 'integer not null check (version > 0)', 'How many times it was written.'],
      ['sealed', 'bytea not null', 'Contents, sealed under her account secret and a share. Unreadable here.'],
      ['share', 'bytea not null unique', shareSays],
    ],
    constraints: ['primary key (member, chunk)'],
    app: ['select', 'insert', 'update', 'delete'],
  },
  {
    name: 'stream',
    says: 'Where the one stream of parcels ends.',
    columns: [
      ['singleton', 'boolean primary key default true check (singleton)', 'There is one stream.'],
      ['newest', 'bigint not null', 'How many parcels were ever posted.'],
    ],
    app: ['select', 'update'],
  },
  {
    name: 'parcel',
    says: 'Letters, messages and decoys of everybody, all alike. No row tells from whom, to whom or in which thread.',
    columns: [
      ['sequence', 'bigint primary key', 'Its place; shuffled among everything posted in the same second.'],
      ['tag', 'bytea not null', 'Looks random. Only its recipient can recognise it.'],
      ['body', 'bytea not null', 'Sealed, always 2048 bytes. Unreadable here.'],
      ['day', 'integer not null', 'The day on which it was posted.'],
    ],
    constraints: ['check (length(tag) = 16 and length(body) = 2048)'],
    app: ['select', 'insert', 'delete'],
  },
  {
    name: 'blob',
    says: 'Attachments, in pieces of one size. No row tells whose they are.',
    columns: [
      ['blob', 'text not null', 'Random id. It is nowhere else except inside a sealed message.'],
      ['at', 'integer not null', 'Which piece.'],
      ['count', 'integer not null', 'How many pieces, and so which of five sizes.'],
      ['day', 'integer not null', 'The day on which it was stored.'],
      ['piece', 'bytea not null check (length(piece) <= 262144)', 'Sealed. Unreadable here.'],
    ],
    constraints: ['primary key (blob, at)'],
    app: ['select', 'insert', 'delete'],
  },
  {
    name: 'quota',
    says: 'How much each member posted in one day, for a limit. Written once an hour for everybody, deleted after two days.',
    columns: [
      ['member', 'text not null references member', 'Whose posts are counted.'],
      ['day', 'integer not null', 'Which day.'],
      [
        'parcels',
        'integer not null',
        'How many parcels, rounded up to a hundred. Exact numbers would tell which were hers.',
      ],
      ['bytes', 'bigint not null', 'How many bytes of attachments, rounded up to 4 MiB.'],
    ],
    constraints: ['primary key (member, day)'],
    app: ['select', 'insert', 'update', 'delete'],
  },
  {
    name: 'looked',
    says: 'When each member last unlocked, so that a team knows whom to tell in another way that there is a message.',
    columns: [
      ['member', 'text primary key references member', 'Who has looked.'],
      ['day', 'integer not null', 'The day she last unlocked.'],
    ],
    app: ['select', 'insert', 'update'],
  },
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db, tables);
  const statements = [
    'insert into stream (newest) values (0)',
    // A parcel that is posted again is found by this. Two parcels may share a tag.
    'create unique index parcel_once on parcel (tag, sha256(body))',
    'create index parcel_day on parcel (day)',
    'create index blob_day on blob (day)',
    // A parcel that is taken back keeps its place and tag.
    'grant update (body) on parcel to dd_app',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
