/** One file of frozen cases, and the small changes that make wrong ones. */
import { writeFileSync } from 'node:fs';
import type { ProtocolCode } from '#protocol/core/errors.ts';
import { everyObject } from '../support/protocol/every-object.ts';
import { refusalOf } from '../support/protocol/refusal.ts';
import { actsOver } from './acts.ts';
import { Given } from './given.ts';
import { toPlain, type Plain } from './plain.ts';
import { world } from './frozen-world.ts';

export type Inputs = Readonly<Record<string, unknown>>;

const codecs = Object.fromEntries(everyObject('frozen objects').map((each) => [each.label, each.codec]));
const acts = actsOver(codecs);

/** One file of cases: accepted ones with their result, refused ones with their code. */
export class Book {
  readonly #cases: Plain[] = [];

  accept(act: string, inputs: Inputs, note = ''): void {
    const plain = toPlain(inputs) as Readonly<Record<string, Plain>>;
    const result = toPlain((acts[act] as (typeof acts)[string])(new Given(plain), world));
    this.#cases.push({ act, ...(note && { note }), inputs: plain, result });
  }

  /** The code is written here by hand and must be the one that comes. */
  reject(act: string, code: ProtocolCode, inputs: Inputs, note = ''): void {
    const plain = toPlain(inputs) as Readonly<Record<string, Plain>>;
    const got = refusalOf(() => (acts[act] as (typeof acts)[string])(new Given(plain), world));
    if (got !== code) throw new Error(`${act} (${note}): ${got} instead of ${code}`);
    this.#cases.push({ act, ...(note && { note }), inputs: plain, code });
  }

  write(name: string): void {
    save(name, { cases: this.#cases });
  }
}

export function save(name: string, value: Plain): void {
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(value, null, 1)}\n`);
}

export const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
export const last = (bytes: Uint8Array) => flipped(bytes, bytes.length - 1);
