/** The same altered inputs for both implementations: tests/second-implementation/fuzz.py, and what it came to. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { provideOrSkip } from '../processes/packages.ts';

const folder = join(import.meta.dirname, '../../second-implementation');

export interface Compared {
  readonly cases: number;
  /** How many the second implementation took. With none, or with all, nothing would be shown. */
  readonly taken: number;
  /** Differences that somebody decides about (tests/second-implementation/fuzzing/compare.py). */
  readonly open: number;
  readonly differ: number;
  /** Each difference with its inputs, and the pairs of codes of what both refused. */
  readonly lines: readonly string[];
}

interface Wanted {
  readonly cases: number;
  readonly seed: number;
  readonly only?: string;
  /** Another copy of the second implementation. */
  readonly second?: string;
}

const counts =
  /^(\d+) cases: \d+ the same, \d+ refused by both with another code, (\d+) open, (\d+) differ; (\d+) were taken here$/u;

export function compareBoth(context: TestContext, { cases, seed, only, second = folder }: Wanted): Compared {
  const [python = ''] = provideOrSkip(context, 'python');
  const options = ['--node', process.execPath, '--answers', join(folder, 'answer.ts')];
  const drawn = ['--cases', `${cases}`, '--seed', `${seed}`, ...(only === undefined ? [] : ['--only', only])];
  const { stdout, stderr } = spawnSync(python, [join(second, 'fuzz.py'), ...options, ...drawn], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const [first = '', ...lines] = stdout.trim().split('\n');
  const found = counts.exec(first);
  if (found === null) throw new Error(`${stdout}\n${stderr}`);
  const [, all, open, differ, taken] = found.map(Number);
  return { cases: all!, open: open!, differ: differ!, taken: taken!, lines };
}
