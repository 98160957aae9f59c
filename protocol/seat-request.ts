/**
 * Seat requests of the public (issue: the open session): sealed at once, in the listener's memory or in the visitor's
 * own browser, to the communications desk; the row holds nothing but this and a token. It protects against a stolen
 * database, not against an altered page, and both say so.
 */
import { fromUtf8, utf8 } from './bytes.ts';
import { refuse } from './errors.ts';
import { hash, type KeyPair } from './sodium.ts';
import { tuple } from './tuple.ts';
import { unwrap, wrap, wrapCodec, type WrapContext } from './wrap.ts';

export interface SeatRequest {
  readonly kind: 'seat' | 'press';
  /** May be empty: a name is never needed for a seat. */
  readonly name: string;
  readonly contact: string;
  readonly outlet: string;
  readonly needs: string;
  readonly language: 'en' | 'sv';
  /** What the ticket's code says, opaque; shown to the visitor once. */
  readonly ticket: string;
}

const fields = ['kind', 'name', 'contact', 'outlet', 'needs', 'language', 'ticket'] as const;
const longest = 400;
// Six fields of 400 characters in four-byte scripts, escaped.
const paddedBytes = 12_288;

function seatContext(rootfp: Uint8Array, publication: Uint8Array): WrapContext {
  return { rootfp, role: 'seat-request', binding: hash(tuple('dd1/seat-request', rootfp, publication)) };
}

/** All requests have one size: what was left empty does not show. */
export function sealSeatRequest(
  publicKey: Uint8Array,
  rootfp: Uint8Array,
  publication: Uint8Array,
  request: SeatRequest,
  random64: Uint8Array,
): Uint8Array {
  const plain = utf8(JSON.stringify(Object.fromEntries(fields.map((name) => [name, request[name].slice(0, longest)]))));
  if (plain.length >= paddedBytes) refuse('too-large', `${plain.length} bytes`);
  return wrapCodec.encode(wrap(publicKey, padTo(plain, paddedBytes), seatContext(rootfp, publication), random64));
}

function padTo(plain: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  out.set(plain);
  out[plain.length] = 0x80;
  return out;
}

export function openSeatRequest(
  pair: KeyPair,
  rootfp: Uint8Array,
  publication: Uint8Array,
  sealed: Uint8Array,
): SeatRequest {
  const padded = unwrap(pair, wrapCodec.parse(sealed), seatContext(rootfp, publication));
  const end = padded.lastIndexOf(0x80);
  const value = JSON.parse(fromUtf8(padded.slice(0, end))) as Record<string, unknown>;
  for (const name of fields) {
    if (typeof value[name] !== 'string' || (value[name] as string).length > longest) refuse('field', 'seat request');
  }
  return value as unknown as SeatRequest;
}
