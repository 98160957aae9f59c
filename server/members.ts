/** A member's rows, made at founding and by `add`, in the transaction of the entry that names her. */
import type { MemberCard } from '#protocol/keys.ts';
import { moveEnrolled, type Ground } from './ceremonies/enrol.ts';
import { storeKit, type Kit } from './ceremonies/kit.ts';
import type { Trx } from './db.ts';
import { random } from './portal.ts';

export interface NewMember {
  readonly card: MemberCard;
  readonly userHandle: Uint8Array;
  readonly sealKey: Uint8Array;
  readonly openKey: Uint8Array | undefined;
  readonly kit: Kit;
  readonly ground: Ground;
  /** Under which her keys were enrolled: rootfp, or the draft's id. */
  readonly root: Uint8Array;
}

export async function createMember(trx: Trx, made: NewMember): Promise<void> {
  const row = {
    member: made.card.member,
    user_handle: made.userHandle,
    seal_key: made.sealKey,
    open_key: made.openKey ?? null,
    portal_tag_key: random(32),
  };
  await trx.insertInto('member').values(row).execute();
  await moveEnrolled(trx, made.ground, made.card, made.root);
  await storeKit(trx, made.card.member, made.kit);
}
