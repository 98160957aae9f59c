/**
 * The form of each field of each kind of record, read from the text of protocol/records/: fields carry no description at run
 * time. A call or an expression that is not known here is an error.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { limits } from '#protocol/core/limits.ts';
import { root } from './sources.ts';

/** `later`: a record without the field is one from before, and reads as blank. Texts are counted in characters. */
export type Form = { readonly later?: true } & (
  | { readonly is: 'text'; readonly max: number }
  | { readonly is: 'number'; readonly max: number }
  | { readonly is: 'choice'; readonly words: readonly string[] }
  | { readonly is: 'list'; readonly item: Form; readonly max: number; readonly rises?: true }
  | { readonly is: 'fields'; readonly fields: Readonly<Record<string, Form>> }
  | { readonly is: 'yes' | 'day' | 'time' | 'bytes32' | 'id' | 'any-id' }
);

interface Node {
  readonly type: string;
  readonly name: string;
  readonly value: unknown;
  readonly [part: string]: unknown;
}
type Value = number | string | readonly unknown[] | Form | Readonly<Record<string, unknown>>;

/** What fields.ts and standing.ts make. */
const forms: Readonly<Record<string, (...given: readonly never[]) => Form>> = {
  words: (max: number) => ({ is: 'text', max }),
  count: (max: number) => ({ is: 'number', max }),
  oneOf: (...words: readonly string[]) => ({ is: 'choice', words }),
  many: (item: Form, max: number) => ({ is: 'list', item, max }),
  shaped: (fields: Readonly<Record<string, Form>>) => ({ is: 'fields', fields }),
  later: (form: Form) => ({ ...form, later: true }),
  rising: (list: Form & { readonly is: 'list' }) => ({ ...list, rises: true }),
};
const plain: Readonly<Record<string, Form>> = {
  yes: { is: 'yes' },
  inPerson: { is: 'yes' },
  date: { is: 'day' },
  time: { is: 'time' },
  secret: { is: 'bytes32' },
  member: { is: 'id' },
  anyMember: { is: 'any-id' },
};

/** One file: its constants, and what it imports. */
class Source {
  readonly #path: string;
  readonly #constants = new Map<string, Node>();
  readonly #imports = new Map<string, readonly [string, string]>();

  constructor(path: string) {
    this.#path = path;
    const program = parseAst(readFileSync(path, 'utf8'), { lang: 'ts' }) as unknown as {
      readonly body: readonly Node[];
    };
    for (const statement of program.body) this.#note((statement['declaration'] as Node | undefined) ?? statement);
  }

  #note(statement: Node): void {
    for (const each of (statement['declarations'] ?? []) as readonly Node[])
      if (each['init'] !== null) this.#constants.set((each['id'] as Node).name, each['init'] as Node);
    const from = (statement['source'] as Node | undefined)?.value as string | undefined;
    if (from === undefined) return;
    for (const each of (statement['specifiers'] ?? []) as readonly Node[])
      this.#imports.set((each['local'] as Node).name, [from, (each['imported'] as Node).name]);
  }

  named(name: string): Value {
    const known = plain[name];
    if (known !== undefined) return known;
    const constant = this.#constants.get(name);
    if (constant !== undefined) return this.#value(constant);
    const [from, there] = this.#imports.get(name) ?? [undefined, name];
    if (from === undefined) throw new Error(`${this.#path}: no ${name}`);
    return new Source(join(dirname(this.#path), from)).named(there);
  }

  #value(node: Node): Value {
    const all = (part: string) =>
      (node[part] as readonly Node[]).flatMap((each) =>
        each.type === 'SpreadElement'
          ? (this.#value(each['argument'] as Node) as readonly unknown[])
          : [this.#value(each)],
      );
    switch (node.type) {
      case 'Literal':
        return node.value as Value;
      case 'Identifier':
        return this.named(node.name);
      case 'TSAsExpression':
        return this.#value(node['expression'] as Node);
      case 'ArrayExpression':
        return all('elements');
      case 'MemberExpression':
        return limits[(node['property'] as Node).name as keyof typeof limits];
      case 'ObjectExpression':
        return Object.fromEntries(
          (node['properties'] as readonly Node[]).map((each) => {
            const key = each['key'] as Node;
            return [key.type === 'Literal' ? (key.value as string) : key.name, this.#value(each['value'] as Node)];
          }),
        );
      case 'CallExpression': {
        const make = (node['callee'] as Node).name;
        const given = make === 'rising' ? all('arguments').slice(0, 1) : all('arguments');
        return (forms[make] as (...given: readonly unknown[]) => Form)(...given);
      }
      case 'ArrowFunctionExpression':
        return {};
      default:
        throw new Error(`${this.#path}: ${node.type} is not known`);
    }
  }
}

/** The form of each kind, in the order of the code. A kind of which there is one for each desk ends with a hyphen. */
export function kindForms(): Readonly<Record<string, Form>> {
  const source = new Source(`${root}protocol/records/content.ts`);
  return { ...(source.named('contents') as object), ...(source.named('perDesk') as object) };
}
