/** The log's reader and publisher beside a witness that is asked by many, is ahead, is behind, or knows another log. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { base64 } from '@scure/base';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { concat, fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { signCheckpoint } from '#protocol/log/checkpoint.ts';
import { headCodec } from '#protocol/log/head.ts';
import { encodeLeaf, type Leaf } from '#protocol/log/leaf.ts';
import { consistencyProof, hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import { Reader } from '../../../../server/log/reader.ts';
import { file, kind } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let anna: Person;
let owner: pg.Client;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
  owner = new pg.Client({ connectionString: testEnv.urls.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await testEnv.close();
});

const publisher = () => testEnv.built.portal.publisher;
const notice = (): Leaf => ({ type: 'notice', nonce: bytes(16), tag: bytes(16), commitment: bytes(32) });

/** Committed, and nobody has told the publisher. */
async function appended(count = 1): Promise<number> {
  const leaves = Array.from({ length: count }, notice);
  const { first } = await testEnv.built.portal.commits.commit(
    async () => undefined,
    () => leaves,
  );
  return first + count - 1;
}

async function leavesNow(): Promise<Uint8Array[]> {
  const rows = await testEnv.db.selectFrom('log_entry').select('leaf').orderBy('idx').execute();
  return rows.map((row) => row.leaf);
}

async function headNow() {
  return testEnv.db.selectFrom('log_head').select(['size', 'root']).executeTakeFirstOrThrow();
}

async function witnessAt(): Promise<{ size: number; root: string }> {
  const { size, root } = (await testEnv.witness.call('GET', '/state')).json;
  return { size, root };
}

/** What a second process with the log's key would do: mirror these leaves and have their tree cosigned. */
async function publishElsewhere(leaves: readonly Uint8Array[]): Promise<void> {
  const { size: old } = await witnessAt();
  const fresh = concat(...leaves.slice(old));
  const mirrored = await testEnv.witness.call('POST', '/mirror', {
    from: old,
    clock: Date.now(),
    leaves: toBase64url(fresh),
    entries: [],
    needs: [],
    said: [],
  });
  expect(mirrored.json).toMatchObject({ size: leaves.length });
  const { origin, pair } = testEnv.built.portal.logKey;
  const hashes = leaves.map(hashLeaf);
  const key = { name: origin, publicKey: pair.publicKey, use: 'log' } as const;
  const note = signCheckpoint({ origin, size: leaves.length, root: rootOf(hashes) }, key, pair.secretKey);
  const proof = consistencyProof(old, hashes).map((hash) => `${base64.encode(hash)}\n`);
  const answer = await testEnv.witness.call('POST', '/add-checkpoint', `old ${old}\n${proof.join('')}\n${note}`);
  expect(answer.status).toBe(200);
}

/** Every few seconds the portal looks for what nobody has published. That look does not come first here. */
async function appendedElsewhere(count: number): Promise<number> {
  const look = vi.spyOn(publisher(), 'schedulePublish').mockReturnValue(undefined);
  try {
    const leaf = await appended(count);
    await publishElsewhere(await leavesNow());
    return leaf;
  } finally {
    look.mockRestore();
  }
}

/** The log, the tree in memory and the witness are one. */
async function expectOneLog(): Promise<void> {
  const head = await headNow();
  const { tree, cosigned } = publisher();
  expect([tree.size, tree.root(), cosigned]).toEqual([head.size, head.root, head.size]);
  expect(await witnessAt()).toEqual({ size: head.size, root: toBase64url(head.root) });
}

const backup = () => join(testEnv.config.dataDir, 'older-witness');

async function keepWitness(): Promise<void> {
  await testEnv.witness.kill();
  rmSync(backup(), { recursive: true, force: true });
  cpSync(testEnv.witness.dataDir, backup(), { recursive: true });
  await testEnv.witness.start();
}

async function bringWitnessBack(): Promise<void> {
  await testEnv.witness.kill();
  rmSync(testEnv.witness.dataDir, { recursive: true });
  cpSync(backup(), testEnv.witness.dataDir, { recursive: true });
  await testEnv.witness.start();
}

