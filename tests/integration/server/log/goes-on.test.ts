/**
 * The log always goes on: random interleavings of entries, planted leaves, crashes and restarts of portal and witness, with
 * the real functions of both, PostgreSQL and the witness's file between them. At the end both hold the same verdicts, nothing
 * waits, everything is cosigned, and what a client replays is what the head names.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { concat, equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { requireRosterAt, verifyHead } from '#protocol/log/head.ts';
import { hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { stateOf } from '#protocol/roster/state.ts';
import { desk } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';
import { withClient } from '../../../../tools/postgres-roles.ts';

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: readonly Person[];

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
  staff = [await world.addMember('staff'), await world.addMember('staff')];
}, 120_000);
afterAll(() => testEnv.close());

const plant = (leaf: Uint8Array) =>
  withClient(testEnv.urls.ownerUrl, (client) => client.query('select log_push(array[$1::bytea])', [Buffer.from(leaf)]));

async function complete(operation: Operation, lifeMs = 3_600_000): Promise<void> {
  const entry = world.entry(operation, { expires: Date.now() + lifeMs });
  const sent = { entry: await world.signed(entry, world.quorum), minted: null };
  await world.founder.browser.call('roster/propose', sent);
}

const person = (i: number) => staff[i % staff.length] as Person;

/** Each may fail, and nothing of it may be lost or done twice. */
const acts: Readonly<Record<string, (i: number) => Promise<unknown>>> = {
  join: (i) => complete({ type: 'desk-join', desk: travel, member: person(i).member }),
  leave: (i) => complete({ type: 'desk-leave', desk: travel, member: person(i).member }),
  'an entry that is over': (i) => complete({ type: 'desk-join', desk: travel, member: person(i).member }, 500),
  'an unknown leaf': () => plant(concat(new Uint8Array([77]), bytes(64))),
  'a roster leaf without a body': () => plant(concat(new Uint8Array([2]), bytes(64))),
  publish: () => testEnv.built.portal.publisher.publish(),
  'the portal again': () => testEnv.restart(),
  'the witness away': () => testEnv.witness.kill(),
  'the witness back': () => testEnv.witness.start(),
  'junk in the place of a verdict': () =>
    withClient(testEnv.urls.ownerUrl, (client) =>
      client.query(
        `insert into verdict (leaf, line, signature) select idx, '\\x00', decode(repeat('00', 64), 'hex') from log_entry
         where get_byte(leaf, 0) = 2 order by idx desc limit 1
         on conflict (leaf) do update set line = excluded.line, signature = excluded.signature`,
      ),
    ),
};

let isUp = true;
async function run(name: string, i: number): Promise<void> {
  if (name === 'the witness back' && isUp) return;
  if (name === 'the witness away' && !isUp) return;
  if (name === 'the witness back') isUp = true;
  if (name === 'the witness away') isUp = false;
  await world.sync().catch(() => undefined);
  await (acts[name] as (typeof acts)[string])(i).catch(() => undefined);
}

async function requireWhole(): Promise<void> {
  if (!isUp) await run('the witness back', 0);
  for (let round = 0; round < 3; round++) await testEnv.built.portal.publisher.publish().catch(() => undefined);
  const { rosterCache, publisher } = testEnv.built.portal;
  const rows = await testEnv.db.selectFrom('log_entry').select(['idx', 'leaf']).orderBy('idx').execute();
  const leaves = rows.map(({ leaf }) => leaf);
  expect(rows.map(({ idx }) => idx)).toEqual(leaves.map((_, i) => i));
  expect(publisher.cosigned).toBe(leaves.length);
  expect(rosterCache.firstWaiting).toBeUndefined();
  expect(await testEnv.db.selectFrom('effect').select('leaf').execute()).toEqual([]);
  const verdicts = await testEnv.db.selectFrom('verdict').select('leaf').orderBy('leaf').execute();
  const rosterLeaves = rows.filter(({ leaf }) => leaf[0] === 2).map(({ idx }) => idx);
  expect(verdicts.map(({ leaf }) => leaf)).toEqual(rosterLeaves);
  const nonce = bytes(32);
  const answer = await testEnv.built.portal.witness.head(toBase64url(nonce));
  const { genesis, rootfp } = world.roster;
  const head = verifyHead(genesis, rootfp, fromBase64url(answer.head), fromBase64url(answer.signature), nonce);
  expect([head.size, head.root]).toEqual([leaves.length, rootOf(leaves.map(hashLeaf))]);
  const replayed = await world.sync();
  requireRosterAt(replayed, head);
  expect(equal(stateOf(rosterCache.roster), head.state)).toBe(true);
  for (const one of [...world.officers, ...staff]) await one.login();
}

it('whatever happens in between, portal, witness and client agree at the end', async () => {
  const names = fc.constantFrom(...Object.keys(acts));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, fc.nat(1)), { minLength: 4, maxLength: 10 }), async (steps) => {
      for (const [name, i] of steps) await run(name, i);
      await requireWhole();
    }),
    { numRuns: Number(process.env['RUNS'] ?? 4), endOnFailure: true },
  );
}, 300_000);
