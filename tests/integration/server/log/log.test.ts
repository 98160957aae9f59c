import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concat, equal, fromBase64url, utf8 } from '#protocol/core/bytes.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import type { Leaf } from '#protocol/log/leaf.ts';
import { Frontier, hashLeaf, rootOf, consistencyProof } from '#protocol/log/merkle.ts';
import { Commits } from '../../../../server/log/commit.ts';
import { parseTilePath } from '../../../../server/log/tiles.ts';
import { Tree } from '../../../../server/log/tree.ts';
import { openDatabase, type Database } from '../../../../server/db.ts';
import { file, kind } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';
import { freshDatabase, type FreshDatabase } from '../../../support/processes/database.ts';

const leaf = (): Leaf => ({ type: 'notice', nonce: bytes(16), tag: bytes(16), commitment: bytes(32) });

async function everything(db: Database): Promise<{ leaves: Uint8Array[]; idx: number[] }> {
  const rows = await db.selectFrom('log_entry').selectAll().orderBy('idx').execute();
  return { leaves: rows.map((row) => row.leaf), idx: rows.map((row) => row.idx) };
}

describe('the tree in memory', () => {
  it.each([1, 2, 3, 7, 8, 255, 256, 257, 600])('of %i leaves has the roots and proofs of RFC 6962', (size) => {
    const hashes = Array.from({ length: size }, () => hashLeaf(bytes(65)));
    const tree = new Tree();
    for (const hash of hashes) tree.append(hash);
    for (const at of new Set([1, Math.floor(size / 2) || 1, size])) {
      expect(tree.root(at)).toEqual(rootOf(hashes.slice(0, at)));
      expect(tree.consistency(at)).toEqual(consistencyProof(at, hashes));
    }
  });

  it('reads tile addresses of the standard and no others', () => {
    expect(parseTilePath('0/x001/x234/067')).toEqual({ level: 0, index: 1234067, width: 256 });
    expect(parseTilePath('entries/000.p/7')).toEqual({ level: 'entries', index: 0, width: 7 });
    for (const bad of ['0/1', '0/x001', '64/000', '0/000.p/0', '0/000.p/257', '../000', '0/000/'])
      expect(parseTilePath(bad), bad).toBeUndefined();
  });
});

const writer = { generation: 0, lost: () => undefined };

