/** Return whether the witness gives a head. Reading needs none; writing, publishing and settling do. */
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { isForLater } from './sending.ts';

/** Return whether the roster was just refreshed. A refusal for another reason than an absent answer is thrown. */
export async function isWitnessReachable(vault: UnlockedVault): Promise<boolean> {
  try {
    await vault.fresh();
    return true;
  } catch (error) {
    if (isForLater(error)) return false;
    throw error;
  }
}
