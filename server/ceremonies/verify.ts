/**
 * Verifies logins and enrolments: the library's checks, the seven that it leaves out (checks.ts), and our computed
 * challenge.
 */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Static } from 'typebox';
import { parseCredentialKey } from '#protocol/crypto/assertion.ts';
import { challengeFor, type ChallengeParts } from '#protocol/crypto/challenge.ts';
import { fromBase64url, fromHex, toBase64url } from '#protocol/core/bytes.ts';
import type { Assertion, Registration } from '#protocol/wire/ceremonies.ts';
import type { Config } from '../config.ts';
import { deny, Refusal } from '../errors.ts';
import { believedAaguid, requireSameId, requireTopLevel } from './webauthn-checks.ts';

/** EdDSA and ES256, as COSE numbers. */
const algorithms = [-8, -7];

/** Attestation formats with a pinned root. There is none yet: no policy of this version asks for attestation. */
const pinnedRoots: ReadonlySet<string> = new Set();

export interface Enrolled {
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly aaguid: Uint8Array;
  readonly backupEligible: boolean;
  readonly counter: number;
  readonly transports: string[];
}

const bytes = (text: string) => fromBase64url(text) as Uint8Array<ArrayBuffer>;

/** Turns every error of the library into one refusal: its messages quote what was sent. */
async function ceremony<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal('ceremony-refused', { cause });
  }
}

export function verifyEnrolment(
  config: Config,
  registration: Static<typeof Registration>,
  parts: Omit<ChallengeParts, 'purpose' | 'origin'>,
): Promise<Enrolled> {
  return ceremony(async () => {
    const { id, clientDataJSON, attestationObject, transports } = registration;
    const result = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, attestationObject, transports: [] },
        clientExtensionResults: {},
      },
      expectedChallenge: toBase64url(challengeFor({ ...parts, purpose: 'enrol', origin: config.origin })),
      expectedOrigin: config.origin,
      expectedRPID: config.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!result.verified) return deny('ceremony-refused');
    const { credential, aaguid, credentialDeviceType } = result.registrationInfo;
    requireTopLevel(bytes(clientDataJSON));
    requireSameId(fromBase64url(id), fromBase64url(credential.id));
    parseCredentialKey(credential.publicKey);
    return {
      id: fromBase64url(credential.id),
      publicKey: credential.publicKey,
      aaguid: believedAaguid(bytes(attestationObject), fromHex(aaguid.replaceAll('-', '')), pinnedRoots),
      backupEligible: credentialDeviceType === 'multiDevice',
      counter: credential.counter,
      transports,
    };
  });
}

export interface KnownCredential {
  readonly id: Uint8Array;
  readonly public_key: Uint8Array;
  readonly counter: number;
}

export function verifyLogin(
  config: Config,
  assertion: Static<typeof Assertion>,
  known: KnownCredential,
  nonce: Uint8Array,
): Promise<{ counter: number; backupEligible: boolean }> {
  return ceremony(async () => {
    const { credentialId, clientDataJSON, authenticatorData, signature, userHandle } = assertion;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature, userHandle },
        clientExtensionResults: {},
      },
      expectedChallenge: toBase64url(challengeFor({ purpose: 'login', origin: config.origin, nonce })),
      expectedOrigin: config.origin,
      expectedRPID: config.rpId,
      // The library would refuse a counter that went back before it reads the signature, with the words of every refusal.
      credential: { id: toBase64url(known.id), publicKey: known.public_key as Uint8Array<ArrayBuffer>, counter: 0 },
      requireUserVerification: true,
    });
    if (!verified) return deny('ceremony-refused');
    requireTopLevel(bytes(clientDataJSON));
    return {
      counter: authenticationInfo.newCounter,
      backupEligible: authenticationInfo.credentialDeviceType === 'multiDevice',
    };
  });
}
