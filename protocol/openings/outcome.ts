/**
 * Outcomes of openings (7.4): what became of one opening leaf, signed by the witness once and for ever. An outcome
 * names the log, the index and all 65 bytes of the leaf. So it does not fit another leaf or another log.
 */
import { equal } from '../core/bytes.ts';
import { fixed, object, blob, text, uint64, word, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { signatureHolds, signDetached, sizes } from '../crypto/sodium.ts';
import { leafBytes } from '../log/leaf.ts';
import { witnessesFrom } from '../roster/by-leaf.ts';
import type { Roster } from '../roster/roster-state.ts';

/**
 * released: the share was given out. refused: the request was for this leaf, and was refused. never: nobody was given
 * anything, and nobody will be. unknown: the witness cannot know any more; the leaf counts as opened.
 */
export const outcomeWords = ['released', 'refused', 'never', 'unknown'] as const;
export type OutcomeWord = (typeof outcomeWords)[number];

export const outcomeCodec = object('dd1/outcome', {
  rootfp: fixed(sizes.hash),
  /** Of the log. */
  origin: text(limits.wordBytes * 2),
  leaf: uint64,
  bytes: fixed(leafBytes),
  word: word(...outcomeWords),
  /** Why it was refused; empty with every other word. */
  code: text(limits.wordBytes),
});
export type Outcome = Of<typeof outcomeCodec>;

export const signedOutcome = object('dd1/signed-outcome', { outcome: blob(512), signature: fixed(64) });
export type SignedOutcome = Of<typeof signedOutcome>;

export function outcomeMessage(outcome: Uint8Array): Uint8Array {
  return tuple('dd1/sig/outcome', outcome);
}

export function signOutcome(outcome: Outcome, secretKey: Uint8Array): SignedOutcome {
  const bytes = outcomeCodec.encode(outcome);
  return { outcome: bytes, signature: signDetached(secretKey, outcomeMessage(bytes)) };
}

/** Requires that the witness of this leaf's time signed this outcome for this leaf. A later witness knows nothing of it. */
export function verifyOutcome(roster: Roster, signed: SignedOutcome, index: number, leaf: Uint8Array): Outcome {
  const by = witnessesFrom(roster, index).findIndex(({ cosignKey }) =>
    signatureHolds(cosignKey, outcomeMessage(signed.outcome), signed.signature),
  );
  if (by < 0) refuse('outcome-signature', 'not signed by the witness of that leaf', { leaf: index });
  const outcome = outcomeCodec.parse(signed.outcome);
  if (by > 0 && outcome.word !== 'unknown')
    refuse('outcome-signature', 'signed by a witness that came later', { leaf: index });
  const here =
    equal(outcome.rootfp, roster.rootfp) &&
    outcome.origin === roster.genesis.log.origin &&
    outcome.leaf === index &&
    equal(outcome.bytes, leaf);
  if (!here) refuse('outcome-leaf', 'of another leaf, or of another log', { leaf: index });
  if ((outcome.word === 'refused') !== (outcome.code !== ''))
    refuse('outcome-leaf', 'a code without a refusal, or a refusal without one', { leaf: index });
  return outcome;
}
