/** Who holds a new key of a desk (§6): a list. For the members' desk a list could be too long: a count and a root. */
import { equal } from '../core/bytes.ts';
import { fixed, list, object, uint32, union, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { memberId, membersDesk, type DeskId, type MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { sizes } from '../crypto/sodium.ts';
import { hashLeaf, rootOf } from '../log/merkle.ts';

export const holders = union('dd1/holders/', {
  listed: object('dd1/holders/listed', { members: list(memberId, limits.membersPerEpoch) }),
  counted: object('dd1/holders/counted', { count: uint32, root: fixed(sizes.hash) }),
});
export type Holders = Of<typeof holders>;

/** `members` in the order of their ids. */
export function holdersOf(desk: DeskId, members: readonly MemberId[]): Holders {
  if (desk !== membersDesk) return { type: 'listed', members };
  const root = rootOf(members.map((member) => hashLeaf(memberId.encode(member))));
  return { type: 'counted', count: members.length, root };
}

export function requireHolders(given: Holders, desk: DeskId, members: readonly MemberId[]): void {
  const expected = holdersOf(desk, members);
  if (given.type !== expected.type || !equal(holders.encode(given), holders.encode(expected)))
    refuse('roster-rule', 'epoch is not for the live members, in order');
}
