/**
 * P5. What the portal itself must not do to its log when a process dies, an answer is lost, two readers come at once, or
 * somebody writes into the database: sign another tree, destroy before the verdict, forget what was committed, or stop.
 * The portal runs in this process over PostgreSQL, beside a real witness process; copies of it lack one check each.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import pg from 'pg';
import { pino } from 'pino';
import { equal } from '#protocol/core/bytes.ts';
import { verifyCheckpoint } from '#protocol/log/checkpoint.ts';
import type { Leaf } from '#protocol/log/leaf.ts';
import { hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import * as realCommit from '../../../server/log/commit.ts';
import * as realPlace from '../../../server/log/place.ts';
import * as realReader from '../../../server/log/reader.ts';
import * as realMigrate from '../../../server/migrate.ts';
import { openDatabase } from '../../../server/db.ts';
import { databaseLimits } from '../../../server/timed-pool.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { mutantModule } from '../../support/attacks/mutant.ts';
import { freshDatabase } from '../../support/processes/database.ts';
import { LostAnswer } from '../../support/server/lost-answer.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { TestEnv, type Source } from '../../support/server/portal.ts';
import { World } from '../../support/server/world.ts';

/** The portal's files, of a copy without one check. */
const without =
  (patch: string): Source =>
  <T>(file: string) =>
    mutantModule<T>(patch, file);

const notice = (): Leaf => ({ type: 'notice', nonce: bytes(16), tag: bytes(16), commitment: bytes(32) });

let testEnv: TestEnv;
let world: World;
beforeAll(async () => {
  testEnv = await TestEnv.open(undefined, databaseLimits);
  world = await World.found(testEnv.client, await testEnv.link(), 2);
});
afterAll(() => testEnv.close());
/** The next test begins with the portal as it is. */
afterEach(() => testEnv.restart());

async function append(count = 1): Promise<number> {
  const leaves = Array.from({ length: count }, notice);
  const { first } = await testEnv.built.portal.commits.commit(
    async () => undefined,
    () => leaves,
  );
  return first + count - 1;
}

const leavesNow = async () =>
  (await testEnv.db.selectFrom('log_entry').select('leaf').orderBy('idx').execute()).map(({ leaf }) => leaf);

describe('a removal that is void', () => {
  const slotsOf = async (one: Person) =>
    (await testEnv.db.selectFrom('slot').select('bytes').where('member', '=', one.member).execute()).length;

  /**
   * Committed, and the witness is gone before it is told; it is back when the entry's time is over. Answers how many slots
   * were left while the entry waited.
   */
  async function removedTooLate(guest: Person): Promise<number> {
    // The times of verdicts never fall, and the last one may be of a clock that was ahead.
    const ahead = Math.max(0, (await world.sync()).verdicts.time - Date.now());
    const entry = world.entry({ type: 'remove', member: guest.member }, { expires: Date.now() + ahead + 63_000 });
    const sent = { entry: await world.signed(entry, [world.founder]), minted: null };
    const { witness } = testEnv.built.portal;
    const mirror = witness.mirror.bind(witness);
    witness.mirror = async (...given) => {
      await testEnv.witness.kill();
      return mirror(...given);
    };
    expect(await world.founder.browser.refused('roster/propose', sent)).toBe('witness-away');
    const left = await slotsOf(guest);
    await testEnv.restartWith({ witness: ahead + 120_000 });
    await testEnv.witness.start();
    await vi.waitFor(() => testEnv.built.portal.publisher.publish(), { timeout: 60_000 });
    await testEnv.restartWith({});
    return left;
  }

  it('has destroyed nothing: she comes in again', async () => {
    const guest = await world.addMember('participant');
    const before = await slotsOf(guest);
    expect(await removedTooLate(guest)).toBe(before);
    expect([await slotsOf(guest), before > 0]).toEqual([before, true]);
    await guest.login();
  });

  it('would have destroyed her keys, where effects do not wait for the verdict', async () => {
    const guest = await world.addMember('participant');
    await testEnv.restart(without('effect-at-commit'));
    await world.founder.login();
    expect(await removedTooLate(guest)).toBe(0);
    // The portal as it is finds that rows of hers are gone, and writes them anew.
    await guest.login();
  });
});

