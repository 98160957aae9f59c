/**
 * One person makes nobody else wait: a leaf carries one record, each signer has one wrap for each key, and what she writes
 * and how often her card logs in are counted.
 */
import { sql, type Kysely } from 'kysely';

const text = (value: string) => `'\\x${Buffer.from(value).toString('hex')}'::bytea`;
const u32 = (value: number) => `'\\x${value.toString(16).padStart(8, '0')}'::bytea`;
const tuple = (label: string, ...elements: readonly (readonly [length: number, bytes: string])[]) =>
  [
    u32(elements.length + 1),
    ...[[label.length, text(label)] as const, ...elements].map(([length, bytes]) => `${u32(length)} || ${bytes}`),
  ].join(' || ');
const nothing = [0, `''::bytea`] as const;
const hashed = (bytes: string) => [32, `sha256(${bytes})`] as const;

/** As the log commits to a record: a leaf's type says how (protocol §8.2). */
const commitment = (type: string) =>
  hashed(
    tuple(
      `dd1/leaf/${type}`,
      hashed(tuple('dd1/leaf/body', nothing, [32, 'record.digest'])),
      hashed(tuple('dd1/leaf/view', nothing, nothing)),
    ),
  )[1];

/** Rows to which no leaf commits. They were counted, and stood for nothing. */
const stray = `select record.digest from record join log_entry on log_entry.idx = record.leaf
  where substr(log_entry.leaf, 34) is distinct from case get_byte(log_entry.leaf, 0)
    when 3 then ${commitment('record')} when 10 then ${commitment('programme')} when 11 then ${commitment('standing')} end`;

const columns: readonly (readonly [table: string, column: string, type: string, says: string])[] = [
  ['quota', 'written', 'integer not null default 0', 'Bytes of records and their wraps, rounded up to a MiB.'],
  ['card', 'login_day', 'integer not null default 0', 'The day of its newest login.'],
  ['card', 'logins', 'integer not null default 0', 'How many logins on that day.'],
  ['desk_wrap', 'signer', `text not null default ''`, 'Who made it; the bytes prove it.'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `delete from desk_wrap where digest in (${stray})`,
    `delete from record where digest in (${stray})`,
    'drop index record_leaf',
    'alter table record add constraint record_leaf unique (leaf)',
    ...columns.flatMap(([table, column, type, says]) => [
      `alter table ${table} add column ${column} ${type}`,
      `comment on column ${table}.${column} is '${says}'`,
    ]),
    'alter table desk_wrap alter column signer drop default',
    'alter table desk_wrap drop constraint desk_wrap_pkey',
    'alter table desk_wrap add primary key (digest, desk, epoch, signer)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
