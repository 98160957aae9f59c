/** All that the officers' home shows, read at once. */
import type { DeskId } from '#protocol/ids.ts';
import { vault } from '../session.ts';
import type { Envelope } from '../vault/deskwork.ts';
import type { InviteLine } from '../vault/inviting.ts';
import type { Members } from '../vault/members.ts';
import type { Readiness } from '../vault/signing.ts';
import { learnNames } from './saying.ts';

export const officers = 'officers' as DeskId;

export interface Held {
  readonly members: Members;
  readonly invites: readonly InviteLine[];
  readonly readiness: Readiness;
  readonly guestLists: readonly Envelope[];
}

export async function readMembers(): Promise<Held> {
  const [members, invites, readiness, queue] = await Promise.all([
    vault.members(),
    vault.invites(),
    vault.readiness(),
    vault.queue(officers),
  ]);
  learnNames(queue.envelopes);
  return { members, invites, readiness, guestLists: queue.envelopes.filter(({ kind }) => kind === 'guest-list') };
}
