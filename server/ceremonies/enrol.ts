/** Enrolment of hardware keys, for founding, an invite, a recovery card or a member who is in. Keys wait here until the roster names them. */
import type { Static } from 'typebox';
import { credential as credentialCodec, type Credential } from '#protocol/crypto/assertion.ts';
import { equal, toBase64url } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Credential as WireCredential, Registration } from '#protocol/wire/ceremonies.ts';
import { now } from '../clock.ts';
import type { Trx } from '../db.ts';
import { deny, isDuplicate } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { askChallenge, takeChallenge } from './challenges.ts';
import { verifyEnrolment } from './verify.ts';

export interface Ground {
  readonly ground: 'founding' | 'invite' | 'card' | 'keys';
  readonly holder: string;
}

/** Of a member who comes back with her recovery card. */
export const cardGround = (member: MemberId): Ground => ({ ground: 'card', holder: member });

/** Of a member who is in and sets up one more key. It is not the card's: who has a key of hers must not use up its attempts. */
export const keysGround = (member: MemberId): Ground => ({ ground: 'keys', holder: member });

const holderOf = (at: Ground) => `${at.ground}:${at.holder}`;

export async function beginEnrolment(portal: Portal, at: Ground, userHandle: Uint8Array) {
  const asked = await askChallenge(portal, 'enrol', holderOf(at));
  return { ...asked, userHandle: toBase64url(userHandle) };
}

export async function finishEnrolment(
  portal: Portal,
  at: Ground,
  sent: { challenge: string; registration: Static<typeof Registration> },
  bound: { member: MemberId; root: Uint8Array },
): Promise<Static<typeof WireCredential>> {
  const nonce = await takeChallenge(portal, sent.challenge, 'enrol', holderOf(at));
  const enrolled = await verifyEnrolment(portal.config, sent.registration, {
    rootfp: bound.root,
    member: bound.member,
    nonce,
  });
  await requireNewKey(portal, at, enrolled.id);
  const row = {
    id: enrolled.id,
    ground: at.ground,
    holder: at.holder,
    root: bound.root,
    member: bound.member,
    public_key: enrolled.publicKey,
    aaguid: enrolled.aaguid,
    backup_eligible: enrolled.backupEligible,
    transports: enrolled.transports,
    counter: enrolled.counter,
    added_at: now(),
  };
  try {
    await portal.db.insertInto('pending_credential').values(row).execute();
  } catch (error) {
    if (isDuplicate(error)) return deny('key-known');
    throw error;
  }
  return {
    id: toBase64url(enrolled.id),
    publicKey: toBase64url(enrolled.publicKey),
    aaguid: toBase64url(enrolled.aaguid),
    backupEligible: enrolled.backupEligible,
  };
}

/** Requires that the key belongs to nobody yet, and that one person does not make more attempts than she could need. */
async function requireNewKey(portal: Portal, at: Ground, id: Uint8Array): Promise<void> {
  const known = await portal.db.selectFrom('credential').select('id').where('id', '=', id).executeTakeFirst();
  if (known !== undefined) deny('key-known');
  const { count } = await portal.db
    .selectFrom('pending_credential')
    .where('ground', '=', at.ground)
    .where('holder', '=', at.holder)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count >= limits.credentialsPerMember * 4) deny('throttled');
}

/** Keys that she set up and did not make hers within an hour: else each attempt counts for ever. */
export async function forgetEnrolled(db: Portal['db'], at: Ground): Promise<void> {
  await db
    .deleteFrom('pending_credential')
    .where('ground', '=', at.ground)
    .where('holder', '=', at.holder)
    .where('added_at', '<', now() - 3_600_000)
    .execute();
}

export async function pendingOf(db: Trx | Portal['db'], at: Ground, member: string) {
  return db
    .selectFrom('pending_credential')
    .selectAll()
    .where('ground', '=', at.ground)
    .where('holder', '=', at.holder)
    .where('member', '=', member)
    .execute();
}

/** Requires that every key of a card went through our own enrolment, under this root, for this member. */
export async function requireEnrolled(
  db: Trx | Portal['db'],
  at: Ground,
  card: { readonly member: string; readonly credentials: readonly Credential[] },
  root: Uint8Array,
) {
  const pending = await pendingOf(db, at, card.member);
  return card.credentials.map((named) => {
    const found = pending.find((row) => equal(row.id, named.id) && equal(row.root, root));
    const same =
      found !== undefined &&
      equal(
        credentialCodec.encode(named),
        credentialCodec.encode({
          id: found.id,
          publicKey: found.public_key,
          aaguid: found.aaguid,
          backupEligible: found.backup_eligible,
        }),
      );
    return same ? found : deny('ceremony-refused');
  });
}

/** Moves the keys from waiting to the member. */
export async function moveEnrolled(
  trx: Trx,
  at: Ground,
  card: { readonly member: string; readonly credentials: readonly Credential[] },
  root: Uint8Array,
): Promise<void> {
  const rows = await requireEnrolled(trx, at, card, root);
  for (const { ground: _ground, holder: _holder, root: _root, ...row } of rows) {
    // The list of members says whose key it is. A row of somebody else does not.
    await trx.deleteFrom('credential').where('id', '=', row.id).execute();
    await trx
      .insertInto('credential')
      .values({ ...row, used_at: null })
      .execute();
  }
  await trx.deleteFrom('pending_credential').where('ground', '=', at.ground).where('holder', '=', at.holder).execute();
}
