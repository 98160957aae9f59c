import { base64urlnopad, hex } from '@scure/base';
import { refuse } from './errors.ts';

// Text coding is a pure function in every host, but its types belong to the host's library. They are declared here and
// nowhere else.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string };

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Compares public bytes and hashes. Reads every byte of inputs of equal length, whatever they are. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/**
 * Returns the UTF-8 of a text. Refuses half a surrogate pair: the host's encoder would write U+FFFD, and two texts would
 * have one encoding.
 */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) refuse('malformed', 'text holds half a surrogate pair');
  return new TextEncoder().encode(text);
}

/**
 * Returns the text of UTF-8 bytes. Keeps a byte order mark: a decoder that drops it would read two encodings as one text.
 */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    return refuse('malformed', `not UTF-8 (${bytes.length} bytes): ${cause instanceof Error ? cause.name : 'error'}`);
  }
}

/** Returns base64url without padding, the one form of bytes on the wire and in links. */
export function toBase64url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/**
 * Decodes base64url. Refuses padding, other alphabets and endings that are not canonical: otherwise one value would have
 * two texts.
 */
export function fromBase64url(text: string): Uint8Array {
  try {
    return base64urlnopad.decode(text);
  } catch {
    return refuse('malformed', `not base64url (${text.length} characters)`);
  }
}

export function toHex(bytes: Uint8Array): string {
  return hex.encode(bytes);
}

export function fromHex(text: string): Uint8Array {
  try {
    return hex.decode(text);
  } catch {
    return refuse('malformed', `not hexadecimal (${text.length} characters)`);
  }
}

export function u32(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) refuse('malformed', 'u32 out of range');
  return new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
}

export function readU32(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) refuse('wrong-length', `u32 at ${at} of ${bytes.length} bytes`);
  const byte = (offset: number) => bytes[at + offset] as number;
  return byte(0) * 0x1000000 + ((byte(1) << 16) | (byte(2) << 8) | byte(3));
}

/** Returns 8 bytes, big-endian, of a safe integer. Times in ms and sizes of logs are far below 2^53. */
export function u64(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) refuse('malformed', 'u64 out of range');
  return concat(u32(Math.floor(value / 0x100000000)), u32(value >>> 0));
}

export function readU64(bytes: Uint8Array, at: number): number {
  const value = readU32(bytes, at) * 0x100000000 + readU32(bytes, at + 4);
  if (!Number.isSafeInteger(value)) refuse('malformed', 'u64 beyond 2^53');
  return value;
}
