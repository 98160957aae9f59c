import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/testing/longest-first.ts';
import { timeless } from './tools/testing/timeless.ts';

const oxc = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

interface Tier {
  readonly name: string;
  readonly include: readonly string[];
  readonly workers: number;
  readonly testMs: number;
  readonly hookMs: number;
}

/** The tiers in the order in which they run; each is a folder. The workers are for two cores. */
const tiers: readonly Tier[] = [
  // Pure functions and files: no server, no database, no browser. They compute all the time.
  { name: 'unit', include: ['tests/unit', 'tests/vectors'], workers: 2, testMs: 20_000, hookMs: 60_000 },
  // These wait for processes: while two wait, a third computes.
  { name: 'integration', include: ['tests/integration'], workers: 3, testMs: 20_000, hookMs: 60_000 },
  { name: 'attacks', include: ['tests/attacks'], workers: 3, testMs: 20_000, hookMs: 60_000 },
  { name: 'browser', include: ['tests/browser'], workers: 2, testMs: 120_000, hookMs: 180_000 },
  // Only when it is asked for by name (tools/testing/run.ts): it takes longer than anybody waits.
  { name: 'long', include: ['tests/long'], workers: 1, testMs: 3_600_000, hookMs: 300_000 },
];

const projects = tiers.map(({ name, include, workers, testMs, hookMs }, groupOrder) => ({
  oxc,
  test: {
    name,
    include: include.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
    testTimeout: testMs,
    hookTimeout: hookMs,
    maxWorkers: workers,
    sequence: { groupOrder },
  },
}));

/** The run whose clock is two years ahead (tools/test.ts): what may read a clock, and one event to an opening. */
const later = projects
  .filter(({ test }) => test.name === 'unit')
  .map(({ test, ...rest }) => ({
    ...rest,
    test: {
      ...test,
      name: 'two years later',
      include: [...test.include, 'tests/integration/processes/one-event.test.ts'],
      exclude: timeless.map((folder) => `${folder}/**`),
    },
  }));

export default defineConfig({
  test: {
    // Only here and not in the projects, which therefore do not extend this: it must run once.
    globalSetup: ['tests/support/processes/setup.ts'],
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: process.env['FAKETIME'] === undefined ? projects : later,
  },
});
