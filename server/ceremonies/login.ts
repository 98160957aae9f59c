/** Login. An unknown key and a wrong signature get the same answer, after the same work. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { cardKeyHash } from '#protocol/members/keys.ts';
import { cardLoginMessage } from '#protocol/members/recovery-card.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import type { Notice } from '#protocol/log/notice.ts';
import { isFrozen } from '#protocol/roster/frozen.ts';
import { findCard as findMemberCard } from '#protocol/roster/roster-state.ts';
import { wayRuleOf } from '#protocol/members/policy.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import { signatureHolds, signKeyPair, key32 } from '#protocol/crypto/sodium.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { asMember } from '../roster-cache.ts';
import { now } from '../clock.ts';
import type { Trx } from '../db.ts';
import { deny, Refusal } from '../errors.ts';
import { makeNotice, storeNotice } from '../log/notices.ts';
import type { Portal } from '../portal.ts';
import { random } from '../random.ts';
import { startSession } from '../session.ts';
import type { Call } from '../acts.ts';
import { takeChallenge } from './challenges.ts';
import { advanceCounter, isCountedBefore, requireOwnHandle } from './webauthn-checks.ts';
import { findCard, findCredential, tagKeyOf } from './store.ts';
import { countFailure, forgetFailures, isFirst, requireUnthrottled } from './throttle.ts';
import { verifyLogin, type KnownCredential } from './verify.ts';
import { welcome } from './welcome.ts';

/** A key that belongs to nobody: an unknown credential costs the same verification as a known one. */
let nobody: { id: Uint8Array; public_key: Uint8Array; counter: number } | undefined;
function stranger(id: Uint8Array) {
  const eddsaHead = [0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
  nobody ??= {
    id,
    public_key: new Uint8Array([...eddsaHead, ...signKeyPair(key32(random(32))).publicKey]),
    counter: 0,
  };
  return { ...nobody, id, member: undefined, user_handle: new Uint8Array(32) };
}

export async function loginWithKey(
  portal: Portal,
  body: Body<'login/finish'>,
  call: Call,
): Promise<Reply<'login/finish'>> {
  const id = fromBase64url(body.assertion.credentialId);
  const nonce = await takeChallenge(portal, body.assertion.challenge, 'login', null);
  const known = (await findCredential(portal.db, id)) ?? stranger(id);
  try {
    const seen = await verifyLogin(portal.config, body.assertion, known, nonce);
    requireOwnHandle(fromBase64url(body.assertion.userHandle), known.user_handle);
    const member = asMember(known.member ?? deny('ceremony-refused'));
    const { policy } = portal.rosterCache.roster;
    // She was removed while she touched her key: her rows may have been read a moment before they were deleted.
    const { role } = findMemberCard(portal.rosterCache.roster, member) ?? deny('ceremony-refused');
    requireListed(portal, member, known);
    if (seen.backupEligible && !wayRuleOf(policy, role).backupAllowed) deny('ceremony-refused');
    requireNotFrozen(portal, member);
    if (isCountedBefore(known.counter, seen.counter)) await refuseCopied(portal, member, id);
    await advanceCounter(portal.db, id, known.counter, seen.counter, now());
    await forgetFailures(portal, 'login', id);
    await startSession(portal, call.request, member, 'key', id);
    return await welcome(portal, member, 'key', id, body.headNonce);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'ceremony-refused') throw error;
    // Only failures are slowed down. Ids are in the roster, so nobody may lock a member out by knowing her id.
    await requireUnthrottled(portal, 'login', id);
    await countFailure(portal, 'login', id);
    throw new Refusal('login-unknown', { cause: error });
  }
}

/**
 * Told only to somebody who has shown her key or card. It is asked of both rosters, so it counts from the commit of the
 * freeze on, and what began before that is ended by the guard.
 */
function requireNotFrozen({ rosterCache }: Portal, member: MemberId): void {
  rosterCache.standing((roster) => {
    if (isFrozen(roster, member)) deny('frozen');
  });
}

/**
 * A row alone makes nobody a member: the officers' signatures do, and her own say which keys are hers. A key that ends is
 * refused from the commit on, while the witness judges.
 */
