// What documents name exists: files, links, headings, mutations.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, matchesGlob, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wire } from '#protocol/wire/wire.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What is in the repository: files, and the folders above them. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const above = (path: string): string[] => (path === '.' ? [] : [path, ...above(dirname(path))]);
const known = new Set(files.flatMap(above));
const names = new Set(files.map((path) => basename(path)));
const tops = [...new Set(files.filter((path) => path.includes('/')).map((path) => path.split('/')[0]))];

/** The documents that must be true today. Decisions and walkthroughs tell of their own day. */
const documents = [
  'README.md',
  'threat-model.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'protocol/README.md',
  ...globSync('docs/*.md', { cwd: root }),
];

/** A path from the root, with or without backticks: it begins with a folder of ours and no other path is before it. */
const path = new RegExp(String.raw`(?<![\w/.-])(?:${tops.join('|')})/[\w./*{},-]*[\w/*}]`, 'gu');
/** A file without its folder, in backticks. */
const bare = /`([\w.-]+\.(?:tsx?|mjs|md|css|ftl))`/gu;

const exists = (named: string): boolean => {
  const clean = normalize(named).replace(/\/$/u, '');
  if (known.has(clean)) return true;
  // docs/decisions/0012 names the one file that begins so.
  if (/\/\d{4}$/u.test(clean)) return files.some((file) => file.startsWith(`${clean}-`));
  return /[*{]/u.test(clean) && files.some((file) => matchesGlob(file, clean));
};

/** Everything that a text names and that does not exist. */
function dead(text: string): readonly string[] {
  const paths = [...text.matchAll(path)].map((found) => found[0]);
  // `public/requests` is an act, and `public/` is a folder.
  const lost = paths.filter((named) => !Object.hasOwn(wire, named) && !exists(named));
  const alone = [...text.matchAll(bare)].map((found) => found[1] as string);
  return [...lost, ...alone.filter((name) => !names.has(name))];
}

/** The anchor that forges make from a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/gu, '-');
const anchors = (text: string) => [...text.matchAll(/^#+ (.+)$/gmu)].map((found) => anchor(found[1] as string));

/** Links of a document whose file or heading is not there. */
function deadLinks(document: string, text: string): readonly string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/gu)].map((found) => found[1] as string);
  return links.filter((link) => {
    if (/^[a-z]+:/u.test(link)) return false;
    const [file = '', heading] = link.split('#');
    const target = file === '' ? document : normalize(join(dirname(document), file)).replace(/\/$/u, '');
    if (!known.has(target)) return true;
    return heading !== undefined && !anchors(file === '' ? text : read(target)).includes(heading);
  });
}

describe('each document', () => {
  it.each(documents)('%s names only files that exist', (document) => {
    expect(dead(read(document))).toEqual([]);
  });

  it.each([...documents, 'docs/decisions/README.md'])('%s links only to what exists', (document) => {
    expect(deadLinks(document, read(document))).toEqual([]);
  });

  it('is searched by rules that find a dead path, name, link and heading', () => {
    const text = '`client/screens/today.tsx`, server/hallway.ts and `strongroom.ts`; [a](docs/none.md), [b](#no-such)';
    expect(dead(text)).toEqual(['client/screens/today.tsx', 'server/hallway.ts', 'docs/none.md', 'strongroom.ts']);
    expect(deadLinks('README.md', text)).toEqual(['docs/none.md', '#no-such']);
    expect(
      dead('DATA_DIR/witness/key, records/put, public/requests, tests/attacks/*.test.ts, docs/decisions/0012'),
    ).toEqual([]);
  });
});

describe('threat-model.md', () => {
  it('numbers its promises without a gap, and names a test file for each', () => {
    const rows = [...read('threat-model.md').matchAll(/^\| P(\d+) \| .+ \| (.+) \|$/gmu)];
    expect(rows.map(([, number]) => Number(number))).toEqual(rows.map((_, at) => at + 1));
    expect(rows.filter(([, , tests = '']) => !/`tests\/[\w/*-]+\.test\.ts`/u.test(tests))).toEqual([]);
    expect(rows.length).toBeGreaterThan(33);
  });
});

describe('docs/decisions/README.md', () => {
  const index = () => read('docs/decisions/README.md');
  const decisions = files.filter((file) => /^docs\/decisions\/\d{4}-/u.test(file)).toSorted();
  const head = (text: string) => /^# (\d{4}) (.+)\n\n(.+) · (\d{4}-\d{2}-\d{2})$/mu.exec(text)?.slice(1);

  it('lists each decision with its number, title, status and date', () => {
    const rows = decisions.map((file) => {
      const [number, title, status, date] = head(read(file)) ?? [];
      return `| [${number}](${basename(file)}) | ${title} | ${status} | ${date} |`;
    });
    expect(
      index()
        .split('\n')
        .filter((line) => /^\| \[\d/u.test(line)),
    ).toEqual(rows);
    expect(rows.length).toBeGreaterThan(15);
  });
});

describe('docs/testing.md', () => {
  it('lists every mutation and none that is gone', () => {
    const table = read('docs/testing.md')
      .split('\n')
      .filter((line) => line.startsWith('| P'));
    const listed = table.flatMap((line) =>
      [...(line.split('|')[3] ?? '').matchAll(/`([\w-]+)`/gu)].map((found) => found[1] as string),
    );
    const patches = files
      .filter((file) => matchesGlob(file, 'tests/mutations/*.patch'))
      .map((file) => basename(file, '.patch'));
    expect(listed.toSorted()).toEqual(patches.toSorted());
  });
});

describe('docs/bad-days.md', () => {
  it('says in bold only what stands on a screen', () => {
    const words = read('client/words/en.ftl');
    const bold = [...read('docs/bad-days.md').matchAll(/\*\*([^*]+)\*\*/gu)].map((found) =>
      (found[1] ?? '').replaceAll(/\s+/gu, ' '),
    );
    expect(bold.length).toBeGreaterThan(5);
    expect(bold.filter((said) => !words.includes(said))).toEqual([]);
  });
});
