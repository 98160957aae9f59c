/**
 * Contents of one fixed size (§9.4): u32 length || contents || zeros. There is one encoding; anything else is `padding`.
 */
import { concat, isZero, readU32, u32 } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';

export function fill(contents: Uint8Array, size: number): Uint8Array {
  if (contents.length > size - 4) refuse('too-large', `${contents.length} bytes, at most ${size - 4}`);
  return concat(u32(contents.length), contents, new Uint8Array(size - 4 - contents.length));
}

export function unfill(filled: Uint8Array): Uint8Array {
  const length = readU32(filled, 0);
  if (length > filled.length - 4 || !isZero(filled.slice(4 + length)))
    refuse('padding', `${length} bytes in ${filled.length}`);
  return filled.slice(4, 4 + length);
}