describe('the one way in', () => {
  let urls: FreshDatabase;
  let db: Database;
  let owner: pg.Client;
  beforeAll(async () => {
    urls = await freshDatabase();
    db = openDatabase(urls.appUrl);
    owner = new pg.Client({ connectionString: urls.ownerUrl });
    await owner.connect();
    await owner.query('select log_push($1::bytea[])', [[Buffer.concat([Buffer.of(2), Buffer.alloc(64)])]]);
  });
  afterAll(async () => {
    await db.destroy();
    await owner.end();
    await urls.drop();
  });

  it('numbers the entries of concurrent acts without a gap, whatever fails among them', async () => {
    const [one, two] = [new Commits(db, writer), new Commits(db, writer)];
    const told: { first: number; leaves: readonly Leaf[] }[] = [];
    const acts = Array.from({ length: 120 }, async (_, i) => {
      const leaves = Array.from({ length: (i % 3) + 1 }, leaf);
      const commits = i % 2 === 0 ? one : two;
      const act = async () => {
        if (i % 7 === 0) throw new Error('refused');
      };
      const { first } = await commits.commit(act, () => leaves);
      told.push({ first, leaves });
    });
    const outcomes = await Promise.allSettled(acts);
    expect(outcomes.filter((one) => one.status === 'rejected')).toHaveLength(18);
    const { leaves, idx } = await everything(db);
    expect(idx).toEqual(leaves.map((_, i) => i));
    for (const { first, leaves: own } of told)
      for (const [i, one] of own.entries())
        expect(
          equal(leaves[first + i] as Uint8Array, concat(new Uint8Array([6]), one.nonce, one.tag, one.commitment)),
        ).toBe(true);
    const frontier = new Frontier();
    for (const bytes65 of leaves) frontier.append(hashLeaf(bytes65));
    const head = await db.selectFrom('log_head').selectAll().executeTakeFirstOrThrow();
    expect([head.size, head.root]).toEqual([frontier.size, frontier.root()]);
  });

  it('keeps an act and its entries together', async () => {
    const commits = new Commits(db, writer);
    const insert = (id: string) =>
      commits.commit(
        async (trx) => {
          await trx
            .insertInto('challenge')
            .values({ id, purpose: 'x', nonce: bytes(1), holder: null, expires: 0 })
            .execute();
          if (id === 'bad')
            await trx
              .insertInto('challenge')
              .values({ id, purpose: 'x', nonce: bytes(1), holder: null, expires: 0 })
              .execute();
        },
        () => [leaf()],
      );
    const before = (await everything(db)).leaves.length;
    await Promise.allSettled([insert('good'), insert('bad'), insert('fine')]);
    const kept = await db.selectFrom('challenge').select('id').orderBy('id').execute();
    expect(kept.map((row) => row.id)).toEqual(['fine', 'good']);
    expect((await everything(db)).leaves).toHaveLength(before + 2);
  });

  it('tells each act the index that its entry gets, and lets the lonely ones alone', async () => {
    const commits = new Commits(db, writer);
    const seen: number[] = [];
    const act = (alone: boolean) =>
      commits.commit(
        async (_trx, first) => {
          seen.push(first);
          return first;
        },
        () => [leaf()],
        { alone },
      );
    const results = await Promise.all([act(false), act(true), act(false), act(false)]);
    expect(results.map(({ first, value }) => first === value)).toEqual([true, true, true, true]);
    // The lonely one goes first.
    expect(seen).toEqual([1, 0, 2, 3].map((at) => results[at]?.first));
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('does not claim to know what a broken COMMIT did', async () => {
    await owner.query(`create function cut() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`);
    await owner.query(`create constraint trigger cut after insert on challenge deferrable initially deferred
      for each row when (new.purpose = 'cut') execute function cut()`);
    // The function runs as the role that commits. That role may end its own backends and no other's.
    const commits = new Commits(db, writer);
    const cut = commits.commit(
      async (trx) => {
        await trx
          .insertInto('challenge')
          .values({ id: 'cut', purpose: 'cut', nonce: bytes(1), holder: null, expires: 0 })
          .execute();
      },
      () => [leaf()],
    );
    await expect(cut).rejects.toThrow('outcome-unknown');
    expect(
      (
        await commits.commit(
          async () => 1,
          () => [leaf()],
        )
      ).value,
    ).toBe(1);
  });

  it('refuses with a known reason what PostgreSQL refuses at COMMIT', async () => {
    const commits = new Commits(db, writer);
    const dangling = commits.commit(
      async (trx, first) => {
        await trx
          .insertInto('roster_entry')
          .values({ leaf: first + 5, bytes: bytes(1) })
          .execute();
      },
      () => [leaf()],
    );
    await expect(dangling).rejects.toMatchObject({ code: '23503' });
  });
});

describe('publishing', () => {
  let testEnv: TestEnv;
  let world: World;
  let anna: Person;
  const own = (name: string) => ({ kind: kind(name), author: anna, owner: anna, content: utf8(name) });
  const card = () => own('card');
  beforeAll(async () => {
    testEnv = await TestEnv.open();
    world = await World.found(testEnv.client, await testEnv.link());
    anna = await world.addMember('participant');
  }, 60_000);
  afterAll(() => testEnv.close());

  it('has every entry cosigned, under one root that everybody can recompute', async () => {
    const filed = [];
    for (let round = 0; round < 5; round += 1)
      filed.push(...(await Promise.all(['card', 'reach', 'travel', 'notes'].map((name) => file(world, own(name))))));
    const { publisher } = testEnv.built.portal;
    await publisher.published(Math.max(...filed.map((one) => one.leaf)));
    const { note } = await anna.browser.call('log/checkpoint', {});
    const parsed = verifyCheckpoint(note, world.roster.genesis.log);
    verifyCosignature(parsed, world.witness);
    const { leaves } = await anna.browser.call('log/leaves', { from: 0, count: 20_000 });
    const whole = fromBase64url(leaves);
    const frontier = new Frontier();
    for (let at = 0; at < whole.length; at += 65) frontier.append(hashLeaf(whole.slice(at, at + 65)));
    expect([parsed.checkpoint.size, parsed.checkpoint.root]).toEqual([frontier.size, frontier.root()]);
  });

  it('serves tiles to members only', async () => {
    const { size } = testEnv.built.portal.publisher.tree;
    const got = await anna.browser.raw(`/log/tile/0/000.p/${size}`, undefined);
    expect(got.status).toBe(200);
    expect((await anna.browser.raw('/log/checkpoint', undefined)).text).toContain('\n— ');
    expect((await anna.browser.raw(`/log/tile/entries/000.p/${size}`, undefined)).status).toBe(200);
    expect((await anna.browser.raw('/log/tile/0/000', undefined)).status).toBe(404);
    const { status } = await testEnv.client.send({ method: 'GET', path: '/log/checkpoint', headers: {} });
    expect(status).toBe(401);
  });

  it('continues after a restart, and after a cosignature whose answer was lost', async () => {
    await testEnv.witness.kill();
    const filed = await file(world, card());
    await testEnv.stop();
    await testEnv.witness.start();
    await testEnv.start();
    expect(testEnv.built.portal.publisher.cosigned).toBeGreaterThan(filed.leaf);
    // As if this portal had died between the witness's answer and keeping it.
    const owner = new pg.Client({ connectionString: testEnv.urls.ownerUrl });
    await owner.connect();
    await owner.query('delete from checkpoint where size = (select max(size) from checkpoint)');
    await owner.end();
    await testEnv.restart();
    expect(testEnv.built.portal.publisher.cosigned).toBeGreaterThan(filed.leaf);
  });

  it('signs nothing over a log that is not the one the witness knows, and still lets people read', async () => {
    await testEnv.stop();
    const owner = new pg.Client({ connectionString: testEnv.urls.ownerUrl });
    await owner.connect();
    const before = await owner.query<{ leaf_hash: Buffer }>('select leaf_hash from log_entry where idx = 1');
    await owner.query('update log_entry set leaf_hash = sha256($1) where idx = 1', [Buffer.from('other')]);
    await testEnv.start();
    const filed = await file(world, card());
    await expect(testEnv.built.portal.publisher.published(filed.leaf)).rejects.toThrow('witness-away');
    expect((await anna.browser.call('records/mine', { after: 0 })).records.length).toBeGreaterThan(0);
    await owner.query('update log_entry set leaf_hash = $1 where idx = 1', [before.rows[0]?.leaf_hash]);
    await owner.end();
    await testEnv.restart();
    expect(testEnv.built.portal.publisher.cosigned).toBeGreaterThan(filed.leaf);
  });
});
