/**
 * The log's hashes in memory: all full subtrees by level, so that a root, a proof or a tile costs O(log n) hashes and
 * no query. Two hashes of 32 bytes an entry: a million entries are 64 MB.
 */
import { emptyRoot, hashNode } from '#protocol/log/merkle.ts';

export class Tree {
  /** levels[k][i] = hash of leaves [i * 2^k, (i + 1) * 2^k). */
  readonly #levels: Uint8Array[][] = [[]];

  get size(): number {
    return this.#level(0).length;
  }

  #level(k: number): Uint8Array[] {
    return (this.#levels[k] ??= []);
  }

  append(leafHash: Uint8Array): void {
    this.#level(0).push(leafHash);
    for (let k = 0; this.#level(k).length % 2 === 0; k++) {
      const [left, right] = this.#level(k).slice(-2) as [Uint8Array, Uint8Array];
      this.#level(k + 1).push(hashNode(left, right));
    }
  }

  leafHash(index: number): Uint8Array {
    return this.#level(0)[index] as Uint8Array;
  }

  root(size = this.size): Uint8Array {
    return size === 0 ? emptyRoot : this.#hash(0, size);
  }

  /** The root of leaves [from, to) as RFC 6962 splits them. */
  #hash(from: number, to: number): Uint8Array {
    const count = to - from;
    const k = Math.ceil(Math.log2(count));
    if (2 ** k === count && from % count === 0) return this.#level(k)[from / count] as Uint8Array;
    const middle = from + 2 ** (k - 1);
    return hashNode(this.#hash(from, middle), this.#hash(middle, to));
  }

  /** RFC 6962 §2.1.2: that the tree of `oldSize` is a beginning of the tree of `size`. */
  consistency(oldSize: number, size = this.size): Uint8Array[] {
    return oldSize <= 0 || oldSize >= size ? [] : this.#subproof(oldSize, 0, size, true);
  }

  #subproof(m: number, from: number, to: number, whole: boolean): Uint8Array[] {
    const count = to - from;
    if (m === count) return whole ? [] : [this.#hash(from, to)];
    const half = 2 ** (Math.ceil(Math.log2(count)) - 1);
    return m <= half
      ? [...this.#subproof(m, from, from + half, whole), this.#hash(from + half, to)]
      : [...this.#subproof(m - half, from + half, to, false), this.#hash(from, from + half)];
  }

  /** c2sp.org/tlog-tiles: hashes of tile `index` at tile level `level` (8 tree levels each); undefined if not there. */
  tile(level: number, index: number, width: number): readonly Uint8Array[] | undefined {
    const hashes = (this.#levels[level * 8] ?? []).slice(index * 256, index * 256 + width);
    return hashes.length === width && width > 0 ? hashes : undefined;
  }
}
