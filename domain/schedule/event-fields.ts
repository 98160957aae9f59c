/** Fields of a foreign event as text: whatever type a program gives them, clean, and cut with a word. */
import { clean, cleanLine } from '../input/clean.ts';

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
export const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Returns a text, the name of what has one, or a text in one of its languages: the forms in which programs write one. */
export function said(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  const first =
    value['name'] ?? value['title'] ?? value['en'] ?? Object.values(value).find((one) => typeof one === 'string');
  return typeof first === 'string' ? first : isObject(first) ? said(first) : '';
}

/** Returns one line of text, shortened to the field's length. */
export function line(value: unknown, max: number): string {
  return cleanLine([...cleanLine(said(value))].slice(0, max).join(''));
}

function lines(value: unknown, max: number): string {
  return clean([...clean(said(value))].slice(0, max).join(''));
}

/** Returns all texts about an event as one, each once: subtitle, abstract, description. `isWhole`: nothing was cut off. */
export function textsOf(event: Json, max: number): { readonly text: string; readonly isWhole: boolean } {
  const texts = ['subtitle', 'abstract', 'description']
    .map((name) => lines(event[name], 20_000))
    .filter((text) => text !== '');
  const own = texts.filter(
    (text, at) => !texts.some((other, i) => i !== at && other.includes(text) && (other !== text || i < at)),
  );
  const whole = own.join('\n\n');
  return { text: lines(whole, max), isWhole: [...whole].length <= max };
}

/** Flags that forbid a recording under the names that programs use, and one that allows it. */
const forbids =
  /^(?:do_?not_?(?:record|stream)|no_?(?:record(?:ing)?|stream(?:ing)?)|(?:record(?:ing)?|stream(?:ing)?|video)?_?opt_?out(?:_?record(?:ing)?)?)$/iu;
const allows =
  /^(?:(?:allow|can)_?(?:be_?)?record(?:ing|ed)?|recordable|record(?:ing)?|is_?recorded|recording_?allowed)$/iu;

/**
 * Returns true if the event may not be recorded. Whatever a program writes in such a field that is not plainly a "no"
 * counts: a recording cannot be taken back.
 */
export function isUnrecorded(event: Json): boolean {
  return Object.entries(event).some(([name, value]) => {
    if (isObject(value) && /record/iu.test(name)) return isUnrecorded(value);
    if (forbids.test(name)) return !isNo(value);
    return allows.test(name) && value !== '' && value !== null && value !== undefined && isNo(value);
  });
}

function isNo(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return true;
  return typeof value === 'string' && /^\s*(?:false|no|0|off|n|)\s*$/iu.test(value);
}
