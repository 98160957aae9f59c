/**
 * One portal at a time. A portal that starts raises the writer's generation; every append, publication and effect checks
 * its own under the row lock of the log's head. An older portal, one that was stopped and wakes, then writes nothing.
 * The place beside it is a courtesy: two portals that are started by mistake get a clear sentence. It is a connection under
 * a name, and counts only with the portal's role: no other role can take a lock from the portal.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Database, Trx } from '../db.ts';

/** This portal as the one that writes. */
export interface Writer {
  /** A portal that started later has a higher one. */
  readonly generation: number;
  /** Called when that is seen: this portal ends. */
  readonly lost: () => void;
}

const placeName = 'portal place';
/** The role that the migrations grant the log to. */
const portalRole = 'dd_app';
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

/** For tools that write into the log, in one transaction; a portal that starts meanwhile waits for it, and an old one ends. */
export async function takePlaceFor(trx: Trx): Promise<void> {
  await sql`select writer_begin()`.execute(trx);
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where datname = current_database() and usename = ${portalRole} and application_name = ${placeName}`.execute(trx);
  if (rows.length > 0) throw new Error('a portal serves this database: end it first');
}

/** The first who came has it. */
const isTaken = `
  select 1 from pg_stat_activity as other, pg_stat_activity as own
  where own.pid = pg_backend_pid() and other.datname = own.datname and other.usename = own.usename
    and other.application_name = own.application_name
    and (other.backend_start, other.pid) < (own.backend_start, own.pid)`;

async function tryToTake(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: waitMs,
    query_timeout: waitMs,
    application_name: placeName,
    // A host that died without a word gives its place back in seconds, not in hours.
    options: '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3',
  });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query(isTaken).catch((error: unknown) => {
    // It does not answer, so it will not answer that it ends either.
    void client.end().catch(() => undefined);
    throw error;
  });
  if (rows.length > 0) {
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
