// Wycheproof for the primitives in use, through the functions of protocol/ where they can be reached, else through the
// library with the same options.
import { createHash, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { p256 } from '@noble/curves/nist.js';
// X25519, ML-KEM decapsulation and nonces other than zero cannot be reached through protocol/crypto/sodium.ts.
// oxlint-disable-next-line no-restricted-imports
import sodium from 'libsodium-wrappers';
import { beforeAll, expect, it } from 'vitest';
import { concat, equal } from '#protocol/core/bytes.ts';
import { aeadOpen, aeadSeal, encapsulate, key32, signatureHolds, sodiumReady } from '#protocol/crypto/sodium.ts';
import {
  describeWith,
  disagreements,
  foreignVectors,
  hex,
  type Wycheproof,
} from '../../support/protocol/published-vectors.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { root } from '../../support/protocol/sources.ts';

beforeAll(async () => sodiumReady);

type Bytes<K extends string> = Readonly<Record<K, string>>;

const aead = foreignVectors<Wycheproof<{ ivSize: number }, Bytes<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag'>>>(
  'wycheproof/xchacha20_poly1305_test.json',
);
describeWith(aead)('XChaCha20-Poly1305', () => {
  it('opens what is valid, refuses the rest, and seals to the published bytes', () => {
    const { ran, wrong } = disagreements(aead!, (one, group) => {
      const [key, iv, aad, msg] = [one.key, one.iv, one.aad, one.msg].map(hex) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ];
      const sealed = hex(one.ct + one.tag);
      if (group.ivSize !== 192) return false;
      try {
        const opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, aad, iv, key);
        const again = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(msg, aad, null, iv, key);
        return equal(opened, msg) && equal(again, sealed);
      } catch {
        return false;
      }
    });
    expect(wrong).toEqual([]);
    expect(ran).toBe(aead!.numberOfTests);
  });

  it('is what protocol/ calls, with the all-zero nonce', () => {
    const randomness = new Randomness('aead');
    const [key, plain, associated] = [randomness.key(), randomness.bytes(77), randomness.bytes(5)];
    const sealed = aeadSeal(key, plain, associated);
    const nonce = new Uint8Array(24);
    expect(sealed).toEqual(sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated, null, nonce, key));
    expect(aeadOpen(key, sealed, associated)).toEqual(plain);
  });
});

const ed25519 =
  foreignVectors<Wycheproof<{ publicKey: { pk: string } }, Bytes<'msg' | 'sig'>>>('wycheproof/ed25519_test.json');
describeWith(ed25519)('Ed25519', () => {
  it('agrees on every signature', () => {
    const { ran, wrong } = disagreements(ed25519!, (one, group) =>
      signatureHolds(hex(group.publicKey.pk), hex(one.msg), hex(one.sig)),
    );
    expect(wrong).toEqual([]);
    expect(ran).toBe(ed25519!.numberOfTests);
  });
});

const x25519 =
  foreignVectors<Wycheproof<object, Bytes<'public' | 'private' | 'shared'>>>('wycheproof/x25519_test.json');
describeWith(x25519)('X25519', () => {
  it('agrees on every secret, and refuses those of small order', () => {
    let refused = 0;
    const { ran, wrong } = disagreements(x25519!, (one) => {
      try {
        return equal(sodium.crypto_scalarmult(hex(one.private), hex(one.public)), hex(one.shared));
      } catch {
        refused += 1;
        return hex(one.shared).every((byte) => byte === 0);
      }
    });
    expect(wrong).toEqual([]);
    expect(ran).toBe(x25519!.numberOfTests);
    expect(refused).toBe(31);
  });
});

const ecdsa = foreignVectors<Wycheproof<{ publicKey: { uncompressed: string } }, Bytes<'msg' | 'sig'>>>(
  'wycheproof/ecdsa_secp256r1_sha256_test.json',
);
describeWith(ecdsa)('ECDSA P-256 with SHA-256, DER', () => {
  const options = { format: 'der', lowS: false, prehash: false } as const;

  it('is asked with the options that protocol/crypto/assertion.ts uses', () => {
    const source = readFileSync(`${root}protocol/crypto/assertion.ts`, 'utf8').replace(/\s+/gu, ' ');
    expect(source).toContain(
      "p256.verify(signature, sha256(signed), key.point, { format: 'der', lowS: false, prehash: false",
    );
  });

  it('agrees on every signature', () => {
    const { ran, wrong } = disagreements(ecdsa!, (one, group) => {
      const digest = new Uint8Array(createHash('sha256').update(hex(one.msg)).digest());
      try {
        return p256.verify(hex(one.sig), digest, hex(group.publicKey.uncompressed), options);
      } catch {
        return false;
      }
    });
    expect(wrong).toEqual([]);
    expect(ran).toBe(ecdsa!.numberOfTests);
  });
});

const encaps = foreignVectors<Wycheproof<object, Bytes<'m' | 'ek' | 'c' | 'K'>>>(
  'wycheproof/mlkem_768_encaps_test.json',
);
describeWith(encaps)('ML-KEM-768 inside X-Wing', () => {
  const randomness = new Randomness('x-wing');
  const x25519Key = (seed: Uint8Array) => {
    const pkcs8 = concat(hex('302e020100300506032b656e04220420'), seed);
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  };
  const publicBytes = (seed: Uint8Array) =>
    new Uint8Array(createPublicKey(x25519Key(seed)).export({ format: 'der', type: 'spki' })).slice(-32);

  it('encapsulates to the published bytes, and to the shared secret that the X-Wing draft combines from them', () => {
    const [mine, theirs] = [randomness.bytes(32), randomness.bytes(32)];
    const publicX = publicBytes(theirs);
    const exchanged = diffieHellman({
      privateKey: x25519Key(mine),
      publicKey: createPublicKey(x25519Key(theirs)),
    });
    const { ran, wrong } = disagreements(encaps!, (one) => {
      const publicKey = concat(hex(one.ek), publicX);
      if (publicKey.length !== 1216) return false;
      const outcome = refusalOf(() => {
        const { ciphertext, shared } = encapsulate(publicKey, concat(hex(one.m), mine));
        const ephemeral = publicBytes(mine);
        const label = hex('5c2e2f2f5e5c');
        const combined = createHash('sha3-256')
          .update(concat(hex(one.K), exchanged, ephemeral, publicX, label))
          .digest();
        expect(ciphertext).toEqual(concat(hex(one.c), ephemeral));
        expect(shared).toEqual(key32(new Uint8Array(combined)));
      });
      return outcome === 'accepted';
    });
    expect(wrong).toEqual([]);
    expect(ran).toBe(encaps!.numberOfTests);
  });
});

const decaps = foreignVectors<Wycheproof<object, Bytes<'seed' | 'ek' | 'c' | 'K'>>>('wycheproof/mlkem_768_test.json');
describeWith(decaps)('ML-KEM-768', () => {
  it('makes the published key and decapsulates to the published secret', () => {
    const { ran, wrong } = disagreements(decaps!, (one) => {
      try {
        const pair = sodium.crypto_kem_mlkem768_seed_keypair(hex(one.seed));
        const shared = sodium.crypto_kem_mlkem768_dec(hex(one.c), pair.privateKey);
        return equal(pair.publicKey, hex(one.ek)) && equal(shared, hex(one.K));
      } catch {
        return false;
      }
    });
    expect(wrong).toEqual([]);
    expect(ran).toBe(decaps!.numberOfTests);
  });
});