describe('junk in the place of verdicts', () => {
  const junk = () =>
    withClient(testEnv.urls.ownerUrl, (client) =>
      client.query("update verdict set line = '\\x00', signature = decode(repeat('00', 64), 'hex') where leaf > 0"),
    );

  it('is asked for anew, from the first that does not hold', async () => {
    const { size } = (await world.sync()).verdicts;
    await junk();
    await testEnv.restart();
    const { rosterCache } = testEnv.built.portal;
    expect([rosterCache.firstWaiting, rosterCache.roster.verdicts.size]).toEqual([undefined, size]);
    const rows = await testEnv.db.selectFrom('verdict').select('signature').execute();
    expect(rows.every(({ signature }) => signature.length === 64)).toBe(true);
    await world.founder.login();
    await world.addMember('participant');
  });

  it('would be waited for without end, where only new entries are a reason to ask', async () => {
    await junk();
    await testEnv.restart(without('verdict-unasked'));
    const { rosterCache, publisher } = testEnv.built.portal;
    await publisher.publish();
    expect(rosterCache.firstWaiting).toBeDefined();
  });

  it('would keep the portal from starting, where a row is believed or nothing is', async () => {
    await junk();
    await expect(testEnv.restart(without('junk-stops'))).rejects.toThrow();
    await testEnv.start();
  });
});

describe('a COMMIT whose answer is lost and that arrives late', () => {
  let between: LostAnswer;
  beforeAll(async () => {
    between = await LostAnswer.before(testEnv, 0);
  });
  afterAll(async () => {
    Object.assign(testEnv.config, { databaseUrl: testEnv.urls.appUrl });
    await testEnv.restart();
    between.close();
  });

  /** Answers whether the portal knows of the entry in the moment in which it takes acts again. */
  async function knownAfterDoubt(source?: Source): Promise<boolean> {
    const guest = await world.addMember('participant');
    await testEnv.restart(source);
    await world.founder.login();
    await world.sync();
    const entry = world.entry({ type: 'remove', member: guest.member });
    const sent = { entry: await world.signed(entry, [world.founder]), minted: null };
    between.delayNext(1200);
    expect(await world.founder.browser.refused('roster/propose', sent)).toBe('outcome-unknown');
    const { commits, rosterCache } = testEnv.built.portal;
    const known = () => rosterCache.firstWaiting ?? rosterCache.newestJudged;
    const before = world.roster.verdicts.leaf;
    return vi.waitFor(
      async () => {
        let seen = -1;
        await commits.commit(
          async () => undefined,
          () => [],
          { settled: () => (seen = known()) },
        );
        return seen > before;
      },
      { timeout: 60_000, interval: 20 },
    );
  }

  it('is known before anything else is judged', async () => {
    expect(await knownAfterDoubt()).toBe(true);
  });

  it('would be unknown to the entry that is judged next, where memory is read without the lock', async () => {
    expect(await knownAfterDoubt(without('read-without-lock'))).toBe(false);
  });
});

describe('two readers at once', () => {
  async function builtAnew({ Reader }: typeof realReader): Promise<number> {
    const said: string[] = [];
    const reader = new Reader(testEnv.db, pino({ level: 'warn' }, { write: (line) => said.push(line) }));
    const failed: unknown[] = [];
    const reads = Array.from({ length: 40 }, async (_, i) => {
      if (i % 4 === 0) await append(2);
      await reader.read().catch((error: unknown) => failed.push(error));
    });
    await Promise.all(reads);
    return said.length + failed.length;
  }

  it('take each entry once', async () => {
    expect(await builtAnew(realReader)).toBe(0);
  });

  it('would take it twice, where they do not wait for each other', async () => {
    expect(await builtAnew(mutantModule('unserialised-reader', 'server/log/reader.ts'))).toBeGreaterThan(0);
  });
});

