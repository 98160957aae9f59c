import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, equal, fromBase64url, fromUtf8, readU64, toBase64url, u32, u64, utf8 } from '#protocol/core/bytes.ts';
import {
  blob,
  fixed,
  flag,
  id,
  list,
  object,
  optional,
  text,
  uint32,
  uint64,
  union,
  word,
  type Codec,
} from '#protocol/core/codec.ts';
import { labels } from '#protocol/core/labels.ts';
import { limits } from '#protocol/core/limits.ts';
import { labelOf, parseTuple, tuple } from '#protocol/core/tuple.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

const bytes = (maxLength = 40) => fc.uint8Array({ maxLength });
const label = fc.constantFrom(...labels);
const elements = fc.array(bytes(), { maxLength: 6 });

describe('T', () => {
  it('is injective: two tuples are equal only with the same label and the same elements', () => {
    fc.assert(
      fc.property(label, elements, label, elements, (la, a, lb, b) => {
        const same = la === lb && a.length === b.length && a.every((part, at) => equal(part, b[at]!));
        expect(equal(tuple(la, ...a), tuple(lb, ...b))).toBe(same);
      }),
    );
  });

  it('keeps apart what concatenation would join', () => {
    fc.assert(
      fc.property(label, bytes(), bytes(), fc.nat(40), (under, a, b, cut) => {
        const joined = concat(a, b);
        const at = Math.min(cut, joined.length);
        fc.pre(at !== a.length);
        expect(tuple(under, joined.slice(0, at), joined.slice(at))).not.toEqual(tuple(under, a, b));
        expect(tuple(under, joined)).not.toEqual(tuple(under, a, b));
      }),
    );
  });

  it('parses back, and refuses every other label', () => {
    fc.assert(
      fc.property(label, elements, label, (under, parts, other) => {
        const made = tuple(under, ...parts);
        expect(parseTuple(made, under)).toEqual(parts);
        expect(labelOf(made)).toBe(under);
        if (other !== under) expect(refusalOf(() => parseTuple(made, other))).toBe('wrong-label');
      }),
    );
  });

  it('has exactly one encoding: whatever parses is what tuple would have made', () => {
    const damaged = fc.tuple(label, elements, fc.nat(), fc.integer({ min: 1, max: 255 }), bytes(3));
    fc.assert(
      fc.property(damaged, ([under, parts, where, flip, tail]) => {
        const made = concat(tuple(under, ...parts), tail);
        const at = where % made.length;
        made[at] = (made[at] as number) ^ flip;
        const code = refusalOf(() => expect(tuple(under, ...parseTuple(made, under))).toEqual(made));
        expect(['accepted', 'malformed', 'wrong-length', 'wrong-label']).toContain(code);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses short reads, no elements and too many', () => {
    expect(refusalOf(() => parseTuple(new Uint8Array(0), 'dd1/list'))).toBe('wrong-length');
    expect(refusalOf(() => parseTuple(u32(0), 'dd1/list'))).toBe('malformed');
    expect(refusalOf(() => parseTuple(u32(limits.tupleElements + 1), 'dd1/list'))).toBe('malformed');
    expect(refusalOf(() => parseTuple(concat(u32(1), u32(0xffffffff)), 'dd1/list'))).toBe('wrong-length');
    expect(refusalOf(() => labelOf(concat(u32(1), u32(0xffffffff))))).toBe('malformed');
  });

  it('keeps a byte order mark in a label', () => {
    const marked = concat(new Uint8Array([0xef, 0xbb, 0xbf]), utf8('dd1/list'));
    expect(refusalOf(() => parseTuple(concat(u32(1), u32(marked.length), marked), 'dd1/list'))).toBe('wrong-label');
  });
});

describe('numbers and text', () => {
  it('keep every safe integer and refuse the others', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (value) => readU64(u64(value), 0) === value));
    for (const value of [-1, 1.5, 2 ** 53, Number.NaN]) expect(refusalOf(() => u64(value))).toBe('malformed');
    expect(refusalOf(() => readU64(new Uint8Array(8).fill(255), 0))).toBe('malformed');
    for (const value of [-1, 1.5, 2 ** 32]) expect(refusalOf(() => u32(value))).toBe('malformed');
  });

  it('keep any well-formed text and refuse half a surrogate pair', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => fromUtf8(utf8(value)) === value));
    expect(fromUtf8(utf8('\ufeffa'))).toBe('\ufeffa');
    expect(refusalOf(() => utf8('\ud800'))).toBe('malformed');
    expect(refusalOf(() => fromUtf8(new Uint8Array([0xff])))).toBe('malformed');
  });

  it('give base64url one form: no padding, no other alphabet, no loose bits', () => {
    fc.assert(fc.property(bytes(), (value) => equal(fromBase64url(toBase64url(value)), value)));
    for (const loose of ['AA==', 'AB', 'A', 'A+8A', 'AAA ', 'AAA\n']) {
      expect(
        refusalOf(() => fromBase64url(loose)),
        loose,
      ).toBe('malformed');
    }
  });
});

