/**
 * The frozen vectors and a live event, read by a second implementation (tests/second-implementation, Python), which was
 * written from the page and the vectors alone. Needs Debian's python3-nacl and python3-cryptography.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test, type TestContext } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { audit } from '../../tools/auditor/audit.ts';
import { parseBundle } from '../../tools/auditor/bundle.ts';
import { provideOrSkip } from '../support/processes/packages.ts';
import { exportBundle, type BundleFile } from '../support/witness/bundle.ts';

await sodiumReady;

interface Book {
  readonly cases?: readonly object[];
  readonly labels?: readonly string[];
  readonly objects?: readonly object[];
  readonly entries?: readonly object[];
}

const tests = join(import.meta.dirname, '..');
const vectors = join(tests, 'vectors');
const runMs = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'second-'));
const altered = join(folder, 'vectors');
afterAll(() => rmSync(folder, { recursive: true }));

const bookOf = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Book;

/** Each case, label and value is one vector; the shared roster is one for each entry, and one for its head. */
function vectorsIn({ cases = [], labels = [], objects = [], entries }: Book): number {
  return cases.length + labels.length + objects.length + (entries === undefined ? 0 : entries.length + 1);
}

function second(context: TestContext, program: string, ...args: readonly string[]) {
  const [python = ''] = provideOrSkip(context, 'python');
  const path = join(tests, 'second-implementation', program);
  const { status, stdout, stderr } = spawnSync(python, [path, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test(
  'a second implementation says the same of every vector',
  (context) => {
    const all = globSync(join(vectors, '*.json'))
      .map((path) => vectorsIn(bookOf(path)))
      .reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(2000);
    expect(second(context, 'run.py')).toEqual({ status: 0, stdout: `${all} of ${all} vectors\n`, stderr: '' });
  },
  runMs,
);

test('the page about the vectors names every book and every act', () => {
  const page = readFileSync(join(vectors, 'README.md'), 'utf8');
  const books = globSync(join(vectors, '*.json'));
  const acts = books.flatMap((path) => (bookOf(path).cases ?? []).flatMap((each) => ('act' in each ? [each.act] : [])));
  const names = [...books.map((path) => basename(path)), ...new Set(acts)];
  expect(names.filter((name) => !page.includes(`\`${String(name)}\``))).toEqual([]);
});

test(
  'it names a vector that differs and one that it does not know',
  (context) => {
    cpSync(vectors, altered, { recursive: true, filter: (path) => !path.endsWith('.ts') });
    const path = join(altered, 'slots.json');
    const cases = bookOf(path).cases as Record<string, unknown>[];
    const odd = [{ ...cases[0], result: 'hex:00' }, { ...cases[1], act: 'sing' }, ...cases.slice(2)];
    writeFileSync(path, JSON.stringify({ cases: odd }));
    const { status, stdout } = second(context, 'run.py', '--vectors', altered, 'slots');
    const lines = stdout.trim().split('\n');
    expect({ status, first: lines[0], others: lines.length - 1 }).toEqual({
      status: 1,
      first: `${cases.length - 2} of ${cases.length} vectors`,
      others: 2,
    });
    expect(lines[1]).toMatch(/^differs: slots 0: make slot: expected hex:00, found hex:/u);
    expect(lines[2]).toBe('not covered: slots 1: sing');
  },
  runMs,
);

interface Read {
  readonly code?: string;
  readonly leaves: number;
  readonly entries: number;
  readonly head: string;
  readonly state: string;
  readonly openings: readonly string[];
}

/** What the bundle comes to, or only the code of the refusal. */
function readBundle(context: TestContext, bundle: BundleFile, root: string): Read {
  const path = join(folder, 'bundle.json');
  writeFileSync(path, JSON.stringify(bundle));
  const { stdout, stderr } = second(context, 'bundle.py', path, root);
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as Read;
}

const flipped = (text: string, at: number) =>
  toBase64url(fromBase64url(text).map((byte, i) => (i === at ? byte ^ 1 : byte)));

test(
  'it reads the evidence of a live event as the auditor does, and refuses what was bent',
  async (context) => {
    provideOrSkip(context, 'python');
    const { good } = await exportBundle();
    const root = good.rootfp;
    const lines = audit(parseBundle(JSON.stringify(good)), { rootfp: fromBase64url(root), partial: false });
    const told = (check: string) => lines.find((line) => line.check === check)?.detail ?? '';
    const here = readBundle(context, good, root);
    expect(told('roster')).toBe(`${here.entries} entries, 0 void, head ${here.head}, state ${here.state}`);
    expect(told('tree')).toContain(`${here.leaves} leaves give root`);
    expect(here.openings).toEqual(['7 opened', '8 opened', '11 refused']);

    const bent = (changes: Partial<BundleFile>) => readBundle(context, { ...good, ...changes }, root).code;
    const codes = {
      root: readBundle(context, good, flipped(root, 3)).code,
      leaf: bent({ leaves: flipped(good.leaves, 5 * 65 + 40) }),
      verdict: bent({ entries: good.entries.map((each, i) => (i === 1 ? { ...each, time: each.time + 1 } : each)) }),
      entry: bent({ entries: good.entries.slice(0, -1) }),
      head: bent({ head: { ...good.head, head: flipped(good.head.head, 200) } }),
      body: bent({ bodies: good.bodies.slice(1) }),
      outcome: bent({ bodies: good.bodies.slice(0, -1), outcomes: [] }),
    };
    expect(codes).toEqual({
      root: 'root-mismatch',
      leaf: 'consistency',
      verdict: 'head-signature',
      entry: 'roster-chain',
      head: 'head-signature',
      body: 'outcomes-withheld',
      outcome: 'outcomes-withheld',
    });
  },
  runMs,
);
