/** POST /outcomes (protocol §7): what became of openings, for a portal that never heard, and `never` for the rest. */
import { toBase64url } from '#protocol/core/bytes.ts';
import { signedOutcome, signOutcome, type OutcomeWord, type SignedOutcome } from '#protocol/openings/outcome.ts';
import { readLeaf } from '#protocol/log/leaf.ts';
import type { OutcomeAnswer } from '#protocol/wire/witness.ts';
import type { Witness } from '../witness.ts';
import { floorOf } from '../floor.ts';
import { agedSize } from './aged.ts';
import { findOutcome, keepOutcomes, type OutcomeRow } from './store.ts';

export function outcomeOf(
  { keys, log }: Witness,
  leaf: number,
  bytes: Uint8Array,
  word: OutcomeWord,
  code: string,
): SignedOutcome {
  const { rootfp, genesis } = log.roster;
  return signOutcome({ rootfp, origin: genesis.log.origin, leaf, bytes, word, code }, keys.cosign.secretKey);
}

/**
 * A leaf that was cosigned 20 minutes ago and that no request opened will never be opened: that is signed, and from then
 * on it is so. Below the floor nobody can know any more, which is signed as well. Everything new is on the disk before
 * the answer.
 */
export function outcomes(witness: Witness, leaves: readonly number[], now: number): readonly OutcomeAnswer[] {
  const { db, log } = witness;
  const [aged, floor] = [agedSize(db, now), floorOf(db)];
  const found = [...new Set(leaves)].map((leaf) => ({ leaf, row: findOutcome(db, leaf) }));
  const fresh = found.flatMap(({ leaf, row }): OutcomeRow[] => {
    if (row !== undefined || leaf >= Math.max(aged, floor)) return [];
    const bytes = log.cosignedLeaf(leaf, 'opening-not-logged');
    if (readLeaf(bytes)?.type !== 'opening') return [];
    const word = leaf < floor ? 'unknown' : 'never';
    const signed = signedOutcome.encode(outcomeOf(witness, leaf, bytes, word, ''));
    return [{ leaf, word, code: '', signed, bodyHash: undefined, kept: undefined }];
  });
  keepOutcomes(db, fresh, now);
  const made = new Map(fresh.map((row) => [row.leaf, row]));
  return found.map(({ leaf, row = made.get(leaf) }) =>
    row === undefined ? noOutcome(leaf, 'waiting', '') : answerOf(row),
  );
}

export function noOutcome(leaf: number, word: 'none' | 'waiting', code: string): OutcomeAnswer {
  return { leaf, word, code, outcome: null, month: null, body: null, view: null, owner: null };
}

export function answerOf({ leaf, word, code, signed, kept }: OutcomeRow): OutcomeAnswer {
  return {
    leaf,
    word,
    code,
    outcome: toBase64url(signed),
    month: kept?.month ?? null,
    body: kept === undefined ? null : toBase64url(kept.body),
    view: kept?.view === undefined ? null : toBase64url(kept.view),
    owner: kept?.owner ?? null,
  };
}
