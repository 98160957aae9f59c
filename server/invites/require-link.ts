/** Finds the invite of a caller who proves the link's secret. An unknown id and a wrong secret get the same answer. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { redeemHash } from '#protocol/members/invite-link.ts';
import { refuse } from '#protocol/core/errors.ts';
import { parseId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { now } from '../clock.ts';
import { deny } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { findInvite, type InviteRow } from './store.ts';

interface Pass {
  readonly invite: string;
  readonly redeem: string;
}

export async function requireLink(portal: Portal, pass: Pass): Promise<InviteRow> {
  const row = await findInvite(portal.db, parseId(pass.invite));
  if (row === undefined || !equal(row.redeem_hash, redeemHash(fromBase64url(pass.redeem))))
    return deny('invite-unknown');
  return row;
}

/** After its end a link answers nobody. One with a join answers as long as its holder may still be added. */
export const isOver = ({ expires, join_bytes }: Pick<InviteRow, 'expires' | 'join_bytes'>): boolean =>
  now() > expires + (join_bytes === null ? 0 : limits.admissionMsMax);

/** Requires a link that still works. */
export async function requireLiveLink(portal: Portal, pass: Pass): Promise<InviteRow> {
  const row = await requireLink(portal, pass);
  if (row.spent) deny('invite-spent');
  if (isOver(row)) deny('invite-over');
  return row;
}

/** Requires that nobody has joined: a key that is set up now would take the place of one that the join names. */
export async function requireUnusedLink(portal: Portal, pass: Pass): Promise<InviteRow> {
  const row = await requireLiveLink(portal, pass);
  if (row.join_bytes !== null) return refuse('invite-used', 'somebody has joined with it');
  return row;
}
