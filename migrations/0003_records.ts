/** Records, their wraps, and what openings leave (protocol §5, §7). */
import { sql, type Kysely } from 'kysely';
import { createTables, type Table } from './sql/table.ts';

const tables: readonly Table[] = [
  {
    name: 'record',
    says: 'Sealed records, one row per revision.',
    columns: [
      ['record', 'text not null', 'Random id of the record.'],
      ['revision', 'integer not null', 'How many times it was written.'],
      [
        'kind',
        'text not null',
        'The form: travel, card and others. Everyone has the same set, so its presence tells nothing.',
      ],
      ['owner', 'text', 'Whose record it is.'],
      ['desk', 'text', 'The desk that owns it, if no person does.'],
      ['about', 'text', "The person whom a desk's record is about, if any."],
      ['author', 'text not null references member', 'Who wrote this revision.'],
      ['gated', 'boolean not null', 'Whether it opens only with an entry in the log.'],
      ['readers', 'text[] not null', 'Which desks may ask to open it.'],
      ['digest', 'bytea not null unique', 'Hash of the signed part.'],
      [
        'bytes',
        'bytea not null',
        'Signed part: header, commitments, keys sealed to owner and witness. Only the header is readable here.',
      ],
      ['content', 'bytea not null', 'What was written, sealed and padded. Unreadable here; its size is rounded up.'],
      [
        'leaf',
        'bigint not null references log_entry (idx) deferrable initially deferred',
        'Its entry in the log, and so the order of writing.',
      ],
      ['commitment', 'bytea not null check (length(commitment) = 32)', 'Its hash in the log. Public.'],
    ],
    constraints: ['primary key (record, revision)'],
    app: ['select', 'insert'],
  },
  {
    name: 'desk_wrap',
    says: 'Half of the key of a record, sealed to a desk.',
    columns: [
      ['digest', 'bytea not null references record (digest) deferrable initially deferred', 'Which revision.'],
      ['desk', 'text not null', 'Which desk.'],
      ['epoch', 'integer not null', "Number of the desk's key."],
      ['bytes', 'bytea not null', 'The sealed half. Unreadable here.'],
    ],
    constraints: ['primary key (digest, desk, epoch)'],
    app: ['select', 'insert'],
  },
  {
    name: 'retired',
    says: 'Which older revisions are closed, with the receipt of the witness.',
    columns: [
      ['leaf', 'bigint primary key references log_entry (idx) deferrable initially deferred', 'Its entry in the log.'],
      ['record', 'text not null', 'Which record.'],
      ['lowest_live', 'integer not null', 'Revisions below this one are closed.'],
      ['signer', 'text not null references member', 'Who closed them.'],
      ['bytes', 'bytea not null', 'The signed statement. Not secret.'],
      ['commitment', 'bytea not null check (length(commitment) = 32)', 'Its hash in the log. Public.'],
      ['receipt', 'bytea', 'The promise of the witness. Not secret.'],
      ['signature', 'bytea', 'Signature of the witness.'],
    ],
    app: ['select', 'insert', 'update'],
  },
  {
    name: 'log_sealed',
    says: 'What officers and owners may read about each opening, sealed by the witness.',
    columns: [
      [
        'leaf',
        'bigint primary key references log_entry (idx) deferrable initially deferred',
        'Which entry of the log.',
      ],
      ['month', 'text', 'Month of the key to which the body is sealed.'],
      ['body', 'bytea', 'Who opened what and why, sealed to the officers.'],
      ['owner', 'text', 'Whose record was opened.'],
      ['view', 'bytea', 'The same in short, sealed to the owner.'],
    ],
    app: ['select', 'insert', 'update'],
  },
  {
    name: 'notice',
    says: 'What the portal itself wrote into the log about a member.',
    columns: [
      ['leaf', 'bigint primary key references log_entry (idx) deferrable initially deferred', 'Its entry in the log.'],
      ['member', 'text not null references member', 'The member whom it is about.'],
      ['bytes', 'bytea not null', 'What happened and when: a recovery card was used, keys were changed.'],
    ],
    app: ['select', 'insert'],
  },
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db, tables);
  const indexes = [
    'create index record_owner on record (owner)',
    'create index record_desk on record (desk)',
    'create index record_readers on record using gin (readers)',
    'create index retired_record on retired (record)',
    'create index log_sealed_owner on log_sealed (owner)',
    'create index notice_member on notice (member)',
    'create index session_member on session (member)',
    'create index credential_member on credential (member)',
  ];
  for (const index of indexes) await sql.raw(index).execute(db);
}
