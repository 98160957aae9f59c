// What is deleted is gone: from the folder key-shares, and it never was anywhere in PostgreSQL.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { toId, type ChunkId } from '#protocol/core/ids.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { sealChunk } from '#protocol/threads/chunk.ts';
import { periodEnd } from '#protocol/threads/calendar.ts';
import { migrate } from '../../../server/migrate.ts';
import { requireKeySharesFolder, KeyShares, type Share } from '../../../server/key-shares/store.ts';
import { removePostgres, startPostgres } from '../../../tools/postgres.ts';
import type { FreshDatabase } from '../../support/processes/database.ts';
import { Finder, formsOfBytes } from '../../support/browser/search.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';
import { periodsFrom, publication, thisPeriod, today, type Period, signedChunk } from '../../support/server/writing.ts';

const dayMs = 24 * 3600 * 1000;

/** Files of its own: those of the run's other tests would have to be searched as well. */
async function ownCluster(): Promise<FreshDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dd-cluster-'));
  const postgres = await startPostgres({ dataDir, fsync: false });
  await migrate(postgres.ownerUrl);
  const drop = async () => {
    await postgres.stop();
    removePostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const { ownerUrl, appUrl, publicUrl } = postgres;
  return { name: 'portal', ownerUrl, appUrl, publicUrl, drop };
}

/** Labels of what was found. */
type Found = readonly string[];
const labels = (found: Iterable<{ label: string }>): Found =>
  [...new Set([...found].map(({ label }) => label))].toSorted();

