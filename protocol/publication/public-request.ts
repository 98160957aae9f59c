/**
 * A request of the public, for a seat or for a place for the press. It is sealed at once to the communications desk, in the
 * visitor's own browser or in the listener's memory. The row has nothing except this, which of the two it is, and the day
 * on which it is deleted. This protects against a stolen database, not against an altered page, and the page says so.
 */
import { fromUtf8, utf8 } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { requestFields, requestTextMax, type PublicRequest, type RequestKind } from './request-form.ts';
import { hash, type KeyPair } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { unwrap, wrap, wrapCodec, type WrapContext } from '../crypto/wrap.ts';

const fields = ['kind', ...requestFields, 'language', 'ticket'] as const;
// Six fields of 400 characters in scripts of four bytes, escaped.
const paddedBytes = 12_288;

/** What a request is bound to: it opens in no other event, for no other publication, as no other kind. */
export interface RequestPlace {
  readonly rootfp: Uint8Array;
  readonly publication: Uint8Array;
  readonly kind: RequestKind;
}

function requestContext({ rootfp, publication, kind }: RequestPlace): WrapContext {
  const binding = hash(tuple('dd1/public-request', rootfp, publication, utf8(kind)));
  return { rootfp, role: 'public-request', binding };
}

/** Seals a request. All requests have one size, so that an empty field does not show. */
export function sealRequest(
  publicKey: Uint8Array,
  { rootfp, publication }: Omit<RequestPlace, 'kind'>,
  request: PublicRequest,
  random64: Uint8Array,
): Uint8Array {
  const told = fields.map((name) => [name, request[name].toWellFormed().slice(0, requestTextMax)]);
  const plain = utf8(JSON.stringify(Object.fromEntries(told)));
  if (plain.length >= paddedBytes) refuse('too-large', `${plain.length} bytes`);
  const context = requestContext({ rootfp, publication, kind: request.kind });
  return wrapCodec.encode(wrap(publicKey, padTo(plain, paddedBytes), context, random64));
}

function padTo(plain: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  out.set(plain);
  out[plain.length] = 0x80;
  return out;
}

/** Opens a request. It comes from the server and was written by a stranger: hostile. */
export function openRequest(pair: KeyPair, place: RequestPlace, sealed: Uint8Array): PublicRequest {
  const padded = unwrap(pair, wrapCodec.parse(sealed), requestContext(place));
  return requestFrom(padded.slice(0, Math.max(0, padded.lastIndexOf(0x80))), place.kind);
}

function requestFrom(plain: Uint8Array, kind: RequestKind): PublicRequest {
  const value = jsonOf(plain);
  const texts = fields.map((name) => {
    const text = Object.hasOwn(value, name) ? value[name] : undefined;
    if (typeof text !== 'string' || text.length > requestTextMax) return refuse('field', 'public request');
    return [name, text] as const;
  });
  const request = Object.fromEntries(texts) as unknown as PublicRequest;
  if (request.kind !== kind || !['en', 'sv'].includes(request.language)) refuse('field', 'public request');
  if (!isTicket(request.ticket)) refuse('field', 'public request');
  return request;
}

function jsonOf(plain: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(fromUtf8(plain))) as Record<string, unknown>;
  } catch {
    return refuse('field', 'public request');
  }
}

/** The data of the touch with which the communications desk opens requests. */
export function requestsTouch(rootfp: Uint8Array): Uint8Array {
  return hash(tuple('dd1/open-requests', rootfp));
}

// ------------------------------------------------------------------------------------------------------------ tickets

// Crockford's alphabet: without the letters that are read as digits.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Returns a ticket: 80 random bits as four groups of four characters, to be read aloud at the entrance. It is drawn, never
 * derived from anything.
 */
export function ticketFrom(random16: Uint8Array): string {
  const letters = Array.from(random16.subarray(0, 16), (byte) => alphabet[byte & 31]).join('');
  return letters.replaceAll(/(.{4})(?!$)/gu, '$1-');
}

const isTicket = (text: string) => /^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/u.test(text);
