/**
 * What a team writes to somebody outside the portal: that something waits, and nothing about what, where or why. There
 * is one set for each language of the app, with several sentences, so that two messages are not recognised as the same.
 *
 * AWAITING NATIVE REVIEW: Arabic.
 */
import { LOCALES, type Locale } from '../../words/words.ts';

const bank: Readonly<Record<Locale, readonly [string, ...string[]]>> = {
  en: [
    'Hello! When you have a quiet moment, please have a look. There is something new for you.',
    'Hi, just a short note: something is waiting for you.',
    'Good day! There is news for you. Look whenever it suits you.',
  ],
  ar: [
    'مرحبًا! هناك شيء جديد لك. يمكن الاطلاع عليه في أي وقت هادئ.',
    'سلام، ملاحظة قصيرة فقط: هناك شيء في انتظارك.',
    'نهارك سعيد! هناك جديد لك، ويمكن النظر فيه متى كان الوقت مناسبًا.',
  ],
};

/** Return the first of her languages that there are sentences in. */
export function sentenceLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const found = LOCALES.find((known) => known === language.trim().toLowerCase().split('-')[0]);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** Return the sentence, with the name that may be shown on her phone if she gave one. */
export function sentence(locale: Locale, turn: number, neutralName: string): string {
  const all = bank[locale];
  const text = all[turn % all.length] ?? all[0];
  return neutralName === '' ? text : `${text} – ${neutralName}`;
}

export const sentencesOf = (locale: Locale): number => bank[locale].length;
