/**
 * The judgement on new leaves. "No entry body, no cosignature" (protocol §3): a roster leaf without the signed entry
 * that makes it, or with one that may not be applied here and now, is not mirrored, so nothing after it is cosigned.
 */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { readLeaf, requireSameLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { applyEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { witnessCard } from '#protocol/members/witness-card.ts';
import { openOwnRoot, type Accepted } from '../log.ts';

export interface Arriving {
  readonly leaves: readonly Uint8Array[];
  /** Signed genesis or entries, by leaf index. */
  readonly entries: ReadonlyMap<number, Uint8Array>;
}

export interface Judge {
  readonly size: number;
  readonly roster: Roster | undefined;
  readonly ownCard: Uint8Array;
  readonly now: number;
}

export function acceptLeaves(arriving: Arriving, judge: Judge): Accepted {
  const entries: { leaf: number; bytes: Uint8Array }[] = [];
  const rosters: Roster[] = [];
  let roster = judge.roster;
  for (const [i, bytes] of arriving.leaves.entries()) {
    const index = judge.size + i;
    const leaf = readLeaf(bytes);
    if (leaf?.type !== 'roster') {
      if (index === 0) refuse('leaf-missing', 'the first entry is genesis');
      continue;
    }
    const signed = arriving.entries.get(index) ?? refuse('leaf-missing', `no signed entry for leaf ${index}`);
    requireSameLeaf(leaf, rosterLeaf(signed));
    roster = roster === undefined ? acceptGenesis(signed, judge.ownCard) : applyEntry(roster, signed, index, judge.now);
    rosters.push(roster);
    entries.push({ leaf: index, bytes: signed });
  }
  return { leaves: arriving.leaves, entries, rosters };
}

/** One genesis, ever: it stands at leaf 0, and it must name this very witness. */
function acceptGenesis(signed: Uint8Array, ownCard: Uint8Array): Roster {
  const roster = openOwnRoot(signed);
  const named = roster.genesis.witnesses.map((card) => witnessCard.encode(card));
  if (!named.some((card) => equal(card, ownCard))) refuse('founding-mismatch', 'genesis names another witness');
  return roster;
}
