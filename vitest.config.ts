import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/testing/longest-first.ts';
import { timeless } from './tools/testing/timeless.ts';

const oxc = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

interface Tier {
  readonly name: string;
  readonly include: readonly string[];
  readonly testMs: number;
  readonly hookMs: number;
}

/**
 * Each tier is a folder. They run side by side: unit tests compute all the time, and the others wait for processes. So two
 * cores have work for four workers, and no tier waits for the last file of another.
 */
const tiers: readonly Tier[] = [
  // Pure functions and files: no server, no database, no browser.
  { name: 'unit', include: ['tests/unit', 'tests/vectors'], testMs: 60_000, hookMs: 60_000 },
  { name: 'integration', include: ['tests/integration'], testMs: 120_000, hookMs: 180_000 },
  { name: 'attacks', include: ['tests/attacks'], testMs: 180_000, hookMs: 180_000 },
  { name: 'browser', include: ['tests/browser'], testMs: 120_000, hookMs: 180_000 },
];
const workers = 4;

/**
 * How long a test waits for what must come. It is no check of a time: a test of how long something takes measures that
 * itself. So it allows for a machine that does other work besides.
 */
const comesWithinMs = 60_000;

/** Only when it is asked for by name (tools/testing/run.ts): it takes longer than anybody waits. */
const long: Tier = { name: 'long', include: ['tests/long'], testMs: 3_600_000, hookMs: 300_000 };

const project = ({ name, include, testMs, hookMs }: Tier, groupOrder: number, maxWorkers: number) => ({
  oxc,
  test: {
    name,
    include: include.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
    testTimeout: testMs,
    hookTimeout: hookMs,
    expect: { poll: { timeout: comesWithinMs } },
    maxWorkers,
    sequence: { groupOrder },
  },
});
const projects = [...tiers.map((tier) => project(tier, 0, workers)), project(long, 1, 1)];

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
    maxWorkers: workers,
    sequence: { sequencer: LongestFirst },
    projects: process.env['FAKETIME'] === undefined ? projects : later,
  },
});
