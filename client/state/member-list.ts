/** Everything that the officers' first page shows, read at once. */
import type { DeskId } from '#protocol/core/ids.ts';
import { vault } from './session.ts';
import type { Envelope, Queue } from '../vault/records/team-records.ts';
import type { InviteLine } from '../vault/joining/inviting.ts';
import type { Members } from '../vault/roster/end-membership.ts';
import type { Proposal } from '../vault/roster/approving.ts';
import type { Readiness } from '../vault/roster/new-keys.ts';
import { learnNames } from './names.ts';

export const officers = 'officers' as DeskId;

export interface MemberData {
  readonly members: Members;
  readonly invites: readonly InviteLine[];
  readonly readiness: Readiness;
  /** Operations that have one signature and need another. */
  readonly proposals: readonly Proposal[];
  readonly guestLists: readonly Envelope[];
}

export async function readMembers(): Promise<MemberData> {
  const [members, invites, readiness, queue, all] = await Promise.all([
    vault.members(),
    vault.invites(),
    vault.readiness(),
    vault.queue(officers),
    vault.proposals(),
  ]);
  learnNames(queue.envelopes);
  // A proposal that has expired is shown under Approvals; it stops nobody from beginning again.
  const proposals = all.filter(({ left }) => left !== 'none');
  return { members, invites: named(invites, proposals), readiness, proposals, guestLists: guestListsOf(queue) };
}

export const guestListsOf = (queue: Queue): readonly Envelope[] =>
  queue.envelopes.filter(({ kind }) => kind === 'guest-list');

/**
 * Another officer's invite names nobody until she has signed its entry. After that the name is shown as under
 * Approvals.
 */
function named(invites: readonly InviteLine[], proposals: readonly Proposal[]): readonly InviteLine[] {
  return invites.map((invite) => {
    if (invite.member !== undefined) return invite;
    const signed = proposals.find(({ operation }) => operation.type === 'add' && operation.invite === invite.invite);
    if (signed?.operation.type !== 'add') return invite;
    return { ...invite, member: signed.operation.card.member, state: 'endorsed' };
  });
}
