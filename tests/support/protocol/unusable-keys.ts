/** Keys of the right length to which nothing can be sealed: for attacks and vectors. */
import { concat, fromHex } from '#protocol/core/bytes.ts';

const mlKemBytes = 1184;

/** The points of small order of X25519, in the encodings that RFC 7748 reads as them, with how they are known. */
export const lowOrderPoints: readonly (readonly [string, Uint8Array])[] = (
  [
    ['order 4: 0', '00'.repeat(32)],
    ['order 1: 1', `01${'00'.repeat(31)}`],
    ['order 8', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'],
    ['order 8, the other', '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157'],
    ['order 2: p - 1', `ec${'ff'.repeat(30)}7f`],
    ['p, which is 0', `ed${'ff'.repeat(30)}7f`],
    ['p + 1, which is 1', `ee${'ff'.repeat(30)}7f`],
    ['0 with the top bit, which is not read', `${'00'.repeat(31)}80`],
    ['1 with the top bit, which is not read', `01${'00'.repeat(30)}80`],
  ] as const
).map(([note, hex]) => [note, fromHex(hex)]);

/** The key with another X25519 half. */
export const withDhHalf = (sealKey: Uint8Array, point: Uint8Array): Uint8Array =>
  concat(sealKey.slice(0, mlKemBytes), point);

/** The key with this value of 12 bits as one of its 768 coefficients. From 3329 on, decoding and encoding change it. */
export function unreduced(sealKey: Uint8Array, coefficient: number, value: number): Uint8Array {
  const key = sealKey.slice();
  const at = 3 * Math.floor(coefficient / 2);
  const view = (i: number) => key[at + i] as number;
  if (coefficient % 2 === 0) {
    key[at] = value % 256;
    key[at + 1] = view(1) - (view(1) % 16) + Math.floor(value / 256);
  } else {
    key[at + 1] = (view(1) % 16) + 16 * (value % 16);
    key[at + 2] = Math.floor(value / 16);
  }
  return key;
}
