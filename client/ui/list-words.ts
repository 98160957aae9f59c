import { locale } from '../words/words.ts';

/** Return the words as a list in the reader's language: each has a comma of its own. */
export function listed(words: Iterable<string>): string {
  return new Intl.ListFormat(locale.value, { type: 'unit' }).format(words);
}
