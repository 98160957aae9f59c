/**
 * Whether something can be sealed to a public key at all (§2.3). A key that cannot be used has the right length and the right
 * hash, and makes every sealing to a group fail for the others.
 */
import { refuse } from '../core/errors.ts';
import { agree, encapsulate, key32, sizes } from '../crypto/sodium.ts';
import type { MemberCard } from './keys.ts';

/** ML-KEM-768 comes first in an X-Wing key (draft-connolly-cfrg-xwing-kem §5.2): 3 polynomials of 256 coefficients, and 32 bytes. */
const coefficientBytes = 1152;
const mlKemBytes = 1184;
const modulus = 3329;

// Nothing is sealed with them: any scalar and any randomness show whether the key works.
const probe = new Uint8Array(64).fill(1);
const scalar = key32(new Uint8Array(32).fill(1));

/** Returns true if the point is not of small order: with one of small order, everybody agrees on nothing. */
export function isUsableDhKey(dhKey: Uint8Array): boolean {
  return holds(() => agree(scalar, dhKey));
}

/**
 * Returns true if the encapsulation does not fail, the X25519 half is not of small order, and the ML-KEM half is the same
 * after decoding and encoding (FIPS 203, 7.2).
 */
export function isUsableSealKey(sealKey: Uint8Array): boolean {
  if (sealKey.length !== sizes.sealPublicKey || !isReduced(sealKey)) return false;
  return isUsableDhKey(sealKey.slice(mlKemBytes)) && holds(() => encapsulate(sealKey, probe));
}

/** Two coefficients of 12 bits in three bytes, low bits first. Each is below the modulus if encoding gives it back. */
function isReduced(sealKey: Uint8Array): boolean {
  for (let at = 0; at < coefficientBytes; at += 3) {
    const [a, b, c] = sealKey.subarray(at, at + 3) as unknown as readonly [number, number, number];
    if (a + 256 * (b % 16) >= modulus || Math.floor(b / 16) + 16 * c >= modulus) return false;
  }
  return true;
}

function holds(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** Requires one sealing key that can be used. Refuses with `key-unusable`. */
export function requireUsableSealKey(sealKey: Uint8Array): void {
  if (!isUsableSealKey(sealKey)) refuse('key-unusable', 'nothing can be sealed to this key');
}

/** Requires a person's keys, where they arrive. Refuses with `key-unusable`. */
export function requireUsableKeys(
  card: Pick<MemberCard, 'dhKey'>,
  sealKey: Uint8Array,
  openKey: Uint8Array | undefined,
): void {
  requireUsableSealKey(sealKey);
  if (openKey !== undefined) requireUsableSealKey(openKey);
  if (!isUsableDhKey(card.dhKey)) refuse('key-unusable', 'nobody can agree with this key');
}
