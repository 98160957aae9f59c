/** The fixed texts of the public pages, in their languages. The event's own texts are in the kind `site`. */
import { en } from './public-words-en.ts';
import type { Words } from './public-words-shape.ts';
import { sv } from './public-words-sv.ts';

export type Tongue = 'en' | 'sv';

export const wordsOf: Readonly<Record<Tongue, Words>> = { en, sv };

export function longDate(date: string, words: Words): string {
  return words.date(Number(date.slice(8)), words.months[Number(date.slice(5, 7)) - 1] ?? '', date.slice(0, 4));
}
