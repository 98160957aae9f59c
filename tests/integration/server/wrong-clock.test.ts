// A clock that is wrong destroys nothing: not the portal's, not the database's, not the witness's, nor all three at once.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { toId, type ChunkId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { sealChunk } from '#protocol/threads/chunk.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';
import { periodsFrom, publication, thisPeriod, today, signedChunk } from '../../support/server/writing.ts';

const dayMs = 24 * 3600 * 1000;
const far = 200 * dayMs;

let testEnv: TestEnv;
let world: World;
let anna: Person;

interface Held {
  /** Slots of the key-share file that are not empty. */
  readonly shares: number;
  readonly secrets: number;
  readonly chunks: number;
  readonly parcels: number;
  readonly blobs: number;
  readonly requests: number;
}

async function held(): Promise<Held> {
  const file = readFileSync(join(testEnv.config.dataDir, 'key-shares', 'shares'));
  const slots = Array.from({ length: file.length / 64 }, (_, i) => file.subarray(i * 64, i * 64 + 64));
  return withClient(testEnv.urls.ownerUrl, async (client) => {
    const count = async (table: string) =>
      Number((await client.query<{ rows: string }>(`select count(*) as rows from ${table}`)).rows[0]?.rows);
    return {
      shares: slots.filter((slot) => slot.some((byte) => byte !== 0)).length,
      secrets: await count('period_secret'),
      chunks: await count('chunk'),
      parcels: await count('parcel'),
      blobs: await count('blob'),
      requests: await count('public_request'),
    };
  });
}

async function keepChunk(kind: 'desk' | 'short', day: number): Promise<void> {
  const [chunk, share] = [toId<ChunkId>(bytes(16)), key32(bytes(32))];
  const place = { rootfp: world.rootfp, member: anna.member, chunk };
  const sealed = toBase64url(sealChunk(anna.accountSecret, share, place, bytes(100), bytes(32)));
  const kept = { chunk, kind, day, version: 0, sealed, share: toBase64url(share) };
  await anna.browser.call('threads/keep', signedChunk(world, anna, kept));
}

/** Of each sort one that is due tomorrow and one that is not, written as the owner of the database where no act does. */
async function fill(): Promise<void> {
  await anna.browser.call('threads/publish', publication(world, anna, 1, periodsFrom(thisPeriod(), 3)));
  testEnv.wrongFromNow(-13 * dayMs);
  await anna.login();
  await keepChunk('short', today());
  vi.useRealTimers();
  await anna.login();
  await keepChunk('short', today());
  await keepChunk('desk', today());
  await withClient(testEnv.urls.ownerUrl, async (client) => {
    for (const [i, day] of [today() + 1 - limits.parcelDays, today()].entries()) {
      await client.query('insert into parcel (sequence, tag, body, day) values ($1, $2, $3, $4)', [
        i + 1,
        bytes(16),
        bytes(limits.parcelBytes),
        day,
      ]);
      await client.query('insert into blob (blob, at, count, day, piece) values ($1, 0, 1, $2, $3)', [
        toBase64url(bytes(16)),
        day,
        bytes(100),
      ]);
    }
    await client.query('update stream set newest = 2');
    for (const days of [1, 30])
      await client.query(
        `insert into public_request (kind, publication, epoch, sealed, at, until)
         values ('seat', $1, 1, $2, now(), date_trunc('day', now(), 'UTC') + $3 * interval '1 day')`,
        [bytes(32), bytes(100), days],
      );
  });
}

const all: Held = { shares: 6, secrets: 3, chunks: 3, parcels: 2, blobs: 2, requests: 2 };

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
  await fill();
  expect(await held()).toEqual(all);
});
afterAll(() => testEnv.close());

const whyNot = () => testEnv.built.portal.agreed.whyNot;

