import { render } from 'preact';
import { App } from './app.tsx';
import { loadWords, preferredLocale } from './words/load.ts';

await loadWords(preferredLocale());
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
