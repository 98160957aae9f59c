/**
 * Slots: AS (or DS) sealed under the PRF output of one hardware key, or under the recovery card's code (§2). Symmetric on
 * purpose: if a slot were sealed to a public key, the server could plant a secret of its own.
 */
import { equal, isZero, utf8 } from '../core/bytes.ts';
import { blob, fixed, list, object, word, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { memberId, type MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { aeadOpen, aeadSeal, deriveCommitted, key32, sizes, type Key32 } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

export const slotCodec = object('dd1/slot', {
  /** unlock: the secret is AS. open: it is DS. */
  purpose: word('unlock', 'open'),
  member: memberId,
  /** The credential's id, or the card's. */
  holder: blob(limits.credentialIdBytes),
  salt: fixed(32),
  commitment: fixed(32),
  box: blob(limits.slotBytes),
});
export type Slot = Of<typeof slotCodec>;

const slotSecret = object('dd1/slot-secret', {
  secret: fixed(32),
  rootfp: fixed(32),
  member: memberId,
  signKey: fixed(sizes.signPublicKey),
  /** Earlier account secrets, only for reading and old tags (§3, rekey). Newest first. */
  previous: list(fixed(32), limits.previousSecrets),
});

export interface SlotSecret {
  readonly secret: Key32;
  readonly rootfp: Uint8Array;
  readonly member: MemberId;
  readonly signKey: Uint8Array;
  readonly previous: readonly Key32[];
}

interface SlotPlace {
  readonly purpose: 'unlock' | 'open';
  readonly member: MemberId;
  readonly holder: Uint8Array;
}

/**
 * Returns the earlier secrets that new slots keep, newest first: where they are too many, the newest and the very first,
 * from which the ids and tags of her own records come (§5.1).
 *
 * @param secrets all but the new one, newest first
 */
export function keptSecrets(secrets: readonly Key32[]): readonly Key32[] {
  const most = limits.previousSecrets;
  return secrets.length <= most ? secrets : [...secrets.slice(0, most - 1), ...secrets.slice(-1)];
}

function slotContext(place: SlotPlace, salt: Uint8Array): Uint8Array {
  return tuple('dd1/slot-context', utf8(place.purpose), memberId.encode(place.member), place.holder, salt);
}

/** Takes a PRF output from WebAuthn. Refuses a short or zero one, as broken keys give them. */
export function prfKey(output: Uint8Array): Key32 {
  if (output.length < 32 || isZero(output)) refuse('weak-secret', `${output.length}-byte or empty output of the key`);
  return key32(output.slice(0, 32));
}

export function makeSlot(key: Key32, place: SlotPlace, contents: Omit<SlotSecret, 'member'>, salt: Uint8Array): Slot {
  const context = slotContext(place, salt);
  const { once, commitment } = deriveCommitted(key, context);
  const plain = slotSecret.encode({ ...contents, member: place.member });
  return { ...place, salt, commitment, box: aeadSeal(once, plain, context) };
}

/** Opens the slot of the credential that was just asserted (`holder`), for the member that it names, and no other. */
export function openSlot(key: Key32, slot: Slot, place: SlotPlace): SlotSecret {
  if (slot.purpose !== place.purpose || slot.member !== place.member || !equal(slot.holder, place.holder))
    refuse('slot-foreign', 'made for another key, member or purpose');
  const context = slotContext(place, slot.salt);
  const { once, commitment } = deriveCommitted(key, context);
  if (!equal(commitment, slot.commitment)) refuse('wrong-key', 'this key does not open this slot');
  const contents = slotSecret.parse(aeadOpen(once, slot.box, context));
  if (contents.member !== place.member) refuse('slot-foreign', 'holds another member');
  return { ...contents, secret: key32(contents.secret), previous: contents.previous.map(key32) };
}