describe('the store', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dd-key-shares-'));
    requireKeySharesFolder(folder, false);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is its owner’s alone', () => {
    chmodSync(join(folder, 'key-shares'), 0o755);
    requireKeySharesFolder(folder, true);
    const keyShares = new KeyShares(folder, { now: () => 0, last: () => Infinity });
    expect(statSync(join(folder, 'key-shares')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'key-shares', 'shares')).mode & 0o777).toBe(0o600);
    // A second portal over the same folder gives itself away before it overwrites anything.
    const second = new KeyShares(folder, { now: () => 0, last: () => Infinity });
    const [mine, other] = [bytes(16), bytes(16)].map((id) => ({ id, share: bytes(32), ends: null }));
    keyShares.put([mine as Share]);
    expect(() => second.put([other as Share])).toThrow('somebody else writes');
    expect(keyShares.find(mine?.id ?? bytes(16))).toEqual(mine?.share);
    second.close();
    keyShares.forget([mine?.id ?? bytes(16)]);
    keyShares.close();
    expect(() => keyShares.put([mine as Share])).toThrow('closed');
  });

  it('has every present share and no byte of a deleted one, after any number of changes', () => {
    let time = 0;
    const keyShares = new KeyShares(folder, { now: () => time, last: () => Infinity });
    const [living, dead] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()];
    const bury = (ids: readonly string[]) => {
      for (const id of ids) {
        dead.set(id, living.get(id) as Uint8Array);
        living.delete(id);
      }
    };
    const some = (count: number) =>
      [...living.keys()].filter(() => Math.random() < count / Math.max(1, living.size)).slice(0, count);
    for (let round = 0; round < 25; round++) {
      const made = Array.from({ length: 120 }, () => ({ id: bytes(16), share: bytes(32), ends: null }));
      keyShares.put(made);
      for (const { id, share } of made) living.set(toBase64url(id), share);
      const [short, gone] = [some(30), some(60)];
      keyShares.endBy(short.map(fromBase64url), time + 1);
      keyShares.forget(gone.map(fromBase64url));
      bury(gone);
      time += 1;
      keyShares.forgetEnded(time);
      bury(short.filter((id) => living.has(id)));
    }
    const needles = (from: Map<string, Uint8Array>, label: string) =>
      [...from.values()].map((share) => ({ label, form: 'bytes', bytes: Buffer.from(share) }));
    const lookIn = () => [...new Finder([...needles(living, 'living'), ...needles(dead, 'dead')]).inFolder(folder)];
    expect(dead.size).toBeGreaterThan(1500);
    for (const found of [lookIn(), (keyShares.close(), lookIn())]) {
      expect(found.filter(({ label }) => label === 'living')).toHaveLength(living.size);
      expect(found.filter(({ label }) => label === 'dead')).toEqual([]);
    }
  });

  it('keeps shares over a restart, and drops what a power cut left incomplete', () => {
    const times = { now: () => 0, last: () => Infinity };
    const made = Array.from({ length: 3 }, (_, i) => ({ id: bytes(16), share: bytes(32), ends: i === 0 ? 5 : null }));
    const first = new KeyShares(folder, times);
    first.put(made);
    first.close();
    const file = join(folder, 'key-shares', 'shares');
    const written = readFileSync(file);
    const cut = written.indexOf(Buffer.from((made[1] as Share).share));
    written.fill(0, cut + 20, cut + 32);
    // And a last slot of which only the beginning reached the disk.
    const stub = Buffer.from(bytes(24));
    writeFileSync(file, Buffer.concat([written, stub]));
    const again = new KeyShares(folder, times);
    expect(made.map(({ id }) => again.find(id))).toEqual([made[0]?.share, undefined, made[2]?.share]);
    const left = readFileSync(file);
    expect([left.includes(stub), left.includes(Buffer.from((made[1] as Share).share.slice(0, 20)))]).toEqual([
      false,
      false,
    ]);
    // The places are used again.
    again.put(made.slice(1, 2));
    expect(again.find(made[1]?.id ?? bytes(16))).toEqual(made[1]?.share);
    expect(statSync(file).size).toBeLessThanOrEqual(left.length);
    again.forget(made.map(({ id }) => id));
    again.close();
  });

  it('returns no share whose time is over, swept or not', () => {
    let [time, last] = [100, 1000];
    const keyShares = new KeyShares(folder, { now: () => time, last: () => last });
    const [one, other] = [bytes(16), bytes(16)];
    keyShares.put([
      { id: one, share: bytes(32), ends: 200 },
      { id: other, share: bytes(32), ends: null },
    ]);
    keyShares.endBy([one], 300);
    time = 199;
    expect([keyShares.find(one)?.length, keyShares.find(other)?.length]).toEqual([32, 32]);
    time = 200;
    expect([keyShares.find(one), keyShares.find(other)?.length]).toEqual([undefined, 32]);
    // The event is moved to an earlier day.
    last = 200;
    expect(keyShares.find(other)).toBeUndefined();
    expect(keyShares.missing([one, other])).toEqual([]);
    keyShares.forgetEnded(time);
    expect(keyShares.missing([one, other])).toEqual([one, other]);
    keyShares.close();
  });
});

