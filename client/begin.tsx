/** Everything the first page needs, in one file; main.ts asks for it. */
import { render } from 'preact';
import { App } from './app.tsx';
import { preferredLocale } from './words/catalogues.ts';
import { loadWords } from './words/load.ts';

export async function begin(root: HTMLElement): Promise<void> {
  await loadWords(preferredLocale());
  render(<App />, root);
}
