/**
 * Deletes what has ended: shares first, then the rows that they opened. A process that dies in between leaves rows that
 * nothing opens, never a share whose row is gone.
 */
import { sql } from 'kysely';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { findCard } from '#protocol/roster/roster-state.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import type { RosterCache } from '../roster-cache.ts';
import type { Database } from '../db.ts';
import type { KeyShares } from '../key-shares/store.ts';

const sealedTables = ['period_secret', 'chunk'] as const;

/** Returns the ids of all shares that the database names. */
export async function namedShares(db: Database): Promise<readonly Uint8Array[]> {
  const found = await Promise.all(sealedTables.map((table) => db.selectFrom(table).select('share').execute()));
  return found.flat().map(({ share }) => share);
}

/** Deletes shares and their rows at once. */
async function dropShares(db: Database, keyShares: KeyShares, ids: readonly Uint8Array[]): Promise<void> {
  if (ids.length === 0) return;
  keyShares.forget(ids);
  for (const table of sealedTables)
    await db
      .deleteFrom(table)
      .where(sql<boolean>`share = any(${ids}::bytea[])`)
      .execute();
}

/** Returns the rows with their shares, without those that have ended. Only the sweep deletes: this clock may be wrong. */
export function withShares<R extends { readonly share: Uint8Array }>(
  keyShares: KeyShares,
  rows: readonly R[],
): readonly { readonly row: R; readonly share: Uint8Array }[] {
  return rows.flatMap((row) => {
    const share = keyShares.find(row.share);
    return share === undefined ? [] : [{ row, share }];
  });
}

/** Deletes all of a removed member that could still be opened. */
export async function forgetRemoved(db: Database, keyShares: KeyShares, rosterCache: RosterCache): Promise<void> {
  if (!rosterCache.founded) return;
  for (const table of sealedTables) {
    const owners = await db.selectFrom(table).select('member').distinct().execute();
    const gone = owners.filter(({ member }) => findCard(rosterCache.roster, member as MemberId) === undefined);
    for (const { member } of gone) {
      const rows = await db.selectFrom(table).select('share').where('member', '=', member).execute();
      await dropShares(
        db,
        keyShares,
        rows.map(({ share }) => share),
      );
    }
  }
}

/** Deletes rows whose shares are missing, after a lost folder or a process that died in between. No clock is asked. */
export async function dropMissing(db: Database, keyShares: KeyShares): Promise<void> {
  await dropShares(db, keyShares, keyShares.missing(await namedShares(db)));
}

/** Deletes what had ended at `time`. */
export async function sweep(db: Database, keyShares: KeyShares, time: number): Promise<void> {
  keyShares.forgetEnded(time);
  await dropMissing(db, keyShares);
  const today = dayOf(time);
  for (const table of ['parcel', 'blob'] as const)
    await db
      .deleteFrom(table)
      .where('day', '<=', today - limits.parcelDays)
      .execute();
  await db
    .deleteFrom('quota')
    .where('day', '<=', today - 2)
    .execute();
}
