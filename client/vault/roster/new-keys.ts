/** The next key of a desk and of a month (§6), made by who will hold it, and what still has to be made. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { officersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { key32, sealKeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { deskSeedContext, monthSeedContext, requireKey, sealSeed, seedWrapHash } from '#protocol/openings/desk-seed.ts';
import { holdersOf } from '#protocol/roster/holders.ts';
import { currentCard, currentEpoch, isSoundEpoch, keyHolders, type Roster } from '#protocol/roster/roster-state.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { proposeOperation, type Outcome } from './signing.ts';

/** Full keys of members, each checked against the roster's hash: to open with, or the account's to seal to. */
async function keysOf(
  vault: UnlockedVault,
  roster: Roster,
  members: readonly MemberId[],
  which: 'openKey' | 'sealKey',
): Promise<Map<MemberId, Uint8Array>> {
  const answer = await vault.ports.call('roster/keys', { members: [...members], desks: [], months: [] });
  return new Map(
    members.map((member) => {
      const given = answer.members.find((keys) => keys.member === member)?.[which];
      const expected = currentCard(roster, member)[`${which}Hash`];
      if (given === undefined || given === null || expected === undefined) return refuse('desk-key', `no ${which}`);
      return [member, requireKey(fromBase64url(given), expected)];
    }),
  );
}

const openKeysOf = (vault: UnlockedVault, roster: Roster, members: readonly MemberId[]) =>
  keysOf(vault, roster, members, 'openKey');

/** Full account sealing keys of members, each checked against the roster's hash. */
export const sealKeysOf = (vault: UnlockedVault, roster: Roster, members: readonly MemberId[]) =>
  keysOf(vault, roster, members, 'sealKey');

/** A member of the desk makes its next key: a random seed, sealed to every live member, named in the roster (§6). */
export async function mintEpoch(vault: UnlockedVault, desk: DeskId): Promise<Outcome> {
  const { roster } = await vault.fresh();
  const members = keyHolders(roster, desk);
  const epoch = (currentEpoch(roster, desk)?.epoch ?? 0) + 1;
  const seed = key32(vault.ports.random(32));
  const pair = sealKeyPair(seed);
  const context = deskSeedContext(roster.rootfp, desk, epoch);
  const openKeys = await openKeysOf(vault, roster, members);
  const seeds = members.map((member) => ({
    member,
    wrap: toBase64url(wrapCodec.encode(sealSeed(openKeys.get(member) as Uint8Array, seed, context))),
  }));
  seed.fill(0);
  return proposeOperation(
    vault,
    { type: 'desk-epoch', desk, epoch, keyHash: sealingKeyHash(pair.publicKey), holders: holdersOf(desk, members) },
    { publicKey: toBase64url(pair.publicKey), seeds },
  );
}

/** The key that the witness seals opening bodies to, month by month. */
export async function mintMonth(vault: UnlockedVault, month: string): Promise<Outcome> {
  const { roster } = await vault.fresh();
  const officers = keyHolders(roster, officersDesk);
  const number = [...roster.months.values()].filter((key) => key.month === month).length + 1;
  const seed = key32(vault.ports.random(32));
  const pair = sealKeyPair(seed);
  const context = monthSeedContext(roster.rootfp, month, number);
  const openKeys = await openKeysOf(vault, roster, officers);
  const wraps = officers.map((officer) => sealSeed(openKeys.get(officer) as Uint8Array, seed, context));
  seed.fill(0);
  return proposeOperation(
    vault,
    {
      type: 'month-key',
      month,
      number,
      keyHash: sealingKeyHash(pair.publicKey),
      seeds: officers.map((officer, i) => ({ officer, wrapHash: seedWrapHash(wraps[i] as (typeof wraps)[number]) })),
    },
    {
      publicKey: toBase64url(pair.publicKey),
      seeds: officers.map((member, i) => ({
        member,
        wrap: toBase64url(wrapCodec.encode(wraps[i] as (typeof wraps)[number])),
      })),
    },
  );
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
