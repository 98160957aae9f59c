/** Desk epochs and month keys (§6, §7): a seed sealed to each holder's DS key; it must reproduce the roster's key. */
import { equal, utf8 } from '../core/bytes.ts';
import { fixed, uint32 } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { deskId, type DeskId } from '../core/ids.ts';
import { sealingKeyHash } from '../members/keys.ts';
import { hash, key32, sealKeyPair, sizes, type Key32, type KeyPair } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { unwrap, wrap, wrapCodec, type Wrap, type WrapContext } from '../crypto/wrap.ts';

export function deskSeedContext(rootfp: Uint8Array, desk: DeskId, epoch: number): WrapContext {
  const binding = hash(tuple('dd1/desk-seed', rootfp, deskId.encode(desk), uint32.encode(epoch)));
  return { rootfp, role: 'desk-seed', binding };
}

/** The members key: its seed is sealed to members' account keys, so it opens with the login touch (assume it leaks). */
export function membersSeedContext(rootfp: Uint8Array, epoch: number): WrapContext {
  return { rootfp, role: 'members-seed', binding: hash(tuple('dd1/members-seed', rootfp, uint32.encode(epoch))) };
}

export function monthSeedContext(rootfp: Uint8Array, month: string, number: number): WrapContext {
  const binding = hash(tuple('dd1/month-seed', rootfp, utf8(month), uint32.encode(number)));
  return { rootfp, role: 'month-seed', binding };
}

/** Seals a seed to one holder's open key. The seed is random, so the wrap needs no randomness of its own. */
export function sealSeed(openKey: Uint8Array, seed: Key32, context: WrapContext): Wrap {
  return wrap(openKey, seed, context);
}

/** Opens a seed and derives its pair; a seed that does not give the roster's key is somebody else's (§6). */
export function openSeed(pair: KeyPair, sealed: Wrap, context: WrapContext, keyHash: Uint8Array): KeyPair {
  const seed = key32(fixed(32).parse(unwrap(pair, sealed, context)));
  const made = sealKeyPair(seed);
  if (!equal(sealingKeyHash(made.publicKey), keyHash)) refuse('desk-key', 'seed does not give the key of the roster');
  return made;
}

/** month-key entries name the hash of each officer's wrap, so all officers were given what the signers saw. */
export function seedWrapHash(sealed: Wrap): Uint8Array {
  return hash(tuple('dd1/wrap', wrapCodec.encode(sealed)));
}

/** What a month-key entry names for an officer who gets no wrap, because nothing can be sealed to her key (§6.3). */
export const noWrapHash = new Uint8Array(sizes.hash);

/** A key from the server, for a hash from the roster. */
export function requireKey(publicKey: Uint8Array, keyHash: Uint8Array): Uint8Array {
  if (!equal(sealingKeyHash(publicKey), keyHash)) refuse('desk-key', 'not the key the roster names');
  return publicKey;
}
