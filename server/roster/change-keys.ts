/**
 * Her own keys and her card (3.4, `credential`): a key comes, a key ends, a new card takes the place of the old one. The entry
 * and what a new key needs are taken together; `own-keys.ts` has what is done with the verdict.
 */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { credential as credentialCodec, type Credential } from '#protocol/crypto/assertion.ts';
import { cardKeyHash, type MemberCard } from '#protocol/members/keys.ts';
import { slotCodec } from '#protocol/members/slot.ts';
import type { OperationOf } from '#protocol/roster/operations.ts';
import { signedEntry } from '#protocol/roster/roster.ts';
import { currentCard } from '#protocol/roster/roster-state.ts';
import { cardAfter } from '#protocol/roster/rules/key-rules.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { keysGround, requireEnrolled } from '../ceremonies/enrol.ts';
import { readSlots } from '../ceremonies/slots-and-card.ts';
import type { Portal } from '../portal.ts';
import { goOnWith, type Session } from '../session.ts';
import { enactEntry, readNow } from './apply.ts';
import { nothing } from './effects.ts';

type Change = OperationOf<'credential'>;

const isAmong = (keys: readonly Credential[], key: Credential) =>
  keys.some((one) => equal(credentialCodec.encode(one), credentialCodec.encode(key)));

export async function changeKeys(portal: Portal, session: Session, body: Body<'roster/credential'>): Promise<void> {
  const { member } = session;
  const bytes = fromBase64url(body.entry);
  // The answer was lost, and she sends it again.
  if (portal.rosterCache.isInForce(bytes)) return;
  const { entry, signers } = readNow(portal, bytes);
  const op = entry.operation;
  if (op.type !== 'credential' || op.member !== member || !signers.includes(member))
    return refuse('roster-right', 'not of her own keys');
  const before = currentCard(portal.rosterCache.roster, member);
  const fresh = op.credentials.filter((key) => !isAmong(before.credentials, key));
  await requireEnrolled(
    portal.db,
    keysGround(member),
    { member, credentials: fresh },
    portal.rosterCache.roster.rootfp,
  );
  const slots = readSlots(before, fresh, body.slots);
  const card = readCard(cardAfter(before, op), op, body.card);
  // She has just touched a key that stays. Where it is not the one that she signed in with, this session goes on all the same.
  const [touched] = signedEntry.parse(bytes).signatures;
  if (touched !== undefined && op.credentials.some(({ id }) => equal(id, touched.assertion.credentialId)))
    await goOnWith(portal, session, touched.assertion.credentialId);
  await enactEntry(portal, bytes, { ...nothing, slots: [...slots, ...card.slots], ...card.row });
}

/** The new recovery card, where the entry names one. */
function readCard(after: MemberCard, op: Change, given: Body<'roster/credential'>['card']) {
  if ((op.cardKeyHash === undefined) !== (given === null)) return refuse('desk-key', 'a card missing or unasked for');
  if (given === null) return { slots: [], row: {} };
  const [id, key, slot] = [given.id, given.loginKey, given.slot].map(fromBase64url) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const { member, purpose, holder } = slotCodec.parse(slot);
  if (!equal(cardKeyHash(after.member, key), after.cardKeyHash)) refuse('desk-key', 'another recovery card');
  if (member !== after.member || purpose !== 'unlock' || !equal(holder, id)) refuse('slot-foreign', 'of another card');
  return { slots: [slot], row: { card_id: id, card_key: key } };
}
