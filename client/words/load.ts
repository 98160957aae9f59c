import { dir, locale, LOCALES, speak, type Locale } from './words.ts';

type Half = () => Promise<{ default: string }>;

/** Two files a language (vite.config.ts): what everyone reads, and what only the teams' screens say. */
const CATALOGUES: Record<Locale, { readonly everyone: Half; readonly teams: Half }> = {
  en: { everyone: () => import('./en.ftl?everyone'), teams: () => import('./en.ftl?teams') },
  ar: { everyone: () => import('./ar.ftl?everyone'), teams: () => import('./ar.ftl?teams') },
};

let withTeams = false;

/** Fetches one language, switches to it, and turns the page round where the script asks for it. */
export async function loadWords(language: Locale): Promise<void> {
  const { everyone, teams } = CATALOGUES[language];
  const halves = await Promise.all([everyone(), ...(withTeams ? [teams()] : [])]);
  speak(language, halves.map((half) => half.default).join('\n'));
  document.documentElement.lang = language;
  document.documentElement.dir = dir.value;
}

/** Before the first of the teams' screens; from then on every language comes whole. */
export async function loadTeamWords(): Promise<void> {
  if (withTeams) return;
  withTeams = true;
  await loadWords(locale.value);
}

/** The first of the browser's languages that we speak. */
export function preferredLocale(wanted: readonly string[] = navigator.languages): Locale {
  for (const one of wanted) {
    const found = LOCALES.find((known) => one.toLowerCase().split('-')[0] === known);
    if (found !== undefined) return found;
  }
  return 'en';
}
