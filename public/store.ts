/** All queries of the public site, as dd_public. That role may do nothing except these four. */
import pg from 'pg';
import type { RequestKind } from '#protocol/publication/request-form.ts';

export interface Published {
  readonly seq: number;
  readonly digest: Uint8Array;
  readonly rootfp: Uint8Array;
  /** As it was signed; whether it can be served is seen when it is prepared. */
  readonly snapshot: Uint8Array;
  /** Undefined: no requests can be sealed. */
  readonly seatKey: Uint8Array | undefined;
  readonly places: Readonly<Record<RequestKind, number>>;
}

type Put = 'taken' | 'full' | 'closed';

export interface Store {
  isAlive(): Promise<boolean>;
  /** Returns the newest publication that is newer than `seq`, and older than `below` where that is given. */
  newerThan(seq: number, below?: number): Promise<Published | undefined>;
  put(kind: RequestKind, publication: Uint8Array, sealed: Uint8Array): Promise<Put>;
  /** Takes one from a bucket that fills again. Returns false if it is empty. */
  take(bucket: Uint8Array, most: number, perSecond: number): Promise<boolean>;
}

/** The database does not answer, which is no fault of the query. */
class DatabaseAway extends Error {
  readonly statusCode = 503;
}

/**
 * Every query has a time limit. PostgreSQL's own limit is shorter: while it works, it reports itself that it took too long.
 */
export function openPool(url: string, size = 4): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 1500,
    query_timeout: 2000,
    statement_timeout: 1800,
    application_name: 'public',
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * True if the connection broke, or if PostgreSQL is stopping, full or locked (classes 08, 53, 57). Every other error is an
 * answer.
 */
const isAway = (error: unknown) => !(error instanceof pg.DatabaseError) || /^(08|53|57)/u.test(error.code ?? '');

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw isAway(error) ? new DatabaseAway('no answer', { cause: error }) : error;
  }
}

/**
 * Returns the role that DATABASE_URL logs in as, if it may do more than a public site: read or write a whole table. The
 * portal's role may, and its address is in a variable of the same name.
 */
export async function tooMightyRole(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await asked(
    pool.query<{ role: string }>(
      `select current_user as role from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
         and has_table_privilege(oid, 'select, insert, update, delete, truncate') limit 1`,
    ),
  );
  return rows[0]?.role;
}

interface Row {
  seq: number;
  digest: Buffer;
  rootfp: Buffer;
  snapshot: Buffer;
  seat_key: Buffer | null;
  seats: number;
  press_places: number;
}

export function openStore(pool: pg.Pool): Store {
  const yes = async (text: string, values: readonly unknown[]) => {
    const { rows } = await asked(pool.query<{ yes: boolean }>(text, [...values]));
    return rows[0]?.yes === true;
  };
  return {
    isAlive: () => yes('select true as yes', []).catch(() => false),
    newerThan: async (seq, below) => {
      const { rows } = await pool.query<Row>(
        `select seq, digest, rootfp, snapshot, seat_key, seats, press_places from published
         where seq > $1 and ($2::bigint is null or seq < $2) order by seq desc limit 1`,
        [seq, below],
      );
      const row = rows[0];
      if (row === undefined) return undefined;
      return {
        seq: row.seq,
        digest: row.digest,
        rootfp: row.rootfp,
        snapshot: new Uint8Array(row.snapshot),
        seatKey: row.seat_key ?? undefined,
        places: { seat: row.seats, press: row.press_places },
      };
    },
    put: async (kind, publication, sealed) => {
      const values = [kind, Buffer.from(publication), Buffer.from(sealed)];
      const { rows } = await asked(pool.query<{ put: Put }>('select public_request_put($1, $2, $3) as put', values));
      return rows[0]?.put ?? 'closed';
    },
    take: (bucket, most, perSecond) =>
      yes('select public_throttle_take($1, $2, $3) as yes', [Buffer.from(bucket), most, perSecond]),
  };
}