describe('in the portal', () => {
  let testEnv: TestEnv;
  let world: World;
  let anna: Person;
  let owner: pg.Client;
  let cluster: string;
  let periods: Period[];
  const chunkShare = key32(bytes(32));

  beforeAll(async () => {
    testEnv = await TestEnv.open(ownCluster());
    world = await World.found(testEnv.client, await testEnv.link());
    anna = await world.addMember('participant');
    owner = new pg.Client(testEnv.urls.ownerUrl);
    await owner.connect();
    const { rows } = await owner.query<{ data_directory: string }>('show data_directory');
    cluster = rows[0]?.data_directory ?? '';
    periods = periodsFrom(thisPeriod(), 3);
    await anna.browser.call('threads/publish', publication(world, anna, 1, periods));
    const chunk = toId<ChunkId>(bytes(16));
    const place = { rootfp: world.rootfp, member: anna.member, chunk };
    const kept = {
      chunk,
      kind: 'short' as const,
      day: today(),
      version: 0,
      sealed: toBase64url(sealChunk(anna.accountSecret, chunkShare, place, bytes(100), bytes(32))),
      share: toBase64url(chunkShare),
    };
    await anna.browser.call('threads/keep', signedChunk(world, anna, kept));
  }, 60_000);
  afterAll(async () => {
    await owner.end();
    await testEnv.close();
  });

  const sharesFolder = () => join(testEnv.config.dataDir, 'key-shares');

  /** Every row of every table, as a dump writes it. */
  async function dump(): Promise<string> {
    const { rows } = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const texts = [];
    for (const { name } of rows) {
      const found = await owner.query<{ row: string }>(`select t::text as row from ${name} t`);
      texts.push(...found.rows.map(({ row }) => row));
    }
    return texts.join('\n');
  }

  /** What can be found where: in the folder key-shares, in all files of the cluster, pg_wal among them, in a dump. */
  async function search(shares: Readonly<Record<string, Uint8Array>>) {
    const finder = new Finder(Object.entries(shares).flatMap(([label, share]) => formsOfBytes(label, share)));
    await owner.query('checkpoint');
    return {
      keyShares: labels(finder.inFolder(sharesFolder())),
      files: labels(finder.inFolder(cluster)),
      dump: labels(finder.inText(await dump())),
    };
  }

  const sealedOf = async (period: number) =>
    (
      await testEnv.db
        .selectFrom('period_secret')
        .select('sealed')
        .where('member', '=', anna.member)
        .where('period', '=', period)
        .executeTakeFirst()
    )?.sealed;

  it('a share is in the folder key-shares and nowhere in PostgreSQL; once deleted, nowhere at all', async () => {
    const [over, next, later] = periods as [Period, Period, Period];
    const shares = { over: over.share, next: next.share, later: later.share, chunk: chunkShare };
    // Control: this search does find what is in PostgreSQL, in its files, its WAL and the dump.
    const sealed = (await sealedOf(over.period)) as Uint8Array;
    expect(await search({ sealed })).toEqual({ keyShares: [], files: ['sealed'], dump: ['sealed'] });
    expect(await search(shares)).toEqual({ keyShares: ['chunk', 'later', 'next', 'over'], files: [], dump: [] });

    // The portal is ended and started again: every share is still there.
    await testEnv.restart();
    const before = await anna.browser.call('threads/keyring', {});
    expect(before.periods.map(({ share }) => share)).toEqual(
      [later, next, over].map(({ share }) => toBase64url(share)),
    );

    const seen = periodEnd(over.period);
    await testEnv.travel(seen);
    await anna.login();
    await anna.browser.call('threads/keyring', {});
    await testEnv.travel(seen + 14 * dayMs);
    expect(await search(shares)).toEqual({ keyShares: ['later', 'next'], files: [], dump: [] });
    // Why it must never have been there: what was sealed under it is still in the log of the database.
    const wal = new Finder(formsOfBytes('sealed', sealed)).inFolder(join(cluster, 'pg_wal'));
    expect(labels(wal)).toEqual(['sealed']);
    expect(await sealedOf(over.period)).toBeUndefined();
    await testEnv.comeBack();
  }, 90_000);

  it('a folder that is missing stops the start; an empty one in its place means that all is lost', async () => {
    await testEnv.stop();
    const aside = `${sharesFolder()}-aside`;
    renameSync(sharesFolder(), aside);
    await expect(testEnv.start()).rejects.toThrow('the folder key-shares is missing');
    await testEnv.db.destroy();
    expect(existsSync(sharesFolder())).toBe(false);
    renameSync(aside, sharesFolder());
    await testEnv.start();
    await anna.login();
    const kept = (await anna.browser.call('threads/keyring', {})).periods.length;
    expect(kept).toBeGreaterThan(0);

    await testEnv.stop();
    rmSync(sharesFolder(), { recursive: true });
    mkdirSync(sharesFolder());
    await testEnv.start();
    expect((await anna.browser.call('threads/keyring', {})).periods).toEqual([]);
    // Her next list brings new secrets for the same weeks.
    await anna.browser.call('threads/publish', publication(world, anna, 2, periodsFrom(thisPeriod(), 3)));
    expect((await anna.browser.call('threads/keyring', {})).periods).toHaveLength(3);
  });
});
