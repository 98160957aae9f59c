/**
 * P5, P16. Database and witness are both put back to copies of one time, by an operator who means well or not. No leaf is
 * missing then, and both agree: somebody who was removed since would be a member again. What is remembered elsewhere shows
 * it: the checkpoint in the portal's folder, or a page that was open. Then nothing is signed or called checked.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { freshDatabase, type FreshDatabase } from '../../../support/processes/database.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let tomas: Person;
let copy: string;
let backup: FreshDatabase;
/** The newest that an open page was shown. */
let shown: { readonly head: string; readonly signature: string };
const databases: FreshDatabase[] = [];
const folder = () => testEnv.config.dataDir;

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
  expect(await canComeIn()).toBe(false);
  shown = await headOf(world.founder);
  cpSync(join(folder(), 'newest-note'), join(copy, 'note'));
  await testEnv.stop();
}, 60_000);
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

/** With a head: what her page would call checked. */
async function canComeIn(): Promise<boolean> {
  try {
    return (await tomas.login()).head !== null;
  } catch {
    return false;
  }
}

/** Both put back; the portal's folder as it was then, or as it is. */
async function wentBack(rest: 'all' | 'folder-stays', patch?: string): Promise<void> {
  const database = await freshDatabase(backup.name);
  databases.push(database);
  Object.assign(testEnv.config, { databaseUrl: database.appUrl });
  await testEnv.witness.kill();
  rmSync(testEnv.witness.dataDir, { recursive: true });
  cpSync(copy, testEnv.witness.dataDir, { recursive: true });
  await testEnv.witness.start();
  for (const name of ['newest-note', 'newer-head']) rmSync(join(folder(), name), { force: true });
  if (rest === 'folder-stays') cpSync(join(copy, 'note'), join(folder(), 'newest-note'));
  await testEnv.start(patch === undefined ? undefined : <T>(file: string) => mutantModule<T>(patch, file));
}

describe('where the folder of the portal stays', () => {
  it('the checkpoint in it stops everything: she stays out', async () => {
    await wentBack('folder-stays');
    expect(await canComeIn()).toBe(false);
    await expect(world.founder.login()).resolves.toMatchObject({ head: null, cachedHead: null });
    await expect(testEnv.built.portal.publisher.requireWitness()).rejects.toThrow('witness-away');
  });

  it('and where it is not asked, she is a member again', async () => {
    await wentBack('folder-stays', 'kept-note-unasked');
    expect(await canComeIn()).toBe(true);
  });
});

describe('where the folder went back too', () => {
  it('nothing shows it before somebody comes who knew more', async () => {
    await wentBack('all');
    expect(await canComeIn()).toBe(true);
    const { head, signature } = await headOf(world.founder);
    // What the log continues, and what the witness did not sign, changes nothing.
    await world.founder.browser.call('log/seen', { head, signature });
    await world.founder.browser.call('log/seen', { head: shown.head, signature: signature });
    expect([await canComeIn(), existsSync(join(folder(), 'newer-head'))]).toEqual([true, false]);

    await world.founder.browser.call('log/seen', shown);
    expect(await canComeIn()).toBe(false);
    await expect(testEnv.built.portal.publisher.requireWitness()).rejects.toThrow('witness-away');
    await testEnv.restart();
    expect(await canComeIn()).toBe(false);
  });

  it('and where nobody is heard, it stays so', async () => {
    await wentBack('all', 'seen-unheard');
    await world.founder.login();
    await world.founder.browser.call('log/seen', shown);
    expect(await canComeIn()).toBe(true);
  });
});
