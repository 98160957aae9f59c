/**
 * P5. Somebody with the portal's role in the database alters the rows of those who founded. The witness keeps nothing for them,
 * because no entry made them. What the root names of them stands there all the same after the next start.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { mutantModule } from '../../support/attacks/mutant.ts';
import { TestEnv, type Source } from '../../support/server/portal.ts';
import { bytes } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let testEnv: TestEnv;
let world: World;
let app: pg.Client;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 3);
  app = new pg.Client({ connectionString: testEnv.urls.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await testEnv.close();
});

const restart = (patch?: string) =>
  testEnv.restart(patch === undefined ? undefined : ((<T>(path: string) => mutantModule<T>(patch, path)) as Source));

async function rows(): Promise<unknown> {
  const member = await testEnv.db.selectFrom('member').selectAll().orderBy('member').execute();
  const keys = await testEnv.db.selectFrom('credential').select(['id', 'member', 'public_key']).orderBy('id').execute();
  const cards = await testEnv.db.selectFrom('card').select(['id', 'member', 'login_key']).orderBy('id').execute();
  const slots = await testEnv.db.selectFrom('slot').select(['member', 'bytes']).orderBy('bytes').execute();
  return { member, keys, cards, slots };
}

const others = () => world.officers.slice(1).map(({ member }) => member);

async function alter(): Promise<void> {
  const key = Buffer.from(bytes(1216));
  await app.query('update member set seal_key = $1, open_key = $1, user_handle = $2 where member = any($3)', [
    key,
    Buffer.from(bytes(32)),
    others(),
  ]);
  await app.query('delete from credential where member = any($1)', [others()]);
  await app.query("update card set login_key = decode(repeat('07', 32), 'hex') where member = any($1)", [others()]);
}

it('the rows of founders that were altered are written anew, and they come in', async () => {
  const before = await rows();
  await alter();
  expect(await rows()).not.toEqual(before);
  await restart();
  expect(await rows()).toEqual(before);
  for (const officer of world.officers)
    await expect(officer.login()).resolves.toMatchObject({ member: officer.member });
});

it('and stay altered where nothing is kept of them', async () => {
  const before = await rows();
  await restart('founders-unkept');
  rmSync(join(testEnv.built.portal.config.dataDir, 'founders'));
  await alter();
  await restart('founders-unkept');
  expect(await rows()).not.toEqual(before);
  await expect(world.officers[1]?.login()).rejects.toThrow('login-unknown');
});
