/**
 * A pool in which every query has a time limit. An error that PostgreSQL reports keeps its code. A connection that broke,
 * or on which no answer came, has no code of its own: that error is `database-away`, and the connection is closed.
 */
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { Refusal } from './errors.ts';

/** The limit for a connection, new or shared. */
export const connectWithinMs = 1400;
/**
 * The limit for an answer. PostgreSQL's own limits (db.ts) are shorter: while it works, it reports itself that it took too
 * long.
 */
const answerWithinMs = 1700;

/** True for an error that PostgreSQL reported, or for an answer that does not fit into our types. */
const isAnswer = (error: unknown) =>
  error instanceof pg.DatabaseError || error instanceof RangeError || error instanceof TypeError;

const away = (cause: unknown) => new Refusal('database-away', { cause });

function inTime<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new Error('no answer in time'));
  // When this process itself was busy, the answer may already be in the socket: it is read before the time counts as over.
  const timer = setTimeout(() => setImmediate(() => setImmediate(late)), answerWithinMs);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}

class Asking implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  #isBroken = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query(): never;
  async query<R>(text?: string, values: readonly unknown[] = []): Promise<PostgresQueryResult<R>> {
    if (this.#isBroken) throw away('broke before');
    try {
      return (await inTime(this.#client.query(text ?? '', [...values]))) as unknown as PostgresQueryResult<R>;
    } catch (error) {
      if (isAnswer(error)) throw error;
      this.#isBroken = true;
      throw away(error);
    }
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#isBroken);
  }
}

export function askingPool(pool: pg.Pool): PostgresPool {
  return {
    options: {},
    connect: async () => {
      try {
        return new Asking(await pool.connect());
      } catch (error) {
        throw away(error);
      }
    },
    end: () => pool.end(),
  };
}
