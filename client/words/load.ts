import { dir, LOCALES, speak, type Locale } from './words.ts';

const CATALOGUES: Record<Locale, () => Promise<{ default: string }>> = {
  en: () => import('./en.ftl?raw'),
  ar: () => import('./ar.ftl?raw'),
};

/** Fetches one language, switches to it, and turns the page round where the script asks for it. */
export async function loadWords(language: Locale): Promise<void> {
  const words = await CATALOGUES[language]();
  speak(language, words.default);
  document.documentElement.lang = language;
  document.documentElement.dir = dir.value;
}

/** The first of the browser's languages that we speak. */
export function preferredLocale(wanted: readonly string[] = navigator.languages): Locale {
  for (const one of wanted) {
    const found = LOCALES.find((known) => one.toLowerCase().split('-')[0] === known);
    if (found !== undefined) return found;
  }
  return 'en';
}