/** A codec with a value that it must keep: combinators over combinators, three levels deep. */
interface Kept {
  readonly codec: Codec<unknown>;
  readonly value: unknown;
}
const kept = <T>(codec: Codec<T>, value: T): Kept => ({ codec: codec as Codec<unknown>, value });

const { anything } = fc.letrec<{ anything: Kept; leaf: Kept }>((tie) => ({
  leaf: fc.oneof(
    bytes(8).map((value) => kept(fixed(value.length), value)),
    bytes(8).map((value) => kept(blob(8), value)),
    fc.string({ unit: 'binary', maxLength: 8 }).map((value) => kept(text(32), value)),
    fc.constantFrom('one', 'two').map((value) => kept(word('one', 'two'), value)),
    fc.uint8Array({ minLength: 16, maxLength: 16 }).map((value) => kept(id(), toBase64url(value))),
    fc.nat().map((value) => kept(uint32, value)),
    fc.maxSafeNat().map((value) => kept(uint64, value)),
    fc.boolean().map((value) => kept(flag, value)),
  ),
  anything: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    tie('anything').map(({ codec, value }) => kept(list(codec, 3), [value, value])),
    tie('anything').map(({ codec, value }) => kept(optional(codec), value)),
    tie('anything').map(({ codec }) => kept(optional(codec), undefined)),
    fc
      .tuple(tie('anything'), tie('anything'))
      .map(([a, b]) => kept(object('dd1/op/add', { a: a.codec, b: b.codec }), { a: a.value, b: b.value })),
    tie('anything').map(({ codec, value }) => {
      const member = object('dd1/op/remove', { inside: codec });
      return kept(union('dd1/op/', { remove: member }), { type: 'remove' as const, inside: value } as never);
    }),
  ),
}));

describe('codecs', () => {
  it('parse what they encode, in every combination', () => {
    fc.assert(
      fc.property(anything, ({ codec, value }) => {
        expect(codec.parse(codec.encode(value))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('encode what they parse, in every combination and after any damage', () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ codec, value }, where, flip) => {
        const made = Uint8Array.from(codec.encode(value));
        fc.pre(made.length > 0);
        made[where % made.length] = (made[where % made.length] as number) ^ flip;
        refusalOf(() => expect(codec.encode(codec.parse(made))).toEqual(made));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuse more than their maximum on both sides', () => {
    expect(refusalOf(() => blob(2).encode(new Uint8Array(3)))).toBe('too-large');
    expect(refusalOf(() => text(2).encode('åå'))).toBe('too-large');
    expect(refusalOf(() => list(flag, 1).encode([true, true]))).toBe('too-large');
    expect(refusalOf(() => list(flag, 1).parse(list(flag, 2).encode([true, true])))).toBe('too-large');
    expect(refusalOf(() => flag.parse(new Uint8Array([2])))).toBe('malformed');
    expect(refusalOf(() => word('a').parse(utf8('b')))).toBe('malformed');
    expect(refusalOf(() => id().parse(new Uint8Array(15)))).toBe('wrong-length');
    const two = object('dd1/op/add', { a: flag, b: flag });
    expect(refusalOf(() => two.parse(object('dd1/op/add', { a: flag }).encode({ a: true })))).toBe('malformed');
    const twice = tuple('dd1/some', new Uint8Array(1), new Uint8Array(1));
    expect(refusalOf(() => optional(flag).parse(twice))).toBe('malformed');
  });
});
