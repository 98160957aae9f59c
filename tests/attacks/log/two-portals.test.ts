/**
 * P5. One portal at a time. A second one that is started on the same database says so and ends, before it has changed
 * anything. One that was paused while another took its place writes nothing when it wakes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAll, SmallEvent } from '../../support/attacks/event.ts';
import { withMutantPortal } from '../../support/attacks/mutant.ts';
import { inherited } from '../../support/processes/inherited.ts';
import { startNode, type Program } from '../../../tools/program.ts';

let event: SmallEvent;
let dataDir: string;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
  dataDir = mkdtempSync(join(tmpdir(), 'dd-second-'));
});
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  await event.stop();
});

const generation = async () =>
  (await event.sql<{ generation: string }>('select generation from writer'))[0]?.generation;

async function second(): Promise<{ code: number | null; said: string }> {
  const { appUrl, witnessSocket, origin, portalPort } = event.testEnv;
  const env = {
    ...inherited,
    DATA_DIR: dataDir,
    DATABASE_URL: appUrl,
    WITNESS_URL: `unix:${witnessSocket}`,
    PORT: String(portalPort + 50),
    PORTAL_ORIGIN: origin,
  };
  const main = resolve(import.meta.dirname, '../../../server/main.ts');
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number | null]>]);
  return { code, said };
}

it('a second portal is refused in words, and the first goes on', async () => {
  const before = await generation();
  const { code, said } = await second();
  expect(code).toBe(1);
  expect(said).toContain('another portal serves this database');
  expect(await generation()).toBe(before);
  const opened = await openAll(await event.enter('tove'), [event.member('amira')]);
  expect(opened.map(({ refusal }) => refusal)).toEqual(opened.map(() => undefined));
});

it('one whose place was taken ends as soon as it would write', async () => {
  await event.sql('select writer_begin()');
  const amira = await event.enter('amira').catch(() => undefined);
  await amira?.vault.save('notes', { text: 'Too late.' }).catch(() => undefined);
  await event.testEnv.portal.wrote('another portal took over');
  await event.testEnv.stopPortal('SIGKILL');
  await event.testEnv.startPortal();
  const tove = await event.enter('tove');
  const opened = await openAll(tove, [event.member('amira')]);
  expect(opened.map(({ refusal }) => refusal)).toEqual(opened.map(() => undefined));
});

describe('a portal that was paused, while another took its place', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dd-next-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As on a second machine, after the operator has ended what the paused one holds in the database. */
  async function next(): Promise<Program> {
    const { appUrl, witnessSocket, origin, portalDir, portalPort } = event.testEnv;
    for (const part of ['keys', 'key-shares']) cpSync(join(portalDir, part), join(folder, part), { recursive: true });
    await event.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'portal place'");
    const env = {
      ...inherited,
      DATA_DIR: folder,
      DATABASE_URL: appUrl,
      WITNESS_URL: `unix:${witnessSocket}`,
      PORT: String(portalPort + 50),
      PORTAL_ORIGIN: origin,
    };
    const program = startNode(resolve(import.meta.dirname, '../../../server/main.ts'), [], { env });
    await program.ready(/^Portal: /mu);
    return program;
  }

  /** What it was sent while it slept it answers when it wakes. Answers what has come into the log by it. */
  async function sentToSleeper(pid: number): Promise<number> {
    const amira = await event.enter('amira');
    process.kill(pid, 'SIGSTOP');
    const other = await next();
    try {
      const before = await event.logSize();
      const answer = amira.vault.save('notes', { text: 'To the sleeper.' }).catch((error: unknown) => error);
      process.kill(pid, 'SIGCONT');
      await answer;
      return (await event.logSize()) - before;
    } finally {
      await other.stop('SIGKILL');
    }
  }

  it('wakes, writes nothing and ends', async () => {
    const { pid } = event.testEnv.portal;
    expect(await sentToSleeper(pid)).toBe(0);
    await expect.poll(() => event.testEnv.portal.pid).toBe(0);
    await event.testEnv.portal.wrote('another portal took over');
    await event.testEnv.startPortal();
    expect(await openAll(await event.enter('tove'), [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
  });

  it('would write into the log of the other where it does not name its generation', async () => {
    await withMutantPortal(event.testEnv, 'paused-generation', async ({ pid }) => {
      expect(await sentToSleeper(pid)).toBeGreaterThan(0);
    });
  });
});
