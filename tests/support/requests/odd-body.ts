/** Bodies that no page sends: of the right shape with wrong or foreign values, of a wrong shape, or of none. */
import type { TSchema } from 'typebox';
import type { Dice } from '../storm/dice.ts';

interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

const numbers = [
  '-1 0 1 2 3 7 100 1.5 1e400 -0 2146999999 2147483647 2147483648 4294967296',
  '9007199254740991 9007199254740992 9223372036854775807 9223372036854775808',
].flatMap((line) => line.split(' '));
const anything = [
  'null true 0 -1 "" [] {} [null] [[]] "\\u0000" "\\ud800" "\\u202e" 1e999 {"__proto__":{}} "../../etc/passwd"'.split(
    ' ',
  ),
  ['{"constructor":{"prototype":{}}}', `"'; drop table member; --"`],
].flat();
const notJson = ['', '{', '[', '"', '{"a":1,}', 'NaN', '\ufeff{}', '{} {}', '\u0000', '[1,', '{"a":1,"a":2}'];
const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const base64url = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

/** What is in the database, by its length: ids of people and of their objects, in the place of one's own. */
export type Known = ReadonlyMap<number, readonly string[]>;

export function knownOf(texts: readonly string[]): Known {
  return Map.groupBy(new Set(texts), ({ length }) => length);
}

const many = (dice: Dice, from: readonly string[], length: number) =>
  Array.from({ length }, () => dice.pick(from)).join('');

function text(dice: Dice, { minLength = 0, maxLength = 40, pattern }: Shape, known: Known): string {
  const length = dice.next() < 0.8 ? Math.min(maxLength, Math.max(minLength, 22)) : Math.min(maxLength, 400);
  const same = known.get(length) ?? known.get(minLength);
  if (same !== undefined && dice.next() < 0.7) return JSON.stringify(dice.pick(same));
  if (pattern?.includes('a-z0-9-') === true) return JSON.stringify(dice.pick([...(known.get(-1) ?? []), 'x', '-']));
  return JSON.stringify(many(dice, pattern?.includes('A-Za-z') === true ? base64url : ascii, length));
}

function fill(dice: Dice, shape: Shape, known: Known, oddness: number): string {
  if (dice.next() < oddness) return dice.pick(shape.type === 'integer' ? numbers : anything);
  if (shape.anyOf !== undefined) return fill(dice, dice.pick(shape.anyOf), known, oddness);
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  const inner = (one: Shape) => fill(dice, one, known, oddness);
  switch (shape.type) {
    case 'object': {
      const fields = Object.entries(shape.properties ?? {}).map(
        ([name, one]) => `${JSON.stringify(name)}:${inner(one)}`,
      );
      return `{${fields.join(',')}}`;
    }
    case 'array': {
      const length = dice.pick([0, 1, 1, 2, 3, Math.min(40, (shape.maxItems ?? 3) + 1)]);
      return `[${Array.from({ length }, () => inner(shape.items ?? {})).join(',')}]`;
    }
    case 'integer':
      return dice.next() < 0.7 ? String(Math.floor(dice.between(0, 40))) : dice.pick(numbers);
    case 'string':
      return text(dice, shape, known);
    default:
      return dice.pick(['true', 'false', 'null']);
  }
}

/** Not JSON, or JSON of no known shape. */
function shapeless(dice: Dice): string {
  const deep = Math.floor(dice.between(1, 60_000));
  return dice.pick([
    ...anything,
    ...notJson,
    '['.repeat(deep),
    `${'['.repeat(deep)}${']'.repeat(deep)}`,
    '{"a":'.repeat(deep),
    `[${'0,'.repeat(deep)}0]`,
    `{"a":"${'x'.repeat(deep)}"}`,
  ]);
}

/** One body. Most have the act's shape and are wrong somewhere in it; where none is wrong, the ids are of somebody. */
export function oddBody(dice: Dice, schema: TSchema | undefined, known: Known): string {
  if (schema === undefined || dice.next() < 0.15) return shapeless(dice);
  return fill(dice, schema as Shape, known, dice.pick([0, 0, 0.02, 0.1, 0.3]));
}
