/**
 * base64url by Node's own code. The pure code of protocol/ takes twenty times as long, which matters when every page looks
 * every few seconds. Text and refusals are the same.
 */
import { refuse } from '#protocol/core/errors.ts';

export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}

/** Decodes base64url. Refuses what Buffer would accept: padding, another alphabet, endings that are not canonical. */
export function fromText(text: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'));
  return toText(bytes) === text ? bytes : refuse('malformed', `not base64url (${text.length} characters)`);
}
