/**
 * What somebody knew of the roster (§3.7): how many verdicts, their root, the state. It goes with an invite, so that a
 * newcomer's client, which remembers nothing, is shown no other past than her inviter was.
 */
import { fixed, object, uint64, type Of } from '../core/codec.ts';
import { tuple } from '../core/tuple.ts';
import { hash, sizes } from '../crypto/sodium.ts';

export const seenCodec = object('dd1/seen', {
  rootfp: fixed(sizes.hash),
  verdicts: uint64,
  verdictsRoot: fixed(sizes.hash),
  state: fixed(sizes.hash),
});
export type Seen = Of<typeof seenCodec>;

export function seenHash(seen: Seen): Uint8Array {
  return hash(tuple('dd1/seen', seenCodec.encode(seen)));
}
