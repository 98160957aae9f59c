/**
 * The frozen cases of §1.2: each field of each object with what its form does not take, and the longest that it takes. The
 * forms are those that protocol/README.md prints. Called by make.ts alone.
 */
import { concat, u32, utf8 } from '#protocol/core/bytes.ts';
import type { ProtocolCode } from '#protocol/core/errors.ts';
import type { Label } from '#protocol/core/labels.ts';
import { parseTuple, tuple } from '#protocol/core/tuple.ts';
import { everyObject } from '../../support/protocol/every-object.ts';
import { objectSources } from '../../support/protocol/sources.ts';
import { Book } from '../book.ts';

const act = 'parse object';
/** What is longer is not kept: neither an object, nor a field. */
const largest = 2500;

type Try = readonly [bytes: Uint8Array, note: string, code?: ProtocolCode];
const zeros = (length: number) => new Uint8Array(length);
const empties = (count: number) => tuple('dd1/list', ...Array.from({ length: count }, () => zeros(0)));

/** What a form takes at its bound, and what it does not. */
function triesOf(form: string): readonly Try[] {
  const of = (pattern: RegExp) => pattern.exec(form)?.[1];
  const [exact, most] = [Number(of(/^fixed\((\d+)\)$/u)), Number(of(/^(?:blob|text)\((\d+)\)$/u))];
  const listed = Number(of(/^list\(.*, (\d+)\)$/u));
  if (exact > 0)
    return [
      [zeros(exact - 1), 'a byte less', 'wrong-length'],
      [zeros(exact + 1), 'a byte more', 'wrong-length'],
    ];
  if (most > 0 && most < largest)
    return [
      ...(form.startsWith('text') ? ([[new Uint8Array(most).fill(0x61), 'the longest']] as const) : []),
      [new Uint8Array(most + 1).fill(0x61), 'a byte more', 'too-large'],
    ];
  if (listed > 0 && listed * 4 < largest) return [[empties(listed + 1), 'an element more', 'too-large']];
  if (form.startsWith('optional('))
    return [
      [tuple('dd1/some'), 'a value without a value', 'malformed'],
      [tuple('dd1/some', zeros(1), zeros(1)), 'two values', 'malformed'],
    ];
  if (form.startsWith('word(')) return [[utf8('no such word'), 'another word', 'malformed']];
  const numbers: Readonly<Record<string, readonly Try[]>> = {
    flag: [
      [Uint8Array.of(2), 'neither', 'malformed'],
      [zeros(2), 'two bytes', 'wrong-length'],
    ],
    uint32: [
      [zeros(3), 'three bytes', 'wrong-length'],
      [zeros(5), 'five bytes', 'wrong-length'],
    ],
    uint64: [
      [zeros(7), 'seven bytes', 'wrong-length'],
      [concat(u32(0x200000), u32(0)), '2^53', 'malformed'],
    ],
    memberId: [
      [zeros(15), '15 bytes', 'wrong-length'],
      [zeros(17), '17 bytes', 'wrong-length'],
    ],
    operation: [[tuple('dd1/list'), 'no operation', 'wrong-label']],
  };
  return numbers[form] ?? [];
}

export function fieldsBook(): void {
  const book = new Book();
  const sources = new Map(objectSources().map((each) => [each.label, each]));
  for (const { label, bytes } of everyObject('frozen fields')) {
    const fields = sources.get(label)?.fields ?? [];
    if (bytes.length > largest) continue;
    const parts = parseTuple(bytes, label);
    if (parts.length !== fields.length) continue;
    for (const [at, { name, codec }] of fields.entries())
      for (const [put, note, code] of triesOf(codec)) {
        const altered = tuple(label as Label, ...parts.map((part, i) => (i === at ? put : part)));
        const given = { label, bytes: altered };
        if (code === undefined) book.accept(act, given, `${name}: ${note}`);
        else book.reject(act, code, given, `${name}: ${note}`);
      }
  }
  lengths(book);
  book.write('fields');
}

/** Tuples that lie about their own length. */
function lengths(book: Book): void {
  const label = 'dd1/list';
  const own = utf8(label);
  const beyond = concat(u32(2), u32(own.length), own, u32(5), zeros(4));
  book.reject('parse tuple', 'wrong-length', { label, bytes: beyond }, 'an element that ends beyond the bytes');
  const short = concat(u32(2), u32(own.length), own, zeros(3));
  book.reject('parse tuple', 'wrong-length', { label, bytes: short }, 'half a length');
}
