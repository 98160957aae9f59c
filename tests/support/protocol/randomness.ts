/** Seeded randomness: the same seed gives the same event, byte for byte. Never used outside tests, bench and vectors. */
import { createHash } from 'node:crypto';
import { toId } from '#protocol/core/ids.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';

export class Randomness {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  bytes(length: number): Uint8Array {
    const stream = createHash('shake256', { outputLength: Math.max(length, 1) });
    stream.update(`${this.#seed}/${this.#drawn++}`);
    return new Uint8Array(stream.digest()).slice(0, length);
  }

  key(): Key32 {
    return key32(this.bytes(32));
  }

  id<T extends string>(): T {
    return toId<T>(this.bytes(16));
  }
}
