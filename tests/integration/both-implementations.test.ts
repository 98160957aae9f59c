/**
 * Altered vectors for both implementations: what one takes, the other takes, with the same result. A part of
 * tests/long/both-implementations.test.ts. Needs what tests/integration/second-implementation.test.ts needs.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compareBoth } from '../support/protocol/both-implementations.ts';

const cases = Number(process.env['CASES'] ?? 600);
const seed = Number(process.env['SEED'] ?? 1);
const runMs = 120_000;
const root = join(import.meta.dirname, '../..');

const folder = mkdtempSync(join(tmpdir(), 'both-'));
afterAll(() => rmSync(folder, { recursive: true }));

test(
  'both implementations say the same of altered vectors',
  (context) => {
    const { taken, differ, lines } = compareBoth(context, { cases, seed });
    expect(lines.filter((line) => line.startsWith('differs'))).toEqual([]);
    expect(differ).toBe(0);
    expect(taken / cases).toBeGreaterThan(0.1);
    expect(taken / cases).toBeLessThan(0.5);
  },
  runMs,
);

interface Without {
  readonly rule: string;
  readonly only: string;
  readonly file: string;
  /** How the line begins that is taken out. */
  readonly check: string;
}

test.for<Without>([
  { rule: 'behind signatures', only: 'apply entry', file: 'dd1/roster/judge.py', check: "need(entry['time'] - SKEW" },
  { rule: 'about bytes', only: 'unfill', file: 'dd1/core/padding.py', check: 'need(not any(' },
])('a second implementation without a rule $rule differs', { timeout: runMs }, ({ only, file, check }, context) => {
  const second = join(folder, only.replace(' ', '-'), 'tests/second-implementation');
  for (const part of ['tests/second-implementation', 'tests/vectors', 'protocol/README.md'])
    cpSync(join(root, part), join(second, '../..', part), { recursive: true });
  const path = join(second, file);
  const lines = readFileSync(path, 'utf8').split('\n');
  const without = lines.filter((line) => !line.trimStart().startsWith(check));
  expect(without.length).toBe(lines.length - 1);
  writeFileSync(path, without.join('\n'));
  expect(compareBoth(context, { cases: 300, seed: 1, only, second }).differ).toBeGreaterThan(0);
});
