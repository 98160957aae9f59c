import { defineConfig } from 'vite';

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
    // Everything that the sign-in page needs travels in one file: a slow line pays for each request.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', test: /\/client\/app\.tsx$/u }] } } },
  },
});
