/** To whom a record is sealed: full keys for the hashes in the roster, and which desks have a key that may be used now. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { membersDesk, type DeskId, type KindId, type MemberId } from '#protocol/core/ids.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { isUsableSealKey, requireUsableSealKey } from '#protocol/members/usable-key.ts';
import { requireKey } from '#protocol/openings/desk-seed.ts';
import { currentEpoch, findCard, isSoundEpoch, type DeskEpoch, type Roster } from '#protocol/roster/roster-state.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

/** Of a record that is about to be sealed. */
export interface Addressed {
  readonly kind: string;
  readonly owner: MemberId | undefined;
  readonly desk: DeskId | undefined;
}

export interface RecipientKeys {
  readonly owners: ReadonlyMap<MemberId, Uint8Array>;
  readonly desks: ReadonlyMap<DeskId, { desk: DeskId; epoch: number; publicKey: Uint8Array }>;
}

export const readersOf = (roster: Roster, request: Addressed): readonly DeskId[] =>
  ruleOf(roster.policy, request.kind as KindId).readers;

/**
 * Return the key that a desk can be sealed to now. There is none after somebody left, because that person has it, until
 * a remaining member makes the next (§6).
 */
function presentEpoch(roster: Roster, desk: DeskId): DeskEpoch | undefined {
  return isSoundEpoch(roster, desk) ? currentEpoch(roster, desk) : undefined;
}

/** True for a record that is nothing to this desk without its wrap. What she writes about herself is hers all the same. */
const waitsFor = (vault: UnlockedVault, roster: Roster, request: Addressed, desk: DeskId) =>
  request.owner !== vault.open.member &&
  // Other readers of what a desk owns get a wrap with the next revision.
  (request.desk === undefined || [request.desk, membersDesk].includes(desk)) &&
  readersOf(roster, request).includes(desk);

/**
 * Refuse if a desk's own key must be made again first. What a member writes about herself is sealed without that desk's
 * wrap for the time being; a desk's own work waits.
 */
export function requireOwnKeys(vault: UnlockedVault, roster: Roster, requests: readonly Addressed[]): void {
  const waits = (desk: DeskId) => currentEpoch(roster, desk) !== undefined && presentEpoch(roster, desk) === undefined;
  const stopped = (request: Addressed) => (desk: DeskId) => waits(desk) && waitsFor(vault, roster, request, desk);
  if (requests.some((request) => readersOf(roster, request).some(stopped(request))))
    refuse('desk-waiting', 'somebody left: the key must be made anew first');
}

/** Return full keys for the hashes in the roster. Refuses all if one key does not match its hash. */
export async function recipientKeys(
  vault: UnlockedVault,
  roster: Roster,
  requests: readonly Addressed[],
): Promise<RecipientKeys> {
  const desks = [...new Set(requests.flatMap((request) => readersOf(roster, request)))].flatMap((desk) => {
    const epoch = presentEpoch(roster, desk);
    return epoch === undefined ? [] : [{ desk, epoch }];
  });
  const owners = [...new Set(requests.flatMap((request) => (request.owner === undefined ? [] : [request.owner])))];
  const answer = await vault.ports.call('roster/keys', {
    members: owners,
    desks: desks.map(({ desk, epoch }) => ({ desk, epoch: epoch.epoch })),
    months: [],
  });
  return {
    owners: new Map(
      owners.flatMap((member) => {
        const card = findCard(roster, member);
        if (card === undefined) return [];
        const entry = answer.members.find((key) => key.member === member) ?? refuse('desk-key', 'owner key is missing');
        const key = requireKey(fromBase64url(entry.sealKey), card.sealKeyHash);
        requireUsableSealKey(key);
        return [[member, key] as const];
      }),
    ),
    desks: new Map(
      desks.flatMap(({ desk, epoch }) => {
        const entry = answer.desks.find((key) => key.desk === desk && key.epoch === epoch.epoch);
        if (entry === undefined) return refuse('desk-key', 'desk key is missing');
        const publicKey = requireKey(fromBase64url(entry.publicKey), epoch.keyHash);
        // Who made it made it badly: like a desk without a key, and its own work waits for the next one (§6.3).
        if (isUsableSealKey(publicKey)) return [[desk, { desk, epoch: epoch.epoch, publicKey }] as const];
        if (requests.some((request) => waitsFor(vault, roster, request, desk)))
          refuse('key-unusable', 'the key of this desk');
        return [];
      }),
    ),
  };
}
