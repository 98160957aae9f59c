import type { Codec } from '#protocol/core/codec.ts';
import type { Label } from '#protocol/core/labels.ts';

/** A value of one object of protocol/, with its codec and its bytes. */
export interface Example {
  readonly label: Label;
  readonly codec: Codec<unknown>;
  readonly value: unknown;
  readonly bytes: Uint8Array;
}

export function example<T>(label: Label, codec: Codec<T>, value: T): Example {
  return { label, codec: codec as Codec<unknown>, value, bytes: codec.encode(value) };
}
