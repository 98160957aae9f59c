/**
 * What entries need stands with the witness, sealed (protocol §3.11). The witness cannot read it. A portal whose database
 * is an older backup takes it back with its restore key, and everybody comes in again.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { programmeDesk, membersDesk } from '#protocol/core/ids.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { openNeeds } from '#protocol/roster/needs.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { keptKey } from '../../../server/keys.ts';
import { readNeeds } from '../../../server/roster/needs.ts';
import { mutantFolder } from '../../support/attacks/mutant.ts';
import { freshDatabase, type FreshDatabase } from '../../support/processes/database.ts';
import { inherited } from '../../support/processes/inherited.ts';
import { mintMembersKey } from '../../support/server/closed.ts';
import { desk } from '../../support/server/seal-record.ts';
import { TestEnv } from '../../support/server/portal.ts';
import type { Person } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';

const travel = desk('travel');
const care = desk('communications');
let testEnv: TestEnv;
let world: World;
let tove: Person;
let guest: Person;
let leaver: Person;
let brief: Person;
/** The database as it was before most of it. */
let backup: FreshDatabase;
/** The same; nothing is ever taken back into it. */
let untouched: FreshDatabase;
/** A leaf since then that is no entry of the member list. */
let planted: number;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
  leaver = await world.addMember('participant');
  guest = await world.addMember('participant');
  await testEnv.stop();
  backup = await freshDatabase(testEnv.urls.name);
  untouched = await freshDatabase(testEnv.urls.name);
  await testEnv.start();
  planted = await sizeOf(testEnv.urls.ownerUrl);
  await withClient(testEnv.urls.ownerUrl, (client) =>
    client.query('select log_push(array[$1::bytea])', [Buffer.alloc(65, 3)]),
  );
  tove = await world.addMember('staff', travel, programmeDesk);
  await world.mintEpoch(travel, tove);
  await world.mintMonth(new Date().toISOString().slice(0, 7));
  await mintMembersKey(world, tove);
  await world.recover(guest);
  await world.enact({ type: 'remove', member: leaver.member }, [world.founder]);
  // Somebody came since, has a copy of a desk's key, and is gone again.
  brief = await world.addMember('staff', care);
  await world.mintEpoch(care, brief);
  await world.enact({ type: 'remove', member: brief.member }, world.officers);
});
afterAll(async () => {
  await testEnv.close();
  await backup.drop();
  await untouched.drop();
});

const sizeOf = (ownerUrl: string) =>
  withClient(ownerUrl, async (client) => Number((await client.query('select size from log_head')).rows[0].size));

const restoreKey = () => keptKey(testEnv.config.dataDir, 'restore');

interface Kept {
  readonly leaf: number;
  readonly body: Uint8Array;
  readonly bytes: Uint8Array;
}

/** A copy of the witness's folder, as the operator takes it. */
async function copyWitness(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dd-witness-'));
  await testEnv.witness.kill();
  cpSync(testEnv.witness.dataDir, folder, { recursive: true, filter: (path) => !path.endsWith('socket') });
  await testEnv.witness.start();
  return folder;
}

async function kept(): Promise<readonly Kept[]> {
  const folder = await copyWitness();
  const db = new DatabaseSync(join(folder, 'state.sqlite'));
  const rows = db.prepare('select needs.leaf, body, bytes from needs join verdict using (leaf) order by leaf').all();
  db.close();
  rmSync(folder, { recursive: true });
  return rows as unknown as Kept[];
}

const tables = [
  'slot',
  'card',
  'credential',
  'desk_key',
  'desk_seed',
  'month_key',
  'month_seed',
  'members_seed',
] as const;
async function rowsOf(table: (typeof tables)[number]) {
  const rows = await testEnv.db.selectFrom(table).selectAll().execute();
  const told = ['made_at', 'added_at', 'used_at', 'counter'];
  // She who came and went since the backup has no row any more to which a seed could belong.
  const lasting = rows.filter((row) => !('member' in row) || row.member !== brief.member);
  return lasting.map((row) => JSON.stringify(Object.entries(row).filter(([name]) => !told.includes(name)))).toSorted();
}

