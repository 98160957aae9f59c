/**
 * What an entry does, done from what the witness was given for it (protocol §3.11): for entries since a backup
 * (`tools/take-back.ts`), and for one whose row in `effect` is gone when its verdict comes.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { cardKeyHash, type MemberCard } from '#protocol/members/keys.ts';
import { slotCodec } from '#protocol/members/slot.ts';
import type { Operation, OperationOf } from '#protocol/roster/operations.ts';
import { monthKeyName } from '#protocol/roster/roster-state.ts';
import { cardGround, type Ground } from '../ceremonies/enrol.ts';
import { requireFullKeys, storeKit } from '../ceremonies/slots-and-card.ts';
import type { Trx } from '../db.ts';
import { now } from '../clock.ts';
import { inviteGround } from '../invites/join.ts';
import { endMember } from '../members.ts';
import { random } from '../random.ts';
import { dropEnded } from './own-keys.ts';
import type { EntryNeeds, PersonNeeds } from './needs.ts';
import type { SeedCodes } from './seed-codes.ts';
import { storeDeskEpoch, storeMonthKey } from './store.ts';

/** Whatever ended since the backup is in it again. So everybody signs in anew, and what was half done is begun anew. */
export async function endWaysIn(trx: Trx): Promise<void> {
  for (const table of ['session', 'challenge', 'proposal'] as const) await trx.deleteFrom(table).execute();
}

/**
 * False where the witness does not keep what this entry needs any more. `present`: her card of now, where she changed her keys
 * since.
 */
export async function putBack(
  trx: Trx,
  codes: SeedCodes,
  op: Operation,
  needs: EntryNeeds | undefined,
  present?: MemberCard,
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
      return putPerson(trx, present ?? op.card, needs, inviteGround(op.invite));
    case 'rekey':
      return putPerson(trx, present ?? op.card, needs, cardGround(op.card.member));
    case 'credential':
      return keepHers(trx, op);
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
  const own = await ownWays(trx, card, person);
  await trx.deleteFrom('credential').where('member', '=', member).execute();
  await putCredentials(trx, { member, credentials: own.credentials }, person);
  await storeKit(trx, member, own.kit);
  return (
    own.credentials.length === card.credentials.length && equal(cardKeyHash(member, own.kit.cardKey), card.cardKeyHash)
  );
}

/**
 * Her keys and her card of now, as far as they are here: those of the entry as the witness keeps them, and those that came
 * later as our own rows have them, if they still fit. No slot of a key that ended is among them.
 */
async function ownWays(trx: Trx, card: MemberCard, person: PersonNeeds) {
  const { member } = card;
  const rows = await trx.selectFrom('slot').select('bytes').where('member', '=', member).execute();
  const held = await trx.selectFrom('card').select(['id', 'login_key']).where('member', '=', member).executeTakeFirst();
  const isNew = held !== undefined && equal(cardKeyHash(member, held.login_key), card.cardKeyHash);
  const cardId = isNew ? held.id : fromBase64url(person.cardId);
  const cardKey = isNew ? held.login_key : fromBase64url(person.cardKey);
  const all = [...person.slots.map(fromBase64url), ...rows.map(({ bytes }) => bytes)].map((bytes) => ({
    bytes,
    slot: slotCodec.parse(bytes),
  }));
  const opens = (id: Uint8Array) => all.some(({ slot }) => slot.purpose === 'unlock' && equal(slot.holder, id));
  const credentials = card.credentials.filter(({ id }) => opens(id));
  const holders = [...credentials.map(({ id }) => id), cardId];
  const kept = all.filter(
    ({ slot }, at) =>
      holders.some((id) => equal(id, slot.holder)) &&
      !all.slice(0, at).some((one) => one.slot.purpose === slot.purpose && equal(one.slot.holder, slot.holder)),
  );
  return { credentials, kit: { slots: kept.map(({ bytes }) => bytes), cardId, cardKey } };
}

/** What ended is gone. The slots of what came stand nowhere but in our own rows (3.11). */
async function keepHers(trx: Trx, op: OperationOf<'credential'>): Promise<boolean> {
  const { member, credentials, cardKeyHash: named } = op;
  await dropEnded(trx, op);
  const cards = await trx.selectFrom('card').select(['id', 'login_key']).where('member', '=', member).execute();
  const old = cards.filter((row) => named !== undefined && !equal(cardKeyHash(member, row.login_key), named));
  for (const { id } of old) {
    await trx.deleteFrom('slot').where('member', '=', member).where('holder', '=', id).execute();
    await trx.deleteFrom('card').where('id', '=', id).execute();
  }
  const held = await trx.selectFrom('credential').select('id').where('member', '=', member).execute();
  return old.length === 0 && credentials.every(({ id }) => held.some((row) => equal(row.id, id)));
}

export async function putCredentials(
  trx: Trx,
  { member, credentials }: Pick<MemberCard, 'member' | 'credentials'>,
  { keys }: Pick<PersonNeeds, 'keys'>,
): Promise<void> {
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
