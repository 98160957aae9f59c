// Against a tree written a second time, straight from RFC 6962 §2.1 and on another SHA-256.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equal } from '#protocol/core/bytes.ts';
import {
  consistencyProof,
  emptyRoot,
  Frontier,
  hashLeaf,
  inclusionProof,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '#protocol/log/merkle.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

const largest = 130;
const sha256 = (...parts: readonly Uint8Array[]) =>
  new Uint8Array(parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest());
const leaves = Array.from({ length: largest }, (_, at) => new Uint8Array([at, at >> 4, 7]));
const hashes = leaves.map(hashLeaf);

function naive(from: number, to: number): Uint8Array {
  if (to === from) return sha256();
  if (to - from === 1) return sha256(new Uint8Array([0]), leaves[from] as Uint8Array);
  const left = 2 ** (Math.ceil(Math.log2(to - from)) - 1);
  return sha256(new Uint8Array([1]), naive(from, from + left), naive(from + left, to));
}
const roots = Array.from({ length: largest + 1 }, (_, size) => naive(0, size));

/** Every place in a small tree; in a larger one those where the shape of a proof changes. */
function places(size: number): readonly number[] {
  const all = Array.from({ length: size }, (_, at) => at);
  if (size <= 34) return all;
  const edges = new Set(
    [0, 1, 2, 3, size - 1, size - 2, size - 3].concat([4, 8, 16, 32, 64, 128].flatMap((k) => [k - 1, k])),
  );
  return all.filter((at) => edges.has(at));
}

describe('the tree', { timeout: 60_000 }, () => {
  it('has the roots of RFC 6962 at every size', () => {
    const frontier = new Frontier();
    for (let size = 0; size <= largest; size++) {
      expect(frontier.root()).toEqual(roots[size]);
      expect(rootOf(hashes.slice(0, size))).toEqual(roots[size]);
      const again = Frontier.from(size, frontier.peaks());
      expect(again.root()).toEqual(roots[size]);
      if (size < largest) frontier.append(hashes[size] as Uint8Array);
    }
    expect(emptyRoot).toEqual(sha256());
    expect(refusalOf(() => Frontier.from(3, [emptyRoot]))).toBe('leaf-shape');
  });

  it('proves every leaf in every size, and only there', () => {
    for (let size = 1; size <= largest; size++) {
      const part = hashes.slice(0, size);
      const root = roots[size] as Uint8Array;
      for (const index of places(size)) {
        const proof = inclusionProof(index, part);
        const leaf = part[index] as Uint8Array;
        verifyInclusion(leaf, index, size, root, proof);
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        const other = (index + 1) % size;
        if (other !== index) expect(refusalOf(() => verifyInclusion(leaf, other, size, root, proof))).toBe('inclusion');
        expect(refusalOf(() => verifyInclusion(leaf, index, size, root, [...proof, leaf]))).toBe('inclusion');
        if (proof.length > 0)
          expect(refusalOf(() => verifyInclusion(leaf, index, size, root, proof.slice(1)))).toBe('inclusion');
      }
      for (const index of [-1, size, 0.5, Number.NaN]) {
        expect(refusalOf(() => verifyInclusion(part[0] as Uint8Array, index, size, root, []))).toBe('inclusion');
      }
    }
  });

  it('proves that every size grew from every smaller one, and from no other', () => {
    for (let size = 0; size <= largest; size++) {
      const part = hashes.slice(0, size);
      for (const old of [...places(size), size]) {
        const proof = consistencyProof(old, part);
        const [before, after] = [roots[old] as Uint8Array, roots[size] as Uint8Array];
        verifyConsistency(old, before, size, after, proof);
        if (old === 0) continue;
        const wrong = roots[old - 1] as Uint8Array;
        expect(refusalOf(() => verifyConsistency(old, wrong, size, after, proof))).toBe('consistency');
        expect(refusalOf(() => verifyConsistency(old, before, size, after, [...proof, wrong]))).toBe('consistency');
        if (old < size) {
          expect(refusalOf(() => verifyConsistency(old, before, size, before, proof))).toBe('consistency');
          expect(refusalOf(() => verifyConsistency(size, after, old, before, proof))).toBe('consistency');
          expect(refusalOf(() => verifyConsistency(old, before, size, after, proof.slice(1)))).toBe('consistency');
        }
      }
    }
  });

  it('refuses a proof in which one bit differs', () => {
    const where = fc.record({
      size: fc.integer({ min: 2, max: largest }),
      at: fc.nat(),
      element: fc.nat(),
      bit: fc.nat(255),
    });
    fc.assert(
      fc.property(where, ({ size, at, element, bit }) => {
        const part = hashes.slice(0, size);
        const flip = (proof: readonly Uint8Array[]) =>
          proof.map((hash, i) =>
            i === element % proof.length
              ? hash.map((byte, j) => (j === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
              : hash,
          );
        const index = at % size;
        const root = roots[size] as Uint8Array;
        const inclusion = flip(inclusionProof(index, part));
        expect(refusalOf(() => verifyInclusion(part[index] as Uint8Array, index, size, root, inclusion))).toBe(
          'inclusion',
        );
        const old = 1 + (at % (size - 1));
        const consistency = flip(consistencyProof(old, part));
        expect(refusalOf(() => verifyConsistency(old, roots[old] as Uint8Array, size, root, consistency))).toBe(
          'consistency',
        );
      }),
      { numRuns: 500 },
    );
  });

  it('refuses an inner node in place of a leaf', () => {
    const two = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const inner = rootOf(two.map(hashLeaf));
    const forged = hashLeaf(Uint8Array.from([...hashLeaf(two[0] as Uint8Array), ...hashLeaf(two[1] as Uint8Array)]));
    expect(equal(inner, forged)).toBe(false);
  });
});
