/** Indexes on times of deletion, so that deleting reads nothing else. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'create index challenge_expires on challenge (expires)',
    'create index throttle_since on throttle (since)',
  ])
    await sql.raw(statement).execute(db);
}
