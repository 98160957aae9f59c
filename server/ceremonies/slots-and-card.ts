/**
 * What a new or recovered member sends beside her public card: slots, recovery card, full keys. Checked here for
 * consistency.
 */
import type { Static } from 'typebox';
import type { Credential } from '#protocol/crypto/assertion.ts';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { requireKey } from '#protocol/openings/desk-seed.ts';
import { refuse } from '#protocol/core/errors.ts';
import { cardKeyHash, type MemberCard } from '#protocol/members/keys.ts';
import { requireUsableKeys } from '#protocol/members/usable-key.ts';
import { slotCodec, type Slot } from '#protocol/members/slot.ts';
import type { CardKit } from '#protocol/wire/ceremonies.ts';
import { now } from '../clock.ts';
import type { Trx } from '../db.ts';

export interface Kit {
  readonly slots: readonly Uint8Array[];
  readonly cardId: Uint8Array;
  readonly cardKey: Uint8Array;
}

/**
 * Requires that every slot is hers and for a key or card of hers, and that every key has a slot. The portal cannot tell
 * what is inside.
 */
export function readKit(card: MemberCard, slots: readonly string[], cardKit: Static<typeof CardKit>): Kit {
  const cardId = fromBase64url(cardKit.id);
  const cardKey = fromBase64url(cardKit.loginKey);
  if (!equal(cardKeyHash(card.member, cardKey), card.cardKeyHash)) refuse('desk-key', 'another recovery card');
  const bytes = [...slots, cardKit.slot].map(fromBase64url);
  const parsed = bytes.map((slot) => slotCodec.parse(slot));
  const holders = [...card.credentials.map((credential) => credential.id), cardId];
  for (const slot of parsed) {
    if (slot.member !== card.member || !holders.some((holder) => equal(holder, slot.holder)))
      refuse('slot-foreign', 'a slot of somebody else, or for an unknown key');
  }
  for (const holder of holders) {
    if (!parsed.some((slot) => unlocks(slot, holder))) refuse('slot-foreign', 'a key or card without its slot');
  }
  return { slots: bytes, cardId, cardKey };
}

const unlocks = (slot: Slot, holder: Uint8Array) => slot.purpose === 'unlock' && equal(slot.holder, holder);

/** Requires the full keys whose hashes the card has. */
export function requireFullKeys(card: MemberCard, sealKey: Uint8Array, openKey: Uint8Array | undefined): void {
  requireKey(sealKey, card.sealKeyHash);
  if ((openKey === undefined) !== (card.openKeyHash === undefined))
    refuse('desk-key', 'open key missing or unasked for');
  if (openKey !== undefined && card.openKeyHash !== undefined) requireKey(openKey, card.openKeyHash);
}

/**
 * The same for keys that arrive. What is put back from a backup is not asked: it was in force, and who seals to it leaves
 * it out.
 */
export function requireNewKeys(card: MemberCard, sealKey: Uint8Array, openKey: Uint8Array | undefined): void {
  requireFullKeys(card, sealKey, openKey);
  requireUsableKeys(card, sealKey, openKey);
}

/**
 * Of keys that come later: each slot is hers and for one of them, and each of them opens what her keys open. The portal cannot
 * tell what is inside.
 */
export function readSlots(
  card: MemberCard,
  fresh: readonly Credential[],
  slots: readonly string[],
): readonly Uint8Array[] {
  const bytes = slots.map(fromBase64url);
  const parsed = bytes.map((slot) => slotCodec.parse(slot));
  const isOf = (slot: Slot, { id }: Credential) => slot.member === card.member && equal(slot.holder, id);
  for (const [at, slot] of parsed.entries()) {
    const again = parsed.slice(0, at).some((one) => one.purpose === slot.purpose && equal(one.holder, slot.holder));
    if (again || !fresh.some((key) => isOf(slot, key)))
      refuse('slot-foreign', 'a slot for no key that comes, or twice');
  }
  const purposes = card.openKeyHash === undefined ? (['unlock'] as const) : (['unlock', 'open'] as const);
  for (const key of fresh)
    for (const purpose of purposes)
      if (!parsed.some((slot) => slot.purpose === purpose && isOf(slot, key)))
        refuse('slot-foreign', 'a key without its slot');
  if (parsed.length !== fresh.length * purposes.length) refuse('slot-foreign', 'a slot that nothing opens with');
  return bytes;
}

/** Replaces all slots and the recovery card of the member. */
export async function storeKit(trx: Trx, member: string, kit: Kit): Promise<void> {
  await trx.deleteFrom('slot').where('member', '=', member).execute();
  await storeCard(trx, member, kit);
  for (const bytes of kit.slots) {
    const { purpose, holder } = slotCodec.parse(bytes);
    await trx.insertInto('slot').values({ member, purpose, holder, bytes }).execute();
  }
}

/** Replaces her recovery card. The slot of the one before is gone with it. */
export async function storeCard(trx: Trx, member: string, kit: Pick<Kit, 'cardId' | 'cardKey'>): Promise<void> {
  const old = trx.selectFrom('card').select('id').where('member', '=', member);
  await trx.deleteFrom('slot').where('member', '=', member).where('holder', 'in', old).execute();
  await trx
    .deleteFrom('card')
    .where((eb) => eb.or([eb('member', '=', member), eb('id', '=', kit.cardId)]))
    .execute();
  const card = { id: kit.cardId, member, login_key: kit.cardKey, made_at: now(), used_at: null };
  await trx.insertInto('card').values(card).execute();
}
