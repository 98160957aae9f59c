// A reader finds her way by folders and names: few files in one place, one name for one thing, files of a few pages.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const most = { files: 30, lines: 300 };

/** Files that may be longer, each with the reason. */
const longer: Readonly<Record<string, string>> = {
  'migrations/0002_people.ts': 'it ran on databases that are in use, and is not changed any more',
};
/** Folders that may hold more: each file has its place by its number. */
const numbered: readonly string[] = ['migrations'];

const isSource = (path: string) => /\.(ts|tsx|css)$/u.test(path);

function groups(paths: readonly string[], keyOf: (path: string) => string): readonly (readonly [string, string[]])[] {
  const found = new Map<string, string[]>();
  for (const path of paths.filter(isSource)) found.set(keyOf(path), [...(found.get(keyOf(path)) ?? []), path]);
  return [...found];
}

function crowded(paths: readonly string[]): string[] {
  return groups(paths, (path) => posix.dirname(path))
    .filter(([folder, files]) => files.length > most.files && !numbered.includes(folder))
    .map(([folder, files]) => `${folder}: ${files.length}`);
}

function namesakes(paths: readonly string[]): string[] {
  return groups(paths, (path) => path.replace(/\.\w+$/u, ''))
    .filter(([, files]) => files.length > 1)
    .map(([, files]) => files.join(' and '));
}

function tooLong(lines: ReadonlyMap<string, number>, excepted: Readonly<Record<string, string>>): string[] {
  const long = [...lines].filter(([path, count]) => count > most.lines && isSource(path) && !path.startsWith('tests/'));
  const unsaid = long
    .filter(([path]) => (excepted[path] ?? '') === '')
    .map(([path, count]) => `${path}: ${count} lines`);
  const idle = Object.keys(excepted).filter((path) => !long.some(([each]) => each === path));
  return [...unsaid, ...idle.map((path) => `${path}: needs no exception`)];
}

// What is in git, and what is about to be.
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((path) => isSource(path) && existsSync(join(root, path)));

const linesOf = (path: string) => readFileSync(join(root, path), 'utf8').split('\n').length - 1;

describe('the repository', () => {
  it('is read', () => expect(listed.length).toBeGreaterThan(500));

  it('has no folder with more source files than a reader can hold', () => expect(crowded(listed)).toEqual([]));

  it('has no two source files of one name in a folder', () => expect(namesakes(listed)).toEqual([]));

  it('has no long file outside the tests, except those with a reason', () => {
    expect(tooLong(new Map(listed.map((path) => [path, linesOf(path)])), longer)).toEqual([]);
  });
});

describe('the rules', () => {
  const many = (folder: string, count: number) => Array.from({ length: count }, (_, i) => `${folder}/part-${i}.ts`);

  it('name a folder with one file too many, and count neither its subfolders nor other kinds of file', () => {
    expect(crowded([...many('client/ui', 30), 'client/ui/README.md', ...many('client/ui/fields', 30)])).toEqual([]);
    expect(crowded([...many('client/ui', 29), 'client/ui/a.tsx', 'client/ui/b.css'])).toEqual(['client/ui: 31']);
    expect(crowded(many('migrations', 40))).toEqual([]);
  });

  it('name two files that differ only in how they end', () => {
    expect(namesakes(['client/log/ledger.ts', 'client/log/ledger.tsx', 'client/log/ledger.test.ts'])).toEqual([
      'client/log/ledger.ts and client/log/ledger.tsx',
    ]);
    expect(namesakes(['client/log/ledger.ts', 'server/log/ledger.ts', 'client/log/ledger.md'])).toEqual([]);
  });

  it('name a long file, and an exception without a reason or without need', () => {
    const lines = new Map([
      ['server/a.ts', 300],
      ['server/b.ts', 301],
      ['tests/c.test.ts', 900],
      ['docs/d.md', 900],
    ]);
    expect(tooLong(lines, {})).toEqual(['server/b.ts: 301 lines']);
    expect(tooLong(lines, { 'server/b.ts': '' })).toEqual(['server/b.ts: 301 lines']);
    expect(tooLong(lines, { 'server/b.ts': 'a table', 'server/a.ts': 'once long' })).toEqual([
      'server/a.ts: needs no exception',
    ]);
  });
});
