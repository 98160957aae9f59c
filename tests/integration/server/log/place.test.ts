// What the database itself refuses from somebody who has the portal's role: a portal that was replaced, and leaves
// without a row.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concat, utf8 } from '#protocol/core/bytes.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { openDatabase, type Database } from '../../../../server/db.ts';
import { Commits } from '../../../../server/log/commit.ts';
import { beginWriting, takePlace, takePlaceFor } from '../../../../server/log/place.ts';
import { freshDatabase, type FreshDatabase } from '../../../support/processes/database.ts';
import { bytes } from '../../../support/server/person.ts';
import { publicConnections } from '../../../../tools/postgres-roles.ts';

let urls: FreshDatabase;
let db: Database;
let app: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  urls = await freshDatabase();
  db = openDatabase(urls.appUrl);
  app = new pg.Client({ connectionString: urls.appUrl });
  owner = new pg.Client({ connectionString: urls.ownerUrl });
  await app.connect();
  await owner.connect();
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await db.destroy();
  await urls.drop();
});

const leafOf = (type: number, rest = bytes(64)) => concat(new Uint8Array([type]), rest);
const sizeNow = async () => (await db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;

/** In a transaction of its own; answers the SQLSTATE, or nothing. */
async function append(leaf: Uint8Array, entry?: Uint8Array): Promise<string> {
  try {
    // What stands there waits for nothing.
    await owner.query('delete from effect');
    await app.query('begin');
    if (entry !== undefined) {
      await app.query('insert into roster_entry (leaf, bytes) select size, $1 from log_head', [Buffer.from(entry)]);
      await app.query("insert into effect (leaf, members, wraps, slots) select size, '{}', '{}', '{}' from log_head");
    }
    await app.query('select log_append((select generation from writer), array[$1::bytea])', [Buffer.from(leaf)]);
    await app.query('commit');
    return '';
  } catch (error) {
    await app.query('rollback');
    return (error as { code?: string }).code ?? String(error);
  }
}

describe('log_append', () => {
  it('begins with a roster leaf, and takes a roster leaf only with the entry that it commits to', async () => {
    const entry = utf8('any bytes of an entry');
    const leaf = encodeLeaf(rosterLeaf(entry));
    expect(await append(leafOf(6)), 'no genesis yet').toBe('DD002');
    expect(await append(leaf), 'no row').toBe('DD002');
    expect(await append(leaf, utf8('other bytes')), 'another row').toBe('DD002');
    expect(
      await append(
        leaf.map((byte, at) => (at === 1 ? 1 : byte)),
        entry,
      ),
      'a nonce',
    ).toBe('DD002');
    expect(await sizeNow()).toBe(0);
    expect(await append(leaf, entry)).toBe('');
    expect(await sizeNow()).toBe(1);
  });

  it('computes the commitment of entries as the protocol does', async () => {
    for (const length of [1, 100, 65_536]) {
      const entry = bytes(length);
      expect(await append(encodeLeaf(rosterLeaf(entry)), entry)).toBe('');
    }
  });

  it.each([0, 5, 7, 10, 255])('refuses the type %i', async (type) => {
    expect(await append(leafOf(type))).toBe('DD002');
  });

  it.each([3, 4, 8, 9])('refuses the type %i without its row', async (type) => {
    expect(await append(leafOf(type))).toBe('DD002');
  });

  it('takes openings and notices as they come', async () => {
    expect([await append(leafOf(1)), await append(leafOf(6))]).toEqual(['', '']);
  });
});

describe('a portal that another one replaced', () => {
  it('writes nothing any more, and is told', async () => {
    let told = 0;
    const first = new Commits(db, { generation: await beginWriting(db), lost: () => (told += 1) });
    const leaf = { type: 'notice', nonce: bytes(16), tag: bytes(16), commitment: bytes(32) } as const;
    const write = (commits: Commits) =>
      commits.commit(
        async () => undefined,
        () => [leaf],
      );
    await write(first);
    const second = new Commits(db, { generation: await beginWriting(db), lost: () => (told += 1) });
    const before = await sizeNow();
    await expect(write(first)).rejects.toMatchObject({ code: 'DD001' });
    expect([told, await sizeNow()]).toEqual([1, before]);
    await write(second);
    expect([told, await sizeNow()]).toEqual([1, before + 1]);
  });
});

describe('the place of the portal', () => {
  const connected = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };

  it('cannot be held by the public server’s role: neither by a lock, nor under its name', async () => {
    const locks = await connected(urls.publicUrl);
    await locks.query('select pg_advisory_lock(25700, 1)');
    const named = await connected(
      `${urls.publicUrl}${urls.publicUrl.includes('?') ? '&' : '?'}application_name=portal%20place`,
    );
    await takePlace(urls.appUrl);
    await locks.end();
    await named.end();
  });

  it('is taken by one portal of two, and a tool is told of it', async () => {
    await expect(takePlace(urls.appUrl)).rejects.toThrow('another portal serves this database');
    const owner = openDatabase(urls.ownerUrl);
    await expect(owner.transaction().execute(takePlaceFor)).rejects.toThrow('end it first');
    await owner.destroy();
  });

  // Not taken up here: the role is one for all databases of the run, and others need it meanwhile.
  it('has connections left, whatever the public server’s role holds', async () => {
    const { rows } = await app.query(
      `select rolconnlimit as most, current_setting('max_connections')::int as all from pg_roles where rolname = 'dd_public'`,
    );
    expect(rows).toEqual([{ most: publicConnections, all: 100 }]);
  });
});
