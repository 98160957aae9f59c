import { fromPlain, type Plain } from './plain.ts';

/** The inputs of one frozen case, each taken by name and by type. */
export class Given {
  readonly #inputs: Readonly<Record<string, Plain>>;

  constructor(inputs: Readonly<Record<string, Plain>>) {
    this.#inputs = inputs;
  }

  plain(name: string): unknown {
    return fromPlain(this.#inputs[name] ?? null);
  }

  bytes(name: string): Uint8Array {
    const value = this.plain(name);
    if (!(value instanceof Uint8Array)) throw new TypeError(`${name} is not bytes`);
    return value;
  }

  maybe(name: string): Uint8Array | undefined {
    return this.#inputs[name] === undefined || this.#inputs[name] === null ? undefined : this.bytes(name);
  }

  list(name: string): readonly Uint8Array[] {
    return (this.plain(name) ?? []) as readonly Uint8Array[];
  }

  text(name: string): string {
    const value = this.plain(name);
    if (typeof value !== 'string') throw new TypeError(`${name} is not text`);
    return value;
  }

  texts(name: string): readonly string[] {
    return this.plain(name) as readonly string[];
  }

  number(name: string): number {
    const value = this.plain(name);
    if (typeof value !== 'number') throw new TypeError(`${name} is not a number`);
    return value;
  }

  flag(name: string): boolean {
    return this.plain(name) === true;
  }
}
