import { dir, locale, LOCALES, speak, type Locale } from './words.ts';

type Part = () => Promise<{ default: string }>;

/** Three files a language (vite.config.ts): what everyone reads, what the programme says, what only the teams' screens say. */
const CATALOGUES: Record<Locale, { readonly everyone: Part; readonly programme: Part; readonly teams: Part }> = {
  en: {
    everyone: () => import('./en.ftl?everyone'),
    programme: () => import('./en.ftl?programme'),
    teams: () => import('./en.ftl?teams'),
  },
  ar: {
    everyone: () => import('./ar.ftl?everyone'),
    programme: () => import('./ar.ftl?programme'),
    teams: () => import('./ar.ftl?teams'),
  },
};

let withProgramme = false;
let withTeams = false;
let newest: Promise<void> = Promise.resolve();

/** Fetches one language, switches to it, and turns the page round where the script asks for it. */
export function loadWords(language: Locale): Promise<void> {
  const { everyone, programme, teams } = CATALOGUES[language];
  const wanted = [everyone, ...(withProgramme ? [programme] : []), ...(withTeams ? [teams] : [])];
  const mine: Promise<void> = Promise.all(wanted.map((part) => part())).then((parts) => {
    // Asked for again meanwhile: only the newest answer is spoken, and whoever asked before waits for it.
    if (newest !== mine) return newest;
    speak(language, parts.map((part) => part.default).join('\n'));
    document.documentElement.lang = language;
    document.documentElement.dir = dir.value;
    return undefined;
  });
  newest = mine;
  return mine;
}

/** Before the first of the teams' screens; from then on every language comes whole. */
export function loadTeamWords(): Promise<void> {
  if (withTeams) return newest;
  withTeams = true;
  return loadWords(locale.value).catch((error: unknown) => {
    withTeams = false;
    throw error;
  });
}

/** Before the first page of the programme. */
export function loadProgrammeWords(): Promise<void> {
  if (withProgramme) return newest;
  withProgramme = true;
  return loadWords(locale.value).catch((error: unknown) => {
    withProgramme = false;
    throw error;
  });
}

/** The first of the browser's languages that we speak. */
export function preferredLocale(wanted: readonly string[] = navigator.languages): Locale {
  for (const one of wanted) {
    const found = LOCALES.find((known) => one.toLowerCase().split('-')[0] === known);
    if (found !== undefined) return found;
  }
  return 'en';
}
