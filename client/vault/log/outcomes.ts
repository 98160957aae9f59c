/**
 * What became of openings, for a reader of the log (§7): the list that everybody is given, whole, so that no question
 * tells whose openings interest her; and whether it is as long as the witness's own count.
 */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import type { OutcomeCounts } from '#protocol/log/head.ts';
import {
  outcomeWords,
  signedOutcome,
  verifyOutcome,
  type Outcome,
  type OutcomeWord,
} from '#protocol/openings/outcome.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { Unlocked, UnlockedVault } from '../session/unlocked-vault.ts';
import { readPages } from './pages.ts';

export interface ListedOutcome {
  readonly outcome: Outcome;
  /** As it was served, for evidence. */
  readonly signed: string;
}

export type ServedOutcomes = readonly Reply<'log/outcomes'>['outcomes'][number][];

/** As they come. They are asked for after the head, so that there are at least as many as it counts. */
export function servedOutcomes(vault: UnlockedVault, size: number): Promise<ServedOutcomes> {
  return readPages(size, limits.outcomesPerPage, async (from) => {
    return (await vault.ports.call('log/outcomes', { from })).outcomes;
  });
}

/** By leaf. One that the witness has not signed for its leaf is none. */
export function verifyOutcomes(
  { roster }: Pick<Unlocked, 'roster'>,
  served: ServedOutcomes,
  leaves: readonly Uint8Array[],
): ReadonlyMap<number, ListedOutcome> {
  const read = new Map<number, ListedOutcome>();
  for (const { leaf, signed } of served) {
    const bytes = leaves[leaf];
    const outcome =
      bytes === undefined ? undefined : outcomeIf(() => verifyOutcome(roster, parseSigned(signed), leaf, bytes));
    if (outcome !== undefined) read.set(leaf, { outcome, signed });
  }
  return read;
}

const parseSigned = (signed: string) => signedOutcome.parse(fromBase64url(signed));

/** What does not hold is as if it were not there. */
function outcomeIf<T>(verify: () => T): T | undefined {
  try {
    return verify();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}

/** Words of which fewer were shown than the witness signed, of those that this reader can count. */
export function wordsShort(
  signed: OutcomeCounts,
  shown: Readonly<Partial<Record<OutcomeWord, number>>>,
): readonly OutcomeWord[] {
  return outcomeWords.filter((word) => (shown[word] ?? Infinity) < signed[word]);
}

/** How often each word that needs no sealed line is in the list. */
export function countListed(listed: ReadonlyMap<number, ListedOutcome>) {
  const count = (word: OutcomeWord) => [...listed.values()].filter(({ outcome }) => outcome.word === word).length;
  return { refused: count('refused'), never: count('never'), unknown: count('unknown') };
}
