/**
 * One portal at a time. A portal that starts raises the writer's generation; every append, publication and effect checks
 * its own under the row lock of the log's head. An older portal, one that was stopped and wakes, then writes nothing.
 * The advisory lock beside it is a courtesy: two portals that are started by mistake get a clear sentence.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Database, Trx } from '../db.ts';

/** This portal as the one that writes. */
export interface Writer {
  /** Whoever started later has a higher one. */
  readonly generation: number;
  /** Called when that is seen: this portal ends. */
  readonly lost: () => void;
}

const place = [25_700, 1] as const;
const waitMs = 10_000;
const everyMs = 250;

/** From here on only this portal writes. */
export async function beginWriting(db: Database): Promise<number> {
  // An old portal may hold the head's row for a moment; the pool does not wait long for it.
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      const { rows } = await sql<{ generation: number }>`select writer_begin() as generation`.execute(db);
      return (rows[0] as { generation: number }).generation;
    } catch (error) {
      if ((error as { code?: unknown }).code !== '55P03' || performance.now() > until) throw error;
      await pause(everyMs);
    }
  }
}

/**
 * Waits ten seconds, so that a restart works while the old process still ends. Holds the place as long as the process
 * lives; where the connection breaks it is taken again, and until then the generation alone decides.
 */
export async function takePlace(url: string): Promise<void> {
  const until = performance.now() + waitMs;
  while (!(await tryToTake(url))) {
    if (performance.now() > until) throw new Error('another portal serves this database: end it, then start this one');
    await pause(everyMs);
  }
}

/** For tools that write into the log: they have the place for one transaction, and a portal that slept through it ends. */
export async function takePlaceFor(trx: Trx): Promise<void> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${place[0]}, ${place[1]}) as taken`.execute(trx);
  if (rows[0]?.taken !== true) throw new Error('a portal serves this database: end it first');
  await sql`select writer_begin()`.execute(trx);
}

async function tryToTake(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: waitMs,
    application_name: 'portal place',
    // A host that died without a word gives its place back in seconds, not in hours.
    options: '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3',
  });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [...place]);
  if (rows[0]?.taken !== true) {
    await client.end();
    return false;
  }
  client.once('end', () => void takeAgain(url));
  return true;
}

async function takeAgain(url: string): Promise<void> {
  for (;;) {
    await pause(everyMs * 4, undefined, { ref: false });
    if (await tryToTake(url).catch(() => false)) return;
  }
}
