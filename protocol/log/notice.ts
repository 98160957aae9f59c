/** Notices (8.3): entries that the portal itself writes about a member. They are only as honest as the portal. */
import { fixed, object, uint64, word, type Of } from '../core/codec.ts';
import { memberId } from '../core/ids.ts';
import { bodyDigest, leafCommitment, leafTag, viewDigest, type Leaf } from './leaf.ts';
import { hash, sizes, type Key32 } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

const noticeKinds = ['card-login', 'login-refused', 'key-added', 'rekey'] as const;

export const noticeCodec = object('dd1/notice', {
  rootfp: fixed(sizes.hash),
  member: memberId,
  what: word(...noticeKinds),
  /** Without it, anybody with the log could find by trying who used her card, and when. */
  salt: fixed(32),
  time: uint64,
});
export type Notice = Of<typeof noticeCodec>;

/** `portalTagKey` is the member's second tag key, which the portal knows. */
export function noticeLeaf(noticeBytes: Uint8Array, rootfp: Uint8Array, portalTagKey: Key32): Leaf {
  const nothing = new Uint8Array(0);
  const nonce = hash(tuple('dd1/notice', noticeBytes)).slice(0, 16);
  return {
    type: 'notice',
    nonce,
    tag: leafTag(portalTagKey, rootfp, nonce),
    commitment: leafCommitment('notice', bodyDigest(nothing, noticeBytes), viewDigest(nothing, nothing)),
  };
}
