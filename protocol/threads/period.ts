/**
 * Period secrets (§9.2): one random secret a week, never derived from the account secret or from another. To forget one
 * makes its letters unreadable, whatever else is known. They are stored under the account secret *and* a share that the
 * portal keeps outside every backup and deletes.
 */
import { concat, equal } from '../core/bytes.ts';
import { fixed, uint32 } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import {
  aeadOpen,
  aeadSeal,
  deriveCommitted,
  deriveKey,
  dhKeyPair,
  hash,
  joinKeys,
  key32,
  sealKeyPair,
  type Key32,
  type KeyPair,
} from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

/** The public keys to which letters of one period are sealed. */
export interface PeriodKeys {
  readonly seal: KeyPair;
  readonly dh: KeyPair;
}

export interface PeriodPublicKeys {
  readonly sealKey: Uint8Array;
  readonly dhKey: Uint8Array;
}

export interface PeriodPlace {
  readonly rootfp: Uint8Array;
  readonly member: MemberId;
  readonly period: number;
}

export function derivePeriodKeys(secret: Key32, rootfp: Uint8Array): PeriodKeys {
  return {
    seal: sealKeyPair(deriveKey(secret, tuple('dd1/period/seal', rootfp))),
    dh: dhKeyPair(deriveKey(secret, tuple('dd1/period/dh', rootfp))),
  };
}

export function publicKeysOf({ seal, dh }: PeriodKeys): PeriodPublicKeys {
  return { sealKey: seal.publicKey, dhKey: dh.publicKey };
}

/** Returns the hash of both keys of one period. A bundle names it, and a letter is bound to it. */
export function periodKeyHash({ sealKey, dhKey }: PeriodPublicKeys): Uint8Array {
  return hash(tuple('dd1/period-key', sealKey, dhKey));
}

function placeBytes({ rootfp, member, period }: PeriodPlace): Uint8Array {
  return tuple('dd1/keyring-context', rootfp, memberId.encode(member), uint32.encode(period));
}

function underBoth(account: Key32, share: Key32, place: PeriodPlace) {
  const key = deriveKey(account, tuple('dd1/keyring', place.rootfp));
  return deriveCommitted(joinKeys(key, share), placeBytes(place));
}

const sealedPeriodBytes = 80;

/** Seals a period secret: commitment 32 || box 48. `share` is random and is used for this period alone. */
export function sealPeriod(account: Key32, share: Key32, place: PeriodPlace, secret: Key32): Uint8Array {
  const { once, commitment } = underBoth(account, share, place);
  return concat(commitment, aeadSeal(once, secret, placeBytes(place)));
}

export function openPeriod(account: Key32, share: Key32, place: PeriodPlace, sealed: Uint8Array): Key32 {
  fixed(sealedPeriodBytes).parse(sealed);
  const { once, commitment } = underBoth(account, share, place);
  if (!equal(commitment, sealed.slice(0, 32))) refuse('wrong-key', 'the secret of another period, person or share');
  return key32(aeadOpen(once, sealed.slice(32), placeBytes(place)));
}
