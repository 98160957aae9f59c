// What a rule of the event is about has a name in every language, and the kinds of each team say whose they are.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it, vi } from 'vitest';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import { LOCALES, speak, type Locale } from '../../../client/words/words.ts';
import type * as Names from '../../../client/state/names.ts';
import type * as RuleWords from '../../../client/state/rule-words.ts';

const facts = { name: 'n', startsOn: '2031-01-01', endsOn: '2031-01-05', zone: 'UTC', place: 'p', dutyPhone: '1' };
const kinds = defaultPolicy(facts).kinds.map(({ kind }) => kind);

let names: typeof Names;
let rules: typeof RuleWords;
beforeAll(async () => {
  vi.stubGlobal('__RELEASE__', 'tests');
  vi.stubGlobal('location', { origin: 'http://localhost', hostname: 'localhost' });
  names = await import('../../../client/state/names.ts');
  rules = await import('../../../client/state/rule-words.ts');
});

const inLanguage = (language: Locale) =>
  speak(language, readFileSync(new URL(`../../../client/words/${language}.ftl`, import.meta.url), 'utf8'));
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/gu, '');

it.each(LOCALES)('every kind of a policy has a name of its own in %s', (language) => {
  inLanguage(language);
  const said = kinds.map((kind) => plain(rules.kindAndTeam(kind)));
  expect(said.filter((name) => /[a-z]-[a-z]/u.test(name))).toEqual([]);
  expect(new Set(said).size).toBe(said.length);
});

it('a kind that each team has says which team it is, where all are shown', () => {
  inLanguage('en');
  expect(plain(rules.kindAndTeam('case-travel'))).toBe('Work list, Travel team');
  expect(plain(names.kindName('case-travel'))).toBe('Work list');
  expect(plain(rules.kindAndTeam('travel'))).toBe('Travel');
});
