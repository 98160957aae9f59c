// Rows that somebody with the portal's database role can write. None of them stops the log, the roster or a reader.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { signedEntry } from '#protocol/roster/roster.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let app: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
  app = new pg.Client({ connectionString: testEnv.urls.appUrl });
  owner = new pg.Client({ connectionString: testEnv.urls.ownerUrl });
  await app.connect();
  await owner.connect();
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await testEnv.close();
});

const portal = () => testEnv.built.portal;
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => '',
    (error: { code?: string }) => error.code ?? 'none',
  );

/** A roster leaf with its body and its effect, as the portal itself writes them. Answers its index. */
async function plant(by: pg.Client, body: Uint8Array): Promise<number> {
  await by.query('begin');
  try {
    const { rows } = await by.query('select generation, log_lock(generation) as size from writer');
    const { generation, size } = rows[0] as { generation: string; size: string };
    await by.query('insert into roster_entry (leaf, bytes) values ($1, $2)', [size, Buffer.from(body)]);
    await by.query("insert into effect (leaf, members, wraps, slots) values ($1, '{}', '{}', '{}')", [size]);
    await by.query('select log_append($1, array[$2::bytea])', [generation, Buffer.from(encodeLeaf(rosterLeaf(body)))]);
    await by.query('commit');
    return Number(size);
  } catch (error) {
    await by.query('rollback');
    throw error;
  }
}

async function requireGoesOn(): Promise<void> {
  const guest = await world.addMember('participant');
  await world.enact({ type: 'remove', member: guest.member }, [world.founder]);
  const head = await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow();
  expect(portal().publisher.cosigned).toBe(head.size);
}

async function restart(): Promise<void> {
  await testEnv.restart();
  for (const one of world.officers) await one.login();
}

describe('an effect', () => {
  it('of bytes that are no entry ends with their verdict', async () => {
    const reload = vi.spyOn(portal().rosterCache, 'load');
    const leaf = await plant(app, bytes(100));
    await portal().publisher.publish();
    expect(portal().rosterCache.verdictOn(leaf)).toBe('malformed');
    // Each would cost as much as there are.
    expect(reload).not.toHaveBeenCalled();
    reload.mockRestore();
    expect(await testEnv.db.selectFrom('effect').select('leaf').execute()).toEqual([]);
    await requireGoesOn();
  });

  it('is taken with its own new entry only', async () => {
    const put = (leaf: string) =>
      codeOf(
        app.query(`insert into effect (leaf, members, wraps, slots) select ${leaf}, '{}', '{}', '{}' from log_head`),
      );
    expect([await put('0'), await put('size - 1'), await put('size + 1')]).toEqual(['DD002', 'DD002', 'DD002']);
    expect(await put('size'), 'without the entry').toBe('23503');
    await requireGoesOn();
  });
});

describe('a body', () => {
  it('that the witness would not read is refused', async () => {
    expect(await codeOf(plant(app, bytes(131_073)))).toBe('23514');
    await requireGoesOn();
  });

  it('that is there all the same makes its leaf void, and no more', async () => {
    await owner.query('alter table roster_entry drop constraint roster_entry_bytes_bound');
    for (const length of [131_073, 300_000]) {
      const leaf = await plant(app, bytes(length));
      await portal().publisher.publish();
      expect(portal().rosterCache.verdictOn(leaf)).toBe('entry-missing');
      await requireGoesOn();
    }
    await restart();
    await requireGoesOn();
  });

  it('that comes back after the verdict is passed over, as the line says', async () => {
    const entry = world.entry({ type: 'remove', member: world.founder.member });
    const body = signedEntry.encode({ entry, signatures: [], card: undefined });
    const leaf = await plant(app, body);
    await owner.query('delete from effect');
    await owner.query('delete from roster_entry where leaf = $1', [leaf]);
    await portal().publisher.publish();
    expect(portal().rosterCache.verdictOn(leaf)).toBe('entry-missing');
    await owner.query('insert into roster_entry (leaf, bytes) values ($1, $2)', [leaf, Buffer.from(body)]);
    await restart();
    expect(portal().rosterCache.firstWaiting).toBeUndefined();
    await requireGoesOn();
  });
});