describe('many callers at once', () => {
  it('are answered in turn: nobody has the tree built anew', async () => {
    const written: string[] = [];
    const reader = new Reader(testEnv.db, pino({ level: 'warn' }, { write: (line) => written.push(line) }));
    const reads = Array.from({ length: 40 }, async (_, i) => {
      const last = i % 4 === 0 ? await appended(2) : 0;
      const { tree, size, root } = await reader.read();
      expect(size).toBeGreaterThan(last);
      expect(tree.root(size)).toEqual(root);
    });
    await Promise.all(reads);
    expect(written).toEqual([]);
    const { size, root } = await headNow();
    expect([reader.tree.size, reader.tree.root()]).toEqual([size, root]);
  });

  it('read each entry once, whatever is appended between', async () => {
    for (let round = 0; round < 4; round++) {
      // After a failed round everybody asks and reads anew.
      await testEnv.witness.kill();
      await appended(3);
      await expect(publisher().publish()).rejects.toThrow('witness-away');
      await testEnv.witness.start();
      const last = await appended(5);
      const callers = Array.from({ length: 24 }, async (_, i) => {
        if (i % 3 === 0) await appended(2);
        if (i % 5 === 0) return publisher().published(last);
        return publisher().requireWitness();
      });
      await Promise.all(callers);
      await publisher().published((await headNow()).size - 1);
      await expectOneLog();
    }
  });

  it('read each entry once while rounds are under way', async () => {
    for (let round = 0; round < 10; round++) {
      const leaf = await appended(3);
      const all = [publisher().published(leaf), ...Array.from({ length: 6 }, () => publisher().requireWitness())];
      await Promise.all(all);
    }
    await expectOneLog();
  });
});

describe('a witness that is ahead', () => {
  it('by a checkpoint that we never heard of is followed at once', async () => {
    await publisher().published(await appended());
    const leaf = await appendedElsewhere(4);
    await publisher().published(leaf);
    await expectOneLog();
  });

  it('and behind what was appended since is told from its place', async () => {
    await publisher().published(await appended());
    await appendedElsewhere(3);
    await publisher().published(await appended(2));
    await expectOneLog();
  });
});

describe('a witness that is behind', () => {
  it('is brought up with the next entry', async () => {
    await publisher().published(await appended());
    await keepWitness();
    await publisher().published(await appended(5));
    await bringWitnessBack();
    await publisher().published(await appended());
    await expectOneLog();
  });

  it('is brought up although nobody writes, once somebody asks for a head or for the witness', async () => {
    for (const ask of [
      // A head of less than people hold is handed on to nobody.
      async () =>
        expect(await anna.browser.refused('log/head', { nonce: toBase64url(bytes(32)) })).toBe('witness-away'),
      async () => expect((await publisher().requireWitness()).size).toBe((await headNow()).size),
    ]) {
      await publisher().published(await appended());
      await keepWitness();
      await publisher().published(await appended(5));
      await bringWitnessBack();
      await ask();
      await expect.poll(async () => (await witnessAt()).size).toBe((await headNow()).size);
      const { head } = await anna.browser.call('log/head', { nonce: toBase64url(bytes(32)) });
      expect(headCodec.parse(fromBase64url(head)).size).toBe((await headNow()).size);
    }
  });

  it('is brought up when the portal starts', async () => {
    await keepWitness();
    await publisher().published(await appended(2));
    await testEnv.stop();
    await bringWitnessBack();
    await testEnv.start();
    await expectOneLog();
  });
});

describe('a tree that went wrong in memory', () => {
  const wrong: readonly [string, () => void][] = [
    ['holds an entry too many', () => publisher().tree.append(bytes(32))],
    ['holds one twice', () => publisher().tree.append(publisher().tree.tile(0, 0, 1)?.[0] as Uint8Array)],
    ['has a flipped bit', () => flip(publisher().tree.size - 1)],
  ];
  function flip(index: number): void {
    const hash = publisher().tree.tile(0, 0, index + 1)?.[index] as Uint8Array;
    hash[0] = (hash[0] as number) ^ 1;
  }

  it.each(wrong)('because it %s is built anew, and only what is right was signed', async (_, spoil) => {
    // An odd size: the newest leaf is in the root by itself.
    await publisher().published(await appended(publisher().tree.size % 2 === 0 ? 1 : 2));
    spoil();
    await publisher().requireWitness();
    await publisher().published(await appended());
    spoil();
    await publisher().published(await appended(2));
    await expectOneLog();
    const filed = await file(world, { kind: kind('card'), author: anna, owner: anna, content: utf8('card') });
    await publisher().published(filed.leaf);
  });
});

