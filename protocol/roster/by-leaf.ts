/** What counted where (§3): an object is judged by the policy and the keys at its own leaf, not by those of today. */
import { refuse } from '../core/errors.ts';
import type { Policy } from '../members/policy.ts';
import type { WitnessCard } from '../members/witness-card.ts';
import type { Roster } from './roster-state.ts';

/** For an entry at this leaf it is the policy before it. */
export function policyAt({ policies }: Pick<Roster, 'policies'>, leaf: number): Policy {
  return policies.findLast(({ from }) => from < leaf)?.policy ?? refuse('record-policy', 'no policy yet');
}

/** Whose signature counts about this leaf. A head or checkpoint of a size counts as about its last leaf. */
export function witnessAt({ witnesses }: Pick<Roster, 'witnesses'>, leaf: number): WitnessCard {
  return witnesses.findLast(({ from }) => from < leaf)?.card ?? refuse('head-signature', 'no witness');
}

/** That one, then those that came after it: they may say that they do not know. */
export function witnessesFrom({ witnesses }: Pick<Roster, 'witnesses'>, leaf: number): readonly WitnessCard[] {
  const at = witnesses.findLastIndex(({ from }) => from < leaf);
  return witnesses.slice(Math.max(at, 0)).map(({ card }) => card);
}

/** The one that works now. */
export function witnessNow({ witnesses }: Pick<Roster, 'witnesses'>): WitnessCard {
  return witnesses.at(-1)?.card ?? refuse('head-signature', 'no witness');
}

/** The key that signs checkpoints of this size. The first that covers a change is signed by the new one. */
export function logKeyAt(
  { logKeys, genesis }: Pick<Roster, 'logKeys' | 'genesis'>,
  size: number,
): { readonly origin: string; readonly publicKey: Uint8Array } {
  const key = logKeys.findLast(({ from }) => from < size)?.publicKey;
  return { ...genesis.log, publicKey: key ?? refuse('checkpoint-signature', 'no log key') };
}
