import { defineConfig } from 'vitest/config';

const oxc = { jsx: { runtime: 'automatic' as const, importSource: 'preact' } };

export default defineConfig({
  oxc,
  test: {
    globalSetup: ['tests/harness/setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/stories/**', 'tests/adversary/browser/**', 'node_modules/**'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // One browser at a time, after the fast ones: two of them on two cores only make each other late.
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/stories/**/*.test.{ts,tsx}', 'tests/adversary/browser/**/*.test.{ts,tsx}'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
