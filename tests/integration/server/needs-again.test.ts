/**
 * A witness that was restored from an older copy takes its verdicts back, and has lost what the entries need (protocol
 * §3.11). The portal notices it and hands it again, so that a portal that is restored later finds everybody's way in.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { programmeDesk } from '#protocol/core/ids.ts';
import { keptKey } from '../../../server/keys.ts';
import { readNeeds, type EntryNeeds } from '../../../server/roster/needs.ts';
import { mutantModule } from '../../support/attacks/mutant.ts';
import { mintMembersKey } from '../../support/server/closed.ts';
import { desk } from '../../support/server/seal-record.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { World } from '../../support/server/world.ts';
import { thisMonth } from '../../support/this-month.ts';

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
/** The witness's folder as it was after the founding. */
let old: string;
let before: ReadonlyMap<number, EntryNeeds>;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
  const guest = await world.addMember('participant');
  old = await copied();
  const leaver = await world.addMember('participant');
  const tove = await world.addMember('staff', travel, programmeDesk);
  await world.mintEpoch(travel, tove);
  await world.mintMonth(thisMonth());
  await mintMembersKey(world, tove);
  await world.recover(guest);
  await world.enact({ type: 'remove', member: leaver.member }, [world.founder]);
  before = await kept();
});
afterAll(async () => {
  await testEnv.close();
  rmSync(old, { recursive: true });
});

async function copied(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dd-witness-'));
  await testEnv.witness.kill();
  cpSync(testEnv.witness.dataDir, folder, { recursive: true, filter: (path) => !path.endsWith('socket') });
  await testEnv.witness.start();
  return folder;
}

async function restored(): Promise<void> {
  await testEnv.stop();
  await testEnv.witness.kill();
  rmSync(testEnv.witness.dataDir, { recursive: true });
  cpSync(old, testEnv.witness.dataDir, { recursive: true });
  await testEnv.witness.start();
}

/** By leaf, as the portal reads it. */
async function kept(): Promise<ReadonlyMap<number, EntryNeeds>> {
  const folder = await copied();
  const db = new DatabaseSync(join(folder, 'state.sqlite'));
  const rows = db.prepare('select needs.leaf, body, bytes from needs join verdict using (leaf) order by leaf').all();
  db.close();
  rmSync(folder, { recursive: true });
  const key = keptKey(testEnv.config.dataDir, 'restore');
  const read = rows as unknown as { leaf: number; body: Uint8Array; bytes: Uint8Array }[];
  return new Map(read.map(({ leaf, body, bytes }) => [leaf, ordered(readNeeds(key, world.rootfp, body, bytes))]));
}

/** Rows of a table have no order. */
function ordered({ person, epoch }: EntryNeeds): EntryNeeds {
  const pairs = epoch?.members.map((member, at) => [member, epoch.wraps[at]] as const).toSorted();
  return {
    person: person && {
      ...person,
      slots: person.slots.toSorted(),
      keys: person.keys.map((key) => ({ ...key, counter: 0 })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    },
    epoch: epoch && {
      ...epoch,
      members: (pairs ?? []).map(([member]) => member),
      wraps: (pairs ?? []).map(([, wrap]) => wrap ?? ''),
    },
  };
}

it('a witness that lost nothing lacks nothing', async () => {
  expect(before.size).toBeGreaterThan(4);
  expect(await testEnv.built.portal.witness.needs([])).toEqual({ lacks: [] });
});

it('where the portal does not ask, they are gone', async () => {
  await restored();
  await testEnv.start(<T>(file: string) => mutantModule<T>('needs-not-handed', file));
  expect((await kept()).size).toBeLessThan(before.size);
});

it('one that was restored has again what it had, and nothing of who was removed', async () => {
  await restored();
  await testEnv.start();
  expect(await kept()).toEqual(before);
  expect(await testEnv.built.portal.witness.needs([])).toEqual({ lacks: [] });
  // And it goes on.
  await world.founder.login();
  await world.addMember('participant');
});

it('takes nothing that it did not lack', async () => {
  const [leaf] = before.keys();
  const bytes = new Uint8Array(80).fill(7);
  await testEnv.built.portal.witness.needs([
    { leaf: leaf ?? 0, bytes },
    { leaf: 0, bytes },
    { leaf: 1_000_000, bytes },
  ]);
  expect([...(await kept())].slice(0, before.size)).toEqual([...before]);
});
