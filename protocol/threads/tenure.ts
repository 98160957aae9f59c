/**
 * The account keys that a member had one after another (§9.15): which of them counted where in the log, and which of her
 * account secrets may still open her archive.
 */
import { equal } from '../core/bytes.ts';
import type { MemberId } from '../core/ids.ts';
import type { Roster } from '../roster/roster-state.ts';
import { generationsOf } from './bundle.ts';

/** From the entry that brought a signing key to the one that ended it. Leaves; `at` is a verdict time, ms. */
export interface KeyTenure {
  readonly signKey: Uint8Array;
  readonly dhKey: Uint8Array;
  readonly from: number;
  readonly until: number | undefined;
  readonly at: number;
}

/** Returns them oldest first. Cards with the same signing key, as after `credential`, are one. */
export function tenuresOf({ members }: Pick<Roster, 'members'>, member: MemberId): readonly KeyTenure[] {
  const found: KeyTenure[] = [];
  for (const { card, from, until, at } of members.get(member) ?? []) {
    const last = found.at(-1);
    if (last !== undefined && equal(last.signKey, card.signKey)) found[found.length - 1] = { ...last, until };
    else found.push({ signKey: card.signKey, dhKey: card.dhKey, from, until, at });
  }
  return found;
}

/**
 * Returns how many of her earlier account secrets may open her archive, counted from the newest: none once bundles in the
 * present tenure say that it was sealed anew; otherwise those up to the first whose own tenure says so of it.
 *
 * @param signKeys of the earlier secrets, newest first
 * @param index where in the whole log each generation of bundles is (indexBundles)
 */
export function earlierThatOpen(
  roster: Roster,
  member: MemberId,
  signKeys: readonly Uint8Array[],
  index: ReadonlyMap<string, number>,
): number {
  const leaves = generationsOf(roster.rootfp, member, index);
  const tenures = tenuresOf(roster, member);
  const isNoted = ({ from, until }: KeyTenure) =>
    leaves.some((leaf) => leaf > from && (until === undefined || leaf < until));
  const present = tenures.at(-1);
  if (present === undefined || isNoted(present)) return 0;
  for (const [at, signKey] of signKeys.entries()) {
    const tenure = tenures.find((each) => equal(each.signKey, signKey));
    if (tenure === undefined) return at;
    if (isNoted(tenure)) return at + 1;
  }
  return signKeys.length;
}
