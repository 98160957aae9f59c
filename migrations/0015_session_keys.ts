/**
 * A session knows the key that it began with, so that it ends when her card names that key no more. Sessions from before
 * do not say: everybody signs in anew.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  'delete from session',
  'alter table session add column holder bytea not null',
  'alter table session alter column holder set storage external',
  `comment on column session.holder is 'Key or recovery card that the session began with; it ends with that key or card.'`,
  `comment on column pending_credential.ground is 'founding, invite, card or keys: what allowed the enrolment.'`,
  `comment on column pending_credential.holder is 'The invite, or the id of the member.'`,
  `comment on table pending_credential is 'Security keys that were enrolled and that no roster entry names yet.'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
