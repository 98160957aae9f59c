/**
 * Lists are read in the order of the log. A row that somebody wrote into `record` takes no place from the true revision of
 * that number. And what each member writes into the log in a day is counted.
 */
import { sql, type Kysely } from 'kysely';

/** The portal compares revisions under the lock of the log; a primary key would let any row be the first of its number. */
const lines = [
  'alter table record drop constraint record_pkey',
  'create index record_line on record (record, revision)',
  'create index record_leaf on record (leaf)',
  'drop index record_desk',
  'drop index record_readers',
];

const counted: readonly (readonly [column: string, says: string])[] = [
  ['revisions', 'How many revisions of records, rounded up to ten.'],
  ['statements', 'How many closings, public keys and publications, rounded up to ten.'],
  ['openings', 'How many openings, rounded up to ten.'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const counters = counted.flatMap(([column, says]) => [
    `alter table quota add column ${column} integer not null default 0`,
    `comment on column quota.${column} is '${says}'`,
  ]);
  for (const statement of [...lines, ...counters]) await sql.raw(statement).execute(db);
}
