// Under an Integrity-Policy WebKit runs a script only if a page's tag or an import() has named it: what is merely
// imported by another module is held back, whatever the import map says (docs/decisions/0013). So whatever a chunk
// imports has been named before it runs: by the page, or by the chunks that are fetched at the same moment.
import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtClient } from '../../support/processes/servers.ts';

const app = readFileSync(resolve(import.meta.dirname, '../../../client/app.tsx'), 'utf8');
/** Each planned chunk: its file, and the chunks that are fetched with it. */
const plans = new Map(
  [...app.matchAll(/^const (\w+) = chunk\(\{([^}]*)\}\);/gmu)].map(([, name = '', plan = '']) => {
    const on = /on: \[([^\]]*)\]/u.exec(plan)?.[1] ?? '';
    const chunk = /import\('\.\/chunks\/(\w+)\.ts'\)/u.exec(plan)?.[1] ?? '';
    return [name, { chunk, on: on.split(', ').filter(Boolean) }] as const;
  }),
);
const chunksWith = (name: string): readonly string[] => {
  const { chunk, on } = plans.get(name) ?? { chunk: name, on: [] };
  return [chunk, ...on.flatMap(chunksWith)];
};

let onPage: readonly string[];
let imports: ReadonlyMap<string, { readonly fixed: readonly string[]; readonly later: readonly string[] }>;
const nameOf = (file: string): string => basename(file).replace(/-[\w-]{8}\.js$/u, '');

beforeAll(async () => {
  const folder = await builtClient();
  const page = readFileSync(join(folder, 'index.en.html'), 'utf8');
  onPage = [...page.matchAll(/<script type="module"[^>]* src="([^"]+)"/gu)].map(([, path = '']) => nameOf(path));
  imports = new Map(
    globSync('assets/*.js', { cwd: folder }).map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, path = '']) => nameOf(path));
      const fixed = named(/\b(?:from|import)\s?["'`]\.\/([\w.-]+\.js)["'`]/gu);
      return [nameOf(file), { fixed, later: named(/\bimport\(\s?["'`]\.\/([\w.-]+\.js)["'`]/gu) }];
    }),
  );
});

/** What comes along with these without being named. */
const held = (named: readonly string[]): readonly string[] =>
  named.flatMap((name) => (imports.get(name)?.fixed ?? []).filter((one) => ![...named, ...onPage].includes(one)));

describe('each script is named by something that WebKit listens to', () => {
  it('what the page begins with', () => {
    expect(onPage).toContain('first');
    expect(held(onPage)).toEqual([]);
  });

  it.each([...plans.keys()])('the chunk %s', (name) => {
    const named = chunksWith(name);
    expect(named.filter((name) => !imports.has(name))).toEqual([]);
    expect(held(named)).toEqual([]);
  });

  it('what is fetched later, from whatever chunk', () => {
    const chunks = new Set([...plans.values()].map(({ chunk }) => chunk));
    const others = [...imports.values()].flatMap(({ later }) => later).filter((name) => !chunks.has(name));
    expect(others.length).toBeGreaterThan(2);
    expect(others.flatMap((name) => held([name]))).toEqual([]);
  });
});