describe('a verdict that somebody altered', () => {
  it.each(['0', '(select max(leaf) from verdict)'])(
    'on leaf %s is asked for again, though nobody writes',
    async (leaf) => {
      await portal().publisher.publish();
      await app.query(`update verdict set signature = decode(repeat('00', 64), 'hex') where leaf = ${leaf}`);
      await restart();
      await expect.poll(() => portal().rosterCache.firstWaiting).toBeUndefined();
      const nonce = toBase64url(bytes(32));
      expect(await codeOf(world.founder.browser.call('log/head', { nonce }))).toBe('');
      await requireGoesOn();
    },
  );

  it('while the witness is away is asked for once it is back', async () => {
    await app.query(`update verdict set signature = decode(repeat('00', 64), 'hex') where leaf > 2`);
    await testEnv.witness.kill();
    await testEnv.restart();
    expect(portal().rosterCache.firstWaiting).toBeGreaterThan(2);
    await testEnv.witness.start();
    await expect.poll(() => portal().rosterCache.firstWaiting).toBeUndefined();
    for (const one of world.officers) await one.login();
    await requireGoesOn();
  });
});

describe('a checkpoint', () => {
  const noteNow = async () => (await world.founder.browser.call('log/checkpoint', {})).note;
  const put = (size: string, root: string, note: string) =>
    app.query(`select checkpoint_put(generation, size + ${size}, ${root}, '${note}') from writer, log_head`);
  const rows = () => testEnv.db.selectFrom('checkpoint').select(['size', 'note']).where('note', '=', 'junk').execute();

  it('of another root is not kept, and does not keep the right one out', async () => {
    await app.query('begin');
    await app.query(
      "select log_append(generation, array['\\x01'::bytea || decode(repeat('00', 64), 'hex')]) from writer",
    );
    await put('0', "decode(repeat('00', 32), 'hex')", 'junk');
    await app.query('commit');
    expect(await rows()).toEqual([]);
    await portal().publisher.publish();
    const { size } = await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow();
    expect(await noteNow()).toMatch(new RegExp(`^[^\n]*\n${size}\n`, 'u'));
    await requireGoesOn();
  });

  it('of the right root with junk is handed to nobody, also after a restart', async () => {
    await portal().publisher.publish();
    const before = await noteNow();
    await put('0', 'root', 'junk');
    expect(await rows()).toHaveLength(1);
    expect(await noteNow()).toBe(before);
    await restart();
    const [first, at] = before.split('\n');
    expect((await noteNow()).split('\n').slice(0, 2)).toEqual([first, at]);
    await requireGoesOn();
  });
});

describe('many bodies', () => {
  // More than the witness reads in one question, and more than the database answers in time.
  it('of 130 kB is one of 260: the witness is told of all, and the portal starts', async () => {
    const bodies = Array.from({ length: 260 }, () => bytes(130_000));
    await testEnv.witness.kill();
    await owner.query('begin');
    for (const body of bodies) {
      const { rows } = await owner.query('select first from log_push(array[$1::bytea])', [
        Buffer.from(encodeLeaf(rosterLeaf(body))),
      ]);
      await owner.query('insert into roster_entry (leaf, bytes) values ($1, $2)', [
        (rows[0] as { first: string }).first,
        Buffer.from(body),
      ]);
    }
    await owner.query('commit');
    await testEnv.witness.start();
    await vi.waitFor(() => portal().publisher.publish(), { timeout: 60_000, interval: 500 });
    await testEnv.restart();
    expect(portal().rosterCache.firstWaiting).toBeUndefined();
  });
});

describe('entries that nobody signed, as long as they may be', () => {
  const longest = 131_072;
  /** Answers by how many bytes the answer to a sign-in has grown. */
  async function grownBy(count: number): Promise<number> {
    const size = async () => JSON.stringify(await world.founder.login()).length;
    const before = await size();
    for (let i = 0; i < count; i++) {
      await plant(app, bytes(longest));
      await portal().publisher.publish();
    }
    return (await size()) - before;
  }

  it('are shown to the witness and to members up to a megabyte in all', async () => {
    await grownBy(9);
    expect(await grownBy(4)).toBeLessThan(4 * 1024);
    await requireGoesOn();
    await testEnv.restart();
    await world.founder.login();
    await requireGoesOn();
  });

  it('would be in every sign-in for ever', async () => {
    await testEnv.restart(<T>(file: string) => mutantModule<T>('all-entries-shown', file));
    await world.founder.login();
    expect(await grownBy(4)).toBeGreaterThan(4 * longest);
    await testEnv.restart();
  });
});
