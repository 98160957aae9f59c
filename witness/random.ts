/** The witness's random bytes. Only this file draws any. */
import { randomBytes } from 'node:crypto';

export function random(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}
