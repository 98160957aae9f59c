// What a newcomer hands in beside her member card: the recovery card has to be the one that the member card names.
import { beforeAll, expect, it } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { key32, sodiumReady } from '#protocol/crypto/sodium.ts';
import { makeSlot, slotCodec } from '#protocol/members/slot.ts';
import { readKit } from '../../../../server/ceremonies/slots-and-card.ts';
import { mintPerson } from '../../../support/protocol/event.ts';
import { Randomness } from '../../../support/protocol/randomness.ts';
import { refusalOf } from '../../../support/protocol/refusal.ts';

beforeAll(async () => sodiumReady);

it('is the kit of this card, else it is refused', () => {
  const randomness = new Randomness('kit');
  const [person, other] = [mintPerson(randomness, 'participant'), mintPerson(randomness, 'participant')];
  const { member, card, secret, keys } = person;
  const id = randomness.bytes(16);
  const slot = (holder: Uint8Array) => {
    const held = { secret, rootfp: randomness.bytes(32), signKey: keys.sign.publicKey, previous: [] };
    const made = makeSlot(
      key32(randomness.bytes(32)),
      { purpose: 'unlock', member, holder },
      held,
      randomness.bytes(32),
    );
    return toBase64url(slotCodec.encode(made));
  };
  const slots = card.credentials.map((credential) => slot(credential.id));
  const kit = (loginKey: Uint8Array) => ({ id: toBase64url(id), loginKey: toBase64url(loginKey), slot: slot(id) });
  expect(readKit(card, slots, kit(person.recovery.publicKey)).cardKey).toEqual(person.recovery.publicKey);
  expect(refusalOf(() => readKit(card, slots, kit(other.recovery.publicKey)))).toBe('desk-key');
  expect(refusalOf(() => readKit({ ...card, member: other.member }, slots, kit(person.recovery.publicKey)))).toBe(
    'desk-key',
  );
});
