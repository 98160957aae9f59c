/** Finds the invite of a caller who proves the link's secret. An unknown id and a wrong secret get the same answer. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { redeemHash } from '#protocol/members/invite-link.ts';
import { parseId } from '#protocol/core/ids.ts';
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

/** True for a link that still works. A stored join keeps it working, for its own holder, until she is added. */
export async function requireLiveLink(portal: Portal, pass: Pass): Promise<InviteRow> {
  const row = await requireLink(portal, pass);
  if (row.spent) deny('invite-spent');
  if (now() > row.expires && row.join_bytes === null) deny('invite-over');
  return row;
}
