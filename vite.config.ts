import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { cutPart, PARTS } from './client/words/sections.ts';

/** A group that finds nothing would change nothing, and nobody would see it: each begins with a file that is there. */
function group(name: string, file: string, priority: number, ...besides: readonly string[]) {
  for (const one of [file, ...besides])
    if (!existsSync(join(import.meta.dirname, one))) throw new Error(`there is no ${one}`);
  const test = (id: string) => id.endsWith(`/${file}`) || besides.some((one) => id.includes(`/${one}`));
  return { name, test, priority };
}

/**
 * A slow line pays for each request: what the sign-in page needs travels in one file, then one for the parts that most
 * screens use, and one a chunk (client/chunks). Each takes along what it imports, unless a group above has it already.
 */
const groups = [
  // What is fetched later than a chunk may import only what the page has named (docs/decisions/0013).
  group('first', 'client/main.tsx', 6, 'domain/input/fold.ts'),
  group('shared', 'client/chunks/shared.ts', 5, 'client/ui/'),
  group('member', 'client/chunks/member.ts', 4),
  group('programme', 'client/chunks/programme.ts', 3),
  group('messages', 'client/chunks/messages.ts', 3),
  group('newcomers', 'client/chunks/newcomers.ts', 2),
  group('teams', 'client/chunks/teams.ts', 1),
];

/** `en.ftl?first`, `en.ftl?own`: one catalogue on disk, a file a part on the wire. */
const splitWords: Plugin = {
  name: 'split-words',
  enforce: 'pre',
  async load(id) {
    const [path = '', query = ''] = id.split('?');
    const part = PARTS.find((known) => known === query);
    if (!path.endsWith('.ftl') || part === undefined) return undefined;
    return `export default ${JSON.stringify(cutPart(await readFile(path, 'utf8'), part))}`;
  },
};

/** Vite's helper would preload what a chunk imports; here a chunk names the chunks that it needs (client/chunks/chunk.tsx). */
const noPreloadHelper: Plugin = {
  name: 'no-preload-helper',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : undefined),
};

/**
 * libsodium brings its WebAssembly as base64, in which a compressor finds little. Written as text of Latin-1, the same bytes take 25
 * KiB less on the line. The library still gets base64: the page makes it again.
 */
const denseWasm: Plugin = {
  name: 'dense-wasm',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/libsodium/dist/modules-esm/libsodium.mjs')) return undefined;
    const found = [...code.matchAll(/"(AGFzb[A-Za-z0-9+/]+={0,2})"/gu)];
    const [literal, base64] = found[0] ?? [];
    if (found.length !== 1 || literal === undefined || base64 === undefined)
      throw new Error(`${found.length} WebAssembly modules in libsodium, expected one`);
    const text = Buffer.from(base64, 'base64').toString('latin1');
    return { code: code.replace(literal, () => `btoa(${JSON.stringify(text)})`), map: null };
  },
};

const wrapperFile = '/libsodium-wrappers/dist/modules-esm/libsodium-wrappers.mjs';
const libraryFile = '/libsodium/dist/modules-esm/libsodium.mjs';
const differs = (): never => {
  throw new Error('libsodium lists its calls in another way');
};

