/**
 * A tab that died before the digits (§4.6). One touch of the key that was just set up opens what she sealed for herself.
 * Root, invite, inviter and join come from there alone. The portal chooses which of her joins it hands back, so the person
 * who calls says her number first: digits of another invitation are shown to nobody.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { joinCodec, type Join } from '#protocol/members/invite.ts';
import { deriveMemberKeys } from '#protocol/members/keys.ts';
import { openPendingJoin } from '#protocol/members/pending-join.ts';
import { openSlot, prfKey, slotCodec } from '#protocol/members/slot.ts';
import { requireInviter } from '#protocol/roster/inviter.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { touchForLogin, type LoginTouch } from '../session/login-touch.ts';
import type { Ports } from '../session/ports.ts';
import { AwaitedJoin, seenOfInvite, type AwaitedNow, type InviteSeen } from './awaited-join.ts';
import { followTo, startAt } from './invite-roster.ts';
import type { CardPlace } from './recovery.ts';

export class ResumedJoin {
  readonly #awaited: AwaitedJoin;
  readonly #join: Join;
  #isNumberSaid = false;

  private constructor(awaited: AwaitedJoin, join: Join) {
    [this.#awaited, this.#join] = [awaited, join];
  }

  static async begin(ports: Ports, place: CardPlace): Promise<ResumedJoin> {
    await sodiumReady;
    const nonce = ports.random(32);
    const touched = await touchForLogin(ports, place);
    const { assertion } = touched;
    const answer = await ports.call('invites/resume', { assertion, headNonce: toBase64url(nonce) });
    const { join: bytes, redeem } = openOwn(answer, touched);
    const join = joinCodec.parse(bytes);
    const start = startAt(answer, join.rootfp, nonce);
    const roster = followTo(start);
    if (start.head.time > join.expires) refuse('invite-expired', 'the invitation is over');
    requireInviter(roster, join);
    return new ResumedJoin(new AwaitedJoin(ports, join, redeem, roster), join);
  }

  seen(): InviteSeen {
    const { card, expires, inviter } = this.#join;
    const terms = { role: card.role, member: card.member, desks: [], expires, inviter };
    return seenOfInvite(this.#awaited.roster, terms, { joined: true, resumed: true });
  }

  /** Take the number that the person who calls has said. Refuses any but the inviter's. */
  takeNumber(said: number): void {
    if (said !== this.#awaited.inviterNumber) refuse('inviter-number', 'not the number of the person who invited');
    this.#isNumberSaid = true;
  }

  async awaitAdd(): Promise<AwaitedNow> {
    const now = await this.#awaited.look();
    return this.#isNumberSaid ? now : { ...now, digits: undefined };
  }
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
  return pending;
}
