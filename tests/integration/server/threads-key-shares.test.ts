// What is deleted is gone: from the shred folder, and it never was anywhere in PostgreSQL.
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
import { requireShredFolder, Shred, type Share } from '../../../server/shred/store.ts';
import { removePostgres, startPostgres } from '../../../tools/postgres.ts';
import type { FreshDatabase } from '../../support/processes/database.ts';
import { Finder, formsOfBytes } from '../../support/browser/search.ts';
import { House } from '../../support/server/portal.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';
import { periodsFrom, publication, thisPeriod, today, type Period } from '../../support/server/writing.ts';

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
    folder = mkdtempSync(join(tmpdir(), 'dd-shred-'));
    requireShredFolder(folder, false);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is its owner’s alone', () => {
    chmodSync(join(folder, 'shred'), 0o755);
    requireShredFolder(folder, true);
    const shred = new Shred(folder, { now: () => 0, last: () => Infinity });
    expect(statSync(join(folder, 'shred')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'shred', 'shares')).mode & 0o777).toBe(0o600);
    // A second portal over the same folder gives itself away before it overwrites anything.
    const second = new Shred(folder, { now: () => 0, last: () => Infinity });
    const [mine, other] = [bytes(16), bytes(16)].map((id) => ({ id, share: bytes(32), ends: null }));
    shred.put([mine as Share]);
    expect(() => second.put([other as Share])).toThrow('somebody else writes');
    expect(shred.find(mine?.id ?? bytes(16))).toEqual(mine?.share);
    second.close();
    shred.forget([mine?.id ?? bytes(16)]);
    shred.close();
    expect(() => shred.put([mine as Share])).toThrow('closed');
  });

  it('holds every share that lives and no byte of one that was forgotten, after any number of changes', () => {
    let time = 0;
    const shred = new Shred(folder, { now: () => time, last: () => Infinity });
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
      shred.put(made);
      for (const { id, share } of made) living.set(toBase64url(id), share);
      const [short, gone] = [some(30), some(60)];
      shred.endBy(short.map(fromBase64url), time + 1);
      shred.forget(gone.map(fromBase64url));
      bury(gone);
      time += 1;
      shred.forgetEnded(time);
      bury(short.filter((id) => living.has(id)));
    }
    const needles = (from: Map<string, Uint8Array>, label: string) =>
      [...from.values()].map((share) => ({ label, form: 'bytes', bytes: Buffer.from(share) }));
    const lookIn = () => [...new Finder([...needles(living, 'living'), ...needles(dead, 'dead')]).inFolder(folder)];
    expect(dead.size).toBeGreaterThan(1500);
    for (const found of [lookIn(), (shred.close(), lookIn())]) {
      expect(found.filter(({ label }) => label === 'living')).toHaveLength(living.size);
      expect(found.filter(({ label }) => label === 'dead')).toEqual([]);
    }
  });

  it('keeps what was put over a restart, and drops what a power cut left half written', () => {
    const times = { now: () => 0, last: () => Infinity };
    const made = Array.from({ length: 3 }, (_, i) => ({ id: bytes(16), share: bytes(32), ends: i === 0 ? 5 : null }));
    const first = new Shred(folder, times);
    first.put(made);
    first.close();
    const file = join(folder, 'shred', 'shares');
    const written = readFileSync(file);
    const cut = written.indexOf(Buffer.from((made[1] as Share).share));
    written.fill(0, cut + 20, cut + 32);
    // And a last slot of which only the beginning reached the disk.
    const stub = Buffer.from(bytes(24));
    writeFileSync(file, Buffer.concat([written, stub]));
    const again = new Shred(folder, times);
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

  it('hands out nothing whose time is over, whether or not it was swept', () => {
    let [time, last] = [100, 1000];
    const shred = new Shred(folder, { now: () => time, last: () => last });
    const [one, other] = [bytes(16), bytes(16)];
    shred.put([
      { id: one, share: bytes(32), ends: 200 },
      { id: other, share: bytes(32), ends: null },
    ]);
    shred.endBy([one], 300);
    time = 199;
    expect([shred.find(one)?.length, shred.find(other)?.length]).toEqual([32, 32]);
    time = 200;
    expect([shred.find(one), shred.find(other)?.length]).toEqual([undefined, 32]);
    // The event is moved to an earlier day.
    last = 200;
    expect(shred.find(other)).toBeUndefined();
    expect(shred.missing([one, other])).toEqual([]);
    shred.forgetEnded(time);
    expect(shred.missing([one, other])).toEqual([one, other]);
    shred.close();
  });
});

