/**
 * What an entry needs (§3): what stands behind its hashes, such as slots, full keys and seeds. The witness takes an entry
 * only with it, sealed by the portal to a key of its own. So a portal that lost its database takes it back from there.
 */
import { concat, equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { tuple } from '../core/tuple.ts';
import { aeadOpen, aeadSeal, deriveCommitted, sizes, type Key32 } from '../crypto/sodium.ts';
import type { Operation, OperationType } from './operations.ts';

const needing: readonly OperationType[] = ['add', 'rekey', 'desk-epoch', 'month-key'];

export const needsSomething = (op: Operation) => needing.includes(op.type);

const saltBytes = 32;
const commitmentBytes = 32;

/** The salt: the same entry may be sent twice with other contents, and every key is used for one message. */
function contextOf(rootfp: Uint8Array, entryHash: Uint8Array, salt: Uint8Array): Uint8Array {
  return tuple('dd1/needs-context', rootfp, entryHash, salt);
}

/** `entryHash` is the one that stands in the verdict. */
export function sealNeeds(
  restoreKey: Key32,
  rootfp: Uint8Array,
  entryHash: Uint8Array,
  contents: Uint8Array,
  random32: Uint8Array,
): Uint8Array {
  const context = contextOf(rootfp, entryHash, random32);
  const { once, commitment } = deriveCommitted(restoreKey, context);
  return concat(random32, commitment, aeadSeal(once, contents, context));
}

export function openNeeds(
  restoreKey: Key32,
  rootfp: Uint8Array,
  entryHash: Uint8Array,
  sealed: Uint8Array,
): Uint8Array {
  if (sealed.length < saltBytes + commitmentBytes + sizes.aeadTag) refuse('wrong-length', `${sealed.length} bytes`);
  const context = contextOf(rootfp, entryHash, sealed.slice(0, saltBytes));
  const { once, commitment } = deriveCommitted(restoreKey, context);
  const ciphertext = saltBytes + commitmentBytes;
  if (!equal(commitment, sealed.slice(saltBytes, ciphertext))) refuse('wrong-key', 'does not open with this key here');
  return aeadOpen(once, sealed.slice(ciphertext), context);
}
