/**
 * Invites (§4). A link that people hand over outside the portal pins the root. The invitee's join has a MAC under the
 * link's secret. The inviter reveals a random r only after she has the join, and both screens show eight digits over both.
 */
import { concat, equal, utf8 } from '../core/bytes.ts';
import { blob, fixed, list, object, optional, uint64, word, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { deskId, inviteId, memberId, type InviteId } from '../core/ids.ts';
import { memberCard, roles, sealingKeyHash } from './keys.ts';
import type { InviteKeys, InviteLink } from './invite-link.ts';
import { seenCodec, seenHash } from './seen.ts';
import { requireUsableKeys } from './usable-key.ts';
import { limits } from '../core/limits.ts';
import {
  aeadOpen,
  aeadSeal,
  derive,
  deriveCommitted,
  deriveKey,
  hash,
  key32,
  signatureHolds,
  signDetached,
  sizes,
  type Key32,
} from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

/** What the inviter fixes: in the box for the invitee, and in her own sealed copy. */
export const inviteTerms = object('dd1/invite-terms', {
  invite: inviteId,
  inviter: memberId,
  member: memberId,
  role: word(...roles),
  /** Desks that she is meant to join. This is only a note: the roster's desk-join counts. */
  desks: list(deskId, limits.desks),
  expires: uint64,
  /** What the inviter knew of the roster. The link holds its hash. */
  seen: seenCodec,
});
export type InviteTerms = Of<typeof inviteTerms>;

// Terms and copy are sealed in the same way, commitment || ciphertext, so that neither opens under two keys (§1).
function sealCommitted(key: Key32, plain: Uint8Array, context: Uint8Array): Uint8Array {
  const { once, commitment } = deriveCommitted(key, context);
  return concat(commitment, aeadSeal(once, plain, context));
}

function openCommitted(key: Key32, sealed: Uint8Array, context: Uint8Array): Uint8Array {
  const { once, commitment } = deriveCommitted(key, context);
  if (!equal(sealed.slice(0, 32), commitment)) refuse('wrong-key', 'does not open with this key here');
  return aeadOpen(once, sealed.slice(32), context);
}

function boxContext(rootfp: Uint8Array, invite: InviteId): Uint8Array {
  return tuple('dd1/invite/box-context', rootfp, inviteId.encode(invite));
}

/** Seals the terms. There is one box for a link, so its key is used for one message. */
export function sealTerms(keys: InviteKeys, rootfp: Uint8Array, terms: InviteTerms): Uint8Array {
  return sealCommitted(keys.box, inviteTerms.encode(terms), boxContext(rootfp, terms.invite));
}

export function openTerms(keys: InviteKeys, link: InviteLink, box: Uint8Array, now: number): InviteTerms {
  let terms: InviteTerms;
  try {
    terms = inviteTerms.parse(openCommitted(keys.box, box, boxContext(link.rootfp, link.invite)));
  } catch {
    return refuse('invite-box', 'does not open with this link');
  }
  if (terms.invite !== link.invite) refuse('invite-box', 'box of another invite');
  if (terms.inviter !== link.inviter) refuse('invite-box', 'another inviter than the link names');
  if (!equal(seenHash(terms.seen), link.seen)) refuse('invite-box', 'another state than the link names');
  if (now > terms.expires) refuse('invite-expired', 'the link is older than it may be');
  return terms;
}

/**
 * Seals the inviter's own copy of secret and terms under a key from her AS. Her client remembers that an invite is used
 * once (§4).
 */
const inviteCopy = object('dd1/invite-copy', { secret: fixed(32), terms: inviteTerms });

function copyKey(accountSecret: Key32, rootfp: Uint8Array, invite: InviteId): Key32 {
  return deriveKey(accountSecret, tuple('dd1/invite/copy-key', rootfp, inviteId.encode(invite)));
}

function copyContext(rootfp: Uint8Array, invite: InviteId): Uint8Array {
  return tuple('dd1/invite/copy-context', rootfp, inviteId.encode(invite));
}

export function sealCopy(accountSecret: Key32, link: InviteLink, terms: InviteTerms): Uint8Array {
  const { rootfp, invite, secret } = link;
  const copy = inviteCopy.encode({ secret, terms });
  return sealCommitted(copyKey(accountSecret, rootfp, invite), copy, copyContext(rootfp, invite));
}

export function openCopy(accountSecret: Key32, rootfp: Uint8Array, invite: InviteId, sealed: Uint8Array) {
  const key = copyKey(accountSecret, rootfp, invite);
  const copy = inviteCopy.parse(openCommitted(key, sealed, copyContext(rootfp, invite)));
  if (copy.terms.invite !== invite) refuse('invite-box', 'copy of another invite');
  const { inviter, seen } = copy.terms;
  return { link: { invite, secret: key32(copy.secret), rootfp, inviter, seen: seenHash(seen) }, terms: copy.terms };
}

/** What the invitee sends: her card of keys, and the full sealing keys behind its hashes. */
export const joinCodec = object('dd1/join', {
  rootfp: fixed(sizes.hash),
  invite: inviteId,
  inviter: memberId,
  expires: uint64,
  card: memberCard,
  sealKey: fixed(sizes.sealPublicKey),
  openKey: optional(fixed(sizes.sealPublicKey)),
});
export type Join = Of<typeof joinCodec>;

export const sentJoin = object('dd1/sent-join', {
  join: blob(limits.joinBytes),
  mac: fixed(32),
  /** Ed25519 by the joining key: proof of possession. */
  proof: fixed(sizes.signature),
});

export function joinHash(joinBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/join', joinBytes));
}

export function sendJoin(keys: InviteKeys, join: Join, signSecretKey: Uint8Array): Uint8Array {
  const bytes = joinCodec.encode(join);
  return sentJoin.encode({
    join: bytes,
    mac: derive(keys.mac, tuple('dd1/join/mac', bytes), 32),
    proof: signDetached(signSecretKey, tuple('dd1/join/proof', joinHash(bytes))),
  });
}

export interface VerifiedJoin {
  readonly join: Join;
  readonly hash: Uint8Array;
}

/** What a join must keep to: the inviter's own terms. */
export type Offer = Pick<InviteTerms, 'invite' | 'inviter' | 'member' | 'role' | 'expires'>;

/** Verifies a join against the inviter's own copy of the terms. The join comes from the server: hostile. */
export function verifyJoin(keys: InviteKeys, rootfp: Uint8Array, terms: Offer, sentBytes: Uint8Array): VerifiedJoin {
  const sent = sentJoin.parse(sentBytes);
  if (!equal(derive(keys.mac, tuple('dd1/join/mac', sent.join), 32), sent.mac))
    refuse('invite-mac', 'not made by the holder of the link');
  const join = joinCodec.parse(sent.join);
  if (!equal(join.rootfp, rootfp) || join.invite !== terms.invite) refuse('root-mismatch', 'join to another event');
  if (join.inviter !== terms.inviter) refuse('join-changed', 'answers the link of another person');
  if (join.card.member !== terms.member || join.card.role !== terms.role || join.expires !== terms.expires)
    refuse('join-changed', 'other terms than those offered');
  requireFullKeys(join);
  if (!signatureHolds(join.card.signKey, tuple('dd1/join/proof', joinHash(sent.join)), sent.proof))
    refuse('join-proof', 'the joining key has not signed');
  requireUsableKeys(join.card, join.sealKey, join.openKey);
  return { join, hash: joinHash(sent.join) };
}

function requireFullKeys(join: Join): void {
  const open = join.openKey === undefined ? undefined : sealingKeyHash(join.openKey);
  const named = join.card.openKeyHash;
  const same = open === undefined ? named === undefined : named !== undefined && equal(open, named);
  if (!same || !equal(sealingKeyHash(join.sealKey), join.card.sealKeyHash))
    refuse('desk-key', 'full keys do not match their hashes');
}

// ------------------------------------------------------------------------------------------- the eight digits

export function revealMessage(rootfp: Uint8Array, invite: InviteId, join: Uint8Array, r: Uint8Array): Uint8Array {
  return tuple('dd1/sig/reveal', rootfp, inviteId.encode(invite), join, r);
}

/**
 * Returns the eight digits over the join and the inviter's r. A server that must choose before it knows r succeeds 1 in
 * 10^8.
 */
export function comparisonDigits(rootfp: Uint8Array, join: Uint8Array, r: Uint8Array): string {
  return eightDigits(hash(tuple('dd1/sas', rootfp, join, r)));
}

/**
 * Returns eight digits from the first six bytes: 48 bits stay exact in a double (56 would be rounded to multiples of
 * eight).
 */
export function eightDigits(bytes: Uint8Array): string {
  const number = bytes.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 100_000_000).padStart(8, '0');
}

export function endorseMessage(rootfp: Uint8Array, invite: InviteId, join: Uint8Array, compared: string): Uint8Array {
  return tuple('dd1/sig/endorse', rootfp, inviteId.encode(invite), join, utf8(compared));
}
