/** A member's rows. Founding and `add` make them, `remove` ends them, in the transaction of the entry that says so. */
import type { MemberId } from '#protocol/core/ids.ts';
import type { MemberCard } from '#protocol/members/keys.ts';
import { moveEnrolled, type Ground } from './ceremonies/enrol.ts';
import { storeKit, type Kit } from './ceremonies/slots-and-card.ts';
import type { Trx } from './db.ts';
import { random } from './random.ts';
import { endAllSessions } from './session.ts';

export interface NewMember {
  readonly card: MemberCard;
  readonly userHandle: Uint8Array;
  readonly sealKey: Uint8Array;
  readonly openKey: Uint8Array | undefined;
  readonly kit: Kit;
  readonly ground: Ground;
  /** The context in which her keys were enrolled: rootfp, or the draft's id. */
  readonly root: Uint8Array;
}

export async function createMember(trx: Trx, input: NewMember): Promise<void> {
  const row = {
    user_handle: input.userHandle,
    seal_key: input.sealKey,
    open_key: input.openKey ?? null,
    portal_tag_key: random(32),
  };
  // In the place of whatever stands there: nothing of hers can be there yet.
  await trx
    .insertInto('member')
    .values({ member: input.card.member, ...row })
    .onConflict((oc) => oc.column('member').doUpdateSet(row))
    .execute();
  await trx.deleteFrom('credential').where('member', '=', input.card.member).execute();
  await moveEnrolled(trx, input.ground, input.card, input.root);
  await storeKit(trx, input.card.member, input.kit);
}

/**
 * Ends her sessions and deletes every way in, with what it unlocked: from here on she is a stranger. Her id, public keys
 * and records stay, because what she signed must remain provable.
 */
export async function endMember(trx: Trx, member: MemberId): Promise<void> {
  await endAllSessions(trx, member);
  for (const table of ['credential', 'slot', 'card', 'pending_credential'] as const)
    await trx.deleteFrom(table).where('member', '=', member).execute();
}
