/** The auditor judges a bundle from a real witness, and names what is wrong with every bent one. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { Head } from '#protocol/log/head.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { logBody } from '#protocol/openings/log-lines.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { audit, type Brought, type Line } from '../../../tools/auditor/audit.ts';
import type * as auditModule from '../../../tools/auditor/audit.ts';
import { checkCounts } from '../../../tools/auditor/opening.ts';
import { parseBundle } from '../../../tools/auditor/bundle.ts';
import { mutantModule } from '../../support/attacks/mutant.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { exportBundle, type BundleFile } from '../../support/witness/bundle.ts';
import { bytes } from '../../support/witness/people.ts';

await sodiumReady;

let good: BundleFile;
/** What the witness said before the refused opening. */
let early: BundleFile['head'];
let folder: string;

beforeAll(async () => {
  ({ good, early } = await exportBundle());
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const none: Brought = { rootfp: undefined, partial: false };
const judged = (bundle: BundleFile, brought: Brought = none): readonly Line[] =>
  audit(parseBundle(JSON.stringify(bundle)), brought);
const failures = (lines: readonly Line[]): Record<string, string> =>
  Object.fromEntries(lines.flatMap((line) => (line.code === undefined ? [] : [[line.check, line.code]])));

function flip(text: string, at: number): string {
  const value = fromBase64url(text);
  value[at] = (value[at] as number) ^ 1;
  return toBase64url(value);
}

function bodyWith(bundle: BundleFile, changes: Partial<ReturnType<typeof logBody.parse>>): string {
  const held = logBody.parse(fromBase64url(bundle.bodies[0]?.body ?? ''));
  return toBase64url(logBody.encode({ ...held, ...changes }));
}

test('a whole bundle is verified', () => {
  const lines = judged(good, { rootfp: fromBase64url(good.rootfp), partial: false });
  expect(lines.map((line) => line.outcome)).toEqual(lines.map(() => 'ok'));
  expect(lines.map((line) => line.check)).toEqual([
    'genesis',
    'roster',
    'roster leaves',
    'log signature',
    'witness cosignature',
    'tree',
    'head',
    'openings under the head',
    'state',
    'opening 7',
    'opening 8',
    'opening 11',
    'bodies',
    'counts',
  ]);
  expect(lines.at(-3)?.detail).toBe('refused by the witness: opening-closed');
  expect(lines.at(-1)?.detail).toBe('2 released, 1 refused, 0 never, 0 unknown');
});

describe('is refused, by name', () => {
  type Bend = (bundle: BundleFile) => void;
  const leaf = 65;
  const cases: readonly [string, Bend, Record<string, string>][] = [
    ['another root', (b) => (b.rootfp = flip(b.rootfp, 3)), { genesis: 'root-mismatch' }],
    [
      'an officer’s signature missing',
      (b) => (b.signedGenesis = flip(b.signedGenesis, fromBase64url(b.signedGenesis).length - 40)),
      { genesis: 'assertion-signature' },
    ],
    ['an entry left out', (b) => b.entries.splice(1, 1), { roster: 'head-signature' }],
    ['the last entry left out', (b) => b.entries.pop(), { 'roster leaves': 'leaf-missing', state: 'head-behind' }],
    ['the entries the other way round', (b) => b.entries.reverse(), { roster: 'leaf-missing' }],
    ['an entry twice', (b) => b.entries.push(b.entries.at(-1) as never), { roster: 'roster-chain' }],
    [
      'an entry at another place',
      (b) => ((b.entries.at(-1) as { leaf: number }).leaf += 1),
      { roster: 'head-signature' },
    ],
    ['a good entry called void', (b) => (b.entries[1]!.code = 'roster-expired'), { roster: 'head-signature' }],
    ['another time of a verdict', (b) => (b.entries[1]!.time += 1), { roster: 'head-signature' }],
    ['another time of genesis', (b) => (b.entries[0]!.time += 1), { roster: 'head-signature' }],
    ['a changed leaf', (b) => (b.leaves = flip(b.leaves, 5 * leaf + 40)), { tree: 'consistency' }],
    [
      'a changed opening leaf',
      (b) => (b.leaves = flip(b.leaves, 7 * leaf + 40)),
      { tree: 'consistency', 'opening 7': 'log-body' },
    ],
    [
      'a leaf of another type',
      (b) => (b.leaves = flip(b.leaves, 5 * leaf)),
      { 'roster leaves': 'leaf-missing', tree: 'consistency' },
    ],
    [
      'a leaf of no type',
      (b) => (b.leaves = toBase64url(fromBase64url(b.leaves).fill(99, 5 * leaf, 5 * leaf + 1))),
      { tree: 'consistency', head: 'consistency' },
    ],
    [
      'the last leaf left out',
      (b) => (b.leaves = toBase64url(fromBase64url(b.leaves).slice(0, -leaf))),
      { tree: 'log-behind' },
    ],
    [
      'a leaf added',
      (b) => (b.leaves = toBase64url(Buffer.concat([fromBase64url(b.leaves), fromBase64url(b.leaves).slice(-leaf)]))),
      { tree: 'log-behind' },
    ],
    [
      'a roster leaf without an entry',
      (b) => {
        const forged = encodeLeaf(rosterLeaf(bytes(100)));
        b.leaves = toBase64url(Buffer.concat([fromBase64url(b.leaves).slice(0, -leaf), forged]));
      },
      { 'roster leaves': 'leaf-missing', tree: 'consistency' },
    ],
    ['another size', (b) => (b.note = b.note.replace('\n12\n', '\n13\n')), { 'log signature': 'checkpoint-signature' }],
    [
      'no signature of the log',
      (b) => (b.note = b.note.replace(/— log\.test.*\n/u, '')),
      { 'log signature': 'checkpoint-signature' },
    ],
    [
      'no cosignature',
      (b) => (b.note = b.note.replace(/— witness-1.*\n/u, '')),
      { 'witness cosignature': 'checkpoint-cosignature' },
    ],
    ['no note', (b) => (b.note = 'nothing'), { 'log signature': 'checkpoint-shape' }],
    [
      'a changed body',
      (b) => ((b.bodies[0] as { body: string }).body = bodyWith(b, { bodySalt: bytes(32) })),
      { 'opening 7': 'log-body' },
    ],
    [
      'another view than the body’s',
      (b) => ((b.bodies[0] as { body: string }).body = bodyWith(b, { view: bytes(60) })),
      { 'opening 7': 'log-body' },
    ],
    [
      'a body under another leaf',
      (b) => ((b.bodies[0] as { leaf: number }).leaf = 8),
      { 'opening 8': 'log-body', bodies: 'log-body' },
    ],
    ['a body that is missing', (b) => b.bodies.splice(1, 1), { counts: 'outcomes-withheld' }],
    [
      'a refusal that is missing',
      (b) => {
        b.outcomes = [];
        b.bodies.pop();
      },
      { counts: 'outcomes-withheld' },
    ],
    ['a body of no opening', (b) => b.bodies.push({ leaf: 9, body: 'AAAA' }), { bodies: 'log-body' }],
    [
      'bytes that are no body',
      (b) => ((b.bodies[0] as { body: string }).body = 'AAAA'),
      { 'opening 7': 'wrong-length' },
    ],
  ];
  test.each(cases)('%s', (_what, bend, expected) => {
    const bundle = structuredClone(good);
    bend(bundle);
    const lines = judged(bundle);
    expect(failures(lines)).toMatchObject(expected);
    expect(lines.some((line) => line.outcome === 'failed')).toBe(true);
  });

  test('a bundle of another event than the one she brought', () => {
    const lines = judged(good, { rootfp: bytes(32), partial: false });
    expect(failures(lines)).toEqual({ genesis: 'root-mismatch' });
    expect(lines.filter((line) => line.outcome === 'not made').length).toBeGreaterThan(4);
  });
});

test('a head from before an opening leaves nothing out: the opening is named', () => {
  const old = { ...good, head: early, outcomes: [], bodies: good.bodies.slice(0, 2) };
  for (const partial of [false, true]) {
    const lines = judged(old, { rootfp: undefined, partial });
    expect(failures(lines)).toEqual({ 'openings under the head': 'log-behind' });
    expect(lines.find(({ outcome }) => outcome === 'failed')?.detail).toMatch(/^not judged: opening 11; \d+ leaves/u);
  }
  const load = mutantModule<typeof auditModule>('head-uncovered', 'tools/auditor/audit.ts');
  expect(failures(load.audit(parseBundle(JSON.stringify(old)), none))).toEqual({});
});

test('a partial bundle may leave bodies out, and says how many', () => {
  const bundle = { ...good, bodies: good.bodies.slice(1) };
  const lines = judged(bundle, { rootfp: undefined, partial: true });
  expect(lines.every((line) => line.outcome === 'ok')).toBe(true);
  expect(lines.at(-2)?.detail).toBe('2 bodies, 1 opening(s) without body and outcome');
});

test.each([
  [11, 'accepted'],
  [12, 'outcomes-withheld'],
])('an outcome at %i counts for a head over 12 leaves: %s', (leaf, code) => {
  const head = { size: 12, outcomes: { released: 1, refused: 0, never: 0, unknown: 0 } } as Head;
  expect(refusalOf(() => checkCounts(head, [{ leaf, word: 'released' }], false))).toBe(code);
});

describe('the command', () => {
  const command = (...args: string[]) =>
    spawnSync(process.execPath, [resolve(import.meta.dirname, '../../../tools/audit.ts'), ...args], {
      encoding: 'utf8',
    });
  const save = async (bundle: unknown): Promise<string> => {
    const path = join(folder, 'bundle.json');
    await writeFile(path, typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
    return path;
  };

  test('prints one line per check and ends with 0', async () => {
    const { status, stdout } = command(await save(good), '--root', good.rootfp);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(15);
    expect(stdout).toMatch(/^ok +genesis .*\n[^]*\nverified: 14 checks\n$/u);
  });

  test('says when nobody vouched for the root', async () => {
    expect(command(await save(good)).stdout).toContain('vouches for its own root');
  });

  test('ends with 1 when a check fails', async () => {
    const { status, stdout } = command(await save({ ...good, bodies: [] }));
    expect(status).toBe(1);
    expect(stdout).toMatch(/failed +counts +outcomes-withheld: /u);
    expect(stdout).toContain('NOT VERIFIED: 1 of 14 checks');
  });

  test('ends with 2 when there is nothing to judge', async () => {
    expect(command().status).toBe(2);
    expect(command(join(folder, 'nowhere.json')).status).toBe(2);
    expect(command(await save('not json')).status).toBe(2);
    expect(command(await save({ ...good, extra: 1 })).status).toBe(2);
    expect(command(await save(good), '--root', 'short').status).toBe(2);
    expect(command(await save(good), '--root', toBase64url(bytes(32))).status).toBe(1);
  });

  // One root in 64 does.
  test('takes a root that begins with a dash', async () => {
    const { status, stdout } = command(await save(good), '--root', `-${'A'.repeat(42)}`);
    expect(stdout).toContain('NOT VERIFIED');
    expect(status).toBe(1);
  });
});
