// X-Wing of libsodium against X-Wing of @noble/post-quantum, both ways.
import { ml_kem768_x25519 as theirs } from '@noble/post-quantum/hybrid.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { decapsulate, encapsulate, sealKeyPair, sizes, sodiumReady } from '#protocol/crypto/sodium.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

beforeAll(async () => sodiumReady);

describe('X-Wing', () => {
  const randomness = new Randomness('interop');

  it('derives the same keys from a seed, encapsulates to the same bytes and decapsulates the other’s', () => {
    for (let round = 0; round < 10; round++) {
      const [seed, random] = [randomness.key(), randomness.bytes(64)];
      const [ours, other] = [sealKeyPair(seed), theirs.keygen(seed)];
      expect(ours.publicKey).toEqual(other.publicKey);
      const sent = encapsulate(other.publicKey, random);
      const received = theirs.encapsulate(ours.publicKey, random);
      expect(sent.ciphertext).toEqual(received.cipherText);
      expect(sent.shared).toEqual(received.sharedSecret);
      expect(theirs.decapsulate(sent.ciphertext, other.secretKey)).toEqual(sent.shared);
      expect(decapsulate(ours.secretKey, received.cipherText)).toEqual(received.sharedSecret);
    }
  });

  it('rejects implicitly and alike: a damaged ciphertext gives the same wrong secret in both', () => {
    const pair = sealKeyPair(randomness.key());
    const { ciphertext, shared } = encapsulate(pair.publicKey, randomness.bytes(64));
    for (const at of [0, 500, 1087, 1088, 1100]) {
      const damaged = ciphertext.map((byte, i) => (i === at ? byte ^ 1 : byte));
      const ours = decapsulate(pair.secretKey, damaged);
      expect(ours).not.toEqual(shared);
      expect(ours).toEqual(theirs.decapsulate(damaged, pair.secretKey));
    }
  });

  it('refuses wrong lengths, keys out of range and shares of small order by a code', () => {
    const pair = sealKeyPair(randomness.key());
    const { ciphertext } = encapsulate(pair.publicKey, randomness.bytes(64));
    expect(refusalOf(() => encapsulate(pair.publicKey.slice(1), randomness.bytes(64)))).toBe('wrong-length');
    expect(refusalOf(() => encapsulate(pair.publicKey, randomness.bytes(32)))).toBe('wrong-length');
    expect(refusalOf(() => encapsulate(new Uint8Array(1216).fill(255), randomness.bytes(64)))).toBe('wrap-recipient');
    expect(refusalOf(() => decapsulate(pair.secretKey, ciphertext.slice(1)))).toBe('wrong-length');
    for (const first of [0, 1]) {
      const small = ciphertext.slice();
      small.fill(0, sizes.sealCiphertext - 32);
      small[sizes.sealCiphertext - 32] = first;
      expect(refusalOf(() => decapsulate(pair.secretKey, small))).toBe('wrong-key');
      const key = pair.publicKey.slice();
      key.fill(0, 1184);
      key[1184] = first;
      expect(refusalOf(() => encapsulate(key, randomness.bytes(64)))).toBe('wrap-recipient');
    }
  });
});