describe('a witness that stands where the portal does not know', () => {
  /** Somebody with the log's key was there between two steps of the portal: what it sends was taken already. */
  async function publishedAfter(): Promise<string> {
    const { publisher, witness } = testEnv.built.portal;
    await publisher.published(await append());
    const send = witness.addCheckpoint.bind(witness);
    let isFirst = true;
    witness.addCheckpoint = async (body) => {
      if (isFirst) await send(body);
      isFirst = false;
      return send(body);
    };
    return publisher.published(await append(3)).then(
      () => 'published',
      (error: unknown) => (error as { code: string }).code,
    );
  }

  it('says where, and is told from there', async () => {
    expect(await publishedAfter()).toBe('published');
  });

  it('would answer 409 for ever, where the portal goes on from its own size', async () => {
    await testEnv.restart(without('own-size-always'));
    expect(await publishedAfter()).toBe('witness-away');
    await expect(testEnv.built.portal.publisher.publish()).rejects.toThrow('witness-away');
  });
});

describe('a portal that was paused while another took over', () => {
  /** How many entries the older one still appends. */
  async function writtenByOlder({ migrate }: typeof realMigrate): Promise<number> {
    const urls = await freshDatabase();
    const db = openDatabase(urls.appUrl);
    const owner = new pg.Client({ connectionString: urls.ownerUrl });
    await owner.connect();
    try {
      await owner.query('drop schema public cascade');
      await owner.query('create schema public');
      await owner.query('grant usage on schema public to public');
      await migrate(urls.ownerUrl);
      await owner.query('select log_push(array[$1::bytea])', [Buffer.concat([Buffer.of(2), Buffer.alloc(64)])]);
      const portal = async () =>
        new realCommit.Commits(db, { generation: await realPlace.beginWriting(db), lost: () => undefined });
      const older = await portal();
      await portal();
      const size = async () => (await db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;
      const before = await size();
      const written = older.commit(
        async () => undefined,
        () => [notice()],
      );
      await written.catch((error: unknown) => expect(error).toMatchObject({ code: 'DD001' }));
      return (await size()) - before;
    } finally {
      await owner.end();
      await db.destroy();
      await urls.drop();
    }
  }

  it('writes nothing when it wakes', async () => {
    expect(await writtenByOlder(realMigrate)).toBe(0);
  });

  it('would go on writing, where the database does not compare generations', async () => {
    expect(await writtenByOlder(mutantModule('no-generation', 'server/migrate.ts'))).toBe(1);
  });
});

describe('a head of the log that is not the one of its entries', () => {
  const putRoot = (root: Uint8Array) =>
    withClient(testEnv.urls.ownerUrl, (client) => client.query('update log_head set root = $1', [Buffer.from(root)]));

  /** The roots that the portal signs while the database names another one than its entries have. */
  async function signed(): Promise<readonly string[]> {
    const { publisher, witness, logKey } = testEnv.built.portal;
    await publisher.published(await append());
    const last = await append(2);
    const hashes = (await leavesNow()).map(hashLeaf);
    await putRoot(bytes(32));
    const roots: string[] = [];
    const send = witness.addCheckpoint.bind(witness);
    witness.addCheckpoint = (body) => {
      const note = body.slice(body.indexOf('\n\n') + 2);
      const { checkpoint } = verifyCheckpoint(note, { origin: logKey.origin, publicKey: logKey.pair.publicKey });
      roots.push(equal(checkpoint.root, rootOf(hashes.slice(0, checkpoint.size))) ? 'its own' : 'another');
      return send(body);
    };
    await expect(publisher.published(last)).rejects.toThrow('witness-away');
    await putRoot(rootOf(hashes));
    return roots;
  }

  it('is not signed', async () => {
    expect(await signed()).toEqual([]);
  });

  // The last one: the witness has seen two roots at one size, and says nothing any more.
  it('would be signed, where the tree is not compared with it', async () => {
    await testEnv.restart(without('unchecked-tree'));
    expect(await signed()).toContain('another');
  });
});
