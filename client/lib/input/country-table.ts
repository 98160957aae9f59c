/** The table of country names, ready to be asked. It is fetched alone, by the screens that need it. */
import { countryNames } from '#domain/input/country-names.ts';
import { readCountries } from '#domain/input/countries.ts';

export const countries = readCountries(countryNames);
