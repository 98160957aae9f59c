/** Who calls during founding: the founder proves this start's founding link, a co-founder proves her own link. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { draftCodec, type Draft } from '#protocol/members/founding.ts';
import { redeemHash } from '#protocol/members/invite-link.ts';
import { parseId, type MemberId } from '#protocol/core/ids.ts';
import { derive, key32 } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { deny } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { findInvite, readFounding, type FoundingRow, type FoundingInviteRow } from './store.ts';

export interface Speaker {
  readonly state: FoundingRow;
  /** Undefined for the founder. */
  readonly invite: FoundingInviteRow | undefined;
}

function isFounder(portal: Portal, redeem: Uint8Array): boolean {
  const secret = portal.foundingSecret;
  return secret !== undefined && equal(derive(key32(secret), tuple('dd1/founding/redeem'), 32), redeem);
}

export async function requireSpeaker(
  portal: Portal,
  pass: { invite: string | null; redeem: string },
): Promise<Speaker> {
  const redeem = fromBase64url(pass.redeem);
  if (pass.invite === null) {
    if (!isFounder(portal, redeem)) deny('invite-unknown');
    return { state: await readFounding(portal.db), invite: undefined };
  }
  const invite = await findInvite(portal.db, parseId(pass.invite));
  if (invite === undefined || !equal(invite.redeem_hash, redeemHash(redeem))) return deny('invite-unknown');
  return { state: await readFounding(portal.db), invite };
}

/** Refuses every act except the look once the event is founded. */
export async function requireOpenFounding(
  portal: Portal,
  pass: { invite: string | null; redeem: string },
): Promise<Speaker> {
  const speaker = await requireSpeaker(portal, pass);
  if (portal.rosterCache.founded) deny('founding-over');
  return speaker;
}

/** Returns the present draft. */
export function draftOf(state: FoundingRow): { bytes: Uint8Array; id: Uint8Array; draft: Draft } {
  if (state.draft === null || state.draft_id === null) return deny('not-founded');
  return { bytes: state.draft, id: state.draft_id, draft: draftCodec.parse(state.draft) };
}

export function memberOf(speaker: Speaker): MemberId {
  return speaker.invite === undefined ? draftOf(speaker.state).draft.founder : parseId<MemberId>(speaker.invite.member);
}
