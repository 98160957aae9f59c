import { fetchWords, preferredLocale } from './words/catalogues.ts';

async function start(root: HTMLElement): Promise<void> {
  const words = fetchWords(preferredLocale(), 'first');
  const [{ begin }] = await Promise.all([import('./begin.tsx'), words]);
  await begin(root);
}

const root = document.getElementById('app');
const broken = document.getElementById('broken');
if (root !== null)
  start(root).catch(() => {
    if (broken !== null) broken.hidden = false;
  });
