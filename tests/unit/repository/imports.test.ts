// The table of import rules, and proof that the lint step enforces each of its lines.
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { partOf, refusedImport } from '../../../tools/lint/import-rule.ts';
import { outside, parts } from '../../../tools/lint/import-table.ts';

const root = join(import.meta.dirname, '../../..');
const folders = Object.keys(parts);

/** Every import that the table forbids, one for each pair of parts, as [file, specifier from the root]. */
const planted = folders.flatMap((from) =>
  [...folders, ...outside]
    .filter((to) => to !== from && !(parts[from]?.may.some((one) => one === to || partOf(`${one}/x`) === to) ?? false))
    .map((to) => ({ file: `${from}/planted/one.ts`, target: `${to}/planted/two.ts`, from, to })),
);

const up = (file: string) => '../'.repeat(file.split('/').length - 1);

describe('the table of import rules', () => {
  it('forbids whatever is not below', () => {
    const passed = planted.filter(({ file, target }) => refusedImport(file, up(file) + target, false) === undefined);
    expect(passed.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
    expect(planted.length).toBeGreaterThan(200);
  });

  it('keeps the jobs of the client apart', () => {
    expect(refusedImport('client/features/today/today.tsx', '../ledger/ledger-page.tsx', true)).toContain(
      'another job',
    );
    expect(refusedImport('client/features/today/today.tsx', './next.tsx', false)).toBeUndefined();
  });

  it('lets through what is below, and only the types of the worker', () => {
    expect(refusedImport('client/features/today/today.tsx', '../../ui/button.tsx', false)).toBeUndefined();
    expect(refusedImport('client/state/session.ts', '../vault/session/unlock.ts', true)).toBeUndefined();
    expect(refusedImport('client/state/session.ts', '../vault/session/unlock.ts', false)).toContain('for values');
  });

  it('knows every folder that ships', () => {
    const shipped = globSync('{protocol,domain,migrations,server,witness,public,client}/**/*.{ts,tsx}', { cwd: root });
    expect(shipped.filter((path) => partOf(path) === undefined)).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(' ') || '–';

  it('draws the same table', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const [, drawn = ''] = /<!-- from the code: import table -->([^]*?)<!-- end: import table -->/u.exec(text) ?? [];
    const rows = Object.entries(parts).map(
      ([name, { holds, may, types = [], alone }]) =>
        `| \`${name}\`${alone ? ' (each folder)' : ''} | ${holds} | ${code(may)} | ${code(types)} |`,
    );
    expect(drawn.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
  });
});

describe('the lint step', () => {
  it('fails on each planted violation, and on a circle of types', { timeout: 60_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'dd-lint-'));
    try {
      for (const name of ['.oxlintrc.json', 'tools/lint', 'package.json'])
        cpSync(join(root, name), join(folder, name), { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      const write = (path: string, text: string): void => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      };
      for (const [at, { file, target }] of planted.entries()) {
        write(target, 'export const two = 2;\n');
        const path = file.replace('one.ts', `one-${at}.ts`);
        write(path, `import { two } from '${up(path)}${target}';\nexport const one = two;\n`);
      }
      write('server/circle/a.ts', "import type { B } from './b.ts';\nexport interface A { b: B }\n");
      write('server/circle/b.ts', "import type { A } from './a.ts';\nexport interface B { a: A }\n");
      const lint = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '--format=json'], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      const found = (JSON.parse(lint.stdout) as { diagnostics: { code: string; filename: string }[] }).diagnostics;
      const files = (code: string) =>
        new Set(found.filter((one) => one.code.includes(code)).map((one) => one.filename));
      const refused = files('imports');
      const missed = planted.filter(({ file }, at) => !refused.has(file.replace('one.ts', `one-${at}.ts`)));
      expect(missed.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
      expect([...files('no-cycle')].toSorted()).toEqual(['server/circle/a.ts', 'server/circle/b.ts']);
      expect(lint.status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
