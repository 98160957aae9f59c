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

/**
 * libsodium's wrapper puts each of its 245 calls into one object, so a bundler must keep them all. Here the list keeps the
 * calls that protocol/crypto/sodium.ts makes and those of the wrapper's own test at its start; the bundler drops the others.
 */
const onlyCalled: Plugin = {
  name: 'only-called',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.endsWith('/libsodium-wrappers/dist/modules-esm/libsodium-wrappers.mjs')) return undefined;
    const source = await readFile(join(import.meta.dirname, 'protocol/crypto/sodium.ts'), 'utf8');
    const asked = [...source.matchAll(/\bsodium\.(crypto_\w+)/gu)].map(([, name = '']) => name);
    const tested = [...code.matchAll(/\bt\.((?:crypto|randombytes)_\w+)\(/gu)].map(([, name = '']) => name);
    const called = new Set([...asked, ...tested]);
    const found = [...code.matchAll(/var e=\[("crypto_[^\]]*)\],a=\[([^\]]*)\],_=0;/gu)];
    const [list, names = '', calls = ''] = found[0] ?? [];
    const at = names.split(',').map((name) => JSON.parse(name || '""') as string);
    const by = calls.split(',');
    const kept = at.flatMap((name, i) => (called.has(name) ? [i] : []));
    if (found.length !== 1 || list === undefined || at.length !== by.length || kept.length !== called.size)
      throw new Error("libsodium's wrapper lists its calls in another way");
    const shorter = `var e=${JSON.stringify(kept.map((i) => at[i]))},a=[${kept.map((i) => by[i]).join(',')}],_=0;`;
    return { code: code.replace(list, () => shorter), map: null };
  },
};

// tools/build-client.ts runs this twice, worker first, and fills in the three constants.
export default defineConfig({
  root: 'client',
  base: '/',
  plugins: [splitWords, noPreloadHelper, denseWasm, onlyCalled],
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
