/** The portal's only source of randomness. */
import { randomBytes } from 'node:crypto';

/** Returns `length` random bytes. */
export function random(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}
