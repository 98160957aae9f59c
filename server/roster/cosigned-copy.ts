/** Whether a copy of the witness's leaves is the log of a note: under our own log key, and the witness's of the root. */
import { equal } from '#protocol/core/bytes.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import { witnessAt } from '#protocol/roster/by-leaf.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';

/** What only this portal has. */
export interface OwnKeys {
  readonly restoreKey: Key32;
  /** What we sign checkpoints with. */
  readonly logKey: Uint8Array;
}

/** Answers how many leaves the note covers. */
export function requireNote(
  roster: Roster,
  leaves: readonly Uint8Array[],
  { logKey }: Pick<OwnKeys, 'logKey'>,
  note: string,
): number {
  const parsed = verifyCheckpoint(note, { origin: roster.genesis.log.origin, publicKey: logKey });
  const { size, root } = parsed.checkpoint;
  verifyCosignature(parsed, witnessAt(roster, size - 1));
  if (size > leaves.length) throw new Error(`the note covers ${size} entries, and the copy has ${leaves.length}`);
  if (!equal(rootOf(leaves.slice(0, size).map(hashLeaf)), root))
    throw new Error(`the copy is not the log that the note of ${size} entries covers`);
  return size;
}
