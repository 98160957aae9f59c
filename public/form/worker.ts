/**
 * Seals one request in the visitor's browser. This file has a policy of its own: it may compile libsodium, and it has no
 * network, so what is written here leaves only sealed.
 */
import { encode } from 'uqr';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { sealRequest, ticketFrom } from '#protocol/publication/public-request.ts';
import type { PublicRequest } from '#protocol/publication/request-form.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';

/** Where requests go now, as /request-key says; base64url. */
export interface Recipient {
  readonly publication: string;
  readonly rootfp: string;
  readonly key: string;
}

export interface ToSeal {
  readonly recipient: Recipient;
  readonly told: Omit<PublicRequest, 'ticket'>;
}

export interface Sealed {
  readonly sealed: string;
  /** Drawn here, so that the server of the page never learns who got which ticket. */
  readonly ticket: string;
  /** Rows of the ticket's picture. */
  readonly picture: readonly (readonly boolean[])[];
}

/** Answers `ready` once, then one answer for each thing to seal. */
export type FromSealer = 'ready' | 'failed' | Sealed;

interface Scope {
  postMessage(message: FromSealer): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToSeal>) => void): void;
}
const scope = globalThis as unknown as Scope;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

function seal({ recipient, told }: ToSeal): Sealed {
  const ticket = ticketFrom(random(16));
  const place = { rootfp: fromBase64url(recipient.rootfp), publication: fromBase64url(recipient.publication) };
  const sealed = sealRequest(fromBase64url(recipient.key), place, { ...told, ticket }, random(64));
  return { sealed: toBase64url(sealed), ticket, picture: encode(ticket, { ecc: 'M', border: 3 }).data };
}

function answer(ask: ToSeal): FromSealer {
  try {
    return seal(ask);
  } catch {
    return 'failed';
  }
}

scope.addEventListener('message', (event) => scope.postMessage(answer(event.data)));
// Without the memory to compile it, the page goes on as if there were no scripts.
sodiumReady.then(
  () => scope.postMessage('ready'),
  () => scope.postMessage('failed'),
);
