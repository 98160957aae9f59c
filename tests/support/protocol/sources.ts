/**
 * What the sources say about the objects of the protocol, read as text: codecs carry no description at run time. Objects that no
 * program makes yet are in adoption.ts and reserved-objects.ts.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { limits } from '#protocol/core/limits.ts';
import { sizes } from '#protocol/crypto/sodium.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface ObjectSource {
  readonly label: string;
  readonly file: string;
  /** The codec's name where the source gives it one. */
  readonly name: string | undefined;
  readonly fields: readonly { readonly name: string; readonly codec: string }[];
}

const protocolFiles = globSync('protocol/**/*.ts', { cwd: root }).toSorted();
const objectFiles = [
  ...protocolFiles,
  'tests/support/protocol/adoption.ts',
  'tests/support/protocol/reserved-objects.ts',
];

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/^\s*\/\/.*$/gmu, '');
}

export function protocolSource(): string {
  return protocolFiles.map((file) => withoutComments(readFileSync(`${root}${file}`, 'utf8'))).join('\n');
}

/** The text between the brace at `from` and its partner. */
function braced(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if ('{(['.includes(text[at] as string)) depth += 1;
    if ('})]'.includes(text[at] as string)) depth -= 1;
    if (depth === 0) return text.slice(from + 1, at);
  }
  throw new Error('unbalanced source');
}

/** Splits at commas outside every bracket. */
function parts(text: string): string[] {
  const out: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at] ?? ',';
    if ('{(['.includes(sign)) depth += 1;
    if ('})]'.includes(sign)) depth -= 1;
    if (sign === ',' && depth === 0) {
      out.push(text.slice(start, at).replace(/\s+/gu, ' ').trim());
      start = at + 1;
    }
  }
  return out.filter((part) => part !== '');
}

/** limits.x, sizes.x and simple products become the numbers that they name. */
function evaluated(codec: string): string {
  const numbers = { ...limits, ...sizes } as Readonly<Record<string, number>>;
  return codec
    .replace(/\b(?:limits|sizes)\.(\w+)/gu, (_, name: string) => String(numbers[name]))
    .replace(/\b(\d+) \* (\d+)\b/gu, (_, a: string, b: string) => String(Number(a) * Number(b)));
}

let found: readonly ObjectSource[] | undefined;

/** Returns every `object('dd1/…', { … })`, in the order of the files. The files are read once. */
export function objectSources(): readonly ObjectSource[] {
  return (found ??= readSources());
}

function readSources(): readonly ObjectSource[] {
  return objectFiles.flatMap((file) => {
    const text = withoutComments(readFileSync(`${root}${file}`, 'utf8'));
    return [...text.matchAll(/(?:const (\w+) = )?object\('(dd1\/[^']+)',\s*(\{|\w+)/gu)].map((match) => {
      const [whole, name, label, opener] = match as unknown as [string, string | undefined, string, string];
      const at =
        opener === '{' ? match.index + whole.length - 1 : text.indexOf('{', text.indexOf(`const ${opener} = `));
      const fields = parts(braced(text, at)).map((field) => {
        const [key, ...rest] = field.split(': ');
        return { name: key as string, codec: evaluated(rest.length === 0 ? (key as string) : rest.join(': ')) };
      });
      return { label, file, name, fields };
    });
  });
}
