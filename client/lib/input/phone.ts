/**
 * Reads phone numbers as people type and paste them. libphonenumber-js knows the plans of all countries; what it must not
 * see (other digits, words, a trunk prefix of another country) is taken away first. A number is never guessed: what can be
 * read in another way is offered, and somebody chooses.
 */
import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/min';
import { typedCode } from '#domain/input/clean.ts';

export interface Reading {
  /** As it is kept and dialled: "+46 70 174 06 05". Letters, digits and spaces only. */
  readonly number: string;
  /** ISO 3166 code, or undefined for a number of no country (satellite phones). */
  readonly country: string | undefined;
  /** Its country has no numbers like this one. It may be right: plans change. */
  readonly isOdd: boolean;
}

export type Phone =
  | { readonly state: 'empty' }
  | { readonly state: 'read'; readonly reading: Reading }
  /** It can be read in these ways, none of which is sure. */
  | { readonly state: 'offered'; readonly readings: readonly Reading[] }
  /** local: without its country. two: more than one number. wrong: no number of any country. */
  | { readonly state: 'unread'; readonly why: 'local' | 'two' | 'wrong' };

/** How one dials out of a country, where people write it in place of the plus. */
const outward = ['00', '0011', '011', '810', '8~10', '119'] as const;

export function readPhone(typed: string): Phone {
  const text = bare(typed);
  if (text === '') return { state: 'empty' };
  const numbers = text.split(/\s*(?:[,;|\n]|\/|\bor\b|\band\b)\s*/iu).filter((part) => digitsOf(part).length >= 6);
  if (numbers.length > 1) {
    const readings = numbers.flatMap((part) => readOne(part));
    return readings.length > 0 ? { state: 'offered', readings } : { state: 'unread', why: 'two' };
  }
  if (text.startsWith('+')) {
    const [reading] = readOne(text);
    if (reading !== undefined) return { state: 'read', reading };
    const readings = mended(text);
    return readings.length > 0 ? { state: 'offered', readings } : { state: 'unread', why: 'wrong' };
  }
  return withoutPlus(text);
}

function withoutPlus(text: string): Phone {
  // 00 is the way out of most countries, and no number of a country begins with it.
  if (/^00(?!11)/u.test(text)) {
    const [reading] = readOne(`+${text.slice(2).trim()}`);
    if (reading !== undefined && !reading.isOdd) return { state: 'read', reading };
  }
  const abroad = outward.filter((way) => text.startsWith(way)).map((way) => text.slice(way.length).trim());
  const offered = [...abroad, text].flatMap((one) => readOne(`+${one}`)).filter(({ isOdd }) => !isOdd);
  const readings = offered.filter((one, i) => offered.findIndex(({ number }) => number === one.number) === i);
  if (readings.length > 0) return { state: 'offered', readings };
  const other = mended(text);
  if (other.length > 0) return { state: 'offered', readings: other };
  return { state: 'unread', why: /^[0-9()./ -]{5,}$/u.test(text) ? 'local' : 'wrong' };
}

/** The letter O for a zero, and the digit that Mexico's mobile numbers had once. */
function mended(text: string): readonly Reading[] {
  const zeros = text.replaceAll(/[oO]/gu, '0');
  const mexico = text.replace(/^\+52\s*1\s*/u, '+52 ');
  return [zeros, mexico].filter((one) => one !== text).flatMap((one) => readOne(one));
}

const digitsOf = (text: string): string => text.replaceAll(/[^0-9]/gu, '');

function readOne(text: string): readonly Reading[] {
  if (!/^\+[0-9 ()./~-]+(?:\s*(?:ext|x|#)[. ]*[0-9]{1,7})?$/iu.test(text)) return [];
  const found = parsePhoneNumberFromString(text, { extract: false });
  if (found?.isPossible() !== true) return [];
  const reading = readingOf(found);
  // Zeros at the front of a number can be taken for a trunk prefix once more. What is kept must read as itself.
  const again = parsePhoneNumberFromString(reading.number, { extract: false });
  return again !== undefined && readingOf(again).number === reading.number ? [reading] : [];
}

function readingOf(found: PhoneNumber): Reading {
  return {
    number: found
      .formatInternational()
      .replaceAll(/[-/().]/gu, ' ')
      .replaceAll(/ +/gu, ' ')
      .replace(' ext ', ' ext. '),
    country: found.country ?? (found.getPossibleCountries().length === 1 ? found.getPossibleCountries()[0] : undefined),
    isOdd: !found.isValid(),
  };
}

/** Returns the number without what stands around it: "tel:", "WhatsApp:", brackets around the country, a trailing name. */
function bare(typed: string): string {
  const text = typedCode(typed)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^(?:[^+0-9]*?\btel:|[^+0-9(]+)(?=[+0-9(])/giu, '')
    .replace(/^\(\s*(\+|00)\s*([0-9]{1,3})\s*\)/u, '$1$2')
    .replace(/^\+\s+/u, '+')
    .replace(/^\+(?:00|\+)/u, '+')
    .replace(/[ .,;]+$/u, '');
  return text.trim();
}
