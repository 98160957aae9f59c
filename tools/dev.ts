// `npm run dev`: what `npm start` starts. When a source changes, the client is built anew and the servers start anew; a
// client that cannot be built leaves the servers as they are. ctrl-C stops everything, at any moment.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join, resolve } from 'node:path';

const top = resolve(import.meta.dirname, '..');
const dataDir = resolve(process.env['DATA_DIR'] ?? join(top, '.data'));
const folders = ['client', 'domain', 'migrations', 'protocol', 'public', 'server', 'witness'];
const isSource = (file: string | null) => /\.(ts|tsx|css|ftl|html|svg)$/u.test(file ?? '');
/** An editor, or git, writes several files at once. */
const SETTLED_MS = 200;

/** ctrl-C reaches this process alone, which ends what it started. */
function run(file: string, args: readonly string[], stdout: 'inherit' | 'ignore'): ChildProcess {
  const flags = ['--disable-warning=ExperimentalWarning', join(top, file), ...args];
  return spawn(process.execPath, flags, { stdio: ['ignore', stdout, 'inherit'], detached: true });
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

let building: ChildProcess | undefined;
let servers: ChildProcess | undefined;
/** Resolves when the servers before the present ones have ended. */
let ended: Promise<unknown> = Promise.resolve();
/** Counts the changes: who waited, and is no longer the last, leaves the rest to the last. */
let last = 0;
let stopping = false;

function startServers(): void {
  const started = run('tools/start.ts', [], 'inherit');
  servers = started;
  started.once('exit', () => {
    if (servers === started) console.log('The servers have ended; the next change starts them.');
  });
}

function endServers(): Promise<unknown> {
  const before = servers;
  servers = undefined;
  ended = Promise.all([ended, end(before)]);
  return ended;
}

async function renew(): Promise<void> {
  last += 1;
  const turn = last;
  const isOver = () => stopping || turn !== last;
  await end(building);
  if (isOver()) return;
  building = run('tools/build-client.ts', [dataDir], 'ignore');
  const [code] = (await once(building, 'exit')) as [number | null];
  if (isOver()) return;
  if (code !== 0) return console.log('The client could not be built; the servers stay as they are.');
  await endServers();
  if (!isOver()) startServers();
}

async function stop(): Promise<void> {
  stopping = true;
  await Promise.all([end(building), endServers()]);
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
let settling: NodeJS.Timeout | undefined;
for (const folder of folders)
  watch(join(top, folder), { recursive: true }, (_, file) => {
    if (!isSource(file)) return;
    clearTimeout(settling);
    settling = setTimeout(() => {
      console.log(`\n${join(folder, file ?? '')} has changed.`);
      void renew();
    }, SETTLED_MS);
  });
await renew();
