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
  { name: 'days', test: /\/screens\/day-(?:programme|mine|choices|after|certificate)\.tsx$/u, priority: 2 },
  { name: 'new', test: /\/screens\/(?:join|recover|try-device|new-keys)\.tsx$/u, priority: 2 },
  {
    name: 'teams',
    test: /\/screens\/(?:desk|members|approvals|ledger|programme-(?:team|open|seats|requests))\.tsx$/u,
    priority: 1,
  },
];

/** Sections of the catalogues that only the teams' screens speak; they are fetched with those screens. */
const teamSections =
  /^(?:Work queue|Person|Itinerary editor|Members and invites|Founding|Ledger|Approvals|Programme team|Seat requests)\n/u;

/** The members' pages of the programme; fetched after the sign-in. */
const programmeSections = /^The programme\n/u;

const partOf = (section: string): string => {
  if (programmeSections.test(section)) return 'programme';
  return teamSections.test(section) ? 'teams' : 'everyone';
};

/** `en.ftl?everyone`, `en.ftl?programme`, `en.ftl?teams`: one catalogue on disk, three files on the wire. */
const splitWords: Plugin = {
  name: 'split-words',
  enforce: 'pre',
  async load(id) {
    const [path = '', part = ''] = id.split('?');
    if (!path.endsWith('.ftl') || !/^(?:everyone|programme|teams)$/u.test(part)) return undefined;
    const sections = (await readFile(path, 'utf8')).split(/^## /mu);
    const words = sections.filter((section) => partOf(section) === part);
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
