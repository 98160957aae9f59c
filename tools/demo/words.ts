/** The words on the screens, to find a button by its text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWords, type Args, type Locale } from '../../client/words/words.ts';

const folder = join(import.meta.dirname, '../../client/words');
const catalogues = new Map<Locale, ReturnType<typeof parseWords>>();

function catalogueOf(language: Locale): ReturnType<typeof parseWords> {
  const known = catalogues.get(language);
  if (known !== undefined) return known;
  const read = parseWords(language, readFileSync(join(folder, `${language}.ftl`), 'utf8'));
  catalogues.set(language, read);
  return read;
}

/** As the client shows it on a computer. An id without words is a mistake of the caller. */
export function word(id: string, variables: Args = {}, language: Locale = 'en'): string {
  const catalogue = catalogueOf(language);
  const pattern = catalogue.getMessage(id)?.value;
  if (pattern === undefined || pattern === null) throw new Error(`no words for ${id} in ${language}`);
  return catalogue.formatPattern(pattern, { device: 'computer', ...variables });
}
