/** New keys for somebody, as she would bring them, and what freezes her or is released to her. */
import type { MemberId } from '#protocol/core/ids.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { rekeyProofMessage } from '#protocol/roster/rules/key-rules.ts';
import { entryHash, signedEntry } from '#protocol/roster/roster.ts';
import { deviceOf, mintPerson, type Event, type Person } from './event.ts';

export function renewalOf(event: Event, before: Person, change: Partial<Person['card']> = {}) {
  const made = mintPerson(event.randomness, before.card.role, before.member);
  const fresh = { ...made, card: { ...made.card, ...change } };
  const proof = signDetached(fresh.keys.sign.secretKey, rekeyProofMessage(event.rootfp, fresh.card));
  const claim = { type: 'claim', card: fresh.card, proof } as const;
  const rekey = { type: 'rekey', card: fresh.card, proof, cause: 'card', claim: undefined } as const;
  return { fresh, claim, rekey, making: { device: deviceOf(fresh), card: before } };
}

/** The hash without signatures, by which a claim is named. */
export const unsignedHash = (signed: Uint8Array): Uint8Array => entryHash(signedEntry.parse(signed).entry);

/** Leaf of the freeze that runs. */
export const frozenLeaf = ({ roster }: Event, member: MemberId): number =>
  roster.frozen.get(member)?.findLast(({ end }) => end === undefined)?.from ?? -1;

export const releaseOf = (member: MemberId, claim: Uint8Array) =>
  ({ type: 'release', member, claim, compared: 'voice', acknowledged: undefined }) as const;
