/**
 * P5, P16. Database and witness are both put back to copies of one time, by an operator who means well or not. No leaf is
 * missing then, and both agree: somebody who was removed since would be a member again. What is remembered elsewhere shows
 * it: the checkpoint in the portal's folder, or a page that was open. Then nothing is signed, nobody comes in, and nothing
 * is taken. A head that a page holds is the witness's word alone: it stops heads, and not for good.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { headCodec, headMessage } from '#protocol/log/head.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { readKeyFile } from '../../../../witness/keys.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { freshDatabase, type FreshDatabase } from '../../../support/processes/database.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let tomas: Person;
let copy: string;
let backup: FreshDatabase;
/** The newest that an open page was shown. */
let shown: Reply<'log/head'>;
let note: string;
const databases: FreshDatabase[] = [];
const files = ['newest-note', 'newest-head', 'newer-note'] as const;
const inFolder = (name: string) => join(testEnv.config.dataDir, name);

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  tomas = await world.addMember('participant');
  await testEnv.stop();
  backup = await freshDatabase(testEnv.urls.name);
  copy = mkdtempSync(join(tmpdir(), 'dd-witness-'));
  await testEnv.witness.kill();
  cpSync(testEnv.witness.dataDir, copy, { recursive: true, filter: (path) => !path.endsWith('socket') });
  await testEnv.witness.start();
  await testEnv.start();
  await world.founder.login();
  await world.enact({ type: 'remove', member: tomas.member }, [world.founder]);
  await expect(tomas.login()).rejects.toThrow();
  shown = await headOf(world.founder);
  ({ note } = await world.founder.browser.call('log/checkpoint', {}));
  for (const name of files.slice(0, 2)) cpSync(inFolder(name), join(copy, name));
  await testEnv.stop();
});
afterEach(() => testEnv.stop());
afterAll(async () => {
  await testEnv.start();
  await testEnv.close();
  rmSync(copy, { recursive: true });
  for (const database of [backup, ...databases]) await database.drop();
});

async function headOf(person: Person) {
  const { head } = await person.login();
  if (head === null) throw new Error('no head');
  return head;
}

/** With a head: what a page would call checked. */
async function isChecked(person = tomas): Promise<boolean> {
  return (await person.login()).head !== null;
}

/** Both put back; the portal's folder as it was then, but for one file that is as it is. */
async function wentBack(kept: (typeof files)[number] | undefined, patch?: string): Promise<void> {
  const database = await freshDatabase(backup.name);
  databases.push(database);
  Object.assign(testEnv.config, { databaseUrl: database.appUrl });
  await testEnv.witness.kill();
  rmSync(testEnv.witness.dataDir, { recursive: true });
  cpSync(copy, testEnv.witness.dataDir, { recursive: true });
  await testEnv.witness.start();
  for (const name of files) rmSync(inFolder(name), { force: true });
  if (kept !== undefined) cpSync(join(copy, kept), inFolder(kept));
  await testEnv.start(patch === undefined ? undefined : <T>(file: string) => mutantModule<T>(patch, file));
}

const logSize = async () => (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;
const witnessIsAsked = () => testEnv.built.portal.publisher.requireWitness();

describe('where the folder of the portal stays', () => {
  it.each(['newest-note', 'newest-head'] as const)('the %s in it stops everything', async (name) => {
    await wentBack(name);
    await expect(witnessIsAsked()).rejects.toThrow('witness-away');
    const before = await logSize();
    for (const comesIn of [() => tomas.login(), () => tomas.loginWithCard(), () => world.founder.login()])
      await expect(comesIn()).rejects.toThrow('servers-differ');
    expect(await logSize()).toBe(before);
  });

  it('and where it is not asked, she is a member again', async () => {
    await wentBack('newest-note', 'kept-note-unasked');
    expect(await isChecked()).toBe(true);
  });

  it('and where it answers all the same, she gets her file, and what she does is written', async () => {
    await wentBack('newest-note', 'went-back-serves');
    const before = await logSize();
    expect(await isChecked()).toBe(false);
    await expect(tomas.browser.call('records/mine', { after: 0 })).resolves.toBeDefined();
    await tomas.loginWithCard();
    expect(await logSize()).toBe(before + 1);
  });
});

describe('where the folder went back too', () => {
  const say = (given: { head: string; signature: string }, noted: string | null) =>
    world.founder.browser.call('log/seen', { ...given, note: noted });

  it('a head is the witness’s word alone: heads stop until the next start', async () => {
    await wentBack(undefined);
    expect(await isChecked()).toBe(true);
    const own = await headOf(world.founder);
    // What the log continues, and what the witness did not sign, changes nothing.
    await say(own, null);
    await say({ ...shown, signature: own.signature }, null);
    expect(await isChecked()).toBe(true);
    await say(shown, null);
    expect(await isChecked()).toBe(false);
    await witnessIsAsked();
    expect(existsSync(inFolder('newer-note'))).toBe(false);
    await testEnv.restart();
    expect(await isChecked()).toBe(true);
  });

  it('also one of another list of members over the same leaves', async () => {
    await wentBack(undefined);
    const { head } = await headOf(world.founder);
    const now = headCodec.parse(fromBase64url(head));
    const key = readKeyFile(join(testEnv.witness.dataDir, 'key'), 'witness').cosign.secretKey;
    const other = headCodec.encode({ ...now, state: bytes(32) });
    const signed = { head: toBase64url(other), signature: toBase64url(signDetached(key, headMessage(other))) };
    await say(signed, null);
    expect(await isChecked()).toBe(false);
    await wentBack(undefined, 'seen-by-leaves');
    await world.founder.login();
    await say(signed, null);
    expect(await isChecked()).toBe(true);
  });

  it('where it counted as much as both keys, any witness would end the log', async () => {
    await wentBack(undefined, 'head-ends-log');
    await world.founder.login();
    await say(shown, null);
    await expect(witnessIsAsked()).rejects.toThrow('witness-away');
  });

  it('a checkpoint under both keys stops everything, also after a restart', async () => {
    await wentBack(undefined);
    await world.founder.login();
    await say(shown, note.replace('\n\n', '\n \n'));
    await witnessIsAsked();
    await testEnv.restart();
    await world.founder.login();
    await say(shown, note);
    await expect(tomas.login()).rejects.toThrow('servers-differ');
    await expect(witnessIsAsked()).rejects.toThrow('witness-away');
    // An open page is still told why.
    const nonce = toBase64url(bytes(32));
    await expect(world.founder.browser.call('log/head', { nonce })).rejects.toThrow('servers-differ');
    await testEnv.restart();
    await expect(tomas.login()).rejects.toThrow('servers-differ');
  });

  it('also where it cannot be kept at once', async () => {
    await wentBack(undefined);
    await world.founder.login();
    mkdirSync(inFolder('newer-note-new'));
    await say(shown, note);
    await expect(tomas.login()).rejects.toThrow('servers-differ');
    expect(existsSync(inFolder('newer-note'))).toBe(false);
    rmSync(inFolder('newer-note-new'), { recursive: true });
    await expect.poll(() => existsSync(inFolder('newer-note'))).toBe(true);
  });

  it('and where nobody is heard, it stays so', async () => {
    await wentBack(undefined, 'seen-unheard');
    await world.founder.login();
    await say(shown, note);
    expect(await isChecked()).toBe(true);
  });
});
