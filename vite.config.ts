import { readFile } from 'node:fs/promises';
import { defineConfig, type Plugin } from 'vite';
import { cutPart, PARTS } from './client/words/sections.ts';

/**
 * A slow line pays for each request: what the sign-in page needs travels in one file, then one for the parts that most
 * rooms use, and one a room (client/rooms). Each takes along what it imports, unless a group above has it already.
 */
const groups = [
  { name: 'first', test: /\/client\/main\.tsx$/u, priority: 6 },
  { name: 'shared', test: /\/client\/(?:rooms\/shared\.ts$|ui\/)/u, priority: 5 },
  { name: 'own', test: /\/client\/rooms\/own\.ts$/u, priority: 4 },
  { name: 'days', test: /\/client\/rooms\/days\.ts$/u, priority: 3 },
  { name: 'messages', test: /\/client\/rooms\/messages\.ts$/u, priority: 3 },
  { name: 'new', test: /\/client\/rooms\/new\.ts$/u, priority: 2 },
  { name: 'teams', test: /\/client\/rooms\/teams\.ts$/u, priority: 1 },
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

/** Vite's helper would preload what a chunk imports; here a room names what it stands on (client/chunks/chunk.tsx). */
const noPreloadHelper: Plugin = {
  name: 'no-preload-helper',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : undefined),
};

// tools/build-client.ts runs this twice, worker first, and fills in the three constants.
export default defineConfig({
  root: 'client',
  base: '/',
  plugins: [splitWords, noPreloadHelper],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    sourcemap: false,
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
});
