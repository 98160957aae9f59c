/** A newcomer whose tab died before the digits: one touch of a key that waits brings back what she sealed for herself. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { slotCodec } from '#protocol/members/slot.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { takeChallenge } from '../ceremonies/challenges.ts';
import { requireOwnHandle } from '../ceremonies/webauthn-checks.ts';
import { countFailure, requireUnthrottled } from '../ceremonies/throttle.ts';
import { verifyLogin } from '../ceremonies/verify.ts';
import { deny, Refusal } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { asMember } from '../roster-cache.ts';
import { isOver } from './require-link.ts';
import { findPending } from './store.ts';

/** An unknown key, one without a join, and a wrong signature get one answer. */
export async function resume(portal: Portal, body: Body<'invites/resume'>): Promise<Reply<'invites/resume'>> {
  const id = fromBase64url(body.assertion.credentialId);
  const nonce = await takeChallenge(portal, body.assertion.challenge, 'login', null);
  try {
    const waiting = (await findPending(portal.db, id)) ?? deny('ceremony-refused');
    await verifyLogin(portal.config, body.assertion, waiting, nonce);
    // A key that was asked for by its id need not say its handle.
    const handle = fromBase64url(body.assertion.userHandle);
    if (handle.length > 0) requireOwnHandle(handle, waiting.user_handle);
    if (isOver(waiting)) return deny('invite-over');
    const { member, pending, slots } = waiting;
    if (member === null || pending === null || slots === null) return deny('ceremony-refused');
    return {
      member: asMember(member),
      slots: slots.filter((bytes) => equal(slotCodec.parse(bytes).holder, id)).map(toBase64url),
      pending: toBase64url(pending),
    };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'ceremony-refused') throw error;
    await requireUnthrottled(portal, 'login', id);
    await countFailure(portal, 'login', id);
    throw new Refusal('login-unknown', { cause: error });
  }
}
