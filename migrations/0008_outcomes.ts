/** What became of each opening, and the invitee's own copy, by which a closed page comes back. */
import { sql, type Kysely } from 'kysely';
import { createTables, type Table } from './sql/table.ts';

const outcomes: Table = {
  name: 'outcome',
  says: 'What became of each opening, signed by the witness.',
  columns: [
    ['leaf', 'bigint primary key references log_entry (idx) deferrable initially deferred', 'Which entry of the log.'],
    ['word', 'text not null', 'released, refused, never, or unknown.'],
    ['signed', 'bytea not null check (length(signed) <= 640)', 'The same, signed by the witness. Not secret.'],
    ['code', 'bytea', 'Code under a key of the portal over this row and its lines, so that altered ones are noticed.'],
  ],
  app: ['select', 'insert', 'update'],
};

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db, [outcomes]);
  for (const statement of [
    'create index log_entry_opening on log_entry (idx) where get_byte(leaf, 0) = 1',
    'alter table invite add pending bytea',
    'alter table invite alter column pending set storage external',
    `comment on column invite.pending is 'Her own copy of what she sent, sealed to her. It brings a closed page back.'`,
  ])
    await sql.raw(statement).execute(db);
}
