/** The smallest hardware key: deterministic ES256 or EdDSA assertions over challenges that the protocol computes. */
import { createHash } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import type { Assertion, Credential } from '#protocol/crypto/assertion.ts';
import { concat, toBase64url, u32, utf8 } from '#protocol/core/bytes.ts';
import { challengeFor, type ChallengeParts } from '#protocol/crypto/challenge.ts';
import { key32, signDetached, signKeyPair } from '#protocol/crypto/sodium.ts';
import type { Randomness } from './randomness.ts';

export interface Claims {
  readonly type: string;
  readonly origin: string;
  readonly rpId: string;
  readonly flags: number;
  readonly extra: Readonly<Record<string, unknown>>;
}

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

export class Device {
  readonly credential: Credential;
  readonly #sign: (message: Uint8Array) => Uint8Array;
  counter = 0;

  constructor(randomness: Randomness, algorithm: 'ES256' | 'EdDSA' = 'ES256') {
    const id = randomness.bytes(32);
    const seed = randomness.bytes(32);
    if (algorithm === 'ES256') {
      const point = p256.getPublicKey(seed, false);
      const head = new Uint8Array([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20]);
      const middle = new Uint8Array([0x22, 0x58, 0x20]);
      this.credential = this.#describe(id, concat(head, point.slice(1, 33), middle, point.slice(33)));
      this.#sign = (message) => p256.sign(sha256(message), seed, { prehash: false, format: 'der', lowS: false });
    } else {
      const pair = signKeyPair(key32(seed));
      const head = new Uint8Array([0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 0x20]);
      this.credential = this.#describe(id, concat(head, pair.publicKey));
      this.#sign = (message) => signDetached(pair.secretKey, message);
    }
  }

  #describe(id: Uint8Array, publicKey: Uint8Array): Credential {
    return { id, publicKey, aaguid: new Uint8Array(16), backupEligible: false };
  }

  /** `claims` lets a test say something false; everything else is what an honest browser and key write. */
  touch(parts: ChallengeParts & { readonly rpId: string }, claims: Partial<Claims> = {}): Assertion {
    this.counter += 1;
    const clientDataJSON = utf8(
      JSON.stringify({
        type: claims.type ?? 'webauthn.get',
        challenge: toBase64url(challengeFor(parts)),
        origin: claims.origin ?? parts.origin,
        crossOrigin: false,
        ...claims.extra,
      }),
    );
    const flags = new Uint8Array([claims.flags ?? 0x05]);
    const authenticatorData = concat(sha256(utf8(claims.rpId ?? parts.rpId)), flags, u32(this.counter));
    const signature = this.#sign(concat(authenticatorData, sha256(clientDataJSON)));
    return { credentialId: this.credential.id, authenticatorData, clientDataJSON, signature, nonce: parts.nonce };
  }
}