describe('with the witness', () => {
  it('stand slots, full keys and wraps of each entry, which the portal opens', async () => {
    const needs = (await kept()).map(({ body, bytes }) => readNeeds(restoreKey(), world.rootfp, body, bytes));
    const people = needs.flatMap(({ person }) => (person === null ? [] : [person]));
    const [renewed] = people.filter(({ sealKey }) => equalText(sealKey, guest.keys.seal.publicKey));
    const slots = await testEnv.db.selectFrom('slot').select('bytes').where('member', '=', guest.member).execute();
    expect(new Set(renewed?.slots)).toEqual(new Set(slots.map(({ bytes }) => textOf(bytes))));
    const staff = people.find(({ openKey }) => openKey !== null);
    expect(staff?.openKey).toBe(textOf(tove.open?.publicKey));
    const epochs = needs.flatMap(({ epoch }) => (epoch === null ? [] : [epoch]));
    const seeds = await testEnv.db.selectFrom('desk_seed').select('wrap').where('desk', '=', travel).execute();
    expect(epochs.map(({ wraps }) => wraps)).toContainEqual(seeds.map(({ wrap }) => textOf(wrap)));
    // The removed member's are gone, and the recovered one's earlier ones.
    expect(people).toHaveLength(2);
  });

  it('nobody else opens it: not with the keys of the witness, nor with any other of the portal', async () => {
    const [first] = await kept();
    const { bytes } = first as Kept;
    const seeds = readFileSync(join(testEnv.witness.dataDir, 'key'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => key32(fromBase64url(line.split(' ')[1] ?? '')));
    const others: readonly Key32[] = [
      ...seeds,
      keptKey(testEnv.config.dataDir, 'log'),
      keptKey(testEnv.config.dataDir, 'session'),
    ];
    for (const key of others)
      expect(() => openNeeds(key, world.rootfp, bytes.slice(0, 32), bytes)).toThrow('wrong-key');
    const folder = await copyWitness();
    const disk = readFileSync(join(folder, 'state.sqlite'));
    rmSync(folder, { recursive: true });
    const slots = await testEnv.db.selectFrom('slot').select('bytes').execute();
    for (const { bytes: slot } of slots) expect(disk.includes(Buffer.from(slot))).toBe(false);
    expect(disk.includes(Buffer.from(tove.open?.publicKey ?? []))).toBe(false);
    expect(disk.includes(Buffer.from(restoreKey()))).toBe(false);
  });
});

describe('a portal whose database is an older one', () => {
  interface Run {
    readonly note?: string;
    /** The checkout, or a copy without a check. */
    readonly top?: string;
    readonly more?: readonly string[];
  }

  const checkout = resolve(import.meta.dirname, '../../..');
  function takeBack(folder: string, ownerUrl: string, { note, top = checkout, more = [] }: Run = {}) {
    const args = [join(top, 'tools/take-back.ts'), folder, ...more];
    if (note !== undefined) {
      writeFileSync(join(folder, 'note'), note);
      args.push('--note', join(folder, 'note'));
    }
    const env = { ...inherited, DATABASE_OWNER_URL: ownerUrl, DATA_DIR: testEnv.config.dataDir };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  }

  function noteOf(folder: string): string {
    const copy = new DatabaseSync(join(folder, 'state.sqlite'));
    const { note } = copy.prepare('select note from cosigned').get() as { note: string };
    copy.close();
    return note;
  }

  const newestNote = async () =>
    (await testEnv.db.selectFrom('checkpoint').select('note').orderBy('size', 'desc').executeTakeFirstOrThrow()).note;

  function alter(folder: string, sqlText: string): void {
    const copy = new DatabaseSync(join(folder, 'state.sqlite'));
    copy.exec(sqlText);
    copy.close();
  }

  it('takes no leaf that was altered, and none that no note covers', async () => {
    const before = await sizeOf(untouched.ownerUrl);
    const refused: readonly (readonly [string, string])[] = [
      [`update leaf set bytes = x'${'03'.repeat(64)}04' where idx = ${planted}`, 'not the log'],
      [`insert into leaf (idx, bytes) select max(idx) + 1, zeroblob(65) from leaf`, 'covers'],
      [`update cosigned set note = replace(note, 'witness-1', 'witness-2')`, 'not cosigned'],
      [`update cosigned set note = replace(note, 'localhost/log ', 'elsewhere/log ')`, 'not signed by the log key'],
      [`delete from cosigned`, 'no signed note'],
      [`update verdict set signature = zeroblob(64) where leaf = (select max(leaf) from verdict)`, 'not signed'],
    ];
    const whole = await copyWitness();
    for (const [change, said] of refused) {
      const folder = mkdtempSync(join(tmpdir(), 'dd-altered-'));
      cpSync(whole, folder, { recursive: true });
      alter(folder, change);
      expect([change, takeBack(folder, untouched.ownerUrl)]).toEqual([
        change,
        { status: 1, said: expect.stringContaining(said) },
      ]);
      rmSync(folder, { recursive: true });
    }
    rmSync(whole, { recursive: true });
    expect(await sizeOf(untouched.ownerUrl)).toBe(before);
    // Six starts of the tool, each of which reads the whole log.
  }, 60_000);

  it('and where it believed the copy, it would take a leaf that the log never had', async () => {
    const [folder, other] = [await copyWitness(), await freshDatabase(untouched.name)];
    alter(folder, `update leaf set bytes = x'${'03'.repeat(64)}04' where idx = ${planted}`);
    const top = mutantFolder('copy-believed');
    expect(takeBack(folder, other.ownerUrl, { top })).toMatchObject({ status: 0 });
    await other.drop();
    rmSync(folder, { recursive: true });
  });

  it('takes what was never cosigned only if it is told to', async () => {
    const [folder, other] = [await copyWitness(), await freshDatabase(untouched.name)];
    alter(folder, `insert into leaf (idx, bytes) select max(idx) + 1, x'${'03'.repeat(65)}' from leaf`);
    expect(takeBack(folder, other.ownerUrl)).toMatchObject({ status: 1 });
    expect(takeBack(folder, other.ownerUrl, { more: ['--uncosigned'] })).toMatchObject({ status: 0 });
    await other.drop();
    rmSync(folder, { recursive: true });
  });

  it('takes no copy that is older than a note that somebody kept', async () => {
    const folder = await copyWitness();
    await world.addMember('participant');
    const answer = takeBack(folder, untouched.ownerUrl, { note: await newestNote() });
    expect(answer).toEqual({ status: 1, said: expect.stringContaining('and the copy has') });
    rmSync(folder, { recursive: true });
  });

  it('takes nothing from a witness of another log, nor while a portal runs', async () => {
    const folder = await copyWitness();
    // As a portal holds its place (server/log/place.ts).
    const client = new pg.Client({ connectionString: untouched.appUrl, application_name: 'portal place' });
    await client.connect();
    expect(takeBack(folder, untouched.ownerUrl)).toMatchObject({
      status: 1,
      said: expect.stringContaining('end it first'),
    });
    await client.end();
    alter(folder, 'update leaf set bytes = zeroblob(65) where idx = 2');
    const answer = takeBack(folder, untouched.ownerUrl);
    expect(answer).toMatchObject({ status: 1, said: expect.stringContaining('not the beginning') });
    rmSync(folder, { recursive: true });
  });

  it('takes everything back, and people come in as before', async () => {
    const before = Object.fromEntries(
      await Promise.all(tables.map(async (name) => [name, await rowsOf(name)] as const)),
    );
    const size = (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;
    const folder = await copyWitness();
    await testEnv.stop();
    Object.assign(testEnv.config, { databaseUrl: backup.appUrl });
    await testEnv.start();
    // As it is, it signs nothing, and nobody comes in: the witness knows more.
    await expect(world.founder.login()).rejects.toThrow('servers-differ');
    await testEnv.stop();
    // Somebody was signed in when the backup was made; her session may have been ended since.
    await withClient(backup.ownerUrl, (client) =>
      client.query("insert into session values ('\\x01', $1, 'key', 0, 0, 0, '\\x01')", [guest.member]),
    );
    const { status, said } = takeBack(folder, backup.ownerUrl, { note: noteOf(folder) });
    expect([status, said]).toEqual([0, expect.stringContaining('were taken back')]);
    const counted = await withClient(backup.ownerUrl, (client) => client.query('select from session'));
    expect(counted.rowCount).toBe(0);
    await testEnv.start();
    rmSync(folder, { recursive: true });
    for (const name of tables) expect([name, await rowsOf(name)]).toEqual([name, before[name]]);
    expect((await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size).toBe(size);
    for (const one of [...world.officers, tove, guest]) expect((await one.login()).head).not.toBeNull();
    expect(await leaver.browser.refused('login/finish', await leaver.loginAnswer())).toBe('login-unknown');
    await world.sync();
    const { desks, months } = await tove.browser.call('roster/seeds', {});
    expect([desks.map((row) => row.desk), months]).toEqual([[travel], []]);
    // And the log goes on.
    await world.addMember('participant');
    await world.mintEpoch(travel, tove);
    expect(testEnv.built.portal.rosterCache.firstWaiting).toBeUndefined();
    expect(world.roster.desks.get(membersDesk)?.epochs).toHaveLength(1);
  });
});

const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64url');
const equalText = (text: string, bytes: Uint8Array) => text === textOf(bytes);
