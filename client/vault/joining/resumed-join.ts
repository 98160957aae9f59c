/**
 * A tab that died before the digits (§4.6). She opens her link again, and one touch of a key that she set up opens what she
 * sealed for herself. It is taken only if it is the join of this very link.
 */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import type { InviteKeys } from '#protocol/members/invite-link.ts';
import { joinCodec, type InviteTerms, type Join } from '#protocol/members/invite.ts';
import { deriveMemberKeys } from '#protocol/members/keys.ts';
import { openPendingJoin } from '#protocol/members/pending-join.ts';
import { openSlot, prfKey, slotCodec } from '#protocol/members/slot.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { touchForLogin, type LoginTouch } from '../session/login-touch.ts';
import type { Ports } from '../session/ports.ts';
import type { CardPlace } from './recovery.ts';

/** What the link that was opened again names. */
interface OfLink {
  readonly rootfp: Uint8Array;
  readonly keys: InviteKeys;
  readonly terms: InviteTerms;
  /** The ids of the keys of the join, as the portal says. */
  readonly allow: readonly Uint8Array[];
}

/** Returns the join that she sent for this link. The portal chooses slot and pending join: any other is `join-other`. */
export async function resumedJoin(ports: Ports, place: CardPlace, of: OfLink): Promise<Join> {
  const touched = await touchForLogin(ports, place, of.allow);
  const answer = await ports.call('invites/resume', { assertion: touched.assertion });
  const { rootfp, pending } = openOwn(answer, touched);
  const join = joinCodec.parse(pending.join);
  const { invite, inviter, member, role, expires } = of.terms;
  if (
    !equal(rootfp, of.rootfp) ||
    !equal(pending.redeem, of.keys.redeem) ||
    join.invite !== invite ||
    join.inviter !== inviter ||
    join.card.member !== member ||
    join.card.role !== role ||
    join.expires !== expires
  )
    refuse('join-other', 'what this key sealed is of another invitation', { invite: join.invite });
  return join;
}

/** What this key's slot and the account secret in it open, and whose keys are the ones that the join names. */
function openOwn(answer: Reply<'invites/resume'>, { got: { credentialId }, key }: LoginTouch) {
  const slot = answer.slots
    .map((text) => slotCodec.parse(fromBase64url(text)))
    .find(({ purpose, holder }) => purpose === 'unlock' && equal(holder, credentialId));
  if (slot === undefined) return refuse('slot-foreign', 'no slot for the key that was touched');
  const at = { purpose: 'unlock', member: answer.member as MemberId, holder: credentialId } as const;
  const { secret, rootfp } = openSlot(prfKey(key), slot, at);
  const pending = openPendingJoin(secret, fromBase64url(answer.pending));
  const { card, rootfp: joined } = joinCodec.parse(pending.join);
  const own = deriveMemberKeys(secret).sign.publicKey;
  if (card.member !== at.member || !equal(card.signKey, own) || !equal(joined, rootfp))
    refuse('join-changed', 'the join that waits is not of these keys');
  return { rootfp, pending };
}
