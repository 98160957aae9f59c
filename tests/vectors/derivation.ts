/** One hash, key or message of dd1 as a function of bytes. */
import type { Label } from '#protocol/core/labels.ts';
import type { Input } from './inputs.ts';

export interface Derivation {
  readonly labels: readonly Label[];
  readonly inputs: Readonly<Record<string, Input>>;
  readonly run: (given: (name: string) => Uint8Array) => Uint8Array | string;
}
