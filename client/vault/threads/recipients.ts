/**
 * Whom this member can write to (§9.3): the newest bundles that the log knows, and the keys in them. They are asked for
 * once a visit, in sets that do not depend on who is about to be written to.
 */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { isUsableDhKey, isUsableSealKey } from '#protocol/members/usable-key.ts';
import { isFrozen } from '#protocol/roster/frozen.ts';
import { currentCard, deskMembers, findCard, type Roster } from '#protocol/roster/roster-state.ts';
import {
  firstBundlesAt,
  indexBundles,
  newestBundlesAt,
  newestGeneration,
  requireNewestBundles,
  requirePeriodKeys,
  verifyBundles,
} from '#protocol/threads/bundle.ts';
import { dayOf, periodOf } from '#protocol/threads/calendar.ts';
import type { Recipient } from '#protocol/threads/conversation.ts';
import type { PeriodPublicKeys } from '#protocol/threads/period.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog } from '../log/scan.ts';

interface Known {
  readonly period: number;
  readonly generation: number;
  /** Of the account that signed them: after a recovery they are void. */
  readonly signKey: Uint8Array;
  /** Undefined if she cannot be written to in this period. */
  readonly keys: PeriodPublicKeys | undefined;
  readonly firstAt: number;
  /** Undefined until it was looked at: a key to which nothing can be sealed. */
  unusable?: boolean;
}

export class Recipients {
  readonly #vault: UnlockedVault;
  readonly #known = new Map<MemberId, Known>();

  constructor(vault: UnlockedVault) {
    this.#vault = vault;
  }

  /**
   * Return those of `members` that can be written to today. A member who has published nothing, is frozen, or has keys to which
   * nothing can be sealed is left out; `unusable` names those of the last sort. Refuses if the portal does not hand over
   * somebody's newest bundle. Only what the log says has changed is asked for.
   */
  async of(members: readonly MemberId[]): Promise<readonly (Recipient & { readonly firstAt: number })[]> {
    const { leaves, head } = await scanLog(this.#vault);
    const { roster, member: own } = this.#vault.open;
    const period = periodOf(dayOf(head.time));
    const index = indexBundles(leaves);
    const changed = setFor(roster, own, members).filter((member) => {
      const known = this.#known.get(member);
      const generation = newestGeneration(roster.rootfp, member, index);
      const isSame =
        known?.generation === generation &&
        known.period === period &&
        equal(known.signKey, currentCard(roster, member).signKey);
      return generation > 0 && !isSame;
    });
    for (let from = 0; from < changed.length; from += limits.membersPerEpoch)
      await this.#ask(roster, changed.slice(from, from + limits.membersPerEpoch), period, leaves, index);
    return members.flatMap((member) => {
      const { keys, firstAt } = this.#known.get(member) ?? {};
      // Nothing new is sealed to somebody whose access is stopped (3.9).
      if (keys === undefined || firstAt === undefined || isFrozen(roster, member) || this.#isUnusable(member))
        return [];
      return [{ member, keys, firstAt }];
    });
  }

  /** Return those of `members`, as `of` last looked at them, who get nothing: their keys are there and cannot be used. */
  unusable(members: readonly MemberId[]): readonly MemberId[] {
    return members.filter((member) => this.#known.get(member)?.unusable === true);
  }

  #isUnusable(member: MemberId): boolean {
    const known = this.#known.get(member);
    if (known?.keys === undefined) return false;
    const { sealKey, dhKey } = known.keys;
    const card = currentCard(this.#vault.open.roster, member);
    known.unusable ??= !isUsableSealKey(sealKey) || !isUsableDhKey(dhKey) || !isUsableDhKey(card.dhKey);
    return known.unusable;
  }

  async #ask(
    roster: Roster,
    members: readonly MemberId[],
    period: number,
    leaves: readonly Uint8Array[],
    index: ReadonlyMap<string, number>,
  ): Promise<void> {
    const answer = await this.#vault.ports.call('threads/keys', { members: [...members], period });
    for (const member of members) {
      const entry = answer.members.find((each) => each.member === member);
      if (entry === undefined) return refuse('bundle-old', 'the log knows keys that were not handed over');
      const known = {
        period,
        generation: newestGeneration(roster.rootfp, member, index),
        signKey: currentCard(roster, member).signKey,
        firstAt: firstBundlesAt(roster.rootfp, member, index) as number,
      };
      if (isVoid(roster, member, newestBundlesAt(roster.rootfp, member, index) as number)) {
        this.#known.set(member, { ...known, keys: undefined });
        continue;
      }
      const verified = verifyBundles(roster, fromBase64url(entry.signed), member, entry.leaf);
      requireNewestBundles(verified, entry.leaf, leaves, index);
      const named = verified.bundles.keyHashes[period - verified.bundles.first] !== undefined;
      const pair = entry.keys && {
        sealKey: fromBase64url(entry.keys.sealKey),
        dhKey: fromBase64url(entry.keys.dhKey),
      };
      const keys = named ? requirePeriodKeys(verified.bundles, period, pair) : undefined;
      this.#known.set(member, { ...known, keys });
    }
  }
}

/**
 * Return true if the bundle was made before a recovery: she has not set up her messages again yet. The log decides,
 * because the portal could otherwise void anybody's.
 */
function isVoid(roster: Roster, member: MemberId, leaf: number): boolean {
  const present = roster.members.get(member)?.at(-1);
  return present !== undefined && leaf < present.from;
}

/**
 * Return whose keys are asked for; the portal sees it. For a desk thread that is everyone on every desk, whichever desk
 * is written to; for any other thread it is everyone.
 */
function setFor(roster: Roster, own: MemberId, wanted: readonly MemberId[]): readonly MemberId[] {
  const staff = [...new Set(roster.policy.desks.flatMap((desk) => deskMembers(roster, desk)))];
  const everyone = [...roster.members.keys()].filter((member) => findCard(roster, member) !== undefined);
  const isPlain = wanted.every((member) => member === own || staff.includes(member));
  const set = isPlain && !staff.includes(own) ? [...new Set([...staff, own])] : everyone;
  return set.toSorted();
}
