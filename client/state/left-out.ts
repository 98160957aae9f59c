/** Whose keys could not be used when a key was made in this session: they get no copy, and everybody else does. */
import { effect, signal } from '@preact/signals';
import type { MemberId } from '#protocol/core/ids.ts';
import { me } from './session.ts';

export const leftOut = signal<readonly MemberId[]>([]);

effect(() => {
  if (me.value === undefined) leftOut.value = [];
});

/** Note who was left out, and answer what the act answered. */
export async function noteLeftOut<T extends { readonly leftOut: readonly MemberId[] }>(act: Promise<T>): Promise<T> {
  const outcome = await act;
  leftOut.value = [...new Set([...leftOut.peek(), ...outcome.leftOut])];
  return outcome;
}
