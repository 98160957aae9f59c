/** Who is in the event, as the verified roster says it: ids, roles, desks and keys, no names. */
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import type { Role, Way } from '#protocol/members/keys.ts';
import { currentEpoch, deskMembers, desksOf, findCard } from '#protocol/roster/roster-state.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { epochIsCurrent } from './new-keys.ts';

export interface MemberLine {
  readonly member: MemberId;
  readonly role: Role;
  readonly way: Way;
  readonly keys: number;
  readonly desks: readonly DeskId[];
}

export interface DeskLine {
  readonly desk: DeskId;
  readonly people: readonly MemberId[];
  /** 0 while the desk has not made its key. */
  readonly epoch: number;
  /** False while a newcomer waits for the next key. */
  readonly current: boolean;
}

export interface Members {
  readonly members: readonly MemberLine[];
  readonly desks: readonly DeskLine[];
}

export async function readMembers(vault: UnlockedVault): Promise<Members> {
  const { roster } = await vault.fresh();
  return {
    members: [...roster.members.keys()].flatMap((member) => {
      const card = findCard(roster, member);
      // Removed: no member any more.
      if (card === undefined) return [];
      const { role, way, credentials } = card;
      return [{ member, role, way, keys: credentials.length, desks: desksOf(roster, member) }];
    }),
    desks: roster.policy.desks.map((desk) => ({
      desk,
      people: deskMembers(roster, desk),
      epoch: currentEpoch(roster, desk)?.epoch ?? 0,
      current: epochIsCurrent(roster, desk),
    })),
  };
}
