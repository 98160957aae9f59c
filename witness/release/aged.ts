/**
 * How far the log was cosigned 20 minutes ago (protocol §7). A browser without memory cannot know how old an entry is;
 * the portal would show old checkpoints only. The witness knows, and says it in every head.
 */
import { limits } from '#protocol/core/limits.ts';
import type { Database } from '../state.ts';

/** Times are rounded up to this, so that 20 minutes are few rows and no leaf is called old too early. */
const stepMs = 10_000;

/** In the transaction that keeps the cosignature. */
export function noteCosigned(db: Database, size: number, now: number): void {
  settle(db, now);
  const at = Math.ceil(now / stepMs) * stepMs;
  db.prepare(
    'insert into aged (at, size) values (?, ?) on conflict (at) do update set size = max(size, excluded.size)',
  ).run(at, size);
  const newest = agedSize(db, now);
  db.prepare('delete from aged where size < ?').run(newest);
}

/** Leaves below this were cosigned 20 minutes ago. */
export function agedSize(db: Database, now: number): number {
  settle(db, now);
  const row = db.prepare('select max(size) as size from aged where at <= ?').get(now - limits.outcomeAfterMs);
  return (row?.['size'] as number | null | undefined) ?? 0;
}

/** A clock that ran ahead and was set right: what it noted counts as of now, or nothing would grow old until then. */
function settle(db: Database, now: number): void {
  const future = now + stepMs;
  const row = db.prepare('select max(size) as size from aged where at > ?').get(future);
  const size = row?.['size'] as number | null | undefined;
  if (size === null || size === undefined) return;
  db.prepare('delete from aged where at > ?').run(future);
  db.prepare(
    'insert into aged (at, size) values (?, ?) on conflict (at) do update set size = max(size, excluded.size)',
  ).run(Math.ceil(now / stepMs) * stepMs, size);
}
