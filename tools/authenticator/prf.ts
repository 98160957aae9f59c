/** The PRF extension: what the browser does to the salts, what the key does with them, and which requests are refused. */
import { createHash, createHmac } from 'node:crypto';
import { refuse } from './refusal.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type Salts = { readonly first: Uint8Array; readonly second?: Uint8Array | undefined };
export type PrfOutputs = { readonly first: Bytes; readonly second?: Bytes };
export type PrfInputs = {
  readonly eval?: Salts | undefined;
  /** By base64url credential id; at get() only. */
  readonly evalByCredential?: Readonly<Record<string, Salts>> | undefined;
};

/** The browser never hands a site's salt to the key as it is, so no site can ask for the values of another protocol. */
export function hashedSalt(salt: Uint8Array): Bytes {
  return new Uint8Array(createHash('sha256').update('WebAuthn PRF').update(Uint8Array.of(0)).update(salt).digest());
}

export function prfOutputs(credRandom: Uint8Array, salts: Salts): PrfOutputs {
  const first = output(credRandom, salts.first);
  return salts.second ? { first, second: output(credRandom, salts.second) } : { first };
}

function output(credRandom: Uint8Array, salt: Uint8Array): Bytes {
  return new Uint8Array(createHmac('sha256', credRandom).update(hashedSalt(salt)).digest());
}

/** The salts for this credential: its own entry wins over the general one. */
export function saltsFor(prf: PrfInputs | undefined, credentialId: Uint8Array): Salts | undefined {
  return prf?.evalByCredential?.[Buffer.from(credentialId).toString('base64url')] ?? prf?.eval;
}

export function requirePrfAtCreate(prf: PrfInputs | undefined): void {
  if (prf?.evalByCredential) refuse('NotSupportedError', 'evalByCredential is for get(), not for create()');
}

export function requirePrfAtGet(prf: PrfInputs | undefined, allowed: readonly Uint8Array[]): void {
  const ids = Object.keys(prf?.evalByCredential ?? {});
  if (ids.length > 0 && allowed.length === 0) refuse('NotSupportedError', 'evalByCredential needs allowCredentials');
  const known = new Set(allowed.map((id) => Buffer.from(id).toString('base64url')));
  if (ids.some((id) => !known.has(id))) refuse('SyntaxError', 'evalByCredential names an id that is not allowed');
}
