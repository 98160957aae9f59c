/** Who is in the event, as the verified roster says it: ids, roles, desks and keys, no names. */
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import type { Role, Way } from '#protocol/members/keys.ts';
import { isFrozen } from '#protocol/roster/frozen.ts';
import { currentEpoch, deskMembers, desksOf, findCard } from '#protocol/roster/roster-state.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { epochIsCurrent } from './new-keys.ts';
import { stopOf, stopSigners, type Stop, type StopSigners } from './stopping.ts';

export interface MemberLine {
  readonly member: MemberId;
  readonly role: Role;
  readonly way: Way;
  readonly keys: number;
  readonly desks: readonly DeskId[];
  /** Her access is stopped. */
  readonly stop: Stop | undefined;
  readonly signers: StopSigners;
}

export interface DeskLine {
  readonly desk: DeskId;
  readonly people: readonly MemberId[];
  /** Those of them whose access is stopped: they get nothing of the next key. */
  readonly stopped: readonly MemberId[];
  /** 0 while the desk has not made its key. */
  readonly epoch: number;
  /** False while a newcomer waits for the next key. */
  readonly current: boolean;
}

export interface Members {
  readonly members: readonly MemberLine[];
  readonly desks: readonly DeskLine[];
  /** How many officers sign together what one alone may not do. */
  readonly quorum: number;
}

export async function readMembers(vault: UnlockedVault): Promise<Members> {
  const { roster, head } = await vault.fresh();
  const self = vault.open.member;
  return {
    members: [...roster.members.keys()].flatMap((member) => {
      const card = findCard(roster, member);
      // Removed: no member any more.
      if (card === undefined) return [];
      const { role, way, credentials } = card;
      return [
        {
          member,
          role,
          way,
          keys: credentials.length,
          desks: desksOf(roster, member),
          stop: stopOf(roster, head.time, member),
          signers: stopSigners(roster, head.time, self, member),
        },
      ];
    }),
    desks: roster.policy.desks.map((desk) => ({
      desk,
      people: deskMembers(roster, desk),
      stopped: deskMembers(roster, desk).filter((member) => isFrozen(roster, member)),
      epoch: currentEpoch(roster, desk)?.epoch ?? 0,
      current: epochIsCurrent(roster, desk),
    })),
    quorum: roster.quorum,
  };
}
