/** What an officer's audit asks about openings: outcomes and bodies, after the head and before the leaves (§7). */
import { refuse } from '#protocol/core/errors.ts';
import type { Head } from '#protocol/log/head.ts';
import type { Touches } from '#protocol/openings/log-lines.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import type { LastRead, OpeningsKnown } from './ledger.ts';
import { countListed, servedOutcomes, verifyOutcomes, wordsShort, type ServedOutcomes } from './outcomes.ts';
import { openBodies, servedBodies, type ServedBodies } from './sealed-bodies.ts';

const lastReads = new WeakMap<object, LastRead>();

/** The bodies that were opened last in this session. */
export function lastRead(vault: UnlockedVault): LastRead | undefined {
  return lastReads.get(vault.open);
}

/** The witness may answer a colleague between two of our questions; what a portal hides it still hides afterwards. */
export const pausesMs = [500, 2000] as const;

interface Asked {
  readonly head: Head;
  readonly signedHead: LastRead['signedHead'];
  readonly outcomes: ServedOutcomes;
  /** Absent without a touch: nobody opens them then. */
  readonly bodies: ServedBodies | undefined;
}

/** After the head, so that there is at least what it counts; outcomes first, since the portal fills both for them. */
export async function askAbout(vault: UnlockedVault, head: Head, withBodies: boolean): Promise<Asked> {
  const { signedHead } = vault.open;
  const outcomes = await servedOutcomes(vault, head.size);
  return { head, signedHead, outcomes, bodies: withBodies ? await servedBodies(vault, head.size) : undefined };
}

export async function settle(
  vault: UnlockedVault,
  leaves: readonly Uint8Array[],
  first: Asked,
  pairs: ReadonlyMap<string, KeyPair> | undefined,
): Promise<OpeningsKnown> {
  const held = vault.open;
  const { head, signedHead } = first;
  const touches: Touches = new Set();
  let asked = first;
  for (const pause of [...pausesMs, undefined]) {
    const { outcomes, bodies } = asked;
    const listed = verifyOutcomes(held, outcomes, leaves);
    const counted = bodies === undefined ? {} : { released: bodies.length - countListed(listed).refused };
    if (pause !== undefined && wordsShort(head.outcomes, { ...countListed(listed), ...counted }).length > 0) {
      await vault.ports.pause(pause);
      asked = { ...(await askAbout(vault, head, pairs !== undefined)), signedHead };
      continue;
    }
    if (pairs === undefined || bodies === undefined) return { head, listed, read: lastRead(vault), touches };
    const read = { ...openBodies(vault, bodies, pairs), upTo: leaves.length, listed, signedHead };
    lastReads.set(held, read);
    return { head, listed, read, touches };
  }
  return refuse('outcomes-withheld', 'never settled');
}
