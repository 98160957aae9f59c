/** Ten failures in ten minutes per key or card. Never per address: a venue shares one address, and would be locked out. */
import { sql } from 'kysely';
import { sha256 } from '#protocol/crypto/sha256.ts';
import { now } from '../clock.ts';
import { deny } from '../errors.ts';
import type { Portal } from '../portal.ts';

/** A key whose answer was wrong, a recovery card, a key that was counted before. */
type Tried = 'login' | 'card' | 'copied';

const windowMs = 10 * 60_000;
const most = 10;

/** Hashed, so that ids that were tried and do not exist are not stored either. */
const bucketOf = (id: Uint8Array) => sha256(id);

export async function requireUnthrottled(portal: Portal, what: Tried, id: Uint8Array): Promise<void> {
  const row = await portal.db
    .selectFrom('throttle')
    .select('count')
    .where('what', '=', what)
    .where('bucket', '=', bucketOf(id))
    .where('since', '>', now() - windowMs)
    .executeTakeFirst();
  if (row !== undefined && row.count >= most) deny('throttled');
}

export async function countFailure(portal: Portal, what: Tried, id: Uint8Array): Promise<void> {
  await count(portal, what, id);
}

/** True for the first in ten minutes. */
export async function isFirst(portal: Portal, what: Tried, id: Uint8Array): Promise<boolean> {
  return (await count(portal, what, id)) === 1;
}

async function count(portal: Portal, what: Tried, id: Uint8Array): Promise<number> {
  const time = now();
  await portal.db
    .deleteFrom('throttle')
    .where('since', '<=', time - windowMs)
    .execute();
  const counted = await portal.db
    .insertInto('throttle')
    .values({ what, bucket: bucketOf(id), since: time, count: 1 })
    .onConflict((oc) => oc.columns(['what', 'bucket']).doUpdateSet({ count: sql`throttle.count + 1` }))
    .returning('count')
    .executeTakeFirstOrThrow();
  return counted.count;
}

export async function forgetFailures(portal: Portal, what: Tried, id: Uint8Array): Promise<void> {
  await portal.db.deleteFrom('throttle').where('what', '=', what).where('bucket', '=', bucketOf(id)).execute();
}
