/** The public listener in this process over a real database, as the role it has in the house. */
import pg from 'pg';
import { snapshot, type PublicFile } from '#protocol/publication.ts';
import { sealKeyPair, sodiumReady, type KeyPair } from '#protocol/sodium.ts';
import { build, type PublicSite } from '../../public/app.ts';
import { openStore, type Store } from '../../public/store.ts';
import { withClient } from '../../tools/postgres-roles.ts';
import { freshDatabase, type FreshDatabase } from '../harness/database.ts';
import { Luck } from '../protocol/luck.ts';
import { siteFiles } from './site.ts';

const luck = new Luck('listener');
export const rootfp = luck.bytes(32);

export interface Row {
  readonly seq: number;
  readonly seats: number;
  readonly files?: readonly PublicFile[];
  readonly digest?: Uint8Array;
  readonly key?: Uint8Array | null;
}

export class Listener {
  readonly urls: FreshDatabase;
  readonly pair: KeyPair;
  readonly store: Store;
  readonly site: PublicSite;
  readonly #pool: pg.Pool;

  private constructor(urls: FreshDatabase, pair: KeyPair, pool: pg.Pool, store: Store, site: PublicSite) {
    [this.urls, this.pair, this.#pool, this.store, this.site] = [urls, pair, pool, store, site];
  }

  static async open(): Promise<Listener> {
    await sodiumReady;
    const urls = await freshDatabase();
    const pool = new pg.Pool({ connectionString: urls.publicUrl, max: 8 });
    const store = openStore(pool);
    return new Listener(urls, sealKeyPair(luck.key()), pool, store, await build(store));
  }

  /** What the portal does when somebody publishes, without the log: triggers are off for this one row. */
  async publish({
    seq,
    seats,
    files = siteFiles(),
    digest = luck.bytes(32),
    key = this.pair.publicKey,
  }: Row): Promise<Uint8Array> {
    await withClient(this.urls.ownerUrl, async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await client.query(
        `insert into publication (seq, digest, rootfp, publication, snapshot, leaf, seat_key, seat_epoch, seats)
         values ($1, $2, $3, '\\x00', $4, 0, $5, 1, $6)`,
        [seq, digest, rootfp, snapshot.encode({ files: [...files] }), key, seats].map((value) =>
          value instanceof Uint8Array ? Buffer.from(value) : value,
        ),
      );
    });
    await this.site.refresh();
    return digest;
  }

  async requests(): Promise<readonly { publication: Uint8Array; sealed: Uint8Array }[]> {
    return withClient(this.urls.ownerUrl, async (client) => {
      const { rows } = await client.query<{ publication: Buffer; sealed: Buffer }>(
        'select publication, sealed from seat_request order by id',
      );
      return rows.map(({ publication, sealed }) => ({
        publication: new Uint8Array(publication),
        sealed: new Uint8Array(sealed),
      }));
    });
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
