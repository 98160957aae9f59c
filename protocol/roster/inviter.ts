/** Whose invite counts, and what she knew (§4.3). The roster is the one at a head over the newcomer's own nonce. */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import type { InviteId, MemberId } from '../core/ids.ts';
import type { Seen } from '../members/seen.ts';
import { officersOf, type Roster } from './roster-state.ts';
import { stateOf, statePartsOf } from './state.ts';

/** Requires that the inviter is an officer. No other officer steps in: the digits are shown under her key alone. */
export function requireInviter(
  roster: Roster,
  { invite, inviter }: { readonly invite: InviteId; readonly inviter: MemberId },
): void {
  if (!officersOf(roster).includes(inviter)) refuse('invite-inviter', 'no officer at this head', { invite, inviter });
}

export function seenOf(roster: Roster): Seen {
  const { verdicts, verdictsRoot } = statePartsOf(roster);
  return { rootfp: roster.rootfp, verdicts, verdictsRoot, state: stateOf(roster) };
}

/** Requires that the roster after so many verdicts is the one that the inviter knew. */
export function requireSeen(roster: Roster, seen: Seen): void {
  const now = seenOf(roster);
  const same =
    now.verdicts === seen.verdicts &&
    equal(now.rootfp, seen.rootfp) &&
    equal(now.verdictsRoot, seen.verdictsRoot) &&
    equal(now.state, seen.state);
  if (!same) refuse('roster-chain', `not what the inviter knew after ${seen.verdicts} verdicts`);
}
