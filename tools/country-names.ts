/**
 * Makes domain/input/country-names.ts: every name by which people call a country, folded, with its code, and the time
 * zones of each country. Browsers differ in the names that they know, so the names are collected once, here.
 *
 *   node tools/country-names.ts
 *
 * The first source that knows a name wins: tools/countries/also-known-as.txt (a line a country; more than one code where a
 * name means more than one, a star after them where the place is disputed), the names of ICU in the languages below and in each country's own, the package
 * i18n-iso-countries, the package countries-list. A name that one source gives to two countries is left out, so that it is asked about.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countries as listed } from 'countries-list';
import iso from 'i18n-iso-countries';
import { countryKey } from '#domain/input/countries.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The page's languages, those that the card offers, and some more that desks write in. */
const languages =
  'en ar sv es fa fr ru tr zh zh-Hant pt uk de am az be bn hi km ku my ne ps so sw ti ug ur vi it nl pl ka hy id he'.split(
    ' ',
  );
const packaged = ['en', 'fr', 'es', 'ar', 'ru', 'fa', 'tr', 'sv', 'pt', 'zh', 'uk', 'de'];

type Names = Map<string, Set<string>>;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Not countries: unions, and codes that are not in use any more. */
const none = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA']);
const codes = letters
  .flatMap((a) => letters.map((b) => a + b))
  .filter((code) => !none.has(code) && english.of(code) !== undefined)
  // ICU answers former codes with the present country: only its own code is one.
  .filter((code) => new Intl.Locale(`und-${code}`).region === code)
  .filter(
    (code) =>
      !['AN', 'BU', 'CS', 'DD', 'FX', 'NH', 'NT', 'SU', 'TP', 'UK', 'YD', 'YU', 'ZR', 'RH', 'HV', 'DY', 'VD'].includes(
        code,
      ),
  );

function add(names: Names, name: string | undefined, code: string): void {
  const key = countryKey(name ?? '');
  if (key === '' || /^[a-z]{2}$/u.test(key)) return;
  names.set(key, (names.get(key) ?? new Set()).add(code));
}

function ownNames(): Names {
  const names: Names = new Map();
  for (const line of readFileSync(join(root, 'tools/countries/also-known-as.txt'), 'utf8').split('\n')) {
    const [which = '', ...called] = line.split('|');
    if (which === '' || which.startsWith('#')) continue;
    const meant = which.endsWith('*') ? [...which.slice(0, -1).split(','), '*'] : which.split(',');
    for (const name of called)
      for (const code of meant) {
        const key = countryKey(name);
        names.set(key, (names.get(key) ?? new Set()).add(code));
      }
  }
  return names;
}

function icuNames(): Names {
  const names: Names = new Map();
  for (const code of codes) {
    const own = new Intl.Locale(`und-${code}`).maximize().language;
    for (const language of new Set([...languages, own]))
      for (const style of ['long', 'short', 'narrow'] as const)
        add(names, new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style }).of(code), code);
  }
  return names;
}

function isoNames(): Names {
  const names: Names = new Map();
  for (const language of packaged)
    for (const [code, called] of Object.entries(iso.getNames(language, { select: 'all' })))
      for (const name of called) if (codes.includes(code)) add(names, name, code);
  return names;
}

function listNames(): Names {
  const names: Names = new Map();
  for (const [code, { name, native }] of Object.entries(listed))
    if (codes.includes(code)) for (const one of [name, ...native.split(/, /u)]) add(names, one, code);
  return names;
}

const known = new Map<string, string>();
const own = ownNames();
for (const source of [own, icuNames(), isoNames(), listNames()])
  for (const [name, said] of source) {
    if (known.has(name)) continue;
    const isAsked = said.size > 1 && source !== own;
    const meant = [...said].filter((code) => code !== '*').toSorted();
    known.set(name, isAsked ? '' : meant.join(',') + (said.has('*') ? '*' : ''));
  }

const zonesOf = (code: string): readonly string[] =>
  (new Intl.Locale(`und-${code}`) as Intl.Locale & { getTimeZones(): string[] | undefined }).getTimeZones() ?? [];

const byCodes = new Map<string, string[]>();
for (const [name, which] of known) if (which !== '') byCodes.set(which, [...(byCodes.get(which) ?? []), name]);
const lines = [...byCodes]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([which, called]) => {
    const iso3 = iso.alpha2ToAlpha3(which) ?? '';
    return [which, iso3, /^[A-Z]{2}$/u.test(which) ? zonesOf(which).join(' ') : '', ...called.toSorted()].join('|');
  });

writeFileSync(
  join(root, 'domain/input/country-names.ts'),
  `// Made by tools/country-names.ts with ICU ${process.versions['icu'] ?? ''} (${process.versions['tz'] ?? ''}). Do not change it: add names to tools/countries/also-known-as.txt.
/** A line: codes, the code of three letters, time zones, folded names. */
export const countryNames = \`
${lines.join('\n')}
\`;
`,
);
console.log(
  `${lines.length} lines, ${known.size} names, ${[...known.values()].filter((which) => which === '').length} of two countries left out`,
);
