/**
 * Which country somebody means. Names are matched whole, after folding, and never by a part: Oman is not in Romania.
 * Codes are compared, so it does not matter in which language a name was typed. Nothing of a name is dropped: each part of
 * it gives codes, or `knows` is false and the caller must say that it could not be checked.
 */
import { clean } from './clean.ts';
import { fold } from './fold.ts';
import { territories, type Territory } from './territories.ts';

/** Returns the form in which a name of a country is looked up: folded, without spaces ("U.A.E." is "UAE"). */
export function countryKey(name: string): string {
  return fold(name.replaceAll('&', ' and ')).replace(/^the /u, '').replaceAll(/ /gu, '').replaceAll('saint', 'st');
}

/** Whose a place is, where that is not one country alone. `codes`: those that hold or claim it. */
export interface Standing {
  readonly kind: Territory['kind'];
  readonly codes: readonly string[];
}

export interface Countries {
  /** Returns the ISO 3166 codes of two letters that the words mean: more than one if they mean either, or both. */
  readonly codesOf: (typed: string) => readonly string[];
  /** Returns true if no part of the words is left over: "China (Tibet)", but not "Turkey (in winter)". */
  readonly knows: (typed: string) => boolean;
  /** The same codes for a place, which may say more than its country: "Bucharest, Romania". */
  readonly codesOfPlace: (typed: string) => readonly string[];
  readonly codesOfZone: (zone: string) => readonly string[];
  /** Returns the codes, then those of the countries that hold or claim one of them, then those of their territories. */
  readonly withTerritories: (codes: readonly string[]) => readonly string[];
  /** Returns what is special about a place by its name or its clock: disputed before dependent. */
  readonly standingOf: (place: string, zone: string) => Standing | undefined;
}

const between = /\s*[,،;؛/+|()[\]]\s*|\s+[-–—&]\s+|\s+(?:and|or|och|eller|et|ou|und|oder|y|o|e|и|или|ve|و|أو)\s+/iu;
const placeParts = /[,،;/()[\]\n]|\s[-–—]\s/u;

interface Meaning {
  readonly codes: readonly string[];
  readonly isDisputed: boolean;
}
const nothing: Meaning = { codes: [], isDisputed: false };

export function readCountries(table: string): Countries {
  const { names, codes, zones } = indexOf(table);
  // A code counts only in capitals: "us", "in" and "my" are words.
  const meaning = (typed: string): Meaning => codes.get(clean(typed)) ?? names.get(countryKey(typed)) ?? nothing;
  const one = (typed: string): readonly string[] => meaning(typed).codes;

  const read = (typed: string): { codes: readonly string[]; isWhole: boolean } => {
    const parts = clean(typed)
      .split(between)
      .filter((part) => fold(part) !== '');
    if (one(typed).length > 0) return { codes: one(typed), isWhole: true };
    const all = parts.map(one);
    if (all.length > 0 && all.every((part) => part.length > 0))
      return { codes: [...new Set(all.flat())], isWhole: true };
    // "Korea (North)", "Congo, Democratic Republic of the"
    const turned = parts.length === 2 ? one(parts.toReversed().join(' ')) : [];
    return turned.length > 0 ? { codes: turned, isWhole: true } : { codes: [...new Set(all.flat())], isWhole: false };
  };
  const partsOf = (place: string): readonly Meaning[] => {
    const whole = meaning(place);
    if (whole.codes.length > 0) return [whole];
    return clean(place)
      .split(placeParts)
      .map((part) => (one(part).length > 0 ? meaning(part) : lastWords(part, meaning)));
  };
  const codesOfPlace = (typed: string): readonly string[] => {
    const whole = read(typed);
    if (whole.isWhole) return whole.codes;
    return [...new Set(partsOf(typed).flatMap((part) => part.codes))];
  };
  const codesOfZone = (zone: string): readonly string[] => zones.get(zoneId(zone)) ?? [];
  const withTerritories = (some: readonly string[]): readonly string[] => {
    const holders = territories.filter(({ code }) => code !== undefined && some.includes(code));
    const held = territories.filter(
      ({ code, under }) => code !== undefined && under.some((over) => some.includes(over)),
    );
    return [...new Set([...some, ...holders.flatMap(({ under }) => under), ...held.flatMap(({ code }) => code ?? [])])];
  };
  const standingOf = (place: string, zone: string): Standing | undefined => {
    const disputed = partsOf(place).find(({ isDisputed }) => isDisputed);
    if (disputed !== undefined) return { kind: 'disputed', codes: disputed.codes };
    const here = new Set([...codesOfPlace(place), ...codesOfZone(zone)]);
    const among = territories.filter(({ code, zones: clocks }) =>
      code === undefined ? clocks.some((clock) => zoneId(clock) === zoneId(zone)) : here.has(code),
    );
    const found = among.find(({ kind }) => kind === 'disputed') ?? among[0];
    return found === undefined ? undefined : { kind: found.kind, codes: found.under };
  };
  return {
    codesOf: (typed) => read(typed).codes,
    knows: (typed) => read(typed).isWhole,
    codesOfPlace,
    codesOfZone,
    withTerritories,
    standingOf,
  };
}

/** The table as maps: by folded name, by code, by time zone. */
function indexOf(table: string) {
  const names = new Map<string, Meaning>();
  const codes = new Map<string, Meaning>();
  const zones = new Map<string, readonly string[]>();
  for (const line of table.split('\n')) {
    const [which = '', iso3 = '', clocks = '', ...called] = line.split('|');
    if (which === '') continue;
    const isDisputed = which.endsWith('*');
    const meant: Meaning = { codes: which.replace('*', '').split(','), isDisputed };
    for (const name of called) names.set(name, meant);
    if (isDisputed || meant.codes.length > 1) continue;
    codes.set(which, meant);
    if (iso3 !== '') codes.set(iso3, meant);
    for (const zone of clocks.split(' '))
      if (zone !== '') zones.set(zoneId(zone), [...(zones.get(zoneId(zone)) ?? []), which]);
  }
  for (const { under, zones: clocks, code } of territories)
    if (code === undefined) for (const zone of clocks) zones.set(zoneId(zone), under);
  return { names, codes, zones };
}

/** "Istanbul Turkey", but not "Port of Spain" or "New Mexico": the words before the country must be a place of their own. */
function lastWords(place: string, meaning: (typed: string) => Meaning): Meaning {
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
    const meant = /^[A-Za-z]{2}$/u.test(name) ? nothing : meaning(name);
    if (meant.codes.length > 0) return meant;
  }
  return nothing;
}

/** Returns the zone by the one name that this program uses for it: Asia/Calcutta and Asia/Kolkata are one zone. */
function zoneId(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}
