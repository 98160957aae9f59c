/**
 * navigator.credentials, and nothing else (§2). What goes from here to the portal is built field by field: the
 * browser's own toJSON() would carry PRF outputs.
 */
import { salts } from '#protocol/crypto/challenge.ts';
import type { Created, CreateTouch, Got, GetTouch, SaltChoice } from '../vault/session/ports.ts';
import { Refused } from '../vault/session/refusal.ts';

const timeoutMs = 120_000;

interface PrfInput {
  readonly first: BufferSource;
  readonly second?: BufferSource;
}
interface PrfOutput {
  readonly enabled?: boolean;
  readonly results?: { readonly first?: BufferSource; readonly second?: BufferSource };
}

function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function prfInput(choice: SaltChoice): { prf?: { eval: PrfInput } } {
  if (choice === 'none') return {};
  if (choice === 'both') return { prf: { eval: { first: own(salts.unlock), second: own(salts.open) } } };
  return { prf: { eval: { first: own(salts[choice]) } } };
}

function bytesOf(source: BufferSource | undefined): Uint8Array | undefined {
  if (source === undefined) return undefined;
  return source instanceof ArrayBuffer ? new Uint8Array(source) : new Uint8Array(source.buffer);
}

function prfOf(credential: PublicKeyCredential): PrfOutput {
  return (credential.getClientExtensionResults() as { prf?: PrfOutput }).prf ?? {};
}

/** Return one code for an error of the browser: cancelled, timed out and "no such key" are deliberately the same. */
function refusalOf(error: unknown): Refused {
  if (error instanceof Refused) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError')
    return new Refused('touch-cancelled', name, { cause: error });
  if (name === 'InvalidStateError') return new Refused('key-known', name, { cause: error });
  if (name === 'NotSupportedError' || name === 'ConstraintError')
    return new Refused('touch-unsupported', name, { cause: error });
  return new Refused('touch-failed', name, { cause: error });
}

function requireWebAuthn(): CredentialsContainer {
  if (typeof PublicKeyCredential !== 'function' || navigator.credentials === undefined)
    throw new Refused('touch-unsupported', 'this browser has no way to use a key');
  return navigator.credentials;
}

export async function createCredential(touch: CreateTouch): Promise<Created> {
  const container = requireWebAuthn();
  try {
    const credential = (await container.create({
      publicKey: {
        challenge: own(touch.challenge),
        rp: { id: touch.rpId, name: 'Portal' },
        user: { id: own(touch.userHandle), name: 'Portal', displayName: 'Portal' },
        pubKeyCredParams: [
          { type: 'public-key', alg: -8 },
          { type: 'public-key', alg: -7 },
        ],
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
          authenticatorAttachment: touch.way === 'phone' ? 'platform' : 'cross-platform',
        },
        attestation: 'none',
        timeout: timeoutMs,
        excludeCredentials: touch.exclude.map((id) => ({ type: 'public-key' as const, id: own(id) })),
        extensions: prfInput('unlock'),
      },
    })) as PublicKeyCredential | null;
    if (credential === null) throw new Refused('touch-failed', 'no credential');
    const response = credential.response as AuthenticatorAttestationResponse;
    return {
      id: new Uint8Array(credential.rawId),
      clientDataJSON: new Uint8Array(response.clientDataJSON),
      attestationObject: new Uint8Array(response.attestationObject),
      transports: response.getTransports().slice(0, 8),
    };
  } catch (error) {
    throw refusalOf(error);
  }
}

export async function getCredential(touch: GetTouch): Promise<Got> {
  const container = requireWebAuthn();
  try {
    const credential = (await container.get({
      publicKey: {
        challenge: own(touch.challenge),
        rpId: touch.rpId,
        allowCredentials: touch.allow.map((id) => ({ type: 'public-key' as const, id: own(id) })),
        userVerification: 'required',
        timeout: timeoutMs,
        extensions: prfInput(touch.salts),
      },
    })) as PublicKeyCredential | null;
    if (credential === null) throw new Refused('touch-failed', 'no assertion');
    const response = credential.response as AuthenticatorAssertionResponse;
    const { results } = prfOf(credential);
    return {
      credentialId: new Uint8Array(credential.rawId),
      clientDataJSON: new Uint8Array(response.clientDataJSON),
      authenticatorData: new Uint8Array(response.authenticatorData),
      signature: new Uint8Array(response.signature),
      userHandle: new Uint8Array(response.userHandle ?? new ArrayBuffer(0)),
      prf: { first: bytesOf(results?.first), second: bytesOf(results?.second) },
    };
  } catch (error) {
    throw refusalOf(error);
  }
}

export type DeviceAnswer = 'works' | 'no-webauthn' | 'in-app' | 'no-prf' | 'no-key';

/**
 * Return true in browsers inside other apps, which cannot use keys and do not say so. It is found out before an invite
 * is used.
 */
export function looksLikeInAppBrowser(agent: string): boolean {
  return /\bFBA[NV]\b|Instagram|Line\/|Twitter|; wv\)|MicroMessenger|Snapchat|TikTok|Telegram/iu.test(agent);
}

export function hasWebAuthn(): boolean {
  return typeof PublicKeyCredential === 'function' && window.isSecureContext;
}

/** Tell the browser that a credential is known to nobody, so that it is not offered at sign-in. Not every browser listens. */
async function forget(rpId: string, credentialId: string): Promise<void> {
  if (!('signalUnknownCredential' in PublicKeyCredential)) return;
  await PublicKeyCredential.signalUnknownCredential({ rpId, credentialId }).catch(() => undefined);
}

/**
 * "Try my device": make a throw-away credential with a real key, and read its PRF output back. A key need not keep it; the
 * browser is told to forget it where a key does. Nothing is sent anywhere.
 */
export async function tryDevice(rpId: string, way: 'hardware' | 'phone'): Promise<DeviceAnswer> {
  if (!hasWebAuthn()) return looksLikeInAppBrowser(navigator.userAgent) ? 'in-app' : 'no-webauthn';
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  try {
    const credential = (await navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        rp: { id: rpId, name: 'Portal' },
        user: { id: random(32), name: 'Test', displayName: 'Test' },
        pubKeyCredParams: [
          { type: 'public-key', alg: -8 },
          { type: 'public-key', alg: -7 },
        ],
        authenticatorSelection: {
          residentKey: 'discouraged',
          userVerification: 'required',
          authenticatorAttachment: way === 'phone' ? 'platform' : 'cross-platform',
        },
        timeout: timeoutMs,
        extensions: prfInput('unlock'),
      },
    })) as PublicKeyCredential | null;
    if (credential === null) return 'no-key';
    const id = new Uint8Array(credential.rawId);
    const got = await getCredential({ kind: 'get', challenge: random(32), rpId, allow: [id], salts: 'unlock' });
    await forget(rpId, credential.id);
    return (got.prf.first?.length ?? 0) >= 32 ? 'works' : 'no-prf';
  } catch {
    return 'no-key';
  }
}
