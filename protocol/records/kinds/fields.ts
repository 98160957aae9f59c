/** The fields of the kinds of record. Each parses strictly and refuses with the code `field`. */
import { ProtocolError, refuse } from '../../core/errors.ts';
import { isDate, isTime } from './calendar.ts';

/** One field of a record: how it is parsed, and its value while nothing was entered. */
export interface Field<T> {
  /** Refuses any other type, size or word. */
  parse(value: unknown): T;
  readonly blank: T;
  /** The field is newer than its kind: a record sealed before has none, and reads as blank. */
  readonly later?: true;
}
type Shape = Readonly<Record<string, Field<unknown>>>;
type Fields<S extends Shape> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

// Bidirectional and other control characters could make a shown name lie about itself.
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** One or more lines of text, NFC, at most `max` characters. */
export function words(max: number): Field<string> {
  return {
    blank: '',
    parse: (value) => {
      if (typeof value !== 'string') return refuse('field', 'text expected');
      if (value.length > max * 4) return refuse('too-large', `${value.length} units, at most ${max} characters`);
      if (!value.isWellFormed()) return refuse('field', 'half a character');
      const normal = value.normalize('NFC');
      if ([...normal].length > max) refuse('too-large', `${[...normal].length} characters, at most ${max}`);
      if (controls.test(normal)) refuse('field', 'control characters');
      return normal;
    },
  };
}

/** A member's id: 16 bytes in the one way in which base64url writes them. */
export const member: Field<string> = {
  blank: '',
  parse: (value) =>
    typeof value === 'string' && /^[A-Za-z0-9_-]{21}[AQgw]$/u.test(value) ? value : refuse('field', 'an id expected'),
};

/** A member's id, or nothing. */
export const anyMember: Field<string> = { ...member, parse: (value) => (value === '' ? '' : member.parse(value)) };

export function oneOf<const T extends string>(...choices: readonly T[]): Field<T> {
  return {
    blank: choices[0] as T,
    parse: (value) => (choices.includes(value as T) ? (value as T) : refuse('field', 'not one of the choices')),
  };
}

export const yes: Field<boolean> = {
  blank: false,
  parse: (value) => (typeof value === 'boolean' ? value : refuse('field', 'yes or no expected')),
};

export function count(max: number): Field<number> {
  return {
    blank: 0,
    parse: (value) =>
      Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max
        ? (value as number)
        : refuse('field', 'number expected'),
  };
}

export function many<T>(item: Field<T>, max: number): Field<readonly T[]> {
  return {
    blank: [],
    parse: (value) => {
      if (!Array.isArray(value) || value.length > max) return refuse('field', 'list expected');
      return value.map((element, at) => named(String(at), () => item.parse(element)));
    },
  };
}

/** Adds the name of the field to a refusal, so that a screen can mark it. */
function named<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, detail, field } = error;
    throw new ProtocolError(code, detail, { cause: error, field: field === undefined ? name : `${name}.${field}` });
  }
}

export const later = <T>(field: Field<T>): Field<T> => ({ ...field, later: true });

export function shaped<S extends Shape>(shape: S): Field<Fields<S>> {
  const names = Object.keys(shape);
  const read = (field: Field<unknown>, value: unknown) =>
    value === undefined && field.later === true ? field.blank : field.parse(value);
  const blank = Object.fromEntries(names.map((name) => [name, (shape[name] as Field<unknown>).blank])) as Fields<S>;
  return {
    blank,
    parse: (value) => {
      if (value === null || typeof value !== 'object' || Array.isArray(value))
        return refuse('field', 'object expected');
      const input = value as Record<string, unknown>;
      const unknown = Object.keys(input).filter((name) => !names.includes(name));
      if (unknown.length > 0) refuse('field', `${unknown.length} unknown fields`);
      return Object.fromEntries(
        names.map((name) => [name, named(name, () => read(shape[name] as Field<unknown>, input[name]))]),
      ) as Fields<S>;
    },
  };
}

/**
 * Texts that are a day or a time of day, or empty. The brands exist for the type checker only, and any text may be used for
 * them: from the types a form knows which of its fields can be unfinished (client/lib/unfinished.ts).
 */
export type Day = string & { readonly length: number; readonly $day?: never };
export type Clock = string & { readonly length: number; readonly $clock?: never };

/** Empty, or a day YYYY-MM-DD of the calendar. domain/my-file/card-problems.ts asks whether it makes sense. */
export const date: Field<Day> = {
  blank: '',
  parse: (value) =>
    typeof value === 'string' && (value === '' || isDate(value)) ? value : refuse('field', 'date expected'),
};

/** Empty, or a time HH:MM. */
export const time: Field<Clock> = {
  blank: '',
  parse: (value) =>
    typeof value === 'string' && (value === '' || isTime(value)) ? value : refuse('field', 'time expected'),
};

/** Always allowed as an answer: "I will tell you in person". */
export const inPerson: Field<boolean> = { ...yes };
