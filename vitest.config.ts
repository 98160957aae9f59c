import { defineConfig } from 'vitest/config';

const oxc = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };
const browserTests = [
  'tests/stories/**/*.test.{ts,tsx}',
  'tests/adversary/browser/**/*.test.{ts,tsx}',
  'tests/**/browser.test.{ts,tsx}',
  'tests/**/*.browser.test.{ts,tsx}',
];

export default defineConfig({
  test: {
    // Only here and not in the projects, which therefore do not extend this: it must run once.
    globalSetup: ['tests/support/processes/setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        oxc,
        test: {
          name: 'fast',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: browserTests,
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // One browser at a time, after the fast ones: two of them on two cores only make each other late.
        oxc,
        test: {
          name: 'browser',
          include: browserTests,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
