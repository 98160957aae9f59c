/**
 * The only file that imports libsodium (protocol §1). The library's wrapper accepts strings, short keys, missing keys and
 * missing associated data without an error. Here lengths are checked, keys are branded, and every argument is required.
 * Randomness is always an argument: nothing here draws any.
 */
import sodium from 'libsodium-wrappers';
import { concat, isZero } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';

declare const secret: unique symbol;
/** A secret key of 32 bytes. */
export type Key32 = Uint8Array & { readonly [secret]: 32 };
/** Two halves of 32 bytes in one key, the longest that BLAKE2b takes. */
export type Key64 = Uint8Array & { readonly [secret]: 64 };

export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

export const sizes = {
  hash: 32,
  sealPublicKey: 1216,
  sealCiphertext: 1120,
  signPublicKey: 32,
  signature: 64,
  aeadTag: 16,
} as const;

/** Resolves once the WebAssembly module is compiled. Nothing here works before. */
export const sodiumReady: Promise<void> = sodium.ready;

/** Takes 32 bytes as a key. Refuses zeros: they mean that a derivation failed somewhere. */
export function key32(bytes: Uint8Array): Key32 {
  if (bytes.length !== 32) refuse('wrong-length', `${bytes.length} bytes for a 32-byte key`);
  if (isZero(bytes)) refuse('weak-secret', 'key is all zero');
  return bytes as Key32;
}

export function joinKeys(a: Key32, b: Key32): Key64 {
  return concat(a, b) as Key64;
}

/** H: BLAKE2b-256 of a tuple, without a key. */
export function hash(tupleBytes: Uint8Array): Uint8Array {
  return sodium.crypto_generichash(sizes.hash, tupleBytes, null);
}

/** KDF and MAC: BLAKE2b of a tuple, with a key. */
export function derive(key: Key32 | Key64, tupleBytes: Uint8Array, length: 16 | 32 | 64): Uint8Array {
  if (key.length !== 32 && key.length !== 64) refuse('wrong-length', `${key.length}-byte derivation key`);
  return sodium.crypto_generichash(length, tupleBytes, key);
}

export function deriveKey(key: Key32 | Key64, tupleBytes: Uint8Array): Key32 {
  return derive(key, tupleBytes, 32) as Key32;
}

/** Returns a key for one message, and its commitment: nobody can make a ciphertext that opens under two keys (§1). */
export function deriveCommitted(key: Key32 | Key64, tupleBytes: Uint8Array): { once: Key32; commitment: Uint8Array } {
  const both = derive(key, tupleBytes, 64);
  return { once: both.slice(0, 32) as Key32, commitment: both.slice(32) };
}

// Every AEAD key in dd1 is derived for one message, so the nonce is fixed and cannot be used twice.
const onlyNonce = new Uint8Array(24);

/** Seals with XChaCha20-Poly1305 under a key that is used once. */
export function aeadSeal(once: Key32, plain: Uint8Array, associated: Uint8Array): Uint8Array {
  return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated, null, onlyNonce, once);
}

export function aeadOpen(once: Key32, sealed: Uint8Array, associated: Uint8Array): Uint8Array {
  if (sealed.length < sizes.aeadTag) refuse('wrong-key', 'shorter than its tag');
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, associated, onlyNonce, once);
  } catch {
    return refuse('wrong-key', 'does not open under this key and associated data');
  }
}

export function signKeyPair(seed: Key32): KeyPair {
  const pair = sodium.crypto_sign_seed_keypair(seed);
  return { publicKey: pair.publicKey, secretKey: pair.privateKey };
}

export function signDetached(secretKey: Uint8Array, tupleBytes: Uint8Array): Uint8Array {
  if (secretKey.length !== 64) refuse('wrong-length', `${secretKey.length}-byte signing key`);
  return sodium.crypto_sign_detached(tupleBytes, secretKey);
}

/**
 * Returns true if the signature is right. Callers in protocol/ turn false into their own refusal; nobody else calls this.
 */
