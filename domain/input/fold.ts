/**
 * The one folding for finding and comparing names. Two spellings that people take for one have one key: "Åsa" in two
 * encodings, with and without vowel signs, İ and i, ß and ss, digits of any script. It is never shown.
 */
import { clean, cleanLine, latinDigits } from './clean.ts';

/**
 * Marks above and below Latin, Greek and Cyrillic letters; vowel signs of Arabic and Hebrew. Not those of other scripts:
 * there they tell words apart (Ghana and Guinea in Burmese).
 */
const marks =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]/gu;

/** Letters that are typed for one another, and letters that have no decomposition. */
const alike: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ĸ: 'k',
  ŋ: 'n',
  ŧ: 't',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ڪ: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ۀ: 'ه',
  ٱ: 'ا',
  ء: '',
  ـ: '',
};
const letters = new RegExp(`[${Object.keys(alike).join('')}]`, 'gu');

export function fold(text: string): string {
  return latinDigits(clean(text).normalize('NFKD'))
    .replaceAll(marks, '')
    .replaceAll(/[\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll(marks, '')
    .replaceAll(letters, (letter) => alike[letter] ?? letter)
    .normalize('NFC')
    .replaceAll(/['’ʼ`´]/gu, '')
    .replaceAll(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
}

/** Returns true if every word of the search is in one of the texts. A search without a letter finds everything. */
export function found(search: string, ...texts: readonly (string | undefined)[]): boolean {
  const words = fold(search).split(' ');
  const said = fold(texts.filter((text) => text !== undefined).join(' \n'));
  return words.every((word) => said.includes(word));
}

/**
 * Returns the key by which two names are one: case, spaces, unseen marks and forms of one letter do not count. Stricter than
 * `fold`: rooms "Sal A" and "Sal Å" are two, although a search for one finds both.
 */
export function sameName(name: string): string {
  return cleanLine(name).normalize('NFKC').toLowerCase();
}
