/**
 * Finds the rules of protocol/ in its text, and writes each so that a switch can alter it while the program runs. One
 * alteration is: a refusal that does not come, a comparison whose bound is one further or nearer, or one part of a condition
 * before a refusal that is never asked.
 */
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

/** Not from elsewhere: nothing of protocol/ may be loaded before its text is altered. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

type Way = 'refusal' | 'bound' | 'part';

export interface Alteration {
  readonly file: string;
  readonly line: number;
  readonly way: Way;
  /** What stands there, on one line. */
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Text that is put in at a place, in place of `length` characters. Of two at one place, the lower rank comes first. */
interface Edit {
  readonly at: number;
  readonly length: number;
  readonly rank: number;
  readonly text: string;
}

interface Site {
  readonly node: Node;
  readonly way: Way;
  /** What is put before, in place of the operator, and after. `$` is the number of the alteration. */
  readonly before: string;
  readonly operator?: { readonly at: number; readonly length: number };
  readonly after: string;
}

/** What the altered text calls: whether an alteration is switched on, and a comparison that it can move. */
const switchName = 'globalThis.$rule';
const comparisons = ['<', '<=', '>', '>='];

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const partsOf = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const part of partsOf(node)) yield* walk(part);
}

const isRefusal = (node: Node) =>
  node.type === 'CallExpression' && (node['callee'] as Node & { name?: string }).name === 'refuse';
const refuses = (node: unknown): boolean => isNode(node) && [...walk(node)].some(isRefusal);

/** The parts of a condition, each with what it is where it does not count. */
function* conditions(test: Node, neutral?: string): Generator<readonly [Node, string]> {
  const operator = test['operator'] as string | undefined;
  if (test.type === 'LogicalExpression' && operator !== '??') {
    const own = operator === '||' ? 'false' : 'true';
    yield* conditions(test['left'] as Node, own);
    yield* conditions(test['right'] as Node, own);
  } else if (neutral !== undefined) yield [test, neutral];
}

function* sitesOf(program: Node, source: string): Generator<Site> {
  for (const node of walk(program)) {
    if (isRefusal(node)) yield { node, way: 'refusal', before: `(${switchName}.is($) ? undefined : `, after: ')' };
    if (node.type === 'BinaryExpression' && comparisons.includes(node['operator'] as string)) {
      const [left, right] = [node['left'] as Node, node['right'] as Node];
      const operator = node['operator'] as string;
      const at = left.end + source.slice(left.end, right.start).indexOf(operator);
      yield {
        node,
        way: 'bound',
        before: `${switchName}.compare($, '${operator}', `,
        operator: { at, length: operator.length },
        after: ')',
      };
    }
    const branches = [node['consequent'], node['alternate']];
    if ((node.type === 'IfStatement' || node.type === 'ConditionalExpression') && branches.some(refuses))
      for (const [part, neutral] of conditions(node['test'] as Node))
        yield { node: part, way: 'part', before: `(${switchName}.is($) ? ${neutral} : `, after: ')' };
  }
}

function rewritten(source: string, sites: readonly Site[], first: number): string {
  const edits = sites.flatMap(({ node, before, operator, after }, i): readonly Edit[] => {
    const size = node.end - node.start;
    // Of two that begin at one place the longer is outside, of two that end at one place the shorter is inside.
    return [
      {
        at: node.start,
        length: 0,
        rank: 1e9 - size,
        text: before.replace('$)', `${first + i})`).replace('$,', `${first + i},`),
      },
      ...(operator === undefined ? [] : [{ ...operator, rank: 0, text: ',' }]),
      { at: node.end, length: 0, rank: -1e9 + size, text: after },
    ];
  });
  let [text, from] = ['', 0];
  for (const edit of edits.toSorted((a, b) => a.at - b.at || a.rank - b.rank)) {
    text += source.slice(from, edit.at) + edit.text;
    from = edit.at + edit.length;
  }
  return text + source.slice(from);
}

export interface Altered {
  readonly alterations: readonly Alteration[];
  /** The text of each file by its path from the root, with all switches in it. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Everything but the acts of the wire, which are no rules: schemas say what is in them. */
export function alteredProtocol(): Altered {
  const alterations: Alteration[] = [];
  const texts = new Map<string, string>();
  const paths = globSync(`${root}protocol/**/*.ts`).filter((path) => !path.includes('/wire/'));
  for (const path of paths.toSorted()) {
    const [file, source] = [relative(root, path), readFileSync(path, 'utf8')];
    const sites = [...sitesOf(parseAst(source, { lang: 'ts' }) as unknown as Node, source)];
    texts.set(file, rewritten(source, sites, alterations.length));
    for (const { node, way } of sites)
      alterations.push({
        file,
        line: source.slice(0, node.start).split('\n').length,
        way,
        text: source.slice(node.start, node.end).replace(/\s+/gu, ' '),
      });
  }
  return { alterations, texts };
}
