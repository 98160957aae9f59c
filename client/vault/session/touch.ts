/** Touches of a hardware key as the vault asks for them: the challenge is always computed here (§2). */
import type { Assertion } from '#protocol/crypto/assertion.ts';
import { challengeFor, type Purpose } from '#protocol/crypto/challenge.ts';
import { currentCard, type Roster } from '#protocol/roster/roster-state.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import type { Got, Ports, SaltChoice } from './ports.ts';

export interface Touched {
  readonly assertion: Assertion;
  readonly got: Got;
}

/** One touch by one of the member's own keys, for one purpose and its data. */
export async function touchFor(
  ports: Ports,
  place: { readonly rootfp: Uint8Array; readonly origin: string; readonly rpId: string; readonly member: MemberId },
  purpose: Purpose,
  data: Uint8Array,
  allow: readonly Uint8Array[],
  salts: SaltChoice,
): Promise<Touched> {
  const nonce = ports.random(32);
  const challenge = challengeFor({
    purpose,
    origin: place.origin,
    rootfp: place.rootfp,
    member: place.member,
    data,
    nonce,
  });
  const got = await ports.get({ kind: 'get', challenge, rpId: place.rpId, allow, salts });
  const { credentialId, clientDataJSON, authenticatorData, signature } = got;
  return { assertion: { credentialId, clientDataJSON, authenticatorData, signature, nonce }, got };
}

export function placeOf(roster: Roster, member: MemberId) {
  return { rootfp: roster.rootfp, origin: roster.genesis.origin, rpId: roster.genesis.rpId, member };
}

export function keysOf(roster: Roster, member: MemberId): readonly Uint8Array[] {
  return currentCard(roster, member).credentials.map((credential) => credential.id);
}
