/** Whether an end of a leg is in a country that was ruled out, and which of the ruled-out names cannot be checked. */
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import type { Countries, Standing } from '../input/countries.ts';
import { fold } from '../input/fold.ts';

/** Returns true if the words occur in the text as whole words. */
function says(text: string, words: string): boolean {
  return words !== '' && ` ${text} `.includes(` ${words} `);
}

/**
 * Returns the ruled-out name as it was typed. Countries are compared by code: by what the place says, and by the clock of
 * the place. A territory counts for the country that holds or claims it, and that country for its territories. A name
 * that is not known as a whole, such as one of a city, is compared word by word too, and `unchecked` names it.
 */
export function ruledOut(
  leg: Leg,
  end: 'depart' | 'arrive',
  never: readonly string[],
  countries: Countries | undefined,
): string | undefined {
  const typed = leg[end === 'depart' ? 'from' : 'to'];
  const place = fold(typed);
  // A time zone says nothing about a leg whose place nobody has written yet.
  if (place === '') return undefined;
  const zone = leg[`${end}Zone`];
  const city = fold(zone.split('/').at(-1) ?? '');
  const said = [...(countries?.codesOfPlace(typed) ?? []), ...(countries?.codesOfZone(zone) ?? [])];
  const here = new Set(countries?.withTerritories(said));
  return never.find((name) => {
    if (countries?.codesOf(name).some((code) => here.has(code)) === true) return true;
    if (countries?.knows(name) === true) return false;
    const words = fold(name);
    return says(place, words) || says(city, words);
  });
}

/** Returns what is special about the places of a leg, each once: whose they are, where that is not one country alone. */
export function standingsOf(
  leg: Leg,
  countries: Countries | undefined,
): readonly (Standing & { readonly place: string })[] {
  const ends = [
    [leg.from, leg.departZone],
    [leg.to, leg.arriveZone],
  ] as const;
  return ends.flatMap(([place, zone]) => {
    const standing = place.trim() === '' ? undefined : countries?.standingOf(place, zone);
    return standing === undefined ? [] : { ...standing, place };
  });
}

/** Returns the ruled-out names that are not wholly known to us: nobody may think that they were checked. */
export function unchecked(never: readonly string[], countries: Countries | undefined): readonly string[] {
  return never.filter((name) => fold(name) !== '' && countries?.knows(name) !== true);
}
