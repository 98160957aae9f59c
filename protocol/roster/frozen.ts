/** Who is frozen, and was (§3). A freeze stops what she may do; what she did and was given before stays hers. */
import type { MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';

/** One freeze of a member. `end` is the leaf that ended it. */
export interface Freeze {
  readonly from: number;
  readonly end: number | undefined;
  readonly until: number | undefined;
  readonly by: readonly MemberId[];
}

/** What of the roster these questions are about. */
interface Frozen {
  readonly frozen: ReadonlyMap<MemberId, readonly Freeze[]>;
}

const freezesOf = ({ frozen }: Frozen, member: MemberId): readonly Freeze[] => frozen.get(member) ?? [];

/** The freeze that has not ended. */
export function runningFreeze(roster: Frozen, member: MemberId): Freeze | undefined {
  return freezesOf(roster, member).findLast(({ end }) => end === undefined);
}

/** After the newest entry. */
export function isFrozen(roster: Frozen, member: MemberId): boolean {
  return runningFreeze(roster, member) !== undefined;
}

export function isFrozenAt(roster: Frozen, member: MemberId, leaf: number): boolean {
  return freezesOf(roster, member).some(({ from, end }) => from < leaf && (end === undefined || leaf < end));
}

/** Whether she was frozen in an entry after this leaf; `countsUntil`: also by a freeze with an end of its own. */
export function wasFrozenAfter(roster: Frozen, member: MemberId, leaf: number, countsUntil: boolean): boolean {
  return freezesOf(roster, member).some(({ from, until }) => from > leaf && (countsUntil || until === undefined));
}

/** Whether a freeze of hers began or ended after this leaf. */
export function changedAfter(roster: Frozen, member: MemberId, leaf: number): boolean {
  return freezesOf(roster, member).some(({ from, end }) => from > leaf || (end !== undefined && end > leaf));
}

export const spentPair = (officer: MemberId, member: MemberId): string => `${officer} ${member}`;

/** What one officer may do without another: a few freezes at a time, and each person once. */
export function mayFreezeAlone(
  roster: Frozen & { readonly spent: ReadonlySet<string> },
  officer: MemberId,
  member: MemberId,
  isOfficer: (member: MemberId) => boolean,
): boolean {
  if (roster.spent.has(spentPair(officer, member))) return false;
  const held = [...roster.frozen.keys()].filter((other) => {
    const freeze = runningFreeze(roster, other);
    return freeze?.until !== undefined && freeze.by.length === 1 && freeze.by[0] === officer;
  });
  const officers = held.filter(isOfficer).length;
  return held.length < limits.freezesPerOfficer && !(isOfficer(member) && officers >= limits.officersFrozenByOne);
}
