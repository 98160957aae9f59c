import { readU64 } from '#protocol/core/bytes.ts';

/** A length of random bytes, or a fixed text. */
export type Input = number | string;

/** An index as eight bytes, its upper half cut so that it stays a safe integer. */
export function indexOf8(bytes: Uint8Array): number {
  return readU64(
    bytes.map((byte, at) => (at < 4 ? 0 : byte)),
    0,
  );
}
