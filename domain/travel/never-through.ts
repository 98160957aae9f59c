/** Whether an end of a leg is in a country that was ruled out, as far as the typed words and the local clock tell. */
import type { Leg } from '#protocol/records/kinds/itinerary.ts';

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[_\s]+/gu, ' ')
    .trim();

/** True if one name contains the other. Names that are too short are ignored: they would be found everywhere. */
function alike(said: string, name: string): boolean {
  if (said === '' || name === '') return false;
  return said.includes(name) || ([...said].length >= 4 && name.includes(said));
}

const namesIt = (name: string, typed: string): boolean =>
  name === typed || ([...typed].length >= 4 && alike(name, typed));

const clocks = new Map<string, ReadonlySet<string>>();

/**
 * Returns the time zones of a country by its name, in English or in the language of the page, where this browser knows
 * them.
 */
function clocksOf(country: string, language: string): ReadonlySet<string> {
  const key = `${language} ${country}`;
  const known = clocks.get(key);
  if (known !== undefined) return known;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const names = ['en', language].map((tag) => new Intl.DisplayNames([tag], { type: 'region', fallback: 'none' }));
  const found = letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => names.map((name) => plain(name.of(code) ?? '')).some((name) => namesIt(name, country)))
    .flatMap((code) => {
      const region = new Intl.Locale(`und-${code}`) as Intl.Locale & {
        getTimeZones?: () => readonly string[] | undefined;
      };
      return region.getTimeZones?.() ?? [];
    });
  clocks.set(key, new Set(found));
  return new Set(found);
}

/**
 * Returns the ruled-out name as it was typed. `language` is that of the page, whose country names are known beside the
 * English ones.
 */
export function ruledOut(
  leg: Leg,
  end: 'depart' | 'arrive',
  never: readonly string[],
  language: string,
): string | undefined {
  const place = plain(leg[end === 'depart' ? 'from' : 'to']);
  const zone = leg[`${end}Zone`];
  const city = plain(zone.split('/').at(-1) ?? '');
  return never.find((typed) => {
    const one = plain(typed);
    if (alike(place, one)) return true;
    // A time zone says nothing about a leg whose place nobody has written yet.
    return place !== '' && one !== '' && (alike(city, one) || clocksOf(one, language).has(zone));
  });
}
