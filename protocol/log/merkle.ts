/** RFC 6962 trees: §2.1 hashes and roots, §2.1.1 inclusion, §2.1.2 consistency. Proofs come from a server: hostile. */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { sha256 } from '../crypto/sha256.ts';

export function hashLeaf(leaf: Uint8Array): Uint8Array {
  const input = new Uint8Array(leaf.length + 1);
  input.set(leaf, 1);
  return sha256(input);
}

export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(65);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 33);
  return sha256(input);
}

export const emptyRoot: Uint8Array = sha256(new Uint8Array(0));

/**
 * A tree that only grows: the roots of its full subtrees, largest first. Append costs one hash on average; an audit of
 * a whole log keeps O(log n) hashes.
 */
export class Frontier {
  size = 0;
  readonly #roots: Uint8Array[] = [];

  append(leafHash: Uint8Array): void {
    let node = leafHash;
    for (let size = this.size; size % 2 === 1; size = Math.floor(size / 2)) {
      node = hashNode(this.#roots.pop() as Uint8Array, node);
    }
    this.#roots.push(node);
    this.size += 1;
  }

  root(): Uint8Array {
    return this.#roots.length === 0 ? emptyRoot : this.#roots.reduceRight((right, left) => hashNode(left, right));
  }

  /** The roots, for keeping a scan state of O(log n) bytes. */
  peaks(): readonly Uint8Array[] {
    return [...this.#roots];
  }

  /** Continues from kept peaks. */
  static from(size: number, peaks: readonly Uint8Array[]): Frontier {
    const frontier = new Frontier();
    let bits = 0;
    for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
    if (peaks.length !== bits) refuse('leaf-shape', `${peaks.length} peaks for ${size} leaves`);
    frontier.size = size;
    frontier.#roots.push(...peaks);
    return frontier;
  }
}

export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  const frontier = new Frontier();
  for (const leafHash of leafHashes) frontier.append(leafHash);
  return frontier.root();
}

/** The largest power of two smaller than n (n > 1). */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** RFC 6962 §2.1.1 PATH(m, D[n]). */
export function inclusionProof(index: number, leafHashes: readonly Uint8Array[]): Uint8Array[] {
  if (leafHashes.length <= 1) return [];
  const k = split(leafHashes.length);
  const [left, right] = [leafHashes.slice(0, k), leafHashes.slice(k)];
  return index < k
    ? [...inclusionProof(index, left), rootOf(right)]
    : [...inclusionProof(index - k, right), rootOf(left)];
}

/** Roots and the elements of a proof come from a server: of another length they are no hashes. */
const areHashes = (...hashes: readonly Uint8Array[]): boolean => hashes.every(({ length }) => length === 32);

/** RFC 9162 §2.1.3.2, stated for RFC 6962 trees. */
export function verifyInclusion(
  leafHash: Uint8Array,
  index: number,
  size: number,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): void {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    refuse('inclusion', `index ${index} outside ${size}`);
  if (!areHashes(leafHash, root, ...proof)) refuse('inclusion', 'not hashes');
  let [at, last, node] = [index, size - 1, leafHash];
  for (const sibling of proof) {
    if (last === 0) refuse('inclusion', 'proof is too long');
    if (at % 2 === 1 || at === last) {
      node = hashNode(sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      node = hashNode(node, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  if (last !== 0 || !equal(node, root)) refuse('inclusion', `leaf ${index} is not under this root of ${size}`);
}

/** RFC 6962 §2.1.2 PROOF(m, D[n]). */
export function consistencyProof(oldSize: number, leafHashes: readonly Uint8Array[]): Uint8Array[] {
  if (oldSize <= 0 || oldSize >= leafHashes.length) return [];
  return subproof(oldSize, leafHashes, true);
}

function subproof(m: number, leafHashes: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  const n = leafHashes.length;
  if (m === n) return whole ? [] : [rootOf(leafHashes)];
  const k = split(n);
  const [left, right] = [leafHashes.slice(0, k), leafHashes.slice(k)];
  return m <= k ? [...subproof(m, left, whole), rootOf(right)] : [...subproof(m - k, right, false), rootOf(left)];
}

/** RFC 9162 §2.1.4.2, stated for RFC 6962 trees. */
export function verifyConsistency(
  oldSize: number,
  oldRoot: Uint8Array,
  newSize: number,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): void {
  const fail = (why: string) => refuse('consistency', `${oldSize} to ${newSize}: ${why}`);
  if (oldSize > newSize) fail('shrinks');
  if (!areHashes(oldRoot, newRoot, ...proof)) fail('not hashes');
  if (oldSize === 0 && !equal(oldRoot, emptyRoot)) fail('a root of nothing');
  if (oldSize === newSize || oldSize === 0) {
    if (proof.length > 0 || (oldSize === newSize && !equal(oldRoot, newRoot))) fail('same size, other root');
    return;
  }
  const hashes = [...proof];
  if (Number.isInteger(Math.log2(oldSize))) hashes.unshift(oldRoot);
  let [at, last] = [oldSize - 1, newSize - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  const first = hashes.shift() ?? fail('no proof');
  let [older, newer] = [first, first];
  for (const sibling of hashes) {
    if (last === 0) fail('proof is too long');
    if (at % 2 === 1 || at === last) {
      older = hashNode(sibling, older);
      newer = hashNode(sibling, newer);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      newer = hashNode(newer, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  if (last !== 0 || !equal(older, oldRoot) || !equal(newer, newRoot)) fail('roots do not follow');
}