function requireListed(
  { rosterCache }: Portal,
  member: MemberId,
  row: Pick<KnownCredential, 'id' | 'public_key'>,
): void {
  rosterCache.standing((roster) => {
    const listed = findMemberCard(roster, member)?.credentials ?? [];
    if (!listed.some(({ id, publicKey }) => equal(id, row.id) && equal(publicKey, row.public_key)))
      deny('ceremony-refused');
  });
}

/**
 * Her key answered rightly, and its count was reached before: by a copy, or by her while a copy is used now. Nobody can
 * tell which. The owner and the officers read it in the log, once in ten minutes, so that a copy cannot fill the log.
 */
async function refuseCopied(portal: Portal, member: MemberId, id: Uint8Array): Promise<never> {
  if (await isFirst(portal, 'copied', id)) await writeNotice(portal, member, 'login-refused');
  throw new Refusal('key-copied');
}

export const cardHolder = (card: Uint8Array) => `card:${toBase64url(card)}`;

/** Logs in a participant by recovery card, only as far as new keys. Leaves an entry in the log that she will see. */
export async function loginWithCard(
  portal: Portal,
  body: Body<'login/card-finish'>,
  call: Call,
): Promise<Reply<'login/card-finish'>> {
  const id = fromBase64url(body.card);
  const nonce = await takeChallenge(portal, body.challenge, 'card-login', cardHolder(id));
  const card = await findCard(portal.db, id);
  const key = card?.login_key ?? stranger(id).public_key.slice(10);
  const holds = signatureHolds(key, cardLoginMessage(portal.config.origin, id, nonce), fromBase64url(body.signature));
  if (card === undefined || !holds) {
    await requireUnthrottled(portal, 'card', id);
    await countFailure(portal, 'card', id);
    return deny('login-unknown');
  }
  const member = asMember(card.member);
  requireNotFrozen(portal, member);
  const { role, cardKeyHash: named } = findMemberCard(portal.rosterCache.roster, member) ?? deny('login-unknown');
  // A row alone is nobody's card: her member card names it.
  if (!equal(cardKeyHash(member, card.login_key), named)) deny('login-unknown');
  if (role !== 'participant') refuse('not-yet', 'recovery of staff');
  await noteCardLogin(portal, member, card);
  await forgetFailures(portal, 'card', id);
  await startSession(portal, call.request, member, 'card', id);
  return welcome(portal, member, 'card', id, body.headNonce);
}

/** Of one card and UTC day. Each leaves an entry that everybody reads. */
const cardLoginsPerDay = 20;

interface Card {
  readonly id: Uint8Array;
  readonly login_day: number;
  readonly logins: number;
}

/** How many logins of the card this day, with this one. Another card of hers, and her keys, are not counted. */
function loginsWithThis({ login_day, logins }: Card, day: number): number {
  const count = login_day === day ? logins + 1 : 1;
  if (count > cardLoginsPerDay) deny('throttled');
  return count;
}

async function noteCardLogin(portal: Portal, member: MemberId, card: Card): Promise<void> {
  // Asked before as well, so that it costs no lock.
  loginsWithThis(card, dayOf(now()));
  await writeNotice(portal, member, 'card-login', async (trx) => {
    const time = now();
    const counted = {
      login_day: dayOf(time),
      logins: loginsWithThis((await findCard(trx, card.id)) ?? card, dayOf(time)),
    };
    await trx
      .updateTable('card')
      .set({ used_at: time, ...counted })
      .where('id', '=', card.id)
      .execute();
  });
}

/** Writes a notice about a member into the log, and with it what `beside` writes. */
async function writeNotice(
  portal: Portal,
  member: MemberId,
  what: Notice['what'],
  beside: (trx: Trx) => Promise<void> = async () => undefined,
): Promise<void> {
  const tagKey = await tagKeyOf(portal.db, member);
  const notice = makeNotice(portal.rosterCache.roster.rootfp, member, what, tagKey);
  await portal.commits.commit(
    async (trx, first) => {
      await beside(trx);
      await storeNotice(trx, first, member, notice);
    },
    () => [notice.leaf],
  );
  portal.publisher.schedulePublish();
}
