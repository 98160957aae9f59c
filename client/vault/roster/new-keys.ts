/** The next key of a desk and of a month (§6), made by who will hold it, and what still has to be made. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { officersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { key32, sealKeyPair, type Key32 } from '#protocol/crypto/sodium.ts';
import { wrapCodec, type WrapContext } from '#protocol/crypto/wrap.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { isUsableSealKey } from '#protocol/members/usable-key.ts';
import {
  deskSeedContext,
  monthSeedContext,
  noWrapHash,
  requireKey,
  sealSeed,
  seedWrapHash,
} from '#protocol/openings/desk-seed.ts';
import { holdersOf } from '#protocol/roster/holders.ts';
import { currentCard, currentEpoch, isSoundEpoch, keyHolders, type Roster } from '#protocol/roster/roster-state.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { proposeOperation, type Minted, type Outcome } from './signing.ts';

/** A group's holders by whether something can be sealed to them. */
interface HolderKeys {
  readonly usable: readonly { readonly member: MemberId; readonly key: Uint8Array }[];
  /** Their keys match their hashes, and nothing can be sealed to them: they get no wrap, and everybody else does. */
  readonly leftOut: readonly MemberId[];
}

/** Whose keys could not be used, beside what became of the entry. */
export interface MintOutcome extends Outcome {
  readonly leftOut: readonly MemberId[];
}

/**
 * Full keys of members: to open with, or the account's to seal to. One that does not match the roster's hash stops the act: that
 * is the portal's doing. One that cannot be used is its member's.
 */
async function keysOf(
  vault: UnlockedVault,
  roster: Roster,
  members: readonly MemberId[],
  which: 'openKey' | 'sealKey',
): Promise<HolderKeys> {
  const answer = await vault.ports.call('roster/keys', { members: [...members], desks: [], months: [] });
  const all = members.map((member) => {
    const given = answer.members.find((keys) => keys.member === member)?.[which];
    const expected = currentCard(roster, member)[`${which}Hash`];
    if (given === undefined || given === null || expected === undefined) return refuse('desk-key', `no ${which}`);
    return { member, key: requireKey(fromBase64url(given), expected) };
  });
  const usable = all.filter(({ key }) => isUsableSealKey(key));
  return { usable, leftOut: all.filter((one) => !usable.includes(one)).map(({ member }) => member) };
}

/** Full account sealing keys of members, each checked against the roster's hash. */
export const sealKeysOf = (vault: UnlockedVault, roster: Roster, members: readonly MemberId[]) =>
  keysOf(vault, roster, members, 'sealKey');

/** One seed to every holder whose key can be used. */
export function sealSeeds({ usable }: HolderKeys, seed: Key32, context: WrapContext): Minted['seeds'] {
  return usable.map(({ member, key }) => ({
    member,
    wrap: toBase64url(wrapCodec.encode(sealSeed(key, seed, context))),
  }));
}

/** A member of the desk makes its next key: a random seed, sealed to every live member, named in the roster (§6). */
export async function mintEpoch(vault: UnlockedVault, desk: DeskId): Promise<MintOutcome> {
  const { roster } = await vault.fresh();
  const members = keyHolders(roster, desk);
  const epoch = (currentEpoch(roster, desk)?.epoch ?? 0) + 1;
  const seed = key32(vault.ports.random(32));
  const pair = sealKeyPair(seed);
  const keys = await keysOf(vault, roster, members, 'openKey');
  const seeds = sealSeeds(keys, seed, deskSeedContext(roster.rootfp, desk, epoch));
  seed.fill(0);
  const outcome = await proposeOperation(
    vault,
    { type: 'desk-epoch', desk, epoch, keyHash: sealingKeyHash(pair.publicKey), holders: holdersOf(desk, members) },
    { publicKey: toBase64url(pair.publicKey), seeds },
  );
  return { ...outcome, leftOut: keys.leftOut };
}

/** The key that the witness seals opening bodies to, month by month. */
export async function mintMonth(vault: UnlockedVault, month: string): Promise<MintOutcome> {
  const { roster } = await vault.fresh();
  const officers = keyHolders(roster, officersDesk);
  const number = [...roster.months.values()].filter((key) => key.month === month).length + 1;
  const seed = key32(vault.ports.random(32));
  const pair = sealKeyPair(seed);
  const keys = await keysOf(vault, roster, officers, 'openKey');
  const seeds = sealSeeds(keys, seed, monthSeedContext(roster.rootfp, month, number));
  seed.fill(0);
  const wrapHash = (officer: MemberId) => {
    const given = seeds.find(({ member }) => member === officer)?.wrap;
    return given === undefined ? noWrapHash : seedWrapHash(wrapCodec.parse(fromBase64url(given)));
  };
  const outcome = await proposeOperation(
    vault,
    {
      type: 'month-key',
      month,
      number,
      keyHash: sealingKeyHash(pair.publicKey),
      seeds: officers.map((officer) => ({ officer, wrapHash: wrapHash(officer) })),
    },
    { publicKey: toBase64url(pair.publicKey), seeds },
  );
  return { ...outcome, leftOut: keys.leftOut };
}

/** What still has to be made before anybody can work: shown to officers as tasks. */
export interface Readiness {
  readonly officersKey: boolean;
  readonly monthKey: boolean;
  readonly month: string;
  readonly desksWithoutKey: readonly string[];
}

export async function readiness(vault: UnlockedVault): Promise<Readiness> {
  const { roster, head } = await vault.fresh();
  const month = monthOf(head.time);
  return {
    officersKey: currentEpoch(roster, officersDesk) !== undefined,
    monthKey: roster.months.has(month),
    month,
    desksWithoutKey: roster.policy.desks.filter(
      (desk) => keyHolders(roster, desk).length > 0 && !epochIsCurrent(roster, desk),
    ),
  };
}

/**
 * An epoch is current while nobody left and its members are exactly those who are to have it: a newcomer waits, after a removal
 * everyone does, also if the person who left came back.
 */
export function epochIsCurrent(roster: Roster, desk: DeskId): boolean {
  const epoch = currentEpoch(roster, desk);
  const live = keyHolders(roster, desk);
  if (epoch === undefined || !isSoundEpoch(roster, desk)) return false;
  return live.length === epoch.members.length && live.every((member) => epoch.members.includes(member));
}

/** YYYY-MM of an instant in UTC, without a clock. */
function monthOf(time: number): string {
  const iso = new Date(time).toISOString();
  return iso.slice(0, 7);
}
