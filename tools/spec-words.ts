/** Parts of protocol/README.md: the words that fields are taken from, and the fields of each kind of record. */
import { globSync, readFileSync } from 'node:fs';
import { contents } from '../protocol/records/content.ts';
import { objectSources, root } from '../tests/support/protocol/sources.ts';

/** Lists of words that no field's form names: `opening`'s reason is a text, and the tasks' states are in JSON. */
const furtherLists = ['openingReasons', 'taskStates'];

function wordsOf(name: string): readonly string[] {
  const list = new RegExp(`const ${name}\\b[^=]*=[^[;]*\\[([^\\]]*)\\]`, 'u');
  for (const path of globSync(`${root}protocol/**/*.ts`)) {
    const source = readFileSync(path, 'utf8').replace(/\/\*.*?\*\//gsu, '');
    const found = list.exec(source)?.[1];
    if (found !== undefined) return [...found.matchAll(/'([^']*)'/gu)].map(([, word = '']) => word);
  }
  throw new Error(`no list of words: ${name}`);
}

/** Each list that a form names, in the order of the objects, with its words. */
export function wordRows(): readonly (readonly string[])[] {
  const forms = objectSources().flatMap(({ fields }) => fields.map(({ codec }) => codec));
  const named = forms.flatMap((form) => [...form.matchAll(/\.\.\.(\w+)/gu)].map(([, name = '']) => name));
  return [...new Set([...named, ...furtherLists])].map((name) => [
    `\`${name}\``,
    wordsOf(name)
      .map((word) => `\`${word}\``)
      .join(' '),
  ]);
}

/** What a blank content of each kind is, as JSON: it shows the names, order and types of the fields. */
export function contentRows(): readonly (readonly string[])[] {
  return Object.entries(contents).map(([kind, { blank }]) => [`\`${kind}\``, `\`${JSON.stringify(blank)}\``]);
}
