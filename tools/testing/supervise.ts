import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A run that was told to stop has this long to stop what it started. */
const STOPS_WITHIN_MS = 40_000;

interface Outcome {
  readonly code: number;
  /** What the run wrote, where it was asked for; else empty. */
  readonly output: string;
}

/**
 * Starts run.ts in a session of its own and answers how it ended. ctrl-C at the terminal reaches this process alone; run.ts
 * is told once, and stops its workers before what they started has lost its parent. It stops too when this process dies.
 */
export async function supervise(args: readonly string[], keepOutput = false): Promise<Outcome> {
  const run = spawn(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args], {
    stdio: ['ignore', keepOutput ? 'pipe' : 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  let output = '';
  run.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
    process.stdout.write(chunk);
  });
  let impatient: NodeJS.Timeout | undefined;
  const stop = () => {
    if (impatient !== undefined) return;
    impatient = setTimeout(() => run.kill('SIGKILL'), STOPS_WITHIN_MS);
    run.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const [code] = (await once(run, 'exit')) as [number | null];
  clearTimeout(impatient);
  return { code: code ?? 1, output };
}
