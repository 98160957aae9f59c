/**
 * One XChaCha20-Poly1305 ciphertext that opens under two keys ("invisible salamander"): HChaCha20 and ChaCha20 from
 * RFC 8439 give both one-time Poly1305 keys, and one 16-byte block is solved so that both tags are the same.
 */
import { u64, concat } from '#protocol/core/bytes.ts';
import type { Randomness } from './randomness.ts';

const constants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

function rounds(state: Uint32Array): void {
  const quarter = (a: number, b: number, c: number, d: number) => {
    const turn = (to: number, by: number, from: number, left: number) => {
      state[to] = (state[to]! + state[by]!) >>> 0;
      const mixed = state[from]! ^ state[to]!;
      state[from] = ((mixed << left) | (mixed >>> (32 - left))) >>> 0;
    };
    turn(a, b, d, 16);
    turn(c, d, b, 12);
    turn(a, b, d, 8);
    turn(c, d, b, 7);
  };
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 4; i++) quarter(i, i + 4, i + 8, i + 12);
    for (let i = 0; i < 4; i++) quarter(i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
  }
}

const words = (bytes: Uint8Array) => new Uint32Array(Uint8Array.from(bytes).buffer);

/** The Poly1305 key of a message under `key` and the all-zero 24-byte nonce. */
function polyKey(key: Uint8Array): { r: bigint; s: bigint } {
  const hchacha = new Uint32Array([...constants, ...words(key), 0, 0, 0, 0]);
  rounds(hchacha);
  const start = new Uint32Array([...constants, ...hchacha.slice(0, 4), ...hchacha.slice(12), 0, 0, 0, 0]);
  const block = start.slice();
  rounds(block);
  const stream = new Uint8Array(block.map((word, i) => (word + start[i]!) >>> 0).buffer);
  return { r: little(stream.slice(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn, s: little(stream.slice(16, 32)) };
}

const little = (bytes: Uint8Array) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const block16 = (value: bigint) => Uint8Array.from({ length: 16 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));

const p = (1n << 130n) - 5n;
const modulo = (value: bigint) => ((value % p) + p) % p;

function power(base: bigint, exponent: bigint): bigint {
  let [result, factor, rest] = [1n, modulo(base), exponent];
  for (; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % p;
    factor = (factor * factor) % p;
  }
  return result;
}

/** Poly1305 over the blocks, without s. */
const poly = (r: bigint, blocks: readonly bigint[]) => blocks.reduce((sum, block) => modulo((sum + block) * r), 0n);

/** Ciphertext of `length` bytes (a multiple of 16) and its tag, authentic under both keys for this associated data. */
export function salamander(
  randomness: Randomness,
  one: Uint8Array,
  two: Uint8Array,
  associated: Uint8Array,
  length: number,
): Uint8Array {
  const [a, b] = [polyKey(one), polyKey(two)];
  const padded = concat(associated, new Uint8Array((16 - (associated.length % 16)) % 16));
  const blocksOf = (bytes: Uint8Array) =>
    Array.from({ length: bytes.length / 16 }, (_, i) => little(bytes.slice(16 * i, 16 * i + 16)) + (1n << 128n));
  const lengths = blocksOf(littleLengths(associated.length, length));
  for (;;) {
    const filler = randomness.bytes(length - 16);
    const before = [...blocksOf(padded), ...blocksOf(filler)];
    // The free block is the last but one, before the lengths: its coefficient is r squared.
    const rest = (key: { r: bigint }) => poly(key.r, [...before, 0n, ...lengths]);
    const slope = modulo(a.r * a.r - b.r * b.r);
    for (let carry = -4n; carry <= 4n; carry++) {
      const gap = b.s - a.s + carry * (1n << 128n);
      const free = modulo((gap - rest(a) + rest(b)) * power(slope, p - 2n));
      if (free >> 128n !== 1n) continue;
      const tag = (key: { r: bigint; s: bigint }) =>
        (poly(key.r, [...before, free, ...lengths]) + key.s) & ((1n << 128n) - 1n);
      if (tag(a) === tag(b)) return concat(filler, block16(free & ((1n << 128n) - 1n)), block16(tag(a)));
    }
  }
}

function littleLengths(associated: number, ciphertext: number): Uint8Array {
  return concat(u64(associated).toReversed(), u64(ciphertext).toReversed());
}
