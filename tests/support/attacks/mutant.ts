/**
 * A copy of this checkout with one check taken out. A patch in tests/mutations names the check; what an attack does
 * there is what the check stops here. A patch that no longer applies is an error: the check has moved and its test has
 * to follow it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire, flushCompileCache } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type * as SodiumModule from '#protocol/crypto/sodium.ts';
import type * as ReleaseModule from '#protocol/openings/release-rules.ts';
import type * as VerifyModule from '#protocol/records/verify.ts';
import type * as JudgeModule from '#protocol/roster/judge.ts';
import type * as ReplayModule from '#protocol/roster/replay.ts';
import type * as RosterModule from '#protocol/roster/roster.ts';
import type * as RosterStateModule from '#protocol/roster/roster-state.ts';
import type * as PersonModule from '../../../tools/demo/person.ts';
import { startNode, type Program } from '../../../tools/program.ts';
import { inherited } from '../processes/inherited.ts';
import { programOf } from '../processes/programs.ts';
import type { TestEnv } from '../processes/servers.ts';
import { slotFolder } from '../processes/slot.ts';

const top = resolve(import.meta.dirname, '../../..');
const copied = [
  'package.json',
  'client',
  'domain',
  'protocol',
  'tools',
  'server',
  'witness',
  'migrations',
  'tests/support/protocol',
];

function git(folder: string, args: readonly string[]): { status: number | null; output: string } {
  // Not a part of whatever repository the folder for temporary files may lie in.
  const env = { PATH: process.env['PATH'] ?? '', GIT_CEILING_DIRECTORIES: dirname(folder), GIT_CONFIG_NOSYSTEM: '1' };
  const { status, stdout, stderr } = spawnSync('git', [...args], { cwd: folder, env, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

const copies = new Map<string, string>();

/**
 * Each worker has a few places for copies, and each file begins with the first. The copy of the file before is taken back
 * to what it was: so little is written, and what Node compiled is still right, except for what the patches change.
 */
function copyWith(patch: string): string {
  const file = join(top, 'tests/mutations', `${patch}.patch`);
  if (!existsSync(file)) throw new Error(`there is no patch tests/mutations/${patch}.patch`);
  const folder = join(slotFolder(), `copy-${copies.size}`);
  const applied = `${folder}.patch`;
  if (!existsSync(folder) || git(folder, ['apply', '-R', applied]).status !== 0) freshCopy(folder);
  const { status, output } = git(folder, ['apply', '--verbose', file]);
  if (status !== 0 || !/^Applied patch /mu.test(output) || /^Skipped patch /mu.test(output)) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`tests/mutations/${patch}.patch no longer applies: ${output}`);
  }
  copyFileSync(file, applied);
  return folder;
}

function freshCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const name of copied) cpSync(join(top, name), join(folder, name), { recursive: true });
  symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'));
}

/** The folder of a copy to which the patch was applied. Made once in a process. */
export function mutantFolder(patch: string): string {
  const folder = copies.get(patch) ?? copyWith(patch);
  copies.set(patch, folder);
  return folder;
}

/**
 * Keeps what Node compiled, for the files that follow: a worker is ended before it would write this by itself. Once for
 * each place is enough, since all but the patched file are the same there.
 */
function keepCompiled(marker: string): void {
  if (existsSync(marker)) return;
  flushCompileCache();
  writeFileSync(marker, '');
}

/** One file of the copy, loaded by Node itself: nothing of this process's code is shared with it. */
export function mutantModule<T>(patch: string, file: string): T {
  const folder = mutantFolder(patch);
  const loaded = createRequire(join(folder, 'package.json'))(`./${file}`) as T;
  keepCompiled(`${folder}-${file.replaceAll('/', '-')}`);
  return loaded;
}

/** The client that people use, or one without a check. */
export type Client = Pick<typeof PersonModule, 'createPerson'>;

export const mutant = (patch: string): Client => mutantModule<Client>(patch, 'tools/demo/person.ts');

export interface Protocol {
  readonly judge: typeof JudgeModule;
  readonly replay: typeof ReplayModule;
  readonly roster: typeof RosterModule;
  readonly state: typeof RosterStateModule;
  readonly records: typeof VerifyModule;
  readonly releases: typeof ReleaseModule;
}

/** The copy's judgement alone. */
export async function mutantProtocol(patch: string): Promise<Protocol> {
  const load = createRequire(join(mutantFolder(patch), 'package.json'));
  await (load('./protocol/crypto/sodium.ts') as typeof SodiumModule).sodiumReady;
  return {
    judge: load('./protocol/roster/judge.ts') as typeof JudgeModule,
    replay: load('./protocol/roster/replay.ts') as typeof ReplayModule,
    roster: load('./protocol/roster/roster.ts') as typeof RosterModule,
    state: load('./protocol/roster/roster-state.ts') as typeof RosterStateModule,
    records: load('./protocol/records/verify.ts') as typeof VerifyModule,
    releases: load('./protocol/openings/release-rules.ts') as typeof ReleaseModule,
  };
}

async function run(main: string, env: Readonly<Record<string, string>>, ready: RegExp): Promise<Program> {
  const program = startNode(main, [], { env: { ...inherited, ...env } });
  await program.ready(ready);
  return program;
}

/** While `work` runs, a witness without the check runs over the same state. */
export async function withMutantWitness<T>(
  testEnv: TestEnv,
  patch: string,
  work: (witness: Program) => Promise<T>,
  clock: Readonly<Record<string, string>> = {},
): Promise<T> {
  const main = await programOf('witness/main.ts', mutantFolder(patch));
  await testEnv.stopWitness('SIGKILL');
  const env = {
    DATA_DIR: testEnv.witnessDir,
    WITNESS_SOCKET: testEnv.witnessSocket,
    PORT: String(testEnv.witnessPort),
    ...clock,
  };
  const witness = await run(main, env, /^witness ready on /mu);
  try {
    return await work(witness);
  } finally {
    // It keeps what it acknowledged over a power cut, and that is quicker than an orderly end.
    await witness.stop('SIGKILL');
    await testEnv.startWitness();
  }
}

/** While `work` runs, a portal without the check runs over the same database. */
export async function withMutantPortal<T>(
  testEnv: TestEnv,
  patch: string,
  work: (portal: Program) => Promise<T>,
): Promise<T> {
  const main = await programOf('server/main.ts', mutantFolder(patch));
  await testEnv.stopPortal('SIGKILL');
  const env = {
    DATA_DIR: testEnv.portalDir,
    DATABASE_URL: testEnv.appUrl,
    WITNESS_URL: `unix:${testEnv.witnessSocket}`,
    PORT: String(testEnv.portalPort),
    PORTAL_ORIGIN: testEnv.origin,
  };
  const portal = await run(main, env, /^Portal: /mu);
  try {
    return await work(portal);
  } finally {
    await portal.stop('SIGKILL');
    await testEnv.startPortal();
  }
}

/** A portal without the check from now on, until the answered function is called. */
export async function beginMutantPortal(testEnv: TestEnv, patch: string): Promise<() => Promise<void>> {
  const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const ended = withMutantPortal(testEnv, patch, () => {
    begun.resolve();
    return over.promise;
  });
  await Promise.race([begun.promise, ended]);
  return () => {
    over.resolve();
    return ended;
  };
}
