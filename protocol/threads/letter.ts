/**
 * Letters (§9.5): one grant from one member to one member, 2048 bytes that look random. Deniable: everybody who can open
 * one could have made it. Bytes: commitment 32 || veiled encapsulation 1136 || box 880.
 */
import { concat, equal } from '../core/bytes.ts';
import { fixed, uint32 } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import {
  aeadOpen,
  aeadSeal,
  agree,
  decapsulate,
  derive,
  deriveCommitted,
  deriveKey,
  encapsulate,
  hash,
  joinKeys,
  sizes,
  type Key32,
  type KeyPair,
} from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { fill, unfill } from './fill.ts';
import { periodKeyHash, publicKeysOf, type PeriodKeys, type PeriodPublicKeys } from './period.ts';

const veiledBytes = sizes.sealCiphertext + sizes.aeadTag;
const plainBytes = limits.parcelBytes - 32 - veiledBytes - sizes.aeadTag;

/** Sender and recipient, their letter keys in the roster, and the period. */
export interface LetterPlace {
  readonly rootfp: Uint8Array;
  readonly from: MemberId;
  readonly to: MemberId;
  readonly fromDhKey: Uint8Array;
  readonly period: number;
}

/** Returns the secret that two members share without a message: for tags and veils, never for contents. */
export function pairKey(rootfp: Uint8Array, ownDh: KeyPair, otherDhKey: Uint8Array): Key32 {
  return deriveKey(agree(ownDh.secretKey, otherDhKey), tuple('dd1/pair', rootfp));
}

/**
 * Returns the tag of a letter of this day. It tells the recipient, and nobody else, that the letter is for her, and from
 * whom.
 */
export function letterTag(
  pair: Key32,
  { rootfp, from, to }: Pick<LetterPlace, 'rootfp' | 'from' | 'to'>,
  day: number,
  choice: number,
): Uint8Array {
  const bytes = tuple(
    'dd1/letter-tag',
    rootfp,
    memberId.encode(from),
    memberId.encode(to),
    uint32.encode(day),
    uint32.encode(choice),
  );
  return derive(pair, bytes, 16);
}

function contextBytes(place: LetterPlace, keys: PeriodPublicKeys, encapsulation: Uint8Array): Uint8Array {
  return tuple(
    'dd1/letter-context',
    place.rootfp,
    memberId.encode(place.from),
    memberId.encode(place.to),
    uint32.encode(place.period),
    periodKeyHash(keys),
    place.fromDhKey,
    hash(tuple('dd1/letter-encapsulation', encapsulation)),
  );
}

function veilBytes({ rootfp, from, to }: LetterPlace, commitment: Uint8Array): Uint8Array {
  return tuple('dd1/letter-veil', rootfp, memberId.encode(from), memberId.encode(to), commitment);
}

/**
 * Seals a letter to both keys of the recipient's period, with the sender's own letter key. The encapsulation is veiled
 * because ML-KEM and X25519 do not look random, and a letter must look like a message.
 */
export function sealLetter(
  place: LetterPlace,
  ownDh: KeyPair,
  pair: Key32,
  keys: PeriodPublicKeys,
  contents: Uint8Array,
  random64: Uint8Array,
): Uint8Array {
  const { ciphertext, shared } = encapsulate(keys.sealKey, random64);
  const context = contextBytes(place, keys, ciphertext);
  const { once, commitment } = deriveCommitted(joinKeys(shared, agree(ownDh.secretKey, keys.dhKey)), context);
  const veil = veilBytes(place, commitment);
  return concat(
    commitment,
    aeadSeal(deriveKey(pair, veil), ciphertext, veil),
    aeadSeal(once, fill(contents, plainBytes), context),
  );
}

/**
 * Opens a letter. Steps: veil (another pair: `wrong-key`) → encapsulation → commitment (another period or key: `wrong-key`)
 * → box.
 */
export function openLetter(place: LetterPlace, pair: Key32, keys: PeriodKeys, body: Uint8Array): Uint8Array {
  fixed(limits.parcelBytes).parse(body);
  const commitment = body.slice(0, 32);
  const veil = veilBytes(place, commitment);
  const ciphertext = aeadOpen(deriveKey(pair, veil), body.slice(32, 32 + veiledBytes), veil);
  const shared = decapsulate(keys.seal.secretKey, ciphertext);
  const context = contextBytes(place, publicKeysOf(keys), ciphertext);
  const derived = deriveCommitted(joinKeys(shared, agree(keys.dh.secretKey, place.fromDhKey)), context);
  if (!equal(derived.commitment, commitment)) refuse('wrong-key', 'a letter to another key or from somebody else');
  return unfill(aeadOpen(derived.once, body.slice(32 + veiledBytes), context));
}
