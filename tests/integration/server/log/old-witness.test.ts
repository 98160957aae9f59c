/**
 * A witness that is restored from a copy of two days ago is told again what it misses, with the verdicts that it gave then:
 * an entry that was good in time stays good, although it would be too late by now.
 */
import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findCard } from '#protocol/roster/roster-state.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { World } from '../../../support/server/world.ts';

const dayMs = 24 * 3600 * 1000;
let testEnv: TestEnv;
let world: World;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
}, 60_000);
afterAll(async () => {
  vi.useRealTimers();
  await testEnv.close();
});

const sizes = async () => ({
  log: (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size,
  witness: (await testEnv.witness.call('GET', '/state')).json.size as number,
});

it('the log goes on after a witness was restored from a copy of two days ago', async () => {
  const { dataDir } = testEnv.witness;
  const copy = `${dataDir}-copy`;
  await testEnv.witness.kill();
  cpSync(dataDir, copy, { recursive: true });
  await testEnv.witness.start();
  const guest = await world.addMember('participant');
  const before = await sizes();
  expect(before.witness).toBe(before.log);

  await testEnv.witness.kill();
  rmSync(dataDir, { recursive: true });
  cpSync(copy, dataDir, { recursive: true });
  rmSync(copy, { recursive: true });
  await testEnv.witness.start();
  expect((await sizes()).witness).toBeLessThan(before.log);
  await testEnv.travel(Date.now() + 2 * dayMs);
  await expect.poll(sizes, { timeout: 10_000 }).toEqual(before);

  await world.founder.login();
  expect(findCard(await world.sync(), guest.member)).toBeDefined();
  await world.addMember('participant');
}, 60_000);
