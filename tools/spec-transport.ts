/** Parts of protocol/README.md about transport (8.7): the acts of the portal and the routes of the witness, from the code. */
import { globSync, readFileSync } from 'node:fs';
import { bodyBytes } from '../protocol/wire/bounds.ts';
import { Month } from '../protocol/wire/roster.ts';
import { wire } from '../protocol/wire/wire.ts';
import * as witness from '../protocol/wire/witness.ts';
import { root } from '../tests/support/protocol/sources.ts';

/** The parts of a schema that are printed. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

const base64url = '^[A-Za-z0-9_-]*$';
const bytesIn = (characters: number) => Math.floor((characters * 3) / 4);

function textWords({ pattern, minLength, maxLength = 0 }: Shape): string {
  if (pattern === base64url) return minLength === undefined ? `b64≤${bytesIn(maxLength)}` : `b64=${bytesIn(maxLength)}`;
  const most = maxLength === 0 ? '' : `≤${maxLength}`;
  if (pattern === undefined) return `text${most}`;
  // A month's key, as 8.7 says in words.
  if (pattern === (Month as Shape).pattern) return 'month';
  return pattern === '^[ -~]*$' ? `ascii${most}` : `/${pattern.replace(/^\^|\$$/gu, '')}/`;
}

const numberWords = ({ minimum = 0, maximum = 0 }: Shape) =>
  `${minimum > 0 ? `${minimum}…` : 'n'}${maximum === Number.MAX_SAFE_INTEGER ? '' : `≤${maximum}`}`;

/** A schema on one line: see 8.7 for the signs. */
export function shapeWords(shape: Shape): string {
  if (shape.anyOf !== undefined) return shape.anyOf.map(shapeWords).join(' or ');
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  switch (shape.type) {
    case 'object': {
      const fields = Object.entries(shape.properties ?? {}).map(
        ([name, each]) => `${name}${shape.required?.includes(name) === true ? '' : '?'}: ${shapeWords(each)}`,
      );
      return `{${fields.join(', ')}}`;
    }
    case 'array':
      return `[${shapeWords(shape.items ?? {})}]≤${shape.maxItems}`;
    case 'string':
      return textWords(shape);
    case 'integer':
      return numberWords(shape);
    case 'boolean':
      return 'yes';
    case 'null':
      return 'null';
    default:
      throw new Error(`8.7 cannot say ${shape.type}`);
  }
}

const code = (text: string) => (text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``);

/** Each act of the portal: who may call it, the largest body in bytes, the body, the answer. */
export function actRows(): readonly (readonly string[])[] {
  return Object.entries(wire).map(([name, { access, body, reply }]) => [
    code(name),
    access,
    String(bodyBytes(body)),
    code(shapeWords(body as Shape)),
    code(shapeWords(reply as Shape)),
  ]);
}

/** What a route takes and answers where protocol/wire/witness.ts does not say it. */
const plainRoutes: Readonly<Record<string, readonly [string, string]>> = {
  '/add-checkpoint': ['text: c2sp.org/tlog-witness', 'text: the line of the cosignature'],
  '/health': ['', '`{ok: yes}`'],
  '/:origin/checkpoint': ['', 'text: the newest checkpoint'],
};

/** Every route that the witness's sources register, those of monitors last. */
export function routeRows(): readonly (readonly string[])[] {
  const shapes = witness as unknown as Readonly<Record<string, Shape | undefined>>;
  const paths = globSync(`${root}witness/**/*.ts`).toSorted();
  const found = paths.flatMap((path) => [
    ...readFileSync(path, 'utf8').matchAll(/app\.(get|post)(?:<[^>]*(?:\{[^}]*\}[^>]*)*>)?\('(\/[^']+)'/gu),
  ]);
  const rows = found.map(([, method = '', route = '']) => {
    const name = route.replace(/(?:^\/|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
    const [takes, gives] = [shapes[`${name}Body`], shapes[`${name}Reply`]];
    const plain = plainRoutes[route];
    if (plain === undefined && gives === undefined) throw new Error(`8.7 does not know what ${route} answers`);
    const said = plain ?? [
      takes === undefined ? '' : code(shapeWords(takes)),
      gives === undefined ? '' : code(shapeWords(gives)),
    ];
    const listener = route === '/health' || route === '/:origin/checkpoint' ? 'public' : 'private';
    return [listener, code(`${method.toUpperCase()} ${route}`), ...said];
  });
  return rows.toSorted(([a = '', one = ''], [b = '', other = '']) =>
    a === b ? (one < other ? -1 : 1) : a < b ? -1 : 1,
  );
}
