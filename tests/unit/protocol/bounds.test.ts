/** How deep and how wide a body may be, counted in its text. */
import { describe, expect, it } from 'vitest';
import type { TSchema } from 'typebox';
import { isOutOfBounds } from '#protocol/wire/bounds.ts';
import { wire } from '#protocol/wire/wire.ts';
import { HeadBody, MirrorBody, ReleaseBody, RetireBody } from '#protocol/wire/witness.ts';

interface Shape {
  readonly type?: string;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly maxItems?: number;
}

/** Every list as long as it may be; where there is a choice, the first. */
function widest(shape: Shape): unknown {
  if (shape.anyOf !== undefined) return widest(shape.anyOf[0] ?? {});
  if (shape.type === 'array') return Array.from({ length: shape.maxItems ?? 0 }, () => widest(shape.items ?? {}));
  if (shape.type !== 'object') return '[,{\\"';
  return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([name, value]) => [name, widest(value)]));
}

const bodies: readonly (readonly [string, TSchema])[] = [
  ...Object.entries(wire).map(([act, { body }]) => [act, body] as const),
  ...Object.entries({ MirrorBody, HeadBody, ReleaseBody, RetireBody }),
];

describe('the width of a body', () => {
  it.each(bodies)('%s: as wide as its schema allows is in bounds, twice as wide and a little is not', (_act, body) => {
    const text = JSON.stringify(widest(body as unknown as Shape), null, 1);
    expect(isOutOfBounds(text, body)).toBe(false);
    expect(isOutOfBounds(`[${text},${text},${'0,'.repeat(100)}0]`, body)).toBe(true);
  });

  it('is counted where lists and objects are empty, and not inside texts', () => {
    const { body } = wire['login/begin'];
    for (const unit of ['[]', '{}', '0', '""', '"a":0'])
      expect(isOutOfBounds(`[${`${unit},`.repeat(1000)}${unit}]`, body), unit).toBe(true);
    expect(isOutOfBounds(JSON.stringify({ a: '[{,"\\'.repeat(1000) }), body)).toBe(false);
  });

  it('of a route without a schema is next to nothing', () => {
    expect(isOutOfBounds('{"a":[1,2,3]}', undefined)).toBe(false);
    expect(isOutOfBounds(`[${'0,'.repeat(1000)}0]`, undefined)).toBe(true);
  });
});

it('brackets that are never closed are out of bounds after a few', () => {
  expect(isOutOfBounds('['.repeat(16), undefined)).toBe(false);
  expect(isOutOfBounds('['.repeat(17), undefined)).toBe(true);
});
