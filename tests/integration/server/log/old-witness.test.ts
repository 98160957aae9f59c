/**
 * A witness that is restored from an older copy is told again what it misses, with the verdicts that it gave: an entry that
 * was good in time stays good, although it would be too late by now. It is told how far it had come, so that it takes
 * nothing back of what it released. Until then people are told that it is away, never that the log shrank.
 */
import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { headCodec } from '#protocol/log/head.ts';
import { findCard } from '#protocol/roster/roster-state.ts';
import { desk, file, kind, open, type Filed } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';
import { withClient } from '../../../../tools/postgres-roles.ts';

const dayMs = 24 * 3600 * 1000;
const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: Person;
let filed: Filed;
/** The witness's folder as it was before it knew any log. */
let unfounded: string;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  const founding = await copied();
  cpSync(founding, (unfounded = `${founding}-unfounded`), { recursive: true });
  rmSync(founding, { recursive: true });
  world = await World.found(testEnv.client, await testEnv.link());
  staff = await world.addMember('staff', travel);
  await world.mintEpoch(travel, staff);
  await world.mintMonth(new Date().toISOString().slice(0, 7));
  const anna = await world.addMember('participant');
  filed = await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') });
});
afterAll(async () => {
  vi.useRealTimers();
  await testEnv.close();
});

const sizes = async () => ({
  log: (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size,
  witness: (await testEnv.witness.call('GET', '/state')).json.size as number,
});

async function copied(): Promise<string> {
  const { dataDir } = testEnv.witness;
  const copy = `${dataDir}-copy`;
  await testEnv.witness.kill();
  cpSync(dataDir, copy, { recursive: true });
  await testEnv.witness.start();
  return copy;
}

async function restored(copy: string): Promise<void> {
  const { dataDir } = testEnv.witness;
  await testEnv.witness.kill();
  rmSync(dataDir, { recursive: true });
  cpSync(copy, dataDir, { recursive: true });
  rmSync(copy, { recursive: true });
  await testEnv.witness.start();
}

async function headSize(): Promise<number | string> {
  const nonce = toBase64url(bytes(32));
  try {
    const { head } = await world.founder.browser.call('log/head', { nonce });
    return headCodec.parse(fromBase64url(head)).size;
  } catch (error) {
    return (error as Error).message;
  }
}

it('a portal that runs meanwhile hands on no head of less, and brings it up', async () => {
  const copy = await copied();
  await world.addMember('participant');
  const { log } = await sizes();
  await restored(copy);
  const seen = new Set<number | string>();
  await expect
    .poll(
      async () => {
        const size = await headSize();
        seen.add(size);
        return size;
      },
      { interval: 20 },
    )
    .toBe(log);
  expect([...seen].filter((size) => size !== log)).toEqual(['log/head: 503 witness-away']);
  await world.addMember('participant');
});

it('what it released and forgot counts as opened, also where somebody wrote false checkpoints', async () => {
  const copy = await copied();
  expect((await open(world, staff, travel, [filed])).contents).toEqual([utf8('passport')]);
  const [opening] = await testEnv.db.selectFrom('outcome').select('leaf').orderBy('leaf', 'desc').limit(1).execute();
  await testEnv.stop();
  await restored(copy);
  // The portal, too, lost what the witness said.
  await withClient(testEnv.urls.ownerUrl, async (client) => {
    await client.query('delete from log_sealed where leaf = $1', [opening?.leaf]);
    await client.query('delete from outcome where leaf = $1', [opening?.leaf]);
    await client.query("insert into checkpoint (size, root, note) values (100000, sha256(''), 'junk')");
  });
  await testEnv.start();
  const word = async () =>
    (
      await testEnv.db
        .selectFrom('outcome')
        .select('word')
        .where('leaf', '=', opening?.leaf ?? -1)
        .execute()
    )[0]?.word;
  await expect.poll(word).toBe('unknown');
  const after = await sizes();
  expect(after.witness).toBe(after.log);
  expect((await open(world, staff, travel, [filed])).contents).toEqual([utf8('passport')]);
});

it('is brought up also where it has forgotten the log itself', async () => {
  const before = await sizes();
  await restored(unfounded);
  expect((await sizes()).witness).toBe(0);
  await testEnv.restart();
  expect(await sizes()).toEqual(before);
  const { head } = await testEnv.built.portal.witness.head(toBase64url(bytes(32)));
  const { outcomes, size } = headCodec.parse(fromBase64url(head));
  expect([outcomes.released, size]).toEqual([0, before.log]);
  // Of what it released before it says that it does not know.
  const opened = await testEnv.db.selectFrom('outcome').select(['leaf', 'word']).execute();
  expect(opened.map(({ word }) => word)).toContain('released');
  const { items } = await testEnv.built.portal.witness.outcomes(opened.map(({ leaf }) => leaf));
  expect(new Set(items.map(({ word }) => word))).toEqual(new Set(['unknown']));
  expect((await open(world, staff, travel, [filed])).contents).toEqual([utf8('passport')]);
  await world.addMember('participant');
});

// The last one: times of verdicts do not fall again.
it('the log goes on after a witness was restored from a copy of two days ago', async () => {
  const copy = await copied();
  const guest = await world.addMember('participant');
  const before = await sizes();
  expect(before.witness).toBe(before.log);

  await restored(copy);
  expect((await sizes()).witness).toBeLessThan(before.log);
  await testEnv.travel(Date.now() + 2 * dayMs);
  await expect.poll(sizes).toEqual(before);

  await world.founder.login();
  expect(findCard(await world.sync(), guest.member)).toBeDefined();
  await world.addMember('participant');
});
