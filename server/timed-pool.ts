/**
 * A pool in which every query has a time limit. An error that PostgreSQL reports keeps its code. A connection that broke,
 * or on which no answer came, has no code of its own: that error is `database-away`, and the connection is closed.
 */
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { Refusal } from './errors.ts';

/** How long the database may take, in ms. */
export interface DatabaseLimits {
  /** For a connection, new or shared. */
  readonly connectMs: number;
  /** PostgreSQL's own, for a lock and for a statement: shorter than the next, so that it reports itself what took too long. */
  readonly lockMs: number;
  readonly statementMs: number;
  readonly answerMs: number;
}

/** Everything that needs a database that is away is told so within two seconds. */
export const databaseLimits: DatabaseLimits = { connectMs: 1400, lockMs: 1300, statementMs: 1500, answerMs: 1700 };

/** True for an error that PostgreSQL reported, or for an answer that does not fit into our types. */
const isAnswer = (error: unknown) =>
  error instanceof pg.DatabaseError || error instanceof RangeError || error instanceof TypeError;

const away = (cause: unknown) => new Refusal('database-away', { cause });

function inTime<T>(answer: Promise<T>, withinMs: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new Error('no answer in time'));
  // When this process itself was busy, the answer may already be in the socket: it is read before the time counts as over.
  const timer = setTimeout(() => setImmediate(() => setImmediate(late)), withinMs);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}

class Asking implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #answerMs: number;
  #isBroken = false;

  constructor(client: pg.PoolClient, answerMs: number) {
    [this.#client, this.#answerMs] = [client, answerMs];
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query(): never;
  async query<R>(text?: string, values: readonly unknown[] = []): Promise<PostgresQueryResult<R>> {
    if (this.#isBroken) throw away('broke before');
    try {
      return (await inTime(
        this.#client.query(text ?? '', [...values]),
        this.#answerMs,
      )) as unknown as PostgresQueryResult<R>;
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

export function askingPool(pool: pg.Pool, answerMs: number): PostgresPool {
  return {
    options: {},
    connect: async () => {
      try {
        return new Asking(await pool.connect(), answerMs);
      } catch (error) {
        throw away(error);
      }
    },
    end: () => pool.end(),
  };
}