/** The wrapper's list of numbers, each by its name. */
function numbersOf(wrapper: string): { readonly text: string; readonly names: readonly string[] } {
  const found = [...wrapper.matchAll(/var n=\[("SODIUM_[^\]]*)\];for\(_=0;/gu)];
  const [text, names = ''] = found[0] ?? [];
  if (found.length !== 1 || text === undefined) return differs();
  return { text, names: JSON.parse(`[${names}]`) as string[] };
}

/** From the brace that opens at `at` to the one that closes it; no text of the library has a brace in it. */
function blockAt(code: string, at: number): string {
  let depth = 0;
  for (let end = at; end < code.length; end++) {
    if (code[end] === '{') depth += 1;
    if (code[end] === '}') depth -= 1;
    if (code[end] === '}' && depth === 0) return code.slice(at, end + 1);
  }
  return differs();
}

/** What protocol/crypto/sodium.ts, and the wrapper's own test at its start, ask of the wrapper. */
async function askedOf(wrapper: string): Promise<ReadonlySet<string>> {
  const source = await readFile(join(import.meta.dirname, 'protocol/crypto/sodium.ts'), 'utf8');
  const asked = [...source.matchAll(/\bsodium\.(crypto_\w+)/gu)].map(([, name = '']) => name);
  const tested = [...wrapper.matchAll(/\bt\.((?:crypto|randombytes)_\w+)/gu)].map(([, name = '']) => name);
  return new Set([...asked, ...tested]);
}

/** The wrapper's calls by name, with the function that each is. */
function callsOf(wrapper: string): { readonly text: string; readonly calls: readonly (readonly [string, string])[] } {
  const found = [...wrapper.matchAll(/var e=\[("crypto_[^\]]*)\],a=\[([^\]]*)\],_=0;/gu)];
  const [text, names = '', functions = ''] = found[0] ?? [];
  const at = JSON.parse(`[${names}]`) as string[];
  const by = functions.split(',');
  if (found.length !== 1 || text === undefined || at.length !== by.length) return differs();
  return { text, calls: at.map((name, i) => [name, by[i] ?? differs()] as const) };
}

/**
 * libsodium's wrapper puts each of its 245 calls and 300 numbers into one object, so a bundler must keep them all. Here the
 * lists keep those that are asked of it; the bundler drops the others.
 */
const onlyCalled: Plugin = {
  name: 'only-called',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.endsWith(wrapperFile)) return undefined;
    const asked = await askedOf(code);
    const { text, calls } = callsOf(code);
    const numbers = numbersOf(code);
    const kept = calls.filter(([name]) => asked.has(name));
    const keptNumbers = numbers.names.filter((name) => asked.has(name));
    if (kept.length + keptNumbers.length !== asked.size) differs();
    const list = `var e=${JSON.stringify(kept.map(([name]) => name))},a=[${kept.map(([, by]) => by).join(',')}],_=0;`;
    return {
      code: code.replace(text, () => list).replace(numbers.text, () => `var n=${JSON.stringify(keptNumbers)};for(_=0;`),
      map: null,
    };
  },
};

/**
 * The library below it gives each of its functions a second name, by which only the wrapper calls them. Those that no
 * part of the wrapper names, once its other calls are gone, need none.
 */
const onlyNamed: Plugin = {
  name: 'only-named',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.endsWith(libraryFile)) return undefined;
    const wrapper = await readFile(id.replace(libraryFile, wrapperFile), 'utf8');
    const asked = await askedOf(wrapper);
    const { text, calls } = callsOf(wrapper);
    const dropped = calls.filter(([name]) => !asked.has(name));
    const rest = dropped.reduce(
      (left, [, by]) => {
        const at = left.indexOf(`function ${by}(`);
        return at < 0
          ? differs()
          : left.replace(left.slice(at, left.indexOf('{', at)) + blockAt(left, left.indexOf('{', at)), '');
      },
      wrapper.replace(text, ''),
    );
    const named = new Set([...rest.matchAll(/\b_(\w+)\b/gu)].map(([, name = '']) => name));
    for (const name of asked) named.add(name.toLowerCase());
    const [, library] = /\bg\._(?:malloc|free)=(\w)\.\w+,/u.exec(code) ?? differs();
    const second = new RegExp(`\\bg\\._(\\w+)=${library}\\.[\\w$]+,`, 'gu');
    let gone = 0;
    const shorter = code.replaceAll(second, (whole, name: string) => {
      if (named.has(name)) return whole;
      gone += 1;
      return '';
    });
    if (gone < 250) differs();
    return { code: shorter, map: null };
  },
};

// tools/build-client.ts runs this twice, worker first, and fills in the three constants.
export default defineConfig({
  root: 'client',
  base: '/',
  plugins: [splitWords, noPreloadHelper, onlyNamed, denseWasm, onlyCalled],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    sourcemap: false,
    emptyOutDir: true,
    reportCompressedSize: false,
    // A person who waits for `npm start` need not see where the bundler's time went.
    rolldownOptions: { output: { codeSplitting: { groups } }, checks: { bundlerTimings: false } },
  },
});
