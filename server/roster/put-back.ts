/**
 * What an entry does, done from what the witness was given for it (protocol §3.11): for entries since a backup
 * (`tools/take-back.ts`), and for one whose row in `effect` is gone when its verdict comes.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { MemberCard } from '#protocol/members/keys.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { monthKeyName } from '#protocol/roster/roster-state.ts';
import { cardGround, type Ground } from '../ceremonies/enrol.ts';
import { requireFullKeys, storeKit } from '../ceremonies/slots-and-card.ts';
import type { Trx } from '../db.ts';
import { now } from '../clock.ts';
import { inviteGround } from '../invites/join.ts';
import { endMember } from '../members.ts';
import { random } from '../random.ts';
import type { EntryNeeds, PersonNeeds } from './needs.ts';
import type { SeedCodes } from './seed-codes.ts';
import { storeDeskEpoch, storeMonthKey } from './store.ts';

/** Whatever ended since the backup is in it again. So everybody signs in anew, and what was half done is begun anew. */
export async function endWaysIn(trx: Trx): Promise<void> {
  for (const table of ['session', 'challenge', 'proposal'] as const) await trx.deleteFrom(table).execute();
}

/** False where the witness does not keep what this entry needs any more. */
export async function putBack(
  trx: Trx,
  codes: SeedCodes,
  op: Operation,
  needs: EntryNeeds | undefined,
): Promise<boolean> {
  switch (op.type) {
    case 'remove':
      await endMember(trx, op.member);
      return true;
    case 'add':
      await trx
        .updateTable('invite')
        .set({ spent: true, slots: null, card_id: null, card_key: null })
        .where('invite', '=', op.invite)
        .execute();
      return putPerson(trx, op.card, needs, inviteGround(op.invite));
    case 'rekey':
      return putPerson(trx, op.card, needs, cardGround(op.card.member));
    case 'desk-epoch':
    case 'month-key': {
      if (needs?.epoch === undefined || needs.epoch === null) return false;
      const { publicKey, members, wraps } = needs.epoch;
      const known = await membersHere(trx);
      // Somebody who came and was removed since has no row, and nothing to open.
      const kept = members.flatMap((member, at) => (known.has(member) ? [{ member, wrap: wraps[at] ?? '' }] : []));
      const minted = {
        publicKey: fromBase64url(publicKey),
        members: kept.map(({ member }) => member),
        wraps: kept.map(({ wrap }) => fromBase64url(wrap)),
      };
      if (op.type === 'desk-epoch') await storeDeskEpoch(trx, codes, op.desk, op.epoch, minted);
      else await storeMonthKey(trx, monthKeyName(op.month, op.number), minted);
      return true;
    }
    default:
      return true;
  }
}

async function membersHere(trx: Trx): Promise<ReadonlySet<string>> {
  const rows = await trx.selectFrom('member').select('member').execute();
  return new Set(rows.map(({ member }) => member));
}

/** Her present keys, slots and card, in the place of whatever is there. */
async function putPerson(
  trx: Trx,
  card: MemberCard,
  needs: EntryNeeds | undefined,
  { ground, holder }: Ground,
): Promise<boolean> {
  const { member } = card;
  await trx.deleteFrom('pending_credential').where('ground', '=', ground).where('holder', '=', holder).execute();
  const person = needs?.person;
  if (person === undefined || person === null) return false;
  const sealKey = fromBase64url(person.sealKey);
  const openKey = person.openKey === null ? undefined : fromBase64url(person.openKey);
  requireFullKeys(card, sealKey, openKey);
  await trx.deleteFrom('credential').where('member', '=', member).execute();
  await trx
    .insertInto('member')
    .values({
      member,
      user_handle: fromBase64url(person.userHandle),
      seal_key: sealKey,
      open_key: openKey ?? null,
      // A new one: notices of the time that was lost are lost with it.
      portal_tag_key: random(32),
    })
    .onConflict((oc) =>
      oc.column('member').doUpdateSet((eb) => ({
        user_handle: eb.ref('excluded.user_handle'),
        seal_key: eb.ref('excluded.seal_key'),
        open_key: eb.ref('excluded.open_key'),
      })),
    )
    .execute();
  await putCredentials(trx, card, person);
  const slots = person.slots.map(fromBase64url);
  await storeKit(trx, member, { slots, cardId: fromBase64url(person.cardId), cardKey: fromBase64url(person.cardKey) });
  return true;
}

async function putCredentials(trx: Trx, { member, credentials }: MemberCard, { keys }: PersonNeeds): Promise<void> {
  for (const { id, publicKey, aaguid, backupEligible } of credentials) {
    const known = keys.find((key) => key.id === toBase64url(id));
    // A key is hers for whom the list of members names it.
    await trx.deleteFrom('credential').where('id', '=', id).execute();
    await trx
      .insertInto('credential')
      .values({
        id,
        public_key: publicKey,
        aaguid,
        backup_eligible: backupEligible,
        transports: [...(known?.transports ?? [])],
        counter: known?.counter ?? 0,
        added_at: now(),
        member,
        used_at: null,
      })
      .execute();
  }
}
