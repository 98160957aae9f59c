/**
 * base64url by the host's own code: the pure one of protocol/ takes twenty times as long, which a look every few seconds
 * from everybody would feel. The same text, and the same refusals.
 */
import { refuse } from '#protocol/core/errors.ts';

export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}

/** Refuses what Buffer would read leniently: padding, another alphabet, endings that are not canonical. */
export function fromText(text: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'));
  return toText(bytes) === text ? bytes : refuse('malformed', `not base64url (${text.length} characters)`);
}
