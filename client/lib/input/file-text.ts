/**
 * The text of a file, strictly: a byte that does not fit is never shown as a good letter. What is not UTF-8 is offered in
 * the code pages that spreadsheets write, best first, and a person chooses by looking at it.
 */

/** What a file is that has no text to read. Each has a sentence that says what to do. */
export type NoText =
  | 'workbook'
  | 'old-workbook'
  | 'pdf'
  | 'picture'
  | 'web-page'
  | 'packed'
  | 'binary'
  | 'large'
  | 'empty';

export interface CodePage {
  /** Its name as browsers know it (WHATWG Encoding). */
  readonly label: string;
  readonly text: string;
}

export type FileText =
  | { readonly text: string }
  /** Not UTF-8: every code page that the bytes fit, the likeliest first. */
  | { readonly pages: readonly CodePage[] }
  | { readonly noText: NoText };

const mostBytes = 4_000_000;

const begins: readonly (readonly [string, NoText])[] = [
  ['504b0304', 'workbook'],
  ['504b0506', 'workbook'],
  ['d0cf11e0', 'old-workbook'],
  ['25504446', 'pdf'],
  ['89504e47', 'picture'],
  ['ffd8ff', 'picture'],
  ['47494638', 'picture'],
  ['1f8b', 'packed'],
  ['377abcaf', 'packed'],
  ['52617221', 'packed'],
  ['7b5c727466', 'binary'],
  ['09081000', 'old-workbook'],
];

export function textOf(bytes: Uint8Array): FileText {
  if (bytes.length === 0) return { noText: 'empty' };
  if (bytes.length > mostBytes) return { noText: 'large' };
  const start = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const known = begins.find(([magic]) => start.startsWith(magic));
  if (known !== undefined) return { noText: known[1] };
  const marked = withMark(bytes);
  if (marked !== undefined) return checked(marked);
  const wide = withoutMark(bytes);
  if (wide !== undefined) return checked(wide);
  const plain = decoded(bytes, 'utf-8');
  if (plain !== undefined) return checked(plain);
  if (bytes.includes(0)) return { noText: 'binary' };
  const pages = pagesOf(bytes);
  return pages.length === 0 ? { noText: 'binary' } : { pages };
}

/** A text with a control character is no text that a person wrote; one that begins with a tag is a page of the web. */
function checked(text: string): FileText {
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/u.test(text)) return { noText: 'binary' };
  if (/^\s*<(?:!doctype html|html|table|meta|body)\b/iu.test(text)) return { noText: 'web-page' };
  return text.trim() === '' ? { noText: 'empty' } : { text };
}

function decoded(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A byte order mark names the encoding. A file that lies about it has no text. */
function withMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  const label =
    a === 0xef && b === 0xbb && c === 0xbf
      ? 'utf-8'
      : a === 0xff && b === 0xfe
        ? 'utf-16le'
        : a === 0xfe && b === 0xff
          ? 'utf-16be'
          : undefined;
  return label === undefined ? undefined : (decoded(bytes, label) ?? '\u0000');
}

/** UTF-16 without its mark: every other byte of its spaces, commas and line ends is zero. */
function withoutMark(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2 === 1) return undefined;
  const zeros = [0, 0];
  bytes.forEach((byte, at) => (zeros[at % 2] = (zeros[at % 2] ?? 0) + (byte === 0 ? 1 : 0)));
  const [even = 0, odd = 0] = zeros;
  if (even + odd < bytes.length / 10) return undefined;
  return even > odd ? decoded(bytes, 'utf-16be') : decoded(bytes, 'utf-16le');
}

/** In the order in which they are met; the rank below decides, and this order among equals. */
const labels =
  'windows-1252 windows-1251 windows-1256 windows-1254 windows-1250 windows-1253 windows-1255 windows-1257 windows-1258 windows-874 gb18030 big5 shift_jis euc-kr koi8-r koi8-u ibm866 macintosh x-mac-cyrillic'.split(
    ' ',
  );

function pagesOf(bytes: Uint8Array): readonly CodePage[] {
  const pages = labels.flatMap((label) => {
    const text = decoded(bytes, label);
    // A control where a letter should be: no spreadsheet writes one.
    return text === undefined || /[\u0080-\u009f\ufffd\p{Co}]/u.test(text) ? [] : [{ label, text }];
  });
  const different = pages.filter(({ text }, at) => pages.findIndex((one) => one.text === text) === at);
  return different
    .map((page) => ({ page, rank: rankOf(page.text) }))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ page }) => page);
}

/** The letters of each script with what follows it: names are words of one script, begin large and go on small. */
const scripts = ['Latin', 'Cyrillic', 'Arabic', 'Greek', 'Hebrew', 'Thai', 'Han', 'Hiragana', 'Katakana', 'Hangul'].map(
  (name) => new RegExp(`\\p{Script=${name}}`, 'u'),
);

/** Letters that names in Latin script have far more often than the others of their code pages. */
const common = /[åäöéèüñøæçáíóúêëïâàßşğıİłśżźćńąęčšžřěőűăâîșț]/iu;

/** Returns how much a text looks like words, by what is not ASCII in it. */
function rankOf(text: string): number {
  let rank = 0;
  for (const word of text.split(/[\p{P}\p{S}\p{Z}\p{Cc}\d]+/u)) {
    const foreign = [...word].filter((letter) => letter > '\u007f');
    if (foreign.length === 0) continue;
    const used = scripts.filter((script) => script.test(word)).length;
    const mixed = used > 1 && !/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}|\p{Script=Hiragana}/u.test(word);
    const largeInside = /\p{Ll}\p{Lu}/u.test(word);
    // Words in Latin script have a few letters of their own, and seldom nothing else.
    const isLatin = /\p{Script=Latin}/u.test(word);
    const unlikely =
      used === 0 || mixed || largeInside || (isLatin && word.length > 2 && foreign.length > word.length / 2);
    rank += unlikely ? -2 * foreign.length : foreign.length;
    if (!unlikely && isLatin) rank += foreign.filter((letter) => common.test(letter)).length * 0.5;
    // A whole word in one other script is no accident.
    if (!unlikely && !isLatin && word.length > 2) rank += 1;
  }
  // Signs such as ¤ or ‰ inside of a table of people: not impossible, and not likely.
  rank -= [...text.matchAll(/[\u00a1-\u00bf\u2020-\u2030\u2200-\u25ff×÷¬¦]/gu)].length * 1.5;
  return rank;
}

/** Returns the lines of a text in which something is not ASCII: what one must look at to choose a code page. */
export function tellingLines(text: string, most: number): readonly string[] {
  const isTelling = (line: string) => [...line].some((letter) => letter > '\u007f');
  return text
    .split(/\r\n?|\n/u)
    .filter(isTelling)
    .slice(0, most);
}
