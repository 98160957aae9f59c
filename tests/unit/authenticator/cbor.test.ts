import { expect, test } from 'vitest';
import { encodeCbor, type CborValue } from '../../../tools/authenticator/cbor.ts';

const hex = (value: CborValue) => Buffer.from(encodeCbor(value)).toString('hex');

test.each<[CborValue, string]>([
  // RFC 8949, appendix A
  [0, '00'],
  [23, '17'],
  [24, '1818'],
  [100, '1864'],
  [1000, '1903e8'],
  [1_000_000, '1a000f4240'],
  [-1, '20'],
  [-100, '3863'],
  [-1000, '3903e7'],
  [false, 'f4'],
  [true, 'f5'],
  ['', '60'],
  ['IETF', '6449455446'],
  ['\u6c34', '63e6b0b4'],
  [Uint8Array.of(1, 2, 3, 4), '4401020304'],
  [[], '80'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [new Map(), 'a0'],
  [
    new Map<string, CborValue>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
    'a26161016162820203',
  ],
])('%o is written as %s', (value, expected) => {
  expect(hex(value)).toBe(expected);
});

test('lengths take the shortest head', () => {
  expect(hex(new Uint8Array(23)).slice(0, 2)).toBe('57');
  expect(hex(new Uint8Array(24)).slice(0, 4)).toBe('5818');
  expect(hex(new Uint8Array(255)).slice(0, 4)).toBe('58ff');
  expect(hex(new Uint8Array(256)).slice(0, 6)).toBe('590100');
  expect(hex(new Uint8Array(65_536)).slice(0, 10)).toBe('5a00010000');
});

test('map keys come in the CTAP2 order, whatever the order they were given in', () => {
  const shuffled = new Map<number | string, CborValue>([
    ['bb', 0],
    [-3, 0],
    ['a', 0],
    [3, 0],
    [-1, 0],
    [100, 0],
    [1, 0],
  ]);
  expect(hex(shuffled)).toBe('a7010003001864002000220061610062626200');
});

test('what an authenticator never writes is refused', () => {
  expect(() => encodeCbor(1.5)).toThrow(RangeError);
  expect(() => encodeCbor(2 ** 40)).toThrow(RangeError);
});