export function signatureHolds(publicKey: Uint8Array, tupleBytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== sizes.signPublicKey || signature.length !== sizes.signature) return false;
  try {
    return sodium.crypto_sign_verify_detached(signature, tupleBytes, publicKey);
  } catch {
    return false;
  }
}

export function dhKeyPair(seed: Key32): KeyPair {
  return { publicKey: sodium.crypto_scalarmult_base(seed), secretKey: seed };
}

/** Returns the X25519 secret. A public key of small order gives no secret; libsodium refuses it. */
export function agree(secretKey: Uint8Array, publicKey: Uint8Array): Key32 {
  if (secretKey.length !== 32 || publicKey.length !== 32) refuse('wrong-length', 'not a pair of X25519 keys');
  try {
    return key32(sodium.crypto_scalarmult(secretKey, publicKey));
  } catch {
    return refuse('weak-secret', 'a key of small order agrees on nothing');
  }
}

export function sealKeyPair(seed: Key32): KeyPair {
  const pair = sodium.crypto_kem_xwing_seed_keypair(seed);
  return { publicKey: pair.publicKey, secretKey: pair.privateKey };
}

/** Encapsulates with X-Wing, with the caller's 64 random (or derandomised) bytes. */
export function encapsulate(publicKey: Uint8Array, seed64: Uint8Array): { ciphertext: Uint8Array; shared: Key32 } {
  if (publicKey.length !== sizes.sealPublicKey) refuse('wrong-length', `${publicKey.length}-byte sealing key`);
  if (seed64.length !== 64) refuse('wrong-length', `${seed64.length}-byte encapsulation seed`);
  try {
    const encapsulated = sodium.crypto_kem_xwing_enc_deterministic(publicKey, seed64);
    return { ciphertext: encapsulated.ciphertext, shared: key32(encapsulated.sharedSecret) };
  } catch {
    return refuse('wrap-recipient', 'not a usable sealing key');
  }
}

/**
 * Decapsulates. Does not fail on a wrong key or an altered ciphertext (implicit rejection): only the key commitment tells.
 * The one exception is an X25519 share of small order, which libsodium refuses.
 */
export function decapsulate(secretKey: Uint8Array, ciphertext: Uint8Array): Key32 {
  if (ciphertext.length !== sizes.sealCiphertext) refuse('wrong-length', `${ciphertext.length}-byte encapsulation`);
  try {
    return key32(sodium.crypto_kem_xwing_dec(ciphertext, secretKey));
  } catch {
    return refuse('wrong-key', 'encapsulation holds no usable share');
  }
}

/** Returns the padded length in bytes: Padmé (PURB, §4), with our lowest size. Sizes tell at most log log of the length. */
export function paddedLength(length: number): number {
  if (length + 1 <= limits.padFloorBytes) return limits.padFloorBytes;
  const exponent = Math.floor(Math.log2(length + 1));
  const lastBits = exponent - (Math.floor(Math.log2(exponent)) + 1);
  const mask = 2 ** lastBits - 1;
  return Math.ceil((length + 1) / (mask + 1)) * (mask + 1);
}

export function pad(plain: Uint8Array): Uint8Array {
  if (plain.length > limits.recordBytes) refuse('too-large', `${plain.length} bytes before padding`);
  return sodium.pad(plain, paddedLength(plain.length));
}

export function unpad(padded: Uint8Array): Uint8Array {
  try {
    const plain = sodium.unpad(padded, padded.length);
    if (paddedLength(plain.length) !== padded.length) refuse('padding', `${padded.length} bytes is no padded size`);
    return plain;
  } catch {
    return refuse('padding', `${padded.length} bytes do not unpad`);
  }
}

/** Overwrites with zeros. Best effort: JavaScript may have copied the bytes before (threat-model.md, not promised). */
export function wipe(...buffers: readonly Uint8Array[]): void {
  for (const buffer of buffers) buffer.fill(0);
}
