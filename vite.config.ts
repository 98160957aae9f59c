import { readFile } from 'node:fs/promises';
import { defineConfig, type Plugin } from 'vite';

/**
 * A slow line pays for each request: what the sign-in page needs travels in one file, then one for the parts that most
 * screens share, one for a participant's screens, one for the teams', one for whoever is new. Each takes along what it
 * imports, unless a group above has it already.
 */
const groups = [
  { name: 'first', test: /\/client\/app\.tsx$/u, priority: 5 },
  { name: 'parts', test: /\/client\/ui\//u, priority: 4 },
  { name: 'own', test: /\/screens\/(?:home|file|edit-card|journey|opened|keys|seen|more)\.tsx$/u, priority: 3 },
  { name: 'new', test: /\/screens\/(?:join|recover|try-device|new-keys)\.tsx$/u, priority: 2 },
  { name: 'teams', test: /\/screens\/(?:desk|members|approvals|ledger)\.tsx$/u, priority: 1 },
];

/** Sections of the catalogues that only the teams' screens speak; they are fetched with those screens. */
const teamSections = /^(?:Work queue|Person|Itinerary editor|Members and invites|Founding|Ledger|Approvals)\n/u;

/** `en.ftl?everyone` and `en.ftl?teams`: one catalogue on disk, two files on the wire. */
const splitWords: Plugin = {
  name: 'split-words',
  enforce: 'pre',
  async load(id) {
    const [path = '', half = ''] = id.split('?');
    if (!path.endsWith('.ftl') || !/^(?:everyone|teams)$/u.test(half)) return undefined;
    const sections = (await readFile(path, 'utf8')).split(/^## /mu);
    const words = sections.filter((section) => teamSections.test(section) === (half === 'teams'));
    // Comments are for those who write words.
    return `export default ${JSON.stringify(words.join('').replaceAll(/^#.*\n/gmu, ''))}`;
  },
};

// tools/build-client.ts runs this twice, worker first, and fills in the three constants.
export default defineConfig({
  root: 'client',
  base: '/',
  plugins: [splitWords],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
});
