/**
 * A member's keys (§2). AS, the account secret, gives the signing, sealing and letter keys. DS, the second secret of staff
 * and officers, gives the pair to which desk seeds and month secrets are sealed. Both exist only in the vault worker.
 */
import { fixed, list, object, optional, word, type Of } from '../core/codec.ts';
import { credential } from '../crypto/assertion.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import {
  deriveKey,
  dhKeyPair,
  hash,
  sealKeyPair,
  signKeyPair,
  sizes,
  type Key32,
  type KeyPair,
} from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

export interface MemberKeys {
  readonly sign: KeyPair;
  readonly seal: KeyPair;
  readonly dh: KeyPair;
}

export function deriveMemberKeys(accountSecret: Key32): MemberKeys {
  return {
    sign: signKeyPair(deriveKey(accountSecret, tuple('dd1/member/sign'))),
    seal: sealKeyPair(deriveKey(accountSecret, tuple('dd1/member/seal'))),
    dh: dhKeyPair(deriveKey(accountSecret, tuple('dd1/member/dh'))),
  };
}

/** Returns the `open` pair. It is derived from DS in the touch that opens, and wiped after the batch. */
export function deriveOpenKeys(deskSecret: Key32): KeyPair {
  return sealKeyPair(deriveKey(deskSecret, tuple('dd1/member/open')));
}

/**
 * Returns the hash that the roster has of a sealing key. The key of 1216 bytes is fetched when something is sealed to it,
 * and must match.
 */
export function sealingKeyHash(publicKey: Uint8Array): Uint8Array {
  return hash(tuple('dd1/key', publicKey));
}

/** Returns the hash that her member card has of her recovery card's login key. Genesis has such cards, so no rootfp. */
export function cardKeyHash(member: MemberId, loginKey: Uint8Array): Uint8Array {
  return hash(tuple('dd1/card-key', memberId.encode(member), loginKey));
}

export const roles = ['participant', 'staff', 'officer'] as const;
export type Role = (typeof roles)[number];

export const ways = ['hardware', 'phone', 'synced', 'paper'] as const;
export type Way = (typeof ways)[number];

/** What the root or the roster says about one member: ids, role and keys, no name. */
export const memberCard = object('dd1/member-card', {
  member: memberId,
  role: word(...roles),
  way: word(...ways),
  signKey: fixed(sizes.signPublicKey),
  sealKeyHash: fixed(sizes.hash),
  dhKey: fixed(32),
  openKeyHash: optional(fixed(sizes.hash)),
  credentials: list(credential, limits.credentialsPerMember),
  /** Of the login key of her recovery card. */
  cardKeyHash: fixed(sizes.hash),
});
export type MemberCard = Of<typeof memberCard>;
