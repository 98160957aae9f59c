import { defineConfig } from 'vite';

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

// tools/build-client.ts runs this twice, worker first, and fills in the three constants.
export default defineConfig({
  root: 'client',
  base: '/',
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
