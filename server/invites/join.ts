/** A join: the invitee has made her keys. A link has exactly one stored join. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { joinCodec, joinHash, sentJoin, type Join } from '#protocol/members/invite.ts';
import { signatureHolds } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { requireEnrolled } from '../ceremonies/enrol.ts';
import { readKit, requireNewKeys } from '../ceremonies/slots-and-card.ts';
import { deny } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { requireLiveLink } from './require-link.ts';
import { keepJoin, type InviteRow } from './store.ts';

export const inviteGround = (invite: string) => ({ ground: 'invite', holder: invite }) as const;

/** Checks form and proof of possession. The inviter checks the MAC. */
export function readJoin(bytes: Uint8Array): { join: Join; hash: Uint8Array } {
  const sent = sentJoin.parse(bytes);
  const join = joinCodec.parse(sent.join);
  const hash = joinHash(sent.join);
  if (!signatureHolds(join.card.signKey, tuple('dd1/join/proof', hash), sent.proof))
    refuse('join-proof', 'the joining key has not signed');
  requireNewKeys(join.card, join.sealKey, join.openKey);
  return { join, hash };
}

function requireSameTerms(portal: Portal, row: InviteRow, join: Join): void {
  if (!equal(join.rootfp, portal.rosterCache.roster.rootfp) || join.invite !== row.invite)
    refuse('root-mismatch', 'join to another event or invite');
  if (join.inviter !== row.inviter || join.expires !== row.expires)
    refuse('join-changed', 'other terms than those offered');
  if (portal.rosterCache.roster.members.has(join.card.member)) refuse('roster-rule', 'already a member');
}

export async function takeJoin(portal: Portal, body: Body<'invites/join'>): Promise<void> {
  const row = await requireLiveLink(portal, body);
  const bytes = fromBase64url(body.join);
  const { join } = readJoin(bytes);
  requireSameTerms(portal, row, join);
  await requireEnrolled(portal.db, inviteGround(row.invite), join.card, join.rootfp);
  const kit = readKit(join.card, body.slots, body.card);
  const kept = await keepJoin(portal.db, row.invite, {
    join_bytes: bytes,
    pending: fromBase64url(body.pending),
    member: join.card.member,
    slots: [...kit.slots],
    card_id: kit.cardId,
    card_key: kit.cardKey,
  });
  if (!kept) deny('invite-spent');
}
