import { fetchWords } from './catalogues.ts';
import type { Part } from './sections.ts';
import { dir, locale, speak, type Locale } from './words.ts';

/** The parts that every language is fetched with, since a chunk asked for them. */
const needed = new Set<Part>(['first']);
let newest: Promise<void> = Promise.resolve();

/** Fetch one language, switch to it, and set the page's direction for its script. */
export function loadWords(language: Locale): Promise<void> {
  const mine: Promise<void> = Promise.all([...needed].map((part) => fetchWords(language, part))).then((parts) => {
    // Asked for again in the meantime: only the newest answer is used, and earlier callers wait for it.
    if (newest !== mine) return newest;
    speak(language, parts.join('\n'));
    document.documentElement.lang = language;
    document.documentElement.dir = dir.value;
    return undefined;
  });
  newest = mine;
  // Words that could not be fetched are fetched again by the next caller; words in use stay.
  mine.catch(() => {
    if (newest === mine) newest = Promise.resolve();
  });
  return mine;
}

/** Fetch these parts before the first screen that uses them. */
export function needWords(parts: readonly Part[]): Promise<void> {
  const missing = parts.filter((part) => !needed.has(part));
  if (missing.length === 0) return newest;
  for (const part of missing) needed.add(part);
  return loadWords(locale.value).catch((error: unknown) => {
    for (const part of missing) needed.delete(part);
    throw error;
  });
}
