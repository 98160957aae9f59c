// Programs of the machine that tests stand on: browsers, their drivers, a screen.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const READY_WITHIN_MS = 20_000;

/** Starts a program that goes with this process at the latest. */
export function start(path: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(path, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  child.once('close', () => process.removeListener('exit', orphaned));
  return child;
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 5000);
  await closed;
  clearTimeout(impatient);
}

/** What stands in the brackets of the pattern, once the program has written it. Whatever it writes later is let go. */
export async function lineOf(child: ChildProcess, pattern: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  const read = (chunk: Buffer) => {
    text += chunk.toString();
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) resolve(found);
  };
  const never = (why: string) => reject(new Error(`${child.spawnfile} ${why}: ${text.slice(-500)}`));
  const timer = setTimeout(() => never('did not get ready'), READY_WITHIN_MS);
  child.once('close', () => never('ended at once'));
  child.once('error', (error) => never(error.message));
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', read);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    for (const stream of [child.stdout, child.stderr]) stream?.off('data', read).resume();
  }
}
