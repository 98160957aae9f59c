/**
 * Codecs: one description of an object gives its encoder, its strict parser and its type. parse(encode(x)) = x and
 * encode(parse(b)) = b, because every field has one encoding and nothing may follow it.
 */
import { fromUtf8, readU32, readU64, toBase64url, fromBase64url, u32, u64, utf8 } from './bytes.ts';
import { refuse } from './errors.ts';
import type { Label } from './labels.ts';
import { labelOf, parseTuple, tuple } from './tuple.ts';

export interface Codec<T> {
  /** Never throws on a valid value. */
  encode(value: T): Uint8Array;
  /** Throws ProtocolError on anything that encode would not have made. */
  parse(bytes: Uint8Array): T;
}

export type Of<C> = C extends Codec<infer T> ? T : never;
type Fields = Readonly<Record<string, Codec<never> | Codec<unknown>>>;
type Shape<F> = { [K in keyof F]: F[K] extends Codec<infer T> ? T : never };

/** Exactly `length` bytes. */
export function fixed<T extends Uint8Array = Uint8Array>(length: number): Codec<T> {
  const check = (bytes: Uint8Array): T => {
    if (bytes.length !== length) refuse('wrong-length', `${bytes.length} bytes, expected ${length}`);
    return bytes as T;
  };
  return { encode: check, parse: check };
}

/** At most `max` bytes. */
export function blob(max: number): Codec<Uint8Array> {
  const check = (bytes: Uint8Array): Uint8Array => {
    if (bytes.length > max) refuse('too-large', `${bytes.length} bytes, at most ${max}`);
    return bytes;
  };
  return { encode: check, parse: check };
}

/** UTF-8, at most `max` bytes. */
export function text<T extends string = string>(max: number): Codec<T> {
  return {
    encode: (value) => blob(max).encode(utf8(value)),
    parse: (bytes) => fromUtf8(blob(max).parse(bytes)) as T,
  };
}

/** One of a closed list of words. */
export function word<const T extends string>(...words: readonly T[]): Codec<T> {
  const check = (value: string): T => {
    if (!words.includes(value as T)) refuse('malformed', `not one of ${words.length} known words`);
    return value as T;
  };
  return { encode: (value) => utf8(check(value)), parse: (bytes) => check(fromUtf8(bytes)) };
}

/** Random ids: 16 bytes in the encoding, base64url text in code (as a key of maps) and on the wire. */
export function id<T extends string>(): Codec<T> {
  const bytes16 = fixed(16);
  return {
    encode: (value) => bytes16.encode(fromBase64url(value)),
    parse: (bytes) => toBase64url(bytes16.parse(bytes)) as T,
  };
}

export const uint32: Codec<number> = {
  encode: u32,
  parse: (bytes) => readU32(fixed(4).parse(bytes), 0),
};

/** Times are milliseconds since 1970 UTC; sizes and indexes are counts. */
export const uint64: Codec<number> = {
  encode: u64,
  parse: (bytes) => readU64(fixed(8).parse(bytes), 0),
};

export const flag: Codec<boolean> = {
  encode: (value) => new Uint8Array([value ? 1 : 0]),
  parse: (bytes) => {
    const value = fixed(1).parse(bytes)[0] as number;
    if (value > 1) refuse('malformed', 'flag is neither 0 nor 1');
    return value === 1;
  },
};

export function list<T>(item: Codec<T>, max: number): Codec<readonly T[]> {
  const count = (length: number) => {
    if (length > max) refuse('too-large', `${length} items, at most ${max}`);
  };
  return {
    encode: (items) => {
      count(items.length);
      return tuple('dd1/list', ...items.map((value) => item.encode(value)));
    },
    parse: (bytes) => {
      const parts = parseTuple(bytes, 'dd1/list');
      count(parts.length);
      return parts.map((part) => item.parse(part));
    },
  };
}

/** A value that may be absent: no bytes, or a tuple of one element. */
export function optional<T>(item: Codec<T>): Codec<T | undefined> {
  return {
    encode: (value) => (value === undefined ? new Uint8Array(0) : tuple('dd1/some', item.encode(value))),
    parse: (bytes) => {
      if (bytes.length === 0) return undefined;
      const parts = parseTuple(bytes, 'dd1/some');
      if (parts.length !== 1) refuse('malformed', `${parts.length} elements in an optional field`);
      return item.parse(parts[0] as Uint8Array);
    },
  };
}

/** An object with a label: its fields in the order written. */
export function object<F extends Fields>(label: Label, fields: F): Codec<Shape<F>> {
  const names = Object.keys(fields);
  return {
    encode: (value) =>
      tuple(label, ...names.map((name) => (fields[name] as Codec<unknown>).encode(value[name as keyof Shape<F>]))),
    parse: (bytes) => {
      const parts = parseTuple(bytes, label);
      if (parts.length !== names.length) refuse('malformed', `${parts.length} fields, expected ${names.length}`);
      const out: Record<string, unknown> = {};
      names.forEach((name, i) => {
        out[name] = (fields[name] as Codec<unknown>).parse(parts[i] as Uint8Array);
      });
      return out as Shape<F>;
    },
  };
}

type Members = Readonly<Record<string, Codec<unknown>>>;
type Union<M extends Members> = { [K in keyof M & string]: { readonly type: K } & Of<M[K]> }[keyof M & string];

/** A closed union of objects with labels: `prefix` + type is the label. */
export function union<M extends Members>(prefix: string, members: M): Codec<Union<M>> {
  return {
    encode: (value) => {
      const member = members[value.type] ?? refuse('malformed', 'unknown member of a union');
      return member.encode(value);
    },
    parse: (bytes) => {
      const found = labelOf(bytes);
      const type = found.startsWith(prefix) ? found.slice(prefix.length) : '';
      if (!Object.hasOwn(members, type)) refuse('wrong-label', `not a known ${prefix}`);
      return { type, ...((members[type] as Codec<object>).parse(bytes) as object) } as Union<M>;
    },
  };
}
