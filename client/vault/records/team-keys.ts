/**
 * The desk secret DS (2.2): opened with the PRF output for the `open` salt, from the slot of the key that was touched. It
 * is used for one batch. The caller wipes it.
 */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { deskSeedContext, monthSeedContext, openSeed } from '#protocol/openings/desk-seed.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { deriveOpenKeys, sealingKeyHash } from '#protocol/members/keys.ts';
import { currentCard, type Roster } from '#protocol/roster/roster-state.ts';
import { openSlot, prfKey } from '#protocol/members/slot.ts';
import { wipe, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Got } from '../session/ports.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

/** The secret itself, checked against her card. */
export function openDeskSlot(vault: UnlockedVault, got: Got): Key32 {
  const { openSlots, member, roster } = vault.open;
  const slot = openSlots.find((candidate) => equal(candidate.holder, got.credentialId));
  if (slot === undefined) return refuse('slot-foreign', 'this key has no second slot');
  const key = prfKey(got.prf.first ?? new Uint8Array(0));
  const slotSecret = openSlot(key, slot, { purpose: 'open', member, holder: got.credentialId });
  wipe(key);
  const pair = deriveOpenKeys(slotSecret.secret);
  const expected = currentCard(roster, member).openKeyHash;
  const isHers = expected !== undefined && equal(sealingKeyHash(pair.publicKey), expected);
  wipe(pair.secretKey);
  if (!isHers) refuse('own-entry', 'second key is not the one in the list of members');
  return slotSecret.secret;
}

export function openDeskSecret(vault: UnlockedVault, got: Got): KeyPair {
  const secret = openDeskSlot(vault, got);
  const pair = deriveOpenKeys(secret);
  wipe(secret);
  return pair;
}

/** Return the pair, or undefined if the seed was badly made. The other epochs' seeds still work. */
function findSeed(open: () => KeyPair): KeyPair | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}

/** Return every epoch pair of a desk that this member was given, newest first. */
export async function deskPairs(
  vault: UnlockedVault,
  roster: Roster,
  desk: DeskId,
  open: KeyPair,
): Promise<ReadonlyMap<number, KeyPair>> {
  const { desks } = await vault.ports.call('roster/seeds', {});
  const pairs = new Map<number, KeyPair>();
  for (const seed of desks.filter((seed) => seed.desk === desk)) {
    const known = roster.desks.get(desk)?.epochs.find((epoch) => epoch.epoch === seed.epoch);
    if (known === undefined) continue;
    const context = deskSeedContext(roster.rootfp, desk, seed.epoch);
    const pair = findSeed(() => openSeed(open, wrapCodec.parse(fromBase64url(seed.wrap)), context, known.keyHash));
    if (pair !== undefined) pairs.set(seed.epoch, pair);
  }
  if (pairs.size === 0) refuse('desk-waiting', 'this desk has no key for you yet');
  return pairs;
}

export async function monthPairs(
  vault: UnlockedVault,
  roster: Roster,
  open: KeyPair,
): Promise<ReadonlyMap<string, KeyPair>> {
  const { months } = await vault.ports.call('roster/seeds', {});
  const pairs = new Map<string, KeyPair>();
  for (const seed of months) {
    const known = roster.months.get(seed.month);
    if (known === undefined) continue;
    const context = monthSeedContext(roster.rootfp, known.month, known.number);
    const pair = findSeed(() => openSeed(open, wrapCodec.parse(fromBase64url(seed.wrap)), context, known.keyHash));
    if (pair !== undefined) pairs.set(seed.month, pair);
  }
  return pairs;
}
