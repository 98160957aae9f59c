/** Parts of protocol/README.md: the words that fields are taken from, and the fields of each kind of record. */
import { globSync, readFileSync } from 'node:fs';
import { contents } from '../protocol/records/content.ts';
import { kindForms, type Form } from '../tests/support/protocol/kind-sources.ts';
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

function formWords(form: Form): string {
  switch (form.is) {
    case 'text':
      return `text, at most ${form.max}`;
    case 'number':
      return `number, 0 to ${form.max}`;
    case 'choice':
      return `one of ${form.words.map((word) => `\`${word}\``).join(' ')}`;
    case 'list':
      return `list, at most ${form.max}${form.rises === true ? ', rising' : ''}`;
    default:
      return {
        fields: 'object',
        yes: 'yes or no',
        day: 'day',
        time: 'time',
        bytes32: '32 bytes',
        id: 'id',
        'any-id': 'id or empty',
      }[form.is];
  }
}

function* fieldRows(kind: string, path: string, form: Form): Generator<readonly string[]> {
  if (path !== '' && !(form.is === 'fields' && path.endsWith('[]')))
    yield [`\`${kind}\``, `\`${path}\``, formWords(form) + (form.later === true ? ', may be absent' : '')];
  if (form.is === 'list') yield* fieldRows(kind, `${path}[]`, form.item);
  if (form.is !== 'fields') return;
  for (const [name, each] of Object.entries(form.fields))
    yield* fieldRows(kind, path === '' ? name : `${path}.${name}`, each);
}

/** Each field of each kind with its limit. `D` in the name of a kind is a desk. */
export function fieldLimitRows(): readonly (readonly string[])[] {
  return Object.entries(kindForms()).flatMap(([kind, form]) => [
    ...fieldRows(kind.endsWith('-') ? `${kind}D` : kind, '', form),
  ]);
}
