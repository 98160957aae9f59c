/** The public listener in this process over a real database, as the role it has when deployed. */
import type pg from 'pg';
import { openRequest } from '#protocol/publication/public-request.ts';
import type { PublicRequest, RequestKind } from '#protocol/publication/request-form.ts';
import { snapshot, type PublicFile } from '#protocol/publication/publication.ts';
import { sealKeyPair, sodiumReady, type KeyPair } from '#protocol/crypto/sodium.ts';
import { build, type PublicSite } from '../../../public/app.ts';
import { Proxies } from '../../../public/proxies.ts';
import { openPool, openStore, type Store } from '../../../public/store.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { freshDatabase, type FreshDatabase } from '../processes/database.ts';
import { Randomness } from '../protocol/randomness.ts';
import { siteFiles } from './site.ts';

const randomness = new Randomness('listener');
export const rootfp = randomness.bytes(32);

/** The newest proxy between this listener and the world, as it is configured here. */
export const proxy = '192.0.2.2';

export interface Row {
  readonly seq: number;
  readonly seats: number;
  readonly pressPlaces?: number;
  readonly keepUntil?: Date;
  readonly files?: readonly PublicFile[];
  readonly digest?: Uint8Array;
  readonly key?: Uint8Array | null;
}

export interface StoredRequest {
  readonly kind: RequestKind;
  readonly publication: Uint8Array;
  readonly sealed: Uint8Array;
  readonly until: Date;
}

export class Listener {
  readonly urls: FreshDatabase;
  readonly pair: KeyPair;
  readonly store: Store;
  readonly site: PublicSite;
  /** What it told the operator. */
  readonly said: readonly string[];
  readonly #pool: pg.Pool;

  private constructor(
    urls: FreshDatabase,
    pair: KeyPair,
    pool: pg.Pool,
    store: Store,
    site: PublicSite,
    said: readonly string[],
  ) {
    [this.urls, this.pair, this.#pool, this.store, this.site, this.said] = [urls, pair, pool, store, site, said];
  }

  /** Without `formDir` forms are sealed on arrival only. */
  static async open(formDir?: string): Promise<Listener> {
    await sodiumReady;
    const urls = await freshDatabase();
    const pool = openPool(urls.publicUrl, 8);
    const store = openStore(pool);
    const said: string[] = [];
    const site = await build(store, { formDir, proxies: new Proxies(proxy), say: (line) => said.push(line) });
    return new Listener(urls, sealKeyPair(randomness.key()), pool, store, site, said);
  }

  /** What the portal does when somebody publishes, without the log: triggers are off for this one row. */
  async publish({
    seq,
    seats,
    pressPlaces = 30,
    keepUntil = new Date(Date.now() + 86_400_000),
    files = siteFiles(),
    digest = randomness.bytes(32),
    key = this.pair.publicKey,
  }: Row): Promise<Uint8Array> {
    await withClient(this.urls.ownerUrl, async (client) => {
      await client.query("set session_replication_role = 'replica'");
      // The entry of the log that proves it.
      const { rows } = await client.query<{ at: string }>(
        `insert into log_entry (idx, leaf, leaf_hash)
         select coalesce(max(idx) + 1, 0), '\\x08'::bytea || decode(repeat('00', 32), 'hex') || $1::bytea, '' from log_entry
         returning idx as at`,
        [Buffer.from(digest)],
      );
      await client.query(
        `insert into publication (seq, digest, rootfp, publication, snapshot, leaf, seat_key, seat_epoch, seats,
                                  press_places, keep_until, commitment)
         values ($1, $2, $3, '\\x00', $4, $9, $5, 1, $6, $7, $8, $2)`,
        [
          seq,
          digest,
          rootfp,
          snapshot.encode({ files: [...files] }),
          key,
          seats,
          pressPlaces,
          keepUntil,
          rows[0]?.at,
        ].map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value)),
      );
    });
    await this.site.refresh();
    return digest;
  }

  async requests(): Promise<readonly StoredRequest[]> {
    return withClient(this.urls.ownerUrl, async (client) => {
      const { rows } = await client.query<StoredRequest>(
        'select kind, publication, sealed, until from public_request order by id',
      );
      return rows.map(({ publication, sealed, ...row }) => ({
        ...row,
        publication: new Uint8Array(publication),
        sealed: new Uint8Array(sealed),
      }));
    });
  }

  /** What the communications team reads in it. */
  opened({ kind, publication, sealed }: StoredRequest): PublicRequest {
    return openRequest(this.pair, { rootfp, publication, kind }, sealed);
  }

  /** As if nobody had asked for a day. */
  async refill(): Promise<void> {
    await withClient(this.urls.ownerUrl, (client) => client.query('delete from public_throttle'));
  }

  /** While one question to the database fails. */
  async without<T>(question: 'newerThan' | 'put', work: () => Promise<T>): Promise<T> {
    const whole = { ...this.store };
    Object.assign(this.store, { [question]: () => Promise.reject(new Error('secret detail of the database')) });
    try {
      return await work();
    } finally {
      Object.assign(this.store, whole);
    }
  }

  async close(): Promise<void> {
    await this.site.app.close();
    await this.#pool.end();
    await this.urls.drop();
  }
}

/** What a browser sends for a form of ours. */
export const form = (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST' as const,
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    ...headers,
  },
  payload: new URLSearchParams(fields).toString(),
});
