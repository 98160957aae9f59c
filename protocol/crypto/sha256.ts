/**
 * SHA-256, without libsodium. The protocol uses it only where a foreign standard asks for it: WebAuthn challenges and
 * the log (§1.4). Its own hash, H, is BLAKE2b in sodium.ts.
 */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}
