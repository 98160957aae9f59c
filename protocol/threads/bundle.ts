/**
 * Bundles (§9.3): the keys to which a member's letters are sealed, half a year ahead, signed by her. Each generation is a
 * leaf of the log that every sender can look for, so the portal cannot hide the newest from anybody who reads the log.
 */
import { equal, toBase64url } from '../core/bytes.ts';
import { blob, fixed, list, object, uint32, uint64, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import {
  bodyDigest,
  leafCommitment,
  leafTag,
  parseLeaf,
  requireSameLeaf,
  viewDigest,
  type Leaf,
  readLeaf,
} from '../log/leaf.ts';
import { limits } from '../core/limits.ts';
import { isFrozenAt } from '../roster/frozen.ts';
import { currentCard, findCardAt, type Roster } from '../roster/roster-state.ts';
import { hash, key32, signatureHolds, signDetached, sizes } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { periodKeyHash, type PeriodPublicKeys } from './period.ts';

export const bundlesCodec = object('dd1/bundles', {
  rootfp: fixed(sizes.hash),
  member: memberId,
  /** From 1; each generation replaces all before it. */
  generation: uint32,
  rosterSeq: uint32,
  rosterHead: fixed(sizes.hash),
  /** The period of the first hash; the others follow week by week. */
  first: uint32,
  keyHashes: list(fixed(sizes.hash), limits.periodsAhead * 2),
  time: uint64,
});
export type Bundles = Of<typeof bundlesCodec>;

export const signedBundles = object('dd1/signed-bundles', { bundles: blob(4096), signature: fixed(sizes.signature) });

function digestOf(bundlesBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/bundles', bundlesBytes));
}

function bundlesMessage(rootfp: Uint8Array, digest: Uint8Array): Uint8Array {
  return tuple('dd1/sig/bundles', rootfp, digest);
}

function nonceOf(rootfp: Uint8Array, member: MemberId, generation: number): Uint8Array {
  return hash(tuple('dd1/bundles-nonce', rootfp, memberId.encode(member), uint32.encode(generation))).slice(0, 16);
}

/**
 * The leaf of bundles. It hides nothing: the tag key is public and the nonce names member and generation, so that a sender
 * finds out in one look whether there is a newer one.
 */
function bundlesLeaf({ rootfp, member, generation }: Bundles, digest: Uint8Array): Leaf {
  const nothing = new Uint8Array(0);
  const nonce = nonceOf(rootfp, member, generation);
  const tagKey = key32(hash(tuple('dd1/bundles-tag', rootfp, memberId.encode(member))));
  return {
    type: 'bundles',
    nonce,
    tag: leafTag(tagKey, rootfp, nonce),
    commitment: leafCommitment('bundles', bodyDigest(nothing, digest), viewDigest(nothing, nothing)),
  };
}

export function signBundles(bundles: Bundles, signSecretKey: Uint8Array): Uint8Array {
  const bytes = bundlesCodec.encode(bundles);
  const signature = signDetached(signSecretKey, bundlesMessage(bundles.rootfp, digestOf(bytes)));
  return signedBundles.encode({ bundles: bytes, signature });
}

export interface VerifiedBundles {
  readonly bundles: Bundles;
  readonly leaf: Leaf;
}

/**
 * Verifies bundles. They must be signed by the key that she has now and had already at `at`: after a recovery, older
 * bundles are void.
 */
export function verifyBundles(roster: Roster, signedBytes: Uint8Array, member: MemberId, at: number): VerifiedBundles {
  const signed = signedBundles.parse(signedBytes);
  const bundles = bundlesCodec.parse(signed.bundles);
  if (!equal(bundles.rootfp, roster.rootfp)) refuse('root-mismatch', 'bundles of another event');
  if (bundles.member !== member) refuse('bundle-signature', 'bundles of somebody else');
  const digest = digestOf(signed.bundles);
  const { signKey } = currentCard(roster, member);
  const then = findCardAt(roster, member, at);
  if (then === undefined || !equal(then.signKey, signKey)) refuse('bundle-old', 'signed with a key that has ended');
  if (isFrozenAt(roster, member, at)) refuse('bundle-signature', 'frozen at that place in the log');
  if (!signatureHolds(signKey, bundlesMessage(roster.rootfp, digest), signed.signature))
    refuse('bundle-signature', 'not signed by her');
  const head = roster.heads[bundles.rosterSeq];
  if (head === undefined || !equal(head, bundles.rosterHead)) refuse('bundle-signature', 'names another roster');
  return { bundles, leaf: bundlesLeaf(bundles, digest) };
}

/** Returns where in the log each member's generations are. Of leaves with equal nonces the first counts. */
export function indexBundles(leaves: readonly Uint8Array[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  leaves.forEach((bytes, at) => {
    const leaf = readLeaf(bytes);
    if (leaf?.type !== 'bundles') return;
    const nonce = toBase64url(leaf.nonce);
    if (!found.has(nonce)) found.set(nonce, at);
  });
  return found;
}

/** Requires that this generation is in the log at `at`, and that the log has no newer one. */
export function requireNewestBundles(
  { bundles, leaf }: VerifiedBundles,
  at: number,
  leaves: readonly Uint8Array[],
  index: ReadonlyMap<string, number>,
): void {
  const bytes = leaves[at];
  if (bytes === undefined || index.get(toBase64url(leaf.nonce)) !== at)
    refuse('leaf-missing', `no bundles of generation ${bundles.generation} at ${at}`);
  requireSameLeaf(parseLeaf(bytes), leaf);
  const newer = index.get(toBase64url(nonceOf(bundles.rootfp, bundles.member, bundles.generation + 1)));
  if (newer !== undefined)
    refuse('bundle-old', `generation ${bundles.generation} was replaced`, { served: at, newest: newer });
}

/** Returns where in the log her generations are, oldest first. */
export function generationsOf(
  rootfp: Uint8Array,
  member: MemberId,
  index: ReadonlyMap<string, number>,
): readonly number[] {
  const count = newestGeneration(rootfp, member, index);
  return Array.from({ length: count }, (_, at) => index.get(toBase64url(nonceOf(rootfp, member, at + 1))) as number);
}

/** Returns her newest generation in the log; 0 where there is none. Generations have no gaps. */
export function newestGeneration(rootfp: Uint8Array, member: MemberId, index: ReadonlyMap<string, number>): number {
  let generation = 0;
  while (index.has(toBase64url(nonceOf(rootfp, member, generation + 1)))) generation += 1;
  return generation;
}

/** Returns where in the log her newest ones are; undefined where there are none. */
export function newestBundlesAt(
  rootfp: Uint8Array,
  member: MemberId,
  index: ReadonlyMap<string, number>,
): number | undefined {
  return index.get(toBase64url(nonceOf(rootfp, member, newestGeneration(rootfp, member, index))));
}

/** Returns the leaf at which she set up her messages. Who wrote to everyone before that has not written to her. */
export function firstBundlesAt(
  rootfp: Uint8Array,
  member: MemberId,
  index: ReadonlyMap<string, number>,
): number | undefined {
  return index.get(toBase64url(nonceOf(rootfp, member, 1)));
}

/** Requires that keys from the portal have the hash that she signed. */
export function requirePeriodKeys(bundles: Bundles, period: number, keys: PeriodPublicKeys | null): PeriodPublicKeys {
  const expected = bundles.keyHashes[period - bundles.first];
  if (expected === undefined) return refuse('bundle-missing', `no keys for period ${period}`);
  if (keys === null || !equal(periodKeyHash(keys), expected))
    return refuse('bundle-signature', 'not the keys that she signed');
  return keys;
}
