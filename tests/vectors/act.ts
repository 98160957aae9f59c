/** The shape of an act of the frozen cases, and the event that it happens in. */
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { Given } from './given.ts';

/** The event that all cases share: genesis and entries, replayed once. */
export interface World {
  readonly signedGenesis: Uint8Array;
  readonly rootfp: Uint8Array;
  /** When the witness judged genesis. */
  readonly foundedAt: number;
  readonly entries: readonly { readonly bytes: Uint8Array; readonly leaf: number; readonly time: number }[];
  readonly roster: Roster;
}

export type Act = (given: Given, world: World) => Uint8Array | string;
