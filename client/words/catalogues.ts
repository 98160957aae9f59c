/** Where the words are: one file for each language and part; vite.config.ts cuts them. */
import type { Part } from './sections.ts';

export const LOCALES = ['en', 'ar'] as const;
export type Locale = (typeof LOCALES)[number];

type Words = () => Promise<{ readonly default: string }>;

const CATALOGUES: Readonly<Record<Locale, Readonly<Record<Part, Words>>>> = {
  en: {
    first: () => import('./en.ftl?first'),
    own: () => import('./en.ftl?own'),
    new: () => import('./en.ftl?new'),
    rules: () => import('./en.ftl?rules'),
    programme: () => import('./en.ftl?programme'),
    messages: () => import('./en.ftl?messages'),
    teams: () => import('./en.ftl?teams'),
  },
  ar: {
    first: () => import('./ar.ftl?first'),
    own: () => import('./ar.ftl?own'),
    new: () => import('./ar.ftl?new'),
    rules: () => import('./ar.ftl?rules'),
    programme: () => import('./ar.ftl?programme'),
    messages: () => import('./ar.ftl?messages'),
    teams: () => import('./ar.ftl?teams'),
  },
};

/** Fetch the words. A second call fetches nothing, unless the first failed. */
export async function fetchWords(language: Locale, part: Part): Promise<string> {
  return (await CATALOGUES[language][part]()).default;
}

/** Return the first of the browser's languages that the app has. */
export function preferredLocale(wanted: readonly string[] = navigator.languages): Locale {
  for (const one of wanted) {
    const found = LOCALES.find((known) => one.toLowerCase().split('-')[0] === known);
    if (found !== undefined) return found;
  }
  return 'en';
}
