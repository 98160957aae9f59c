/** Whether an end of a leg is in a country that was ruled out, and which of the ruled-out names cannot be checked. */
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import type { Countries } from '../input/countries.ts';
import { fold } from '../input/fold.ts';

/** Returns true if the words occur in the text as whole words. */
function says(text: string, words: string): boolean {
  return words !== '' && ` ${text} `.includes(` ${words} `);
}

/**
 * Returns the ruled-out name as it was typed. Countries are compared by code: by what the place says, and by the clock of
 * the place. A name without a code, such as one of a city, is compared word by word, and `unchecked` names it as well.
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
  const here = new Set([...(countries?.codesOfPlace(typed) ?? []), ...(countries?.codesOfZone(zone) ?? [])]);
  return never.find((name) => {
    const codes = countries?.codesOf(name) ?? [];
    if (codes.length > 0) return codes.some((code) => here.has(code));
    const words = fold(name);
    return says(place, words) || says(city, words);
  });
}

/** Returns the ruled-out names that are no country we know: nobody may think that they were checked. */
export function unchecked(never: readonly string[], countries: Countries | undefined): readonly string[] {
  return never.filter((name) => fold(name) !== '' && (countries?.codesOf(name) ?? []).length === 0);
}
