/**
 * Leaves (§8): 65 bytes, type || nonce || tag || commitment. Somebody who holds a record's tag key
 * finds every leaf about it by its tag. The commitment fixes body and view without showing either. No name, address or
 * user agent.
 */
import { concat, equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { sha256 } from '../crypto/sha256.ts';
import type { Label } from '../core/labels.ts';
import { derive, type Key32 } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

export const leafTypes = [
  'opening',
  'roster',
  'record',
  'retire',
  'manifest',
  'notice',
  'acknowledge',
  'publication',
  'bundles',
  'programme',
  'standing',
] as const;
export type LeafType = (typeof leafTypes)[number];

export const leafBytes = 65;

export interface Leaf {
  readonly type: LeafType;
  readonly nonce: Uint8Array;
  readonly tag: Uint8Array;
  readonly commitment: Uint8Array;
}

export function encodeLeaf(leaf: Leaf): Uint8Array {
  return concat(new Uint8Array([leafTypes.indexOf(leaf.type) + 1]), leaf.nonce, leaf.tag, leaf.commitment);
}

/** Reads a leaf while the whole log is scanned. A leaf of a type that this version does not know is undefined. */
export function readLeaf(bytes: Uint8Array): Leaf | undefined {
  if (bytes.length !== leafBytes) return refuse('leaf-shape', `${bytes.length} bytes`);
  const type = leafTypes[(bytes[0] as number) - 1];
  if (type === undefined) return undefined;
  return { type, nonce: bytes.slice(1, 17), tag: bytes.slice(17, 33), commitment: bytes.slice(33) };
}

/** Reads a leaf that was named by its place, where a type is expected. */
export function parseLeaf(bytes: Uint8Array): Leaf {
  return readLeaf(bytes) ?? refuse('leaf-shape', 'of no known type');
}

/** Returns the tag: BLAKE2b-128 over the nonce. Without the tag key it looks random. */
export function leafTag(tagKey: Key32, rootfp: Uint8Array, nonce: Uint8Array): Uint8Array {
  return derive(tagKey, tuple('dd1/leaf-tag', rootfp, nonce), 16);
}

export function bodyDigest(salt: Uint8Array, body: Uint8Array): Uint8Array {
  return sha256(tuple('dd1/leaf/body', salt, body));
}

export function viewDigest(salt: Uint8Array, view: Uint8Array): Uint8Array {
  return sha256(tuple('dd1/leaf/view', salt, view));
}

/** Returns the commitment over the digests of body and view (8.2). Objects that hide nothing have an empty view. */
export function leafCommitment(type: LeafType, body: Uint8Array, view: Uint8Array): Uint8Array {
  const label: Label = `dd1/leaf/${type}`;
  return sha256(tuple(label, body, view));
}

const noTag = new Uint8Array(16);
const noSalt = new Uint8Array(0);

/** Returns the leaf of genesis or of a roster entry. Everybody who has the entry can compute it. */
export function rosterLeaf(signedBytes: Uint8Array): Leaf {
  const body = bodyDigest(noSalt, signedBytes);
  return {
    type: 'roster',
    nonce: noTag,
    tag: noTag,
    commitment: leafCommitment('roster', body, viewDigest(noSalt, noSalt)),
  };
}

/** Returns the leaf of an object with a 32-byte digest (record, retire, manifest). The nonce is its first 16 bytes. */
export function digestLeaf(type: LeafType, digest: Uint8Array, tag: Uint8Array): Leaf {
  return {
    type,
    nonce: digest.slice(0, 16),
    tag,
    commitment: leafCommitment(type, bodyDigest(noSalt, digest), viewDigest(noSalt, noSalt)),
  };
}

export function requireSameLeaf(found: Leaf, expected: Leaf): void {
  if (!equal(encodeLeaf(found), encodeLeaf(expected))) refuse('leaf-missing', `not the ${expected.type} leaf expected`);
}
