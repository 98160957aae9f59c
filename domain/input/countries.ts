/**
 * Which country somebody means. Names are matched whole, after folding, and never by a part: Oman is not in Romania.
 * Codes are compared, so it does not matter in which language a name was typed. A name that is not known has no code,
 * and the caller must say that it could not be checked.
 */
import { clean } from './clean.ts';
import { fold } from './fold.ts';

/** Returns the form in which a name of a country is looked up: folded, without spaces ("U.A.E." is "UAE"). */
export function countryKey(name: string): string {
  return fold(name.replaceAll('&', ' and ')).replace(/^the /u, '').replaceAll(/ /gu, '').replaceAll('saint', 'st');
}

export interface Countries {
  /** Returns the ISO 3166 codes of two letters that the words mean: more than one if they mean either, or both. */
  readonly codesOf: (typed: string) => readonly string[];
  /** The same for a place, which may say more than its country: "Bucharest, Romania". */
  readonly codesOfPlace: (typed: string) => readonly string[];
  readonly codesOfZone: (zone: string) => readonly string[];
}

const between = /\s*[,،;؛/+|]\s*|\s+[-–—&]\s+|\s+(?:and|or|och|eller|et|ou|und|oder|y|o|e|и|или|ve|و|أو)\s+/iu;

export function readCountries(table: string): Countries {
  const names = new Map<string, readonly string[]>();
  const codes = new Map<string, readonly string[]>();
  const zones = new Map<string, string[]>();
  for (const line of table.split('\n')) {
    const [which = '', iso3 = '', clocks = '', ...called] = line.split('|');
    if (which === '') continue;
    const meant = which.split(',');
    for (const name of called) names.set(name, meant);
    if (meant.length > 1) continue;
    codes.set(which, meant);
    if (iso3 !== '') codes.set(iso3, meant);
    for (const zone of clocks.split(' '))
      if (zone !== '') zones.set(zoneId(zone), [...(zones.get(zoneId(zone)) ?? []), which]);
  }
  // A code counts only in capitals: "us", "in" and "my" are words.
  const one = (typed: string): readonly string[] => codes.get(clean(typed)) ?? names.get(countryKey(typed)) ?? [];
  const codesOf = (typed: string): readonly string[] => {
    const whole = one(typed);
    if (whole.length > 0) return whole;
    const bare = one(typed.replaceAll(/\([^()]*\)/gu, ' '));
    if (bare.length > 0) return bare;
    const parts = clean(typed).split(between);
    const all = parts.map(one);
    return parts.length > 1 && all.every((part) => part.length > 0) ? [...new Set(all.flat())] : [];
  };
  const codesOfPlace = (typed: string): readonly string[] => {
    const whole = codesOf(typed);
    if (whole.length > 0) return whole;
    const parts = clean(typed).split(/[,،;/()[\]\n]|\s[-–—]\s/u);
    return [...new Set(parts.flatMap((part) => (one(part).length > 0 ? one(part) : lastWords(part, one))))];
  };
  return { codesOf, codesOfPlace, codesOfZone: (zone) => zones.get(zoneId(zone)) ?? [] };
}

/** "Istanbul Turkey", but not "Port of Spain" or "New Mexico": the words before the country must be a place of their own. */
function lastWords(place: string, codesOf: (typed: string) => readonly string[]): readonly string[] {
  const words = clean(place).split(/\s+/u);
  for (let from = 1; from < words.length; from += 1) {
    if (
      /^(of|de|del|da|do|von|av|new|nueva|nuevo|nova|nouvelle|little|via|north|south|east|west)$/iu.test(
        words[from - 1] ?? '',
      )
    )
      continue;
    // Two letters at the end of a place are more often an airline or a state than a country.
    const name = words.slice(from).join(' ');
    const meant = /^[A-Za-z]{2}$/u.test(name) ? [] : codesOf(name);
    if (meant.length > 0) return meant;
  }
  return [];
}

/** Returns the zone by the one name that this program uses for it: Asia/Calcutta and Asia/Kolkata are one zone. */
function zoneId(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}
