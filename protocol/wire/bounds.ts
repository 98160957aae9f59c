/** How large, how deep and how wide a body can be. Nothing larger is read; nothing deeper or wider is parsed. */
import type { TSchema } from 'typebox';

/** The parts of a schema that these bounds read. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly maximum?: number;
}

/** Allowance for white space and one field too many, so that the sender is told what is wrong. */
const slackBytes = 1024;
/** A few values more than the schema can have. */
const slackValues = 64;
/** The deepest body of any act has four levels. Forbidden fields are found down to here, too. */
const depthMax = 16;

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const bounded = (limit: number | undefined, what: string) => {
  if (limit === undefined) throw new Error(`a ${what} of a body without a maximum`);
  return limit;
};

/**
 * Returns the length of the longest JSON text, in characters. Strings are ASCII letters, digits and signs: each is one
 * byte.
 */
function longest(shape: Shape): number {
  if (shape.anyOf !== undefined) return Math.max(...shape.anyOf.map(longest));
  if (shape.const !== undefined) return JSON.stringify(shape.const).length;
  switch (shape.type) {
    case 'object': {
      const fields = Object.entries(shape.properties ?? {});
      return 2 + sum(fields.map(([name, value]) => name.length + '"":,'.length + longest(value)));
    }
    case 'array':
      return 2 + bounded(shape.maxItems, 'list') * (longest(shape.items ?? {}) + 1);
    case 'string':
      return 2 + bounded(shape.maxLength, 'string');
    case 'integer':
      return String(bounded(shape.maximum, 'number')).length;
    case 'boolean':
    case 'null':
      return 'false'.length;
    default:
      throw new Error(`a body with a ${shape.type ?? 'nameless shape'}`);
  }
}

/** Returns the largest body that a schema allows, in bytes. Throws for a schema without a limit. */
export function bodyBytes(schema: TSchema): number {
  return longest(schema as Shape) + slackBytes;
}

/** How many values the JSON text of a schema can have, each object and list among them. */
function most(shape: Shape): number {
  if (shape.anyOf !== undefined) return Math.max(...shape.anyOf.map(most));
  if (shape.type === 'array') return 1 + bounded(shape.maxItems, 'list') * most(shape.items ?? {});
  return 1 + sum(Object.values(shape.properties ?? {}).map(most));
}

function isEscaped(json: string, at: number): boolean {
  let first = at;
  while (json[first - 1] === '\\') first -= 1;
  return (at - first) % 2 === 1;
}

function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end < 0 ? json.length : end;
}

/**
 * True for a body that is deeper or wider than the schema allows. A route without a schema takes no body. Asked before
 * parsing: a parser takes seconds for a million brackets, and everybody waits. One value is counted for each opening
 * bracket and each comma, and one more; an empty list counts as one.
 */
export function isOutOfBounds(json: string, schema: TSchema | undefined): boolean {
  const valuesMax = most((schema ?? {}) as Shape) + slackValues;
  let [depth, values] = [0, 1];
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === '"') at = endOfString(json, at);
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (sign === '[' || sign === '{' || sign === ',') values += 1;
    if (depth > depthMax || values > valuesMax) return true;
  }
  return false;
}
