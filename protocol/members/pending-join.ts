/**
 * A join that waits (§4.6). The newcomer seals it under her new account secret before she sends it. A tab that died comes back
 * with her link and one touch of the new key: what is sealed here must be the join of that link.
 */
import { concat, equal } from '../core/bytes.ts';
import { blob, fixed, object, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { aeadOpen, aeadSeal, deriveCommitted, deriveKey, sizes, type Key32 } from '../crypto/sodium.ts';

const pendingCodec = object('dd1/pending-join', {
  /** The join as it was sent: root, invite, inviter, end, her card and full keys. */
  join: blob(limits.joinBytes),
  redeem: fixed(sizes.hash),
});
export type PendingJoin = Of<typeof pendingCodec>;

const keyOf = (account: Key32, salt: Uint8Array) => deriveKey(account, tuple('dd1/pending-join-key', salt));
// Without the root (1.3): the caller compares the root that the join names.
const contextOf = (salt: Uint8Array) => tuple('dd1/pending-join-context', salt);

/**
 * @param salt 32 random bytes, new for each join
 * @returns salt || commitment || ciphertext
 */
export function sealPendingJoin(account: Key32, pending: PendingJoin, salt: Uint8Array): Uint8Array {
  const { once, commitment } = deriveCommitted(keyOf(account, salt), contextOf(salt));
  return concat(salt, commitment, aeadSeal(once, pendingCodec.encode(pending), contextOf(salt)));
}

/** Opens it. From the server: hostile. One of another account, or altered, is `join-changed`. */
export function openPendingJoin(account: Key32, sealed: Uint8Array): PendingJoin {
  const [salt, given, ciphertext] = [sealed.slice(0, 32), sealed.slice(32, 64), sealed.slice(64)];
  const { once, commitment } = deriveCommitted(keyOf(account, salt), contextOf(salt));
  if (!equal(given, commitment)) refuse('join-changed', 'not sealed by this account');
  try {
    return pendingCodec.parse(aeadOpen(once, ciphertext, contextOf(salt)));
  } catch {
    return refuse('join-changed', 'was altered');
  }
}
