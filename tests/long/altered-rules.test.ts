/**
 * Each rule of protocol/ is altered once, and the vectors that come by it are asked (tests/support/rules). What no vector
 * notices is on docs/altered-rules.md, with the reason; nothing else may be, and nothing may be missing there.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../support/rules/alterations.ts';
import { pageOf } from '../support/rules/page.ts';
import { alterEach } from '../support/rules/run.ts';

const runMs = 3_600_000;

test(
  'what no vector notices is on the page, each with its reason (node tests/support/rules/run.ts --write)',
  async () => {
    const all = await alterEach();
    expect(all.length).toBeGreaterThan(800);
    // A tool that alters nothing would find nothing: most alterations are noticed.
    expect(all.filter(({ fate }) => fate === 'refused').length).toBeGreaterThan(all.length / 2);
    expect(pageOf(all)).toBe(readFileSync(`${root}docs/altered-rules.md`, 'utf8'));
  },
  runMs,
);
