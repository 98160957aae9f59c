/** What people read of the log. Nothing here writes: only commit.ts and publish.ts do. */
import { limits } from '#protocol/core/limits.ts';
import type { Database, Trx } from '../db.ts';

export async function readLeaves(db: Database | Trx, from: number, count: number): Promise<Uint8Array[]> {
  const rows = await db
    .selectFrom('log_entry')
    .select('leaf')
    .where('idx', '>=', from)
    .where('idx', '<', from + count)
    .orderBy('idx')
    .execute();
  return rows.map((row) => row.leaf);
}

export function bodiesFrom(db: Database, from: number) {
  return db
    .selectFrom('log_sealed')
    .select(['leaf', 'month', 'body'])
    .where('leaf', '>=', from)
    .where('body', 'is not', null)
    .orderBy('leaf')
    .limit(limits.bodiesPerPage)
    .execute();
}

/** Of all openings but the released ones, whose outcome is in the sealed line. */
export function outcomesFrom(db: Database, from: number) {
  return db
    .selectFrom('outcome')
    .select(['leaf', 'signed'])
    .where('leaf', '>=', from)
    .where('word', '<>', 'released')
    .orderBy('leaf')
    .limit(limits.outcomesPerPage)
    .execute();
}

export function viewsOf(db: Database, owner: string, from: number) {
  return db
    .selectFrom('log_sealed')
    .select(['leaf', 'view'])
    .where('owner', '=', owner)
    .where('leaf', '>=', from)
    .where('view', 'is not', null)
    .orderBy('leaf')
    .limit(limits.viewsPerPage)
    .execute();
}

/** About one member, or about everyone. */
export function noticesAbout(db: Database, member: string | undefined, from: number) {
  let query = db
    .selectFrom('notice')
    .select(['leaf', 'member', 'bytes'])
    .where('leaf', '>=', from)
    .orderBy('leaf')
    .limit(limits.noticesPerPage);
  if (member !== undefined) query = query.where('member', '=', member);
  return query.execute();
}
