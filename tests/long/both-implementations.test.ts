/** tests/integration/both-implementations.test.ts, for longer: 100 000 altered vectors. CASES and SEED set others. */
import { expect, test } from 'vitest';
import { compareBoth } from '../support/protocol/both-implementations.ts';

const cases = Number(process.env['CASES'] ?? 100_000);
const seed = Number(process.env['SEED'] ?? 1);
const runMs = 3_600_000;

test(
  'both implementations say the same of 100 000 altered vectors',
  (context) => {
    const { taken, open, differ, lines } = compareBoth(context, { cases, seed });
    console.log(`seed ${seed}: ${cases} cases, ${taken} taken, ${open} open\n${lines.join('\n')}`);
    expect(differ).toBe(0);
    expect(taken / cases).toBeGreaterThan(0.1);
  },
  runMs,
);
