/**
 * P5, P16. Somebody with the portal's role in the database alters one verdict, and then the witness is restored from an older
 * copy by an operator who means well. What the witness judged before is not judged anew: it is silent until the row is back.
 * A portal whose witness judges anew signs nothing, because it keeps what was in force here.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askWitness } from '../../support/attacks/doors.ts';
import { SmallEvent, travel } from '../../support/attacks/event.ts';
import { withMutantPortal, withMutantWitness } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { Clocks } from '../../support/processes/clocks.ts';

const dayMs = 86_400_000;
const clocks = new Clocks();
let event: SmallEvent;
let copy: string;
/** Made between the removal and the new key of the desk. */
let later: string;
/** Of the removal of Milan; the new key of the desk follows it. */
let removal: number;
let own: string;

interface Row {
  readonly leaf: number;
  readonly signature: string;
}
const rows = () =>
  event.sql<Row>(`select leaf::int as leaf, encode(signature, 'hex') as signature from verdict order by leaf`);
const alter = (signature: string) =>
  event.sql(`update verdict set signature = decode($1, 'hex') where leaf = $2`, [signature, removal]);
const cosigned = async () => ((await askWitness(event.testEnv, 'GET', '/state')).json as { size: number }).size;
const journal = () => event.testEnv.portal.output();

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'], clocks });
  copy = await copyOfWitness();
  const before = await rows();
  await (await event.enter('ingrid')).vault.removeMember(event.member('milan'));
  later = await copyOfWitness();
  await (await event.enter('tove')).vault.mintEpoch(travel);
  await event.enter('ingrid');
  const [first] = (await rows()).slice(before.length);
  if (first === undefined) throw new Error('no removal');
  [removal, own] = [first.leaf, first.signature];
  // More than an entry lives.
  clocks.setBoth(4 * dayMs);
});
afterAll(async () => {
  await event?.stop();
  clocks.remove();
  for (const folder of [copy, later]) rmSync(folder, { recursive: true, force: true });
});

async function copyOfWitness(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dd-copy-'));
  await event.testEnv.stopWitness('SIGKILL');
  cpSync(event.testEnv.witnessDir, folder, { recursive: true });
  await event.testEnv.startWitness();
  return folder;
}

/** Neither server runs afterwards. */
async function witnessFromCopy(signature: string, from = copy): Promise<void> {
  await event.testEnv.stopPortal('SIGKILL');
  await event.testEnv.stopWitness('SIGKILL');
  rmSync(event.testEnv.witnessDir, { recursive: true });
  cpSync(from, event.testEnv.witnessDir, { recursive: true });
  await alter(signature);
}

async function goesOn(): Promise<void> {
  await expect.poll(cosigned).toBe(await event.logSize());
  expect((await (await event.enter('ingrid')).vault.refresh()).checked).toBe(true);
  expect(await codeOf(event.enter('milan'))).toBe('login-unknown');
}

const zeros = '00'.repeat(64);

it('takes its word back where nothing was altered', async () => {
  await witnessFromCopy(own);
  await event.testEnv.startWitness();
  await event.testEnv.startPortal();
  await goesOn();
});

it('gives the altered one again where it knows it, and takes its word back on what follows', async () => {
  const kept = await rows();
  await witnessFromCopy(zeros, later);
  await event.testEnv.startWitness();
  await event.testEnv.startPortal();
  await goesOn();
  expect(await rows()).toEqual(kept);
});

it('where the portal told only what stands before the altered one, it would stay silent', async () => {
  // Its entries are of now, so that the clocks are no matter.
  clocks.setBoth(0);
  await witnessFromCopy(zeros, later);
  await event.testEnv.startWitness();
  await withMutantPortal(event.testEnv, 'said-until-altered', async () => {
    // Two rounds and more.
    await pause(5000);
    expect(await cosigned()).toBeLessThan(await event.logSize());
  });
  clocks.setBoth(4 * dayMs);
});

it('judges nothing anew, says nothing, and the journal names the leaf', async () => {
  await witnessFromCopy(zeros);
  const kept = await rows();
  await event.testEnv.startWitness();
  await event.testEnv.startPortal();
  await expect.poll(journal).toMatch(new RegExp(`"leaf":${removal},"msg":"the witness has forgotten`));
  expect(await cosigned()).toBeLessThanOrEqual(removal);
  expect((await askWitness(event.testEnv, 'POST', '/head', { nonce: 'A'.repeat(43) })).json).toMatchObject({
    code: 'log-behind',
  });
  // Nothing is written over, not even what stands behind it.
  expect(await rows()).toEqual(kept);
  await event.testEnv.stopPortal('SIGKILL');
  await alter(own);
  await event.testEnv.startPortal();
  await goesOn();
});

describe('beside a witness that judges anew', () => {
  it('the portal signs nothing, and without what it keeps, Milan is a member again', async () => {
    await witnessFromCopy(zeros);
    const kept = await rows();
    await event.testEnv.startWitness();
    const anew = async () => {
      await event.testEnv.startPortal();
      await expect.poll(journal).toContain('the log went back: nothing is signed');
      expect(await codeOf(event.enter('ingrid'))).toBe('servers-differ');
      expect(await rows()).toEqual(kept);

      await event.testEnv.stopPortal('SIGKILL');
      rmSync(join(event.testEnv.portalDir, 'newest-head'));
      await event.testEnv.startPortal();
      await expect.poll(cosigned).toBe(await event.logSize());
      const { wire } = await event.enter('ingrid');
      const { entries } = await wire.ask('roster/read', { after: 0 });
      expect(entries.find(({ leaf }) => leaf === removal)?.code).toBe('roster-expired');
    };
    await withMutantWitness(event.testEnv, 'judged-below-floor', anew, clocks.env('witness'));
  });
});
