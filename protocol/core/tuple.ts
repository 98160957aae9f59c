/**
 * T(label, a1..an): the one injective encoding below every hash, key derivation, signature and associated data (§1). Bytes:
 * u32(n + 1) || for the label and each element: u32(length) || bytes. All integers are big-endian.
 */
import { concat, fromUtf8, readU32, u32, utf8 } from './bytes.ts';
import { refuse } from './errors.ts';
import type { Label } from './labels.ts';
import { limits } from './limits.ts';

export function tuple(label: Label, ...elements: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [u32(elements.length + 1)];
  for (const element of [utf8(label), ...elements]) parts.push(u32(element.length), element);
  return concat(...parts);
}

/** Returns the elements after the label. Refuses any other label, trailing bytes and short reads: the bytes are hostile. */
export function parseTuple(bytes: Uint8Array, label: Label): Uint8Array[] {
  const count = readU32(bytes, 0);
  if (count < 1 || count > limits.tupleElements) refuse('malformed', `${count} tuple elements`);
  const elements: Uint8Array[] = [];
  let at = 4;
  for (let i = 0; i < count; i++) {
    const length = readU32(bytes, at);
    at += 4;
    if (at + length > bytes.length) refuse('wrong-length', `element ${i} ends beyond ${bytes.length} bytes`);
    elements.push(bytes.slice(at, at + length));
    at += length;
  }
  if (at !== bytes.length) refuse('malformed', `${bytes.length - at} trailing bytes`);
  const found = fromUtf8(elements.shift() as Uint8Array);
  if (found !== label) refuse('wrong-label', `expected ${label}`);
  return elements;
}

/** Returns the label of a tuple whose sort is not known yet. Used only to choose among the members of a closed union. */
export function labelOf(bytes: Uint8Array): string {
  const length = readU32(bytes, 4);
  if (length > 64 || 8 + length > bytes.length) refuse('malformed', 'label too long');
  return fromUtf8(bytes.slice(8, 8 + length));
}
