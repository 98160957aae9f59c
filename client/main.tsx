import { render } from 'preact';
import { App } from './app.tsx';
import { preferredLocale } from './words/catalogues.ts';
import { loadWords } from './words/load.ts';

const root = document.getElementById('app');
const broken = document.getElementById('broken');

loadWords(preferredLocale()).then(
  () => root !== null && render(<App />, root),
  () => broken?.removeAttribute('hidden'),
);
