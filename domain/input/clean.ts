/**
 * Cleans what people type and paste, before anything looks at it: every text of every kind of record goes through
 * `cleanContent` once. Nothing that can be seen is changed. Pure.
 */

/**
 * Marks that cannot be seen: controls, marks of direction, spaces without width, fillers. They come along when something
 * is copied, and could make a name lie about itself. The joiners U+200C and U+200D stay: Persian and emoji need them.
 */
const unseen =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1d173}-\u{1d17a}]/gu;

/** Letters of the tag block hide a text in another one. Only flags of regions have a use for them. */
const tags = /(\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{1,8}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;

/** Half of a surrogate pair is no character; an emoji that was cut in two leaves one. */
const halves = /\p{Cs}/gu;

/** Ends of lines and of pages, as programs write them. */
// oxlint-disable-next-line no-control-regex
const ends = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/gu;

/** Only what leaves nothing to see: marks without a letter, joiners, and the empty Braille pattern. */
const nothing = /^[\p{M}\p{Cf}\p{Z}\s\u2800]*$/u;

/** Returns the text in NFC with plain spaces and newlines, without unseen marks, trimmed; '' if nothing can be seen. */
export function clean(text: string): string {
  const plain = text
    .replaceAll(halves, '')
    .replaceAll(ends, '\n')
    .replaceAll(/[\t\p{Zs}]/gu, ' ')
    .replaceAll(unseen, '')
    .replaceAll(tags, '$1')
    .normalize('NFC')
    .replaceAll(/^[\s\u200c\u200d]+|[\s\u200c\u200d]+$/gu, '');
  return nothing.test(plain) ? '' : plain;
}

/** Returns the text as one line, with one space between words. */
export function cleanLine(text: string): string {
  return clean(text).replaceAll(/\s+/gu, ' ');
}

/** Returns the same value with every text in it clean, however deep. Numbers and answers stay as they are. */
export function cleanContent<T>(value: T): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => cleanContent(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleanContent<unknown>(one)])) as T;
}

/** Returns the text with the digits of every script as Latin ones. Everything else stays. */
export function latinDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => String(valueOf(digit.codePointAt(0) ?? 0)));
}

/** Unicode keeps the ten digits of a script together, zero first. */
function valueOf(code: number): number {
  let below = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - below - 1))) below += 1;
  return below % 10;
}

/**
 * Returns what somebody typed as a number, a time or a code in plain Latin characters: full-width forms, digits, dashes
 * and separators of any script. A text for people never goes through this.
 */
export function typedCode(text: string): string {
  return latinDigits(clean(text).normalize('NFKC'))
    .replaceAll(/[\u200c\u200d]/gu, '')
    .replaceAll(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',')
    .trim();
}
