/**
 * A COMMIT that happened and whose answer did not arrive: late, lost while the database stays away, or lost alone. The portal
 * finds out by itself, without a restart, and finishes what the entry does.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findCard } from '#protocol/roster/roster-state.ts';
import { migrate } from '../../../../server/migrate.ts';
import { databaseLimits } from '../../../../server/timed-pool.ts';
import { withClient } from '../../../../tools/postgres-roles.ts';
import { removePostgres, startPostgres } from '../../../../tools/postgres.ts';
import { LostAnswer } from '../../../support/server/lost-answer.ts';
import type { Person } from '../../../support/server/person.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { World } from '../../../support/server/world.ts';
import { periodsFrom, publication, thisPeriod } from '../../../support/server/writing.ts';

const timeout = 20_000;
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

async function openEnv(database?: Parameters<typeof TestEnv.open>[0]): Promise<TestEnv> {
  const testEnv = await TestEnv.open(database, databaseLimits);
  undo.push(() => testEnv.close());
  return testEnv;
}

async function openLosing(testEnv: TestEnv, awayMs: number): Promise<LostAnswer> {
  const between = await LostAnswer.before(testEnv, awayMs);
  undo.push(() => between.close());
  return between;
}

/** What PostgreSQL says when its disk is full in the moment of COMMIT. The COMMIT may be on the disk all the same. */
function panic(): Uint8Array {
  const fields = Buffer.from('SPANIC\0VPANIC\0C53100\0Mno space left on device\0\0');
  const head = Buffer.from('E....');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

async function removal(world: World, of: Person) {
  await world.sync();
  const entry = world.entry({ type: 'remove', member: of.member });
  return { entry: await world.signed(entry, [world.founder]), minted: null };
}

/** How many key shares are in the portal's file. */
function shares(testEnv: TestEnv): number {
  const file = readFileSync(join(testEnv.config.dataDir, 'key-shares', 'shares'));
  return Array.from({ length: file.length / 64 }, (_, i) => file.subarray(i * 64, i * 64 + 64)).filter((slot) =>
    slot.some((byte) => byte !== 0),
  ).length;
}

/** Nobody writes meanwhile: the portal alone has the newest entry judged, done and cosigned. */
async function requireFinished(testEnv: TestEnv): Promise<void> {
  await vi.waitFor(
    async () => {
      const { leaf } = await testEnv.db
        .selectFrom('roster_entry')
        .select('leaf')
        .orderBy('leaf', 'desc')
        .executeTakeFirstOrThrow();
      const { size } = await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow();
      const { rosterCache, publisher } = testEnv.built.portal;
      expect([rosterCache.newestJudged, publisher.cosigned]).toEqual([leaf, size]);
      expect((await testEnv.witness.call('GET', '/state')).json.size).toBe(size);
      expect(await testEnv.db.selectFrom('effect').select('leaf').execute()).toEqual([]);
    },
    { timeout, interval: 200 },
  );
}

describe('the answer to the COMMIT of an entry', () => {
  it('is lost, and the database stays away for three seconds', async () => {
    const testEnv = await openEnv();
    const world = await World.found(testEnv.client, await testEnv.link());
    const between = await openLosing(testEnv, 3000);
    await world.founder.login();
    const guest = await world.addMember('participant');
    const sent = await removal(world, guest);
    between.loseNext();
    expect(await world.founder.browser.refused('roster/propose', sent)).toBe('outcome-unknown');
    expect(between.lost).toBe(1);
    // Nothing is judged by a roster of which nobody knows whether it is the newest.
    const asked = testEnv.built.portal.commits.commit(
      async () => undefined,
      () => [],
    );
    await expect(asked).rejects.toMatchObject({ code: 'database-away' });
    await requireFinished(testEnv);
    await world.founder.login();
    expect(findCard(await world.sync(), guest.member)).toBeUndefined();
    await world.addMember('participant');
  }, 60_000);

  it('is lost, and the database is there: the shares of the removed are forgotten', async () => {
    const testEnv = await openEnv();
    const world = await World.found(testEnv.client, await testEnv.link());
    const between = await openLosing(testEnv, 0);
    await world.founder.login();
    const guest = await world.addMember('participant');
    await guest.browser.call('threads/publish', publication(world, guest, 1, periodsFrom(thisPeriod(), 3)));
    await requireFinished(testEnv);
    expect(shares(testEnv)).toBe(3);
    const sent = await removal(world, guest);
    between.loseNext();
    expect(await world.founder.browser.refused('roster/propose', sent)).toBe('outcome-unknown');
    await requireFinished(testEnv);
    await vi.waitFor(() => expect(shares(testEnv)).toBe(0), { timeout });
  }, 60_000);

  it('is that PostgreSQL ends itself', async () => {
    const testEnv = await openEnv();
    const world = await World.found(testEnv.client, await testEnv.link());
    const between = await openLosing(testEnv, 1000);
    await world.founder.login();
    const guest = await world.addMember('participant');
    const sent = await removal(world, guest);
    between.loseNext(panic());
    expect(await world.founder.browser.refused('roster/propose', sent)).toBe('outcome-unknown');
    await requireFinished(testEnv);
  }, 60_000);

  it('comes after four seconds', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'dd-slow-commit-'));
    const postgres = await startPostgres({ dataDir, fsync: false });
    undo.push(async () => {
      await postgres.stop();
      removePostgres(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    });
    const { ownerUrl, appUrl, publicUrl } = postgres;
    await migrate(ownerUrl);
    // A COMMIT waits for a standby that is not there until it is taken off the list: to the portal this is a slow disk.
    const waitFor = (standby: string) =>
      withClient(ownerUrl, async (client) => {
        await client.query('set synchronous_commit = local');
        await client.query(`alter system set synchronous_standby_names = '${standby}'`);
        await client.query('select pg_reload_conf()');
      });
    const drop = async () => undefined;
    const testEnv = await openEnv(Promise.resolve({ name: 'portal', ownerUrl, appUrl, publicUrl, drop }));
    const world = await World.found(testEnv.client, await testEnv.link());
    const guest = await world.addMember('participant');
    const sent = await removal(world, guest);
    await waitFor('nobody');
    await wait(500);
    const told = world.founder.browser.refused('roster/propose', sent);
    await wait(4000);
    await waitFor('');
    expect(await told).toBe('outcome-unknown');
    await requireFinished(testEnv);
    expect(findCard(await world.sync(), guest.member)).toBeUndefined();
  }, 60_000);
});

it('a founding whose COMMIT is not answered has founded the event', async () => {
  const testEnv = await openEnv();
  const between = await openLosing(testEnv, 3000);
  const link = await testEnv.link();
  between.loseNext();
  await expect(World.found(testEnv.client, link)).rejects.toThrow('outcome-unknown');
  expect(between.lost).toBe(1);
  await requireFinished(testEnv);
  expect(testEnv.built.portal.rosterCache.founded).toBe(true);
});
