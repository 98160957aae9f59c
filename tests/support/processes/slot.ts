// What one worker keeps from one test file to the next, for as long as a run lasts: never over a change of sources.
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { areFree } from './ports.ts';

/** Below those that a system gives away by itself, so that nobody else is given one between two files. */
const PORTS = { from: 20_000, to: 32_000 };
const ATTEMPTS = 50;

/** A folder of this worker that goes with the run. */
export function slotFolder(): string {
  const folder = join(dirname(inject('runSocket')), `slot-${process.env['VITEST_POOL_ID'] ?? ''}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * The first of the three ports that this worker's servers use, run after run: the origin is in the genesis. Undefined
 * where somebody else has taken one of them meanwhile.
 */
export async function slotPort(): Promise<number | undefined> {
  const file = join(slotFolder(), 'port');
  if (existsSync(file)) {
    const kept = Number(readFileSync(file, 'utf8'));
    return (await areFree(kept, 3)) ? kept : undefined;
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (!(await areFree(port, 3))) continue;
    writeFileSync(file, String(port));
    return port;
  }
  return undefined;
}