describe('in the house', () => {
  let house: House;
  let world: World;
  let anna: Person;
  let owner: pg.Client;
  let cluster: string;
  let periods: Period[];
  const chunkShare = key32(bytes(32));

  beforeAll(async () => {
    house = await House.open(ownCluster());
    world = await World.found(house.door, await house.link());
    anna = await world.addMember('participant');
    owner = new pg.Client(house.urls.ownerUrl);
    await owner.connect();
    const { rows } = await owner.query<{ data_directory: string }>('show data_directory');
    cluster = rows[0]?.data_directory ?? '';
    periods = periodsFrom(thisPeriod(), 3);
    await anna.browser.call('threads/publish', publication(world, anna, 1, periods));
    const chunk = toId<ChunkId>(bytes(16));
    const place = { rootfp: world.rootfp, member: anna.member, chunk };
    await anna.browser.call('threads/keep', {
      chunk,
      kind: 'short',
      day: today(),
      version: 0,
      sealed: toBase64url(sealChunk(anna.accountSecret, chunkShare, place, bytes(100), bytes(32))),
      share: toBase64url(chunkShare),
    });
  }, 60_000);
  afterAll(async () => {
    await owner.end();
    await house.close();
  });

  const shredFolder = () => join(house.config.dataDir, 'shred');

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

  /** What can be found where: in the shred folder, in all files of the cluster, pg_wal among them, in a dump. */
  async function search(shares: Readonly<Record<string, Uint8Array>>) {
    const finder = new Finder(Object.entries(shares).flatMap(([label, share]) => formsOfBytes(label, share)));
    await owner.query('checkpoint');
    return {
      shred: labels(finder.inFolder(shredFolder())),
      files: labels(finder.inFolder(cluster)),
      dump: labels(finder.inText(await dump())),
    };
  }

  const sealedOf = async (period: number) =>
    (
      await house.db
        .selectFrom('period_secret')
        .select('sealed')
        .where('member', '=', anna.member)
        .where('period', '=', period)
        .executeTakeFirst()
    )?.sealed;

  it('a share lies in the shred folder and nowhere in PostgreSQL; once deleted, nowhere at all', async () => {
    const [over, next, later] = periods as [Period, Period, Period];
    const shares = { over: over.share, next: next.share, later: later.share, chunk: chunkShare };
    // Control: this search does find what is in PostgreSQL, in its files, its WAL and the dump.
    const sealed = (await sealedOf(over.period)) as Uint8Array;
    expect(await search({ sealed })).toEqual({ shred: [], files: ['sealed'], dump: ['sealed'] });
    expect(await search(shares)).toEqual({ shred: ['chunk', 'later', 'next', 'over'], files: [], dump: [] });

    // The portal is ended and started again: every share is still there.
    await house.restart();
    const before = await anna.browser.call('threads/keyring', {});
    expect(before.periods.map(({ share }) => share)).toEqual(
      [later, next, over].map(({ share }) => toBase64url(share)),
    );

    const seen = periodEnd(over.period);
    await house.travel(seen);
    await anna.login();
    await anna.browser.call('threads/keyring', {});
    await house.travel(seen + 14 * dayMs);
    expect(await search(shares)).toEqual({ shred: ['later', 'next'], files: [], dump: [] });
    // Why it must never have been there: what was sealed under it is still in the log of the database.
    const wal = new Finder(formsOfBytes('sealed', sealed)).inFolder(join(cluster, 'pg_wal'));
    expect(labels(wal)).toEqual(['sealed']);
    expect(await sealedOf(over.period)).toBeUndefined();
    await house.comeBack();
  }, 90_000);

  it('a folder that is missing stops the start; an empty one in its place means that all is lost', async () => {
    await house.stop();
    const aside = `${shredFolder()}-aside`;
    renameSync(shredFolder(), aside);
    await expect(house.start()).rejects.toThrow('the folder shred is missing');
    await house.db.destroy();
    expect(existsSync(shredFolder())).toBe(false);
    renameSync(aside, shredFolder());
    await house.start();
    await anna.login();
    const kept = (await anna.browser.call('threads/keyring', {})).periods.length;
    expect(kept).toBeGreaterThan(0);

    await house.stop();
    rmSync(shredFolder(), { recursive: true });
    mkdirSync(shredFolder());
    await house.start();
    expect((await anna.browser.call('threads/keyring', {})).periods).toEqual([]);
    // Her next list brings new secrets for the same weeks.
    await anna.browser.call('threads/publish', publication(world, anna, 2, periodsFrom(thisPeriod(), 3)));
    expect((await anna.browser.call('threads/keyring', {})).periods).toHaveLength(3);
  });
});
