/** Bodies that a schema lets through, or nearly: every number at its edges, every list empty, every text odd. */
import type { TSchema } from 'typebox';

interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

type Fill = (shape: Shape, path: string) => unknown;

const sample: Readonly<Record<string, string>> = {
  '^20[0-9]{2}-[01][0-9](\\.[2-9])?$': '2026-11',
  '^[A-Za-z0-9_-]{10}$': 'session001',
  '^[a-z0-9-]{1,64}$': 'programme',
};

function plain(shape: Shape, path: string, inner: Fill): unknown {
  if (shape.anyOf !== undefined) return inner(shape.anyOf[0] as Shape, path);
  if (shape.const !== undefined) return shape.const;
  if (shape.type === 'object')
    return Object.fromEntries(
      Object.entries(shape.properties ?? {}).map(([key, one]) => [key, inner(one, `${path}.${key}`)]),
    );
  if (shape.type === 'array') return [inner(shape.items ?? {}, `${path}[]`)];
  if (shape.type === 'integer') return Math.max(1, shape.minimum ?? 0);
  if (shape.type === 'string') return sample[shape.pattern ?? ''] ?? 'A'.repeat(shape.minLength ?? 4);
  return shape.type === 'boolean' ? true : null;
}

/** Leaves of the body with what is there in the honest one. */
function leaves(shape: Shape, path = ''): readonly (readonly [string, Shape])[] {
  const own: [string, Shape][] = [[path, shape]];
  if (shape.anyOf !== undefined) return [...own, ...leaves(shape.anyOf[0] as Shape, path)];
  if (shape.type === 'object')
    return [...own, ...Object.entries(shape.properties ?? {}).flatMap(([key, one]) => leaves(one, `${path}.${key}`))];
  return shape.type === 'array' ? [...own, ...leaves(shape.items ?? {}, `${path}[]`)] : own;
}

const numbers = [
  '-1',
  '0',
  '1.5',
  '1e400',
  '-0',
  '2147483646',
  '2147483647',
  '2147483648',
  '4294967296',
  '9007199254740991',
  '9007199254740992',
  '18446744073709551616',
  '"1"',
];
const texts = ['""', '"\\u0000"', '"\\ud800"', '1', '[]'];

/** JSON, so that a number can be there that JavaScript would not write. */
function insteadOf(shape: Shape): readonly string[] {
  if (shape.type === 'integer') return numbers;
  if (shape.type === 'string')
    return [
      ...texts,
      JSON.stringify('_'.repeat(shape.maxLength ?? 64)),
      JSON.stringify('A'.repeat(shape.minLength ?? 1)),
    ];
  if (shape.type === 'array')
    return ['[]', '{}', 'null', '[null]', JSON.stringify(Array.from({ length: (shape.maxItems ?? 0) + 1 }, () => 0))];
  return ['null', '[]', '{}', '0', 'true', '""'];
}

const largest: Fill = (shape, path) => {
  if (shape.type === 'string') return sample[shape.pattern ?? ''] ?? 'A'.repeat(shape.maxLength ?? 1);
  if (shape.type === 'integer') return shape.maximum;
  if (shape.type === 'array')
    return Array.from({ length: shape.maxItems ?? 1 }, () => largest(shape.items ?? {}, path));
  return plain(shape, path, largest);
};

export function hostileBodies(schema: TSchema): readonly (readonly [what: string, json: string])[] {
  const shape = schema as Shape;
  const bodies: [string, string][] = [
    ['everything at its least', JSON.stringify(honestOf(shape))],
    ['every list empty', JSON.stringify(emptied(shape))],
  ];
  for (const [at, leaf] of leaves(shape))
    for (const odd of insteadOf(leaf)) {
      const hole = '"\u2620"';
      const fill: Fill = (one, path) => (path === at && one === leaf ? '\u2620' : plain(one, path, fill));
      bodies.push([`${at || 'the body'} = ${odd.slice(0, 40)}`, JSON.stringify(fill(shape, '')).replace(hole, odd)]);
    }
  return bodies;
}

/** Every text and list as long as it may be. */
export function largestBody(schema: TSchema): string {
  return JSON.stringify(largest(schema as Shape, ''));
}

const honestOf = (shape: Shape): unknown => {
  const fill: Fill = (one, path) => plain(one, path, fill);
  return fill(shape, '');
};

const emptied = (shape: Shape): unknown => {
  const fill: Fill = (one, path) => (one.type === 'array' ? [] : plain(one, path, fill));
  return fill(shape, '');
};

/** Where a body has fields of a kind. */
export function fieldsOf(schema: TSchema, is: (shape: Shape) => boolean): readonly string[] {
  return leaves(schema as Shape).flatMap(([at, shape]) => (is(shape) ? [at] : []));
}

/** The body at its least, with this text in one place. */
export function bodyWith(schema: TSchema, at: string, text: string): string {
  const fill: Fill = (one, path) => (path === at && one.type === 'string' ? text : plain(one, path, fill));
  return JSON.stringify(fill(schema as Shape, ''));
}
