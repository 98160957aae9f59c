/**
 * Assertions of hardware keys outside login: over roster entries, openings, acknowledgements (protocol §2). One pure
 * function, used by the witness, the clients of officers and members, and the auditor. The portal verifies logins and
 * enrolments with @simplewebauthn/server. Both recompute the challenge with challengeFor.
 */
import { p256 } from '@noble/curves/nist.js';
import { equal, fromUtf8, readU32, toBase64url, utf8 } from '../core/bytes.ts';
import { challengeFor, type ChallengeParts } from './challenge.ts';
import { blob, fixed, flag, object, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { sha256 } from './sha256.ts';
import { limits } from '../core/limits.ts';
import { signatureHolds } from './sodium.ts';

export const credential = object('dd1/credential', {
  id: blob(limits.credentialIdBytes),
  /** COSE key in the canonical form of CTAP2: ES256 or EdDSA and nothing else. */
  publicKey: blob(limits.coseKeyBytes),
  aaguid: fixed(16),
  backupEligible: flag,
});
export type Credential = Of<typeof credential>;

export const assertion = object('dd1/assertion', {
  credentialId: blob(limits.credentialIdBytes),
  authenticatorData: blob(limits.authenticatorDataBytes),
  clientDataJSON: blob(limits.clientDataBytes),
  signature: blob(limits.signatureBytes),
  /** The verifier's nonce, or 32 bytes that the signer drew where the data itself is fresh (roster entries). */
  nonce: fixed(32),
});
export type Assertion = Of<typeof assertion>;

type PublicKey = { alg: 'ES256'; point: Uint8Array } | { alg: 'EdDSA'; key: Uint8Array };

// Canonical CTAP2 COSE keys differ only in the coordinates, so the rest is compared byte for byte: no CBOR parser.
const es256Head = new Uint8Array([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
const es256Middle = new Uint8Array([0x22, 0x58, 0x20]);
const eddsaHead = new Uint8Array([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20]);

/** Reads a credential's public key. Refuses every algorithm and encoding except these two. */
export function parseCredentialKey(cose: Uint8Array): PublicKey {
  if (cose.length === 77 && equal(cose.slice(0, 10), es256Head) && equal(cose.slice(42, 45), es256Middle)) {
    const point = new Uint8Array(65);
    point[0] = 4;
    point.set(cose.slice(10, 42), 1);
    point.set(cose.slice(45), 33);
    return { alg: 'ES256', point };
  }
  if (cose.length === 42 && equal(cose.slice(0, 10), eddsaHead)) return { alg: 'EdDSA', key: cose.slice(10) };
  return refuse('credential-key', `${cose.length}-byte key is neither ES256 nor EdDSA in canonical form`);
}

interface AuthenticatorFlags {
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly counter: number;
}

/** The fixed part of authenticatorData (WebAuthn L3 §6.1). Extensions may follow; the signature covers them. */
function parseAuthenticatorData(bytes: Uint8Array): AuthenticatorFlags & { rpIdHash: Uint8Array } {
  if (bytes.length < 37) refuse('wrong-length', `${bytes.length} bytes of authenticator data`);
  const flags = bytes[32] as number;
  return {
    rpIdHash: bytes.slice(0, 32),
    userPresent: (flags & 0x01) !== 0,
    userVerified: (flags & 0x04) !== 0,
    backupEligible: (flags & 0x08) !== 0,
    counter: readU32(bytes, 33),
  };
}

/** clientDataJSON as a browser wrote it. The JSON is hostile: every field is compared, and no type is trusted. */
function requireClientData(
  clientDataJSON: Uint8Array,
  expected: { type: 'webauthn.get' | 'webauthn.create'; challenge: Uint8Array; origin: string },
): void {
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(fromUtf8(clientDataJSON)) as Record<string, unknown>;
  } catch {
    return refuse('malformed', 'client data is not JSON');
  }
  if (data === null || typeof data !== 'object') refuse('malformed', 'client data is not an object');
  if (data['type'] !== expected.type) refuse('assertion-type', 'not the expected ceremony');
  if (data['challenge'] !== toBase64url(expected.challenge)) refuse('assertion-challenge', 'made for something else');
  if (data['origin'] !== expected.origin) refuse('assertion-origin', 'made on another origin');
  if (data['crossOrigin'] !== undefined && data['crossOrigin'] !== false)
    refuse('assertion-cross-origin', 'made inside a frame of another site');
  if (data['topOrigin'] !== undefined) refuse('assertion-cross-origin', 'carries a top origin');
}

export interface ExpectedAssertion extends ChallengeParts {
  readonly rpId: string;
  readonly credentials: readonly Credential[];
}

export interface VerifiedAssertion {
  readonly credential: Credential;
  readonly counter: number;
}

/**
 * Verifies an assertion by the checks of §2, in order. Returns the credential that signed and its counter, so that callers
 * can watch the counter.
 */
export function verifyAssertion(answer: Assertion, expected: ExpectedAssertion): VerifiedAssertion {
  const found = expected.credentials.find((known) => equal(known.id, answer.credentialId));
  if (found === undefined) return refuse('assertion-credential', 'not a key of this member');
  requireClientData(answer.clientDataJSON, {
    type: 'webauthn.get',
    challenge: challengeFor({ ...expected, nonce: answer.nonce }),
    origin: expected.origin,
  });
  const data = parseAuthenticatorData(answer.authenticatorData);
  if (!equal(data.rpIdHash, sha256(utf8(expected.rpId)))) refuse('assertion-rp', 'made for another host');
  if (!data.userPresent) refuse('assertion-presence', 'nobody touched the key');
  if (!data.userVerified) refuse('assertion-verification', 'the key did not verify its user');
  // As the card lists it: whether such keys are allowed was the policy's to say when the card was taken.
  if (data.backupEligible !== found.backupEligible) refuse('assertion-backup', 'another sort of key than is listed');
  const signed = new Uint8Array(answer.authenticatorData.length + 32);
  signed.set(answer.authenticatorData);
  signed.set(sha256(answer.clientDataJSON), answer.authenticatorData.length);
  const key = parseCredentialKey(found.publicKey);
  if (!assertionSignatureHolds(key, signed, answer.signature)) refuse('assertion-signature', 'signature does not hold');
  return { credential: found, counter: data.counter };
}

function assertionSignatureHolds(key: PublicKey, signed: Uint8Array, signature: Uint8Array): boolean {
  if (key.alg === 'EdDSA') return signatureHolds(key.key, signed, signature);
  try {
    // Authenticators do not normalise s, and WebAuthn does not require it.
    return p256.verify(signature, sha256(signed), key.point, { format: 'der', lowS: false, prehash: false });
  } catch {
    return false;
  }
}
