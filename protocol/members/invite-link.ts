/**
 * Links of invites (§4.1, 4.2): handed over outside the portal. A link pins the root, the inviter and what she knew of the
 * roster. Its keys come from all of them, so a link that was altered opens nothing.
 */
import { concat, fromBase64url, toBase64url } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { inviteId, memberId, parseId, type InviteId, type MemberId } from '../core/ids.ts';
import { tuple } from '../core/tuple.ts';
import { derive, deriveKey, hash, key32, type Key32 } from '../crypto/sodium.ts';

export interface InviteLink {
  readonly invite: InviteId;
  readonly secret: Key32;
  /** During a founding the draft id. */
  readonly rootfp: Uint8Array;
  readonly inviter: MemberId;
  /** The hash of what the inviter knew of the roster (seen.ts). A co-founder's link has none: there is no roster yet. */
  readonly seen: Uint8Array;
}

/** `v1.<invite id>.<secret>.<rootfp>.<inviter>.<seen>`: the fragment, which no browser sends to a server. */
export function formatLink({ invite, secret, rootfp, inviter, seen }: InviteLink): string {
  return ['v1', invite, toBase64url(secret), toBase64url(rootfp), inviter, toBase64url(seen)].join('.');
}

/** Parses a link that was typed, scanned or taken from the address bar. Any other form is `invite-link`. */
export function parseLink(fragment: string): InviteLink {
  return parseParts(fragment, 'v1', true);
}

/** `c1.<invite id>.<secret>.<draft id>.<founder>`: a co-founder's link. */
export function formatFoundingLink({ invite, secret, rootfp, inviter }: InviteLink): string {
  return ['c1', invite, toBase64url(secret), toBase64url(rootfp), inviter].join('.');
}

export function parseFoundingLink(fragment: string): InviteLink {
  return parseParts(fragment, 'c1', false);
}

function parseParts(fragment: string, version: 'v1' | 'c1', hasSeen: boolean): InviteLink {
  const [given, invite, secret, rootfp, inviter, seen, ...rest] = fragment.trim().replace(/^#/u, '').split('.');
  if (given !== version || rest.length > 0 || (seen !== undefined) !== hasSeen)
    return refuse('invite-link', 'not such a link of this version');
  try {
    return {
      invite: parseId<InviteId>(invite ?? ''),
      secret: key32(fromBase64url(secret ?? '')),
      rootfp: hash32(rootfp),
      inviter: parseId<MemberId>(inviter ?? ''),
      seen: hasSeen ? hash32(seen) : new Uint8Array(0),
    };
  } catch {
    return refuse('invite-link', 'a part of the link is damaged');
  }
}

function hash32(text: string | undefined): Uint8Array {
  const bytes = fromBase64url(text ?? '');
  if (bytes.length !== 32) refuse('wrong-length', `${bytes.length} bytes for a hash`);
  return bytes;
}

export interface InviteKeys {
  readonly mac: Key32;
  readonly box: Key32;
  /** Shown to the server to prove that one has the link. The server keeps only its hash. */
  readonly redeem: Uint8Array;
}

export function deriveInviteKeys({ invite, secret, rootfp, inviter, seen }: InviteLink): InviteKeys {
  const whose = [rootfp, inviteId.encode(invite), memberId.encode(inviter), seen] as const;
  return {
    mac: deriveKey(secret, tuple('dd1/invite/mac', ...whose)),
    box: deriveKey(secret, tuple('dd1/invite/box', ...whose)),
    redeem: derive(secret, tuple('dd1/invite/redeem', ...whose), 32),
  };
}

export function redeemHash(redeem: Uint8Array): Uint8Array {
  return hash(tuple('dd1/invite/redeem-hash', redeem));
}

/** The founding link: its secret and the hash of the witness card, 32 + 32 bytes in one text. */
export function formatFounderLink(secret: Uint8Array, cardHash: Uint8Array): string {
  return `f1.${toBase64url(concat(secret, cardHash))}`;
}

export function parseFounderLink(fragment: string): { secret: Uint8Array; cardHash: Uint8Array } {
  const bare = fragment.trim().replace(/^#/u, '');
  try {
    const bytes = fromBase64url(bare.startsWith('f1.') ? bare.slice(3) : '');
    if (bytes.length !== 64) refuse('wrong-length', `${bytes.length} bytes`);
    return { secret: bytes.slice(0, 32), cardHash: bytes.slice(32) };
  } catch {
    return refuse('invite-link', 'not a founding link');
  }
}
