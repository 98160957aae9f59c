/** How large, how deep and how wide a body can be: nothing larger is read, and nothing deeper or wider is parsed. */
import type { TSchema } from 'typebox';

/** What these bounds look at in a schema. */
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

/** White space, and a field too many, so that the sender is told what is wrong with it. */
const slackBytes = 1024;
/** A few fields too many. */
const slackValues = 64;
/** The deepest body of any act has four levels; what is looked for deeper down is found here, too. */
const depthMax = 16;

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const bounded = (limit: number | undefined, what: string) => {
  if (limit === undefined) throw new Error(`a ${what} of a body without a maximum`);
  return limit;
};

/** Characters of the longest JSON text. Strings are letters, digits and signs of ASCII: each is one byte. */
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

/** The largest body that a schema can mean. Throws for a schema that sets no end. */
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
 * Whether it is deeper or wider than a body of this schema can be; a route without a schema takes no body. Asked before
 * anything is parsed: a parser takes seconds for a million brackets, and everybody waits. A value stands behind each
 * opening bracket and each comma, and before them all; an empty list has none, and counts as one.
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
