// Words in the reader's language. This file parses and formats; it opens no file, so that Node and the browser can both
// use it: the browser through load.ts, Node by `speak('en', readFileSync('client/words/en.ftl', 'utf8'))`.

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { computed, signal } from '@preact/signals';
import { LOCALES, type Locale } from './catalogues.ts';

export { LOCALES, type Locale };
export type Args = Record<string, FluentVariable>;

/** Each language under its own name, in its own script. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', ar: 'العربية' };

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

const bundle = signal<FluentBundle | undefined>(undefined);
const spoken = signal<Locale>('en');

export const locale = computed(() => spoken.value);
export const directionOf = (language: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr');
export const dir = computed(() => directionOf(spoken.value));

/** Digits stay Latin in every language, so that a number can be read aloud and typed anywhere. */
export function parseWords(language: Locale, text: string): FluentBundle {
  const bundle = new FluentBundle([`${language}-u-nu-latn`], { useIsolating: true });
  const errors = bundle.addResource(new FluentResource(text));
  if (errors.length > 0) throw new Error(`words for ${language} do not parse: ${String(errors[0])}`);
  return bundle;
}

/** Use this language: from now on every `t` returns it, and everything drawn with it is drawn again. */
export function speak(language: Locale, text: string): void {
  bundle.value = parseWords(language, text);
  spoken.value = language;
}

export function hasWords(id: string): boolean {
  return bundle.value?.hasMessage(id) === true;
}

/**
 * Return the words for an id. A missing id is returned itself; tests/unit/repository/words.test.ts fails if one is
 * missing.
 */
export function t(id: string, args?: Args): string {
  const words = bundle.value;
  const pattern = words?.getMessage(id)?.value;
  if (words === undefined || pattern === null || pattern === undefined) return id;
  return words.formatPattern(pattern, args ?? null, []);
}

/**
 * Return a calm sentence for a refusal, and what to do next. An unknown code gets the general pair, never a code alone.
 */
export function sayRefusal(code: string): { what: string; next: string } {
  const id = hasWords(`error-${code}`) ? code : 'unknown';
  return { what: t(`error-${id}`), next: t(`error-${id}-next`) };
}
