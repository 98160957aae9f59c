import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '#protocol/core/limits.ts';
import { pad, paddedLength, sodiumReady, unpad } from '#protocol/crypto/sodium.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

beforeAll(async () => sodiumReady);

const size = fc.oneof(fc.nat(1200), fc.nat(limits.recordBytes));

describe('padding', () => {
  it('comes off again, whatever the content ends with', () => {
    const content = size.chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
    fc.assert(
      fc.property(content, fc.constantFrom(0x00, 0x80, 0xff), (plain, end) => {
        plain.fill(end, Math.max(0, plain.length - 3));
        const padded = pad(plain);
        expect(padded.length).toBe(paddedLength(plain.length));
        expect(unpad(padded)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('is at least the floor, grows with the content, and adds at most an eighth', () => {
    let last = 0;
    for (let length = 0; length <= limits.recordBytes; length++) {
      const padded = paddedLength(length);
      if (padded < last || padded <= length || padded > limits.paddedBytes) expect.fail(`${length} → ${padded}`);
      if (padded > limits.padFloorBytes && padded > Math.ceil((length + 1) * 1.125))
        expect.fail(`${length} → ${padded}`);
      last = padded;
    }
    expect(paddedLength(0)).toBe(limits.padFloorBytes);
    expect(paddedLength(limits.padFloorBytes - 1)).toBe(limits.padFloorBytes);
    expect(paddedLength(limits.padFloorBytes)).toBeGreaterThan(limits.padFloorBytes);
  });

  it('leaves few classes: all lengths up to 128 KiB fall in 146, a person’s usual ones in one', () => {
    const classes = new Set(Array.from({ length: limits.recordBytes + 1 }, (_, length) => paddedLength(length)));
    expect(classes.size).toBe(146);
    expect(new Set(Array.from({ length: 512 }, (_, length) => paddedLength(length))).size).toBe(1);
  });

  it('is refused in any other size or form', () => {
    expect(refusalOf(() => pad(new Uint8Array(limits.recordBytes + 1)))).toBe('too-large');
    expect(refusalOf(() => unpad(new Uint8Array(0)))).toBe('padding');
    expect(refusalOf(() => unpad(new Uint8Array(512)))).toBe('padding');
    const padded = pad(new Uint8Array(5));
    expect(refusalOf(() => unpad(padded.slice(0, 511)))).toBe('padding');
    const longer = new Uint8Array(600);
    longer.set(padded);
    expect(refusalOf(() => unpad(longer))).toBe('padding');
    padded[511] = 1;
    expect(refusalOf(() => unpad(padded))).toBe('padding');
  });
});