describe('nothing is deleted', () => {
  afterEach(async () => {
    await testEnv.restartWith({});
    expect(await held()).toEqual(all);
    expect(whyNot()).toBeUndefined();
  });

  it('by a portal that is started 200 days ahead, whatever its members then ask for', async () => {
    await testEnv.restartWith({ portal: far });
    expect(whyNot()).toBe('clocks-differ');
    await anna.login();
    // What is over by the wrong clock is not handed out, and stays.
    expect((await anna.browser.call('threads/chunks', {})).chunks).toEqual([]);
    expect((await anna.browser.call('threads/keyring', {})).periods).toEqual([]);
    expect(await held()).toEqual(all);
  });

  it('nor by one whose clock is put ahead while it runs', async () => {
    testEnv.wrongFromNow(far);
    await anna.login();
    await anna.browser.call('threads/chunks', {});
    await anna.browser.call('threads/keyring', {});
    expect(await held()).toEqual(all);
  });

  it.each([far, -far, 11 * 60_000])('where the witness’s clock alone is wrong by %d ms', async (witness) => {
    await testEnv.restartWith({ witness });
    expect(whyNot()).toBe('clocks-differ');
    expect(await held()).toEqual(all);
  });

  it.each([far, -far, 11 * 60_000])('where the database’s clock alone is wrong by %d ms', async (database) => {
    await testEnv.restartWith({ database });
    expect(whyNot()).toBe('clocks-differ');
    expect(await held()).toEqual(all);
  });

  it('where portal and database agree, and the witness does not', async () => {
    await testEnv.restartWith({ portal: far, database: far });
    expect(whyNot()).toBe('clocks-differ');
    expect(await held()).toEqual(all);
  });

  it('where all three are 200 days ahead of when they were last compared', async () => {
    await testEnv.restartWith({ portal: far, database: far, witness: far });
    expect(whyNot()).toBe('time-jumped');
    expect(await held()).toEqual(all);
    // A second start is no confirmation.
    await testEnv.restartWith({ portal: far, database: far, witness: far });
    expect(whyNot()).toBe('time-jumped');
    // Nor is the right day, while the clocks show another.
    testEnv.sayToday(Date.now() - far);
    await testEnv.restartWith({ portal: far, database: far, witness: far });
    expect(whyNot()).toBe('time-jumped');
  });

  it('while the witness does not answer', async () => {
    await testEnv.witness.kill();
    await testEnv.restartWith({ portal: 2 * dayMs, database: 2 * dayMs });
    expect(whyNot()).toBe('witness-away');
    expect(await held()).toEqual(all);
    await testEnv.witness.start();
  });
});

describe('what is due is deleted', () => {
  const tomorrow = (today() + 1) * dayMs;

  it('not a moment before, and on its day', async () => {
    await testEnv.travel(tomorrow - 1);
    expect(await held()).toEqual(all);
    await testEnv.travel(tomorrow);
    expect(await held()).toEqual({ shares: 5, secrets: 3, chunks: 2, parcels: 1, blobs: 1, requests: 1 });
    expect(whyNot()).toBeUndefined();
  });

  it('after a long stop, once a person has said which day it is', async () => {
    const [later, days] = [tomorrow + 40 * dayMs, 40 * dayMs + tomorrow - Date.now()];
    await testEnv.restartWith({ portal: days, database: days, witness: days });
    expect(whyNot()).toBe('time-jumped');
    expect((await held()).chunks).toBe(2);
    await testEnv.travel(later);
    expect(await held()).toEqual({ shares: 4, secrets: 3, chunks: 1, parcels: 1, blobs: 1, requests: 0 });
    // A clock that is put back would begin the two weeks of her shares too early, and end them at once.
    testEnv.wrongFromNow(-20 * dayMs);
    await anna.login();
    expect((await anna.browser.call('threads/keyring', {})).periods).toHaveLength(3);
    await testEnv.travel(later);
    expect((await held()).secrets).toBe(3);
    // Once: a day that nobody needed does not count for the next jump.
    const farther = { portal: days + far, database: days + far, witness: days + far };
    testEnv.sayToday(later + far);
    await testEnv.restartWith({ portal: days, database: days, witness: days });
    await testEnv.restartWith(farther);
    expect(whyNot()).toBe('time-jumped');
    // Nor is a start without its memory a first start.
    const compared = join(testEnv.config.dataDir, 'key-shares', 'compared');
    rmSync(compared);
    await testEnv.restartWith(farther);
    expect(whyNot()).toBe('time-unknown');
    writeFileSync(compared, 'damaged');
    writeFileSync(join(testEnv.config.dataDir, 'key-shares', 'today'), 'tomorrow');
    await testEnv.restartWith(farther);
    expect(whyNot()).toBe('time-unknown');
    expect((await held()).secrets).toBe(3);
  });

  it('without the witness only when a person has said which day it is', async () => {
    vi.useRealTimers();
    const parcelsOver = (today() + limits.parcelDays + 1) * dayMs;
    const ahead = parcelsOver - Date.now();
    await testEnv.witness.kill();
    await testEnv.restartWith({ portal: ahead, database: ahead });
    expect(whyNot()).toBe('witness-away');
    expect((await held()).parcels).toBe(1);
    testEnv.sayToday(parcelsOver);
    await testEnv.restartWith({ portal: ahead, database: ahead });
    expect(whyNot()).toBeUndefined();
    expect(await held()).toEqual({ shares: 4, secrets: 3, chunks: 1, parcels: 0, blobs: 0, requests: 0 });
    await testEnv.witness.start();
  });
});
