/**
 * P36. Fifty thousand rows of garbage that say that they are of one record keep nobody waiting: neither whose record it is,
 * nor the team that reads it. Counted are the questions to the database, and the rows that it answers.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import type { Person } from '../../../support/server/person.ts';
import { plantRows } from '../../../support/server/planted-rows.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { desk, file, kind, type Filed } from '../../../support/server/seal-record.ts';
import { World } from '../../../support/server/world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: Person;
let anna: Person;
let filed: Filed;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  staff = await world.addMember('staff', travel);
  await world.mintEpoch(travel, staff);
  anna = await world.addMember('participant');
  filed = await file(world, filing());
});
afterAll(() => testEnv.close());

const filing = () => ({ kind: kind('travel'), author: anna, owner: anna, content: utf8('a journey') });

/** What the database is asked about records meanwhile, in transactions too, and how many rows it answers. */
async function work(act: () => Promise<unknown>): Promise<{ questions: number; rows: number }> {
  const asked = vi.spyOn(pg.Client.prototype, 'query');
  await act();
  const texts = asked.mock.calls as unknown as readonly (readonly [text: unknown])[];
  const about = texts.flatMap(([text], i) => (/"record"/u.test(String(text)) ? [asked.mock.results[i]?.value] : []));
  asked.mockRestore();
  const answers = (await Promise.all(about)) as unknown as readonly { readonly rows: readonly unknown[] }[];
  return { questions: about.length, rows: answers.reduce((sum, { rows }) => sum + rows.length, 0) };
}

const mine = () => anna.browser.call('records/mine', { after: 0 });
const queue = () => staff.browser.call('records/desk', { desk: travel, after: 0 });
const save = async () => void (filed = await file(world, { ...filing(), before: filed }));
const few = { questions: 10, rows: 20 };

async function expectLittle(): Promise<void> {
  for (const act of [mine, queue, save, mine]) {
    const { questions, rows } = await work(act);
    expect(questions).toBeGreaterThan(0);
    expect(questions).toBeLessThan(few.questions);
    expect(rows).toBeLessThan(few.rows);
  }
  expect((await mine()).records.map(({ leaf }) => leaf)).toContain(filed.leaf);
  expect((await queue()).records.map(({ leaf }) => leaf)).toContain(filed.leaf);
}

it('without them little is asked', async () => {
  await mine();
  await expectLittle();
});

it('at leaves of something else they are counted once, and not one is read', async () => {
  await plantRows(testEnv.urls.appUrl, { like: filed.sealed.digest, record: filed.record, count: 50_000 });
  await testEnv.restart();
  // What rows say of themselves is read in pages.
  expect((await work(mine)).questions).toBeLessThan(20);
  expect((await mine()).setAside).toBe(50_000);
  await expectLittle();
});

it('they would all be read, and held to be hers, where the log is not asked first', async () => {
  // After her newest, so that they are the latest.
  await plantRows(testEnv.urls.appUrl, { like: filed.sealed.digest, record: filed.record, count: 20_000 });
  await testEnv.restart(<T>(path: string) => mutantModule<T>('stray-read', path));
  expect((await work(mine)).questions).toBeGreaterThan(200);
  await testEnv.restart();
});

it('at leaves that commit to them each is read once, many together', async () => {
  const count = 5000;
  await plantRows(testEnv.urls.appUrl, { like: filed.sealed.digest, record: filed.record, count, committed: true });
  await testEnv.restart();
  expect((await work(mine)).questions).toBeLessThan(count / 100 + 20);
  expect((await mine()).setAside).toBe(70_000 + count);
  await expectLittle();
});
