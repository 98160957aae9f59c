// Every object that travels, against every parser and against damage.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat } from '#protocol/core/bytes.ts';
import { labels } from '#protocol/core/labels.ts';
import { leafBytes, leafTypes, parseLeaf } from '#protocol/log/leaf.ts';
import { operationTypes } from '#protocol/roster/operations.ts';
import { parseNote } from '#protocol/log/checkpoint.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import type { Example } from '../../support/protocol/example.ts';
import { everyObject, sealedInside } from '../../support/protocol/every-object.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { objectSources, protocolSource } from '../../support/protocol/sources.ts';

let all: readonly Example[] = [];
beforeAll(async () => {
  await sodiumReady;
  all = everyObject('objects');
});

const shape = ['malformed', 'too-large', 'wrong-label', 'wrong-length'];

describe('the list of objects', () => {
  it('has every object of the sources, and nothing else', () => {
    const inSources = objectSources().map((source) => source.label);
    expect([...all.map((each) => each.label), ...sealedInside].toSorted()).toEqual(inSources.toSorted());
  });

  it('gives each object a label of its own', () => {
    const inSources = objectSources().map((source) => source.label);
    expect(new Set(inSources).size).toBe(inSources.length);
    expect(new Set(labels).size).toBe(labels.length);
    expect(inSources.filter((label) => !(labels as readonly string[]).includes(label))).toEqual([]);
  });

  it('has every operation', () => {
    const shown = all
      .map((each) => each.label.replace('dd1/op/', ''))
      .filter((name) => operationTypes.includes(name as never));
    expect(new Set(shown)).toEqual(new Set(operationTypes));
  });
});

describe('a label has one use', () => {
  /** tuple('label', with its arity): one label with one number of elements, or an object and its hash. */
  it('so no tuple of one purpose is a tuple of another', () => {
    const uses = new Map<string, Set<number>>();
    const source = protocolSource();
    for (const match of source.matchAll(/\btuple\(\s*'(dd1\/[^']+)'/gu)) {
      let [depth, commas] = [1, 0];
      let spread = false;
      let last = '';
      for (let at = match.index + match[0].length; depth > 0; at++) {
        const sign = source[at] as string;
        if ('({['.includes(sign)) depth += 1;
        if (')}]'.includes(sign)) depth -= 1;
        if (depth === 1 && sign === ',') commas += 1;
        if (source.slice(at, at + 3) === '...') spread = true;
        if (depth > 0 && sign.trim() !== '') last = sign;
      }
      const arity = spread ? -1 : commas - (last === ',' ? 1 : 0);
      uses.set(match[1] as string, (uses.get(match[1] as string) ?? new Set()).add(arity));
    }
    expect(uses.size).toBeGreaterThan(40);
    expect([...uses].filter(([, arities]) => arities.size > 1).map(([label]) => label)).toEqual([]);
    // An object's own label is also used over its whole bytes where it is hashed: one element, never its fields.
    const clash = objectSources().filter(({ label, fields }) => uses.get(label)?.has(fields.length));
    expect(clash.map(({ label }) => label)).toEqual([]);
    expect(objectSources().filter(({ label }) => uses.has(label) && !uses.get(label)?.has(1))).toEqual([]);
  });
});

describe('every object', () => {
  it('parses from its bytes, and encodes to the same bytes', () => {
    for (const { codec, value, bytes, label } of all) {
      expect(codec.parse(bytes), label).toEqual(value);
      expect(codec.encode(codec.parse(bytes)), label).toEqual(bytes);
    }
  });

  it('is refused by the parser of every other (n × n)', () => {
    const accepted: string[] = [];
    for (const one of all) {
      for (const other of all) {
        // Members of one union share its parser.
        if (one.codec === other.codec) continue;
        const code = refusalOf(() => other.codec.parse(one.bytes));
        if (code !== 'wrong-label') accepted.push(`${one.label} as ${other.label}: ${code}`);
      }
    }
    expect(accepted).toEqual([]);
    expect(all.length).toBeGreaterThan(50);
  });

  it('is neither a leaf nor a note', () => {
    for (const { bytes, label } of all) {
      expect(
        refusalOf(() => parseLeaf(bytes)),
        label,
      ).toBe('leaf-shape');
      expect(
        refusalOf(() => parseNote(Buffer.from(bytes).toString('latin1'))),
        label,
      ).toBe('checkpoint-shape');
    }
  });

  it('is refused, or encodes to what was read, after any damage', () => {
    const damage = fc.record({
      which: fc.nat(),
      kind: fc.constantFrom('flip', 'cut', 'drop', 'insert', 'swap'),
      at: fc.nat(),
      more: fc.nat(),
      noise: fc.uint8Array({ minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(damage, ({ which, kind, at, more, noise }) => {
        const { codec, bytes } = all[which % all.length] as Example;
        const [from, to] = [at % bytes.length, more % bytes.length].toSorted((a, b) => a - b) as [number, number];
        const made = {
          flip: () => bytes.map((byte, i) => (i === from ? byte ^ ((noise[0] as number) || 1) : byte)),
          cut: () => bytes.slice(0, from),
          drop: () => concat(bytes.slice(0, from), bytes.slice(to)),
          insert: () => concat(bytes.slice(0, from), noise, bytes.slice(from)),
          swap: () => concat(bytes.slice(from, to), bytes.slice(0, from), bytes.slice(to)),
        }[kind]();
        const code = refusalOf(() => expect(codec.encode(codec.parse(made))).toEqual(made));
        expect(['accepted', ...shape]).toContain(code);
      }),
      { numRuns: 5000 },
    );
  });

  it('is refused when empty, doubled, or followed by one more byte', () => {
    for (const { codec, bytes, label } of all) {
      for (const made of [new Uint8Array(0), concat(bytes, bytes), concat(bytes, new Uint8Array(1))]) {
        expect(shape, label).toContain(refusalOf(() => codec.parse(made)));
      }
    }
  });
});

describe('leaves', () => {
  it('are 65 bytes of a known type, and nothing else', () => {
    for (let length = 0; length < 140; length++) {
      const code = refusalOf(() => parseLeaf(new Uint8Array(length).fill(1)));
      expect(code).toBe(length === leafBytes ? 'accepted' : 'leaf-shape');
    }
    for (let type = 0; type < 256; type++) {
      const bytes = new Uint8Array(leafBytes);
      bytes[0] = type;
      expect(refusalOf(() => parseLeaf(bytes))).toBe(type >= 1 && type <= leafTypes.length ? 'accepted' : 'leaf-shape');
    }
  });
});
