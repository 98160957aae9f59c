/**
 * What a touch of a hardware key is for (§2): purposes, the two PRF salts, and the challenge. No libsodium here, so that
 * the sign-in page works before the vault is loaded.
 */
import { utf8 } from '../core/bytes.ts';
import { sha256 } from './sha256.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import type { Label } from '../core/labels.ts';
import { tuple } from '../core/tuple.ts';

export const purposes = [
  'login',
  'enrol',
  'step-up',
  'opening',
  'reopen',
  'roster',
  'acknowledge',
  'break-glass',
] as const;
export type Purpose = (typeof purposes)[number];

/** PRF salts: constant and with a version, so that one touch logs in and unlocks before the member is known (§2). */
export const salts = {
  unlock: utf8('dd1/prf/unlock'),
  open: utf8('dd1/prf/open'),
} as const;

export interface ChallengeParts {
  readonly purpose: Purpose;
  /** The portal's origin. */
  readonly origin: string;
  /** Unknown before login. During founding it is the draft id (§3). */
  readonly rootfp?: Uint8Array;
  readonly member?: MemberId;
  /** What the touch is for: a batch hash, an entry hash. */
  readonly data?: Uint8Array;
  readonly nonce: Uint8Array;
}

/** SHA-256(T("dd1/webauthn/<purpose>", rootfp, origin, member, data, nonce)): client and verifiers compute it. */
export function challengeFor(parts: ChallengeParts): Uint8Array {
  const label: Label = `dd1/webauthn/${parts.purpose}`;
  const none = new Uint8Array(0);
  return sha256(
    tuple(
      label,
      parts.rootfp ?? none,
      utf8(parts.origin),
      parts.member === undefined ? none : memberId.encode(parts.member),
      parts.data ?? none,
      parts.nonce,
    ),
  );
}
