import { defineConfig } from 'vitest/config';

const oxc = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

interface Tier {
  readonly name: string;
  readonly include: readonly string[];
  /** One browser at a time: two of them on two cores only make each other late. */
  readonly alone?: boolean;
  readonly testMs: number;
  readonly hookMs: number;
}

/** The tiers in the order in which they run; each is a folder. */
const tiers: readonly Tier[] = [
  // Pure functions and files: no server, no database, no browser.
  { name: 'unit', include: ['tests/unit', 'tests/vectors'], testMs: 20_000, hookMs: 60_000 },
  { name: 'integration', include: ['tests/integration'], testMs: 20_000, hookMs: 60_000 },
  { name: 'attacks', include: ['tests/attacks'], testMs: 20_000, hookMs: 60_000 },
  { name: 'browser', include: ['tests/browser'], alone: true, testMs: 120_000, hookMs: 180_000 },
  // Only when it is asked for by name (tools/testing/run.ts): it takes longer than anybody waits.
  { name: 'long', include: ['tests/long'], alone: true, testMs: 3_600_000, hookMs: 300_000 },
];

const projects = tiers.map(({ name, include, alone = false, testMs, hookMs }, groupOrder) => ({
  oxc,
  test: {
    name,
    include: include.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
    testTimeout: testMs,
    hookTimeout: hookMs,
    sequence: { groupOrder },
    ...(alone ? { fileParallelism: false } : { maxWorkers: 2 }),
  },
}));

/** The run whose clock is two years ahead (tools/test.ts) has the unit tier and one event from founding to opening. */
const later = projects
  .filter(({ test }) => test.name === 'unit')
  .map(({ test, ...rest }) => ({
    ...rest,
    test: {
      ...test,
      name: 'two years later',
      include: [...test.include, 'tests/integration/processes/one-event.test.ts'],
    },
  }));

export default defineConfig({
  test: {
    // Only here and not in the projects, which therefore do not extend this: it must run once.
    globalSetup: ['tests/support/processes/setup.ts'],
    maxWorkers: 2,
    projects: process.env['FAKETIME'] === undefined ? projects : later,
  },
});