describe('a table that contradicts itself', () => {
  it('is not signed, and people still read', async () => {
    await publisher().published(await appended());
    const before = await witnessAt();
    const leaf = await appended(2);
    const put = (hash: Uint8Array) =>
      owner.query('update log_entry set leaf_hash = $1 where idx = $2', [Buffer.from(hash), leaf]);
    await put(bytes(32));
    await expect(publisher().published(leaf)).rejects.toThrow('witness-away');
    await expect(publisher().requireWitness()).rejects.toThrow('witness-away');
    expect(await witnessAt()).toEqual(before);
    expect((await anna.browser.call('records/mine', { after: 0 })).records.length).toBeGreaterThan(0);
    await put(hashLeaf((await leavesNow())[leaf] as Uint8Array));
    await testEnv.restart();
    await expectOneLog();
  });

  it('hands the witness no bytes that are not behind its hashes', async () => {
    await publisher().published(await appended());
    const leaf = await appended(2);
    const right = (await leavesNow())[leaf] as Uint8Array;
    const put = (of: Uint8Array) =>
      owner.query('update log_entry set leaf = $1 where idx = $2', [Buffer.from(of), leaf]);
    await put(encodeLeaf(notice()));
    await expect(publisher().published(leaf)).rejects.toThrow('witness-away');
    await put(right);
    await testEnv.restart();
    // Had the witness mirrored the other bytes, nothing could ever be cosigned again.
    await expectOneLog();
  });

  it('with a gap is not signed', async () => {
    await publisher().published(await appended());
    const leaf = await appended(3);
    const move = (from: number, to: number) => owner.query('update log_entry set idx = $2 where idx = $1', [from, to]);
    await move(leaf - 1, leaf + 100);
    await expect(publisher().published(leaf)).rejects.toThrow('witness-away');
    await move(leaf + 100, leaf - 1);
    await testEnv.restart();
    await expectOneLog();
  });
});

describe('a fork', () => {
  beforeEach(async () => {
    await publisher().published(await appended());
    await keepWitness();
  });
  afterEach(async () => {
    await bringWitnessBack();
    await testEnv.restart();
    await publisher().published(await appended());
    await expectOneLog();
  });

  /** The witness forgets the newest entries, and is given as many others as there are. */
  async function forkWitness(others: number): Promise<{ size: number; root: string }> {
    const shared = await leavesNow();
    await publisher().published(await appended(2));
    await bringWitnessBack();
    await publishElsewhere([...shared, ...Array.from({ length: others }, () => encodeLeaf(notice()))]);
    return witnessAt();
  }

  it('is one: the running portal signs nothing more, not after a restart either, and people still read', async () => {
    const other = await forkWitness(3);
    await expect(publisher().requireWitness()).rejects.toThrow('witness-away');
    await expect(publisher().published(await appended(5))).rejects.toThrow('witness-away');
    expect(await witnessAt()).toEqual(other);
    await testEnv.restart();
    await expect(publisher().published(await appended())).rejects.toThrow('witness-away');
    expect(await witnessAt()).toEqual(other);
    expect((await anna.browser.call('records/mine', { after: 0 })).records.length).toBeGreaterThan(0);
  });

  it.each([1, 2, 3])(
    'that the publisher meets first is refused as well, the other log %i entries on',
    async (others) => {
      const other = await forkWitness(others);
      await expect(publisher().published(await appended(6))).rejects.toThrow('witness-away');
      await expect(publisher().requireWitness()).rejects.toThrow('witness-away');
      expect(await witnessAt()).toEqual(other);
    },
  );

  it('is also a log that is shorter than the witness knows it, and stays one when it has grown', async () => {
    await publishElsewhere([...(await leavesNow()), encodeLeaf(notice())]);
    const other = await witnessAt();
    await expect(publisher().requireWitness()).rejects.toThrow('witness-away');
    await expect(publisher().published(await appended(3))).rejects.toThrow('witness-away');
    expect(await witnessAt()).toEqual(other);
  });
});
