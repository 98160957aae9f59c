/** The progress of long work, read from what passes between the vault and the portal. */
import { computed, effect, signal } from '@preact/signals';
import { fromBase64url, readU64 } from '#protocol/core/bytes.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { answered } from '../../platform/vault-client.ts';

export interface Progressed {
  readonly done: number;
  readonly total: number;
}

/** The pieces of the file that is being sent. */
export const fileSent = computed<Progressed | undefined>(() => {
  const body = answered.value?.body as Partial<Body<'blobs/put'>> | undefined;
  if (body?.pieces === undefined || body.at === undefined || body.count === undefined) return undefined;
  return { done: body.at + body.pieces.length, total: body.count };
});

/** Where the reading of the stream began in this visit, where it is, and where the stream ends. */
export const streamRead = signal<Progressed | undefined>(undefined);

let from: number | undefined;

effect(() => {
  const { body, reply } = (answered.value ?? {}) as {
    readonly body?: Partial<Body<'threads/look'>>;
    readonly reply?: Partial<Reply<'threads/look'>>;
  };
  if (body?.ask === undefined || reply?.look === undefined) return;
  // A question begins with the last sequence that was read, an answer with the newest there is.
  const [after, newest] = [readU64(fromBase64url(body.ask), 0), readU64(fromBase64url(reply.look.slice(0, 12)), 0)];
  from ??= after;
  streamRead.value = { done: after - from, total: newest - from };
});

/** Forget the progress; the next visit begins with none. */
export function forgetProgress(): void {
  from = undefined;
  streamRead.value = undefined;
}
