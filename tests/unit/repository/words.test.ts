// Every language says everything, with the same variables, in words that frighten nobody.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { LOCALES, parseWords, type Locale } from '../../../client/words/words.ts';
import { protocolCodes } from '../../../protocol/core/errors.ts';
import { leafTypes } from '../../../protocol/log/leaf.ts';

const read = (locale: Locale) =>
  readFileSync(fileURLToPath(new URL(`../../../client/words/${locale}.ftl`, import.meta.url)), 'utf8');

/** id → its pattern, as @fluent/bundle parses it. */
function catalogue(locale: Locale): Map<string, unknown> {
  return new Map(new FluentResource(read(locale)).body.map((message) => [message.id, message.value]));
}

/** The ids as they are in the file: the parser drops what it cannot read, without a word. */
function writtenIds(locale: Locale): string[] {
  return [...read(locale).matchAll(/^([a-z][a-z0-9-]*) *=/gm)].map((match) => match[1] as string);
}

function variables(pattern: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(pattern)) for (const part of pattern) variables(part, found);
  else if (typeof pattern === 'object' && pattern !== null) {
    const node = pattern as { type?: string; name?: string };
    if (node.type === 'var' && node.name !== undefined) found.add(node.name);
    else for (const part of Object.values(pattern)) variables(part, found);
  }
  return found;
}

/** Two variables or more, and between them nothing that has a direction: no letter, no mark. */
function hasNoWords(pattern: unknown): boolean {
  if (!Array.isArray(pattern) || !pattern.every((part) => typeof part === 'string' || isVariable(part))) return false;
  const texts = pattern.filter((part) => typeof part === 'string').join('');
  return pattern.filter(isVariable).length > 1 && !/[\p{L}\u200E\u200F]/u.test(texts);
}
const isVariable = (part: unknown): boolean => (part as { type?: string }).type === 'var';

interface Select {
  readonly selector: { readonly name?: string };
  readonly variants: readonly { readonly key: { readonly value: unknown }; readonly value: unknown }[];
}
const selectsOf = (pattern: unknown): Select[] =>
  Array.isArray(pattern) ? pattern.filter((part) => (part as { type?: string }).type === 'select') : [];
function wantsTwo({ selector, variants }: Select): boolean {
  const of = (form: string | number) => variants.find(({ key }) => key.value === form);
  const counts = variables(of('other')?.value).has(selector.name ?? '');
  return counts && of('one') !== undefined && of('two') === undefined && of(2) === undefined;
}

const english = catalogue('en');
const spoken = (locale: Locale, id: string) => {
  const bundle = parseWords(locale, read(locale));
  const pattern = bundle.getMessage(id)?.value;
  return pattern === null || pattern === undefined ? '' : bundle.formatPattern(pattern, {}, []);
};

describe.each(LOCALES)('%s', (locale) => {
  const words = catalogue(locale);

  it('parses whole, and no id is there twice', () => {
    expect([...words.keys()].sort()).toEqual(writtenIds(locale).sort());
  });

  it('has the same ids as English', () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('leaves nothing empty', () => {
    const bundle = parseWords(locale, read(locale));
    const empty = [...words.keys()].filter((id) => {
      const value = bundle.getMessage(id)?.value;
      return value === null || value === undefined || bundle.formatPattern(value, {}, []).trim() === '';
    });
    expect(empty).toEqual([]);
  });

  it('uses the same variables as English', () => {
    const different = [...words].flatMap(([id, pattern]) => {
      const mine = [...variables(pattern)].sort().join();
      const theirs = [...variables(english.get(id))].sort().join();
      return mine === theirs ? [] : [`${id}: ${mine} instead of ${theirs}`];
    });
    expect(different).toEqual([]);
  });

  it('refers only to words that exist', () => {
    const lost = [...read(locale).matchAll(/\{ *([a-z][a-z0-9-]*) *\}/g)]
      .map((match) => match[1] as string)
      .filter((id) => !words.has(id));
    expect(lost).toEqual([]);
  });
});

describe('plain words', () => {
  // Words of people who build such things; the people who use them have plainer ones.
  const forbidden = /\b(tokens?|vaults?|security keys?|duress|incidents?|purged?|tiers?|enrol|defenders? at risk)\b/i;

  it('never says the builders’ words', () => {
    const saying = read('en')
      .split('\n')
      .filter((line) => !line.startsWith('#') && forbidden.test(line.replace(/^[a-z0-9-]+ *=/, '')));
    expect(saying).toEqual([]);
  });

  it('says on the first page what we cannot do', () => {
    expect(spoken('en', 'signin-limits')).toContain('We cannot stop someone who forces you to open it.');
  });

  it('has a calm sentence and a next step for every refusal of the protocol', () => {
    const silent = protocolCodes.flatMap((code) =>
      [`error-${code}`, `error-${code}-next`].filter((id) => !english.has(id)),
    );
    expect(silent).toEqual([]);
  });

  it('names every kind of entry in the log', () => {
    const silent = leafTypes.filter((type) => type !== 'opening' && !english.has(`ledger-leaf-${type}`));
    expect(silent).toEqual([]);
  });

  it('says the direction of what has no words of its own: inside other words it would begin at the wrong side', () => {
    const silent = [...catalogue('ar')].filter(([, pattern]) => hasNoWords(pattern)).map(([id]) => id);
    expect(silent).toEqual([]);
  });

  it('gives two a word of its own in Arabic, where one has a word and more are counted', () => {
    const silent = [...catalogue('ar')].filter(([, pattern]) => selectsOf(pattern).some(wantsTwo)).map(([id]) => id);
    expect(silent).toEqual([]);
  });

  it('marks what no native speaker has read', () => {
    for (const locale of LOCALES) {
      if (locale !== 'en') expect(read(locale).slice(0, 200)).toContain('AWAITING NATIVE REVIEW');
    }
  });
});
