/**
 * Whom one can write to (§9.3): the newest bundles that the log knows, and the keys that they name. Asked for in sets
 * that do not depend on who is about to be written to, and once a visit.
 */
import { fromBase64url } from '#protocol/bytes.ts';
import { refuse } from '#protocol/errors.ts';
import type { MemberId } from '#protocol/ids.ts';
import { limits } from '#protocol/limits.ts';
import { currentCard, deskMembers, findCard, type Roster } from '#protocol/roster-state.ts';
import {
  firstBundlesAt,
  indexBundles,
  newestGeneration,
  requireNewestBundles,
  requirePeriodKeys,
  verifyBundles,
} from '#protocol/threads/bundle.ts';
import { dayOf, periodOf } from '#protocol/threads/calendar.ts';
import type { Recipient } from '#protocol/threads/conversation.ts';
import type { PeriodPublicKeys } from '#protocol/threads/period.ts';
import type { Room } from '../room.ts';
import { scanLog } from '../scan.ts';

/** Keys by member, as of one state of the log. */
interface Known {
  readonly size: number;
  readonly period: number;
  readonly keys: ReadonlyMap<MemberId, PeriodPublicKeys>;
  readonly firstAt: ReadonlyMap<MemberId, number>;
}

export class Recipients {
  readonly #room: Room;
  #known: Known | undefined;

  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * All of `members` that can be written to today. Whoever has published nothing is left out; whoever has, and whose
   * newest the portal does not hand over, is a refusal.
   */
  async of(members: readonly MemberId[]): Promise<readonly (Recipient & { readonly firstAt: number })[]> {
    const { leaves, head } = await scanLog(this.#room);
    const { roster } = this.#room.open;
    const period = periodOf(dayOf(head.time));
    const stale = this.#known === undefined || this.#known.size !== leaves.length || this.#known.period !== period;
    const lacking = members.some((member) => this.#known?.keys.has(member) !== true);
    if (stale || lacking)
      this.#known = await this.#ask(roster, setFor(roster, this.#room.open.member, members), period, leaves);
    const known = this.#known as Known;
    return members.flatMap((member) => {
      const [keys, firstAt] = [known.keys.get(member), known.firstAt.get(member)];
      return keys === undefined || firstAt === undefined ? [] : [{ member, keys, firstAt }];
    });
  }

  async #ask(
    roster: Roster,
    members: readonly MemberId[],
    period: number,
    leaves: readonly Uint8Array[],
  ): Promise<Known> {
    const index = indexBundles(leaves);
    const published = members.filter((member) => newestGeneration(roster.rootfp, member, index) > 0);
    const keys = new Map<MemberId, PeriodPublicKeys>();
    const firstAt = new Map<MemberId, number>();
    for (let from = 0; from < published.length; from += limits.membersPerEpoch) {
      const page = published.slice(from, from + limits.membersPerEpoch);
      const answer = await this.#room.ports.call('threads/keys', { members: page, period });
      for (const member of page) {
        const given = answer.members.find((each) => each.member === member);
        if (given === undefined) return refuse('bundle-old', 'the log knows keys that were not handed over');
        if (isVoid(roster, member, given.leaf)) continue;
        const verified = verifyBundles(roster, fromBase64url(given.signed), member, given.leaf);
        requireNewestBundles(verified, given.leaf, leaves, index);
        if (verified.bundles.keyHashes[period - verified.bundles.first] === undefined) continue;
        const pair = given.keys && {
          sealKey: fromBase64url(given.keys.sealKey),
          dhKey: fromBase64url(given.keys.dhKey),
        };
        keys.set(member, requirePeriodKeys(verified.bundles, period, pair));
        firstAt.set(member, firstBundlesAt(roster.rootfp, member, index) as number);
      }
    }
    return { size: leaves.length, period, keys, firstAt };
  }
}

/** Made before a recovery: she has not set up her messages again yet. */
function isVoid(roster: Roster, member: MemberId, leaf: number): boolean {
  const present = roster.members.get(member)?.at(-1);
  currentCard(roster, member);
  return present !== undefined && leaf < present.from;
}

/**
 * The portal sees whose keys are asked for. For a desk thread that is everyone on every desk, whichever is written to;
 * for anything else everyone there is.
 */
function setFor(roster: Roster, own: MemberId, wanted: readonly MemberId[]): readonly MemberId[] {
  const staff = [...new Set(roster.policy.desks.flatMap((desk) => deskMembers(roster, desk)))];
  const everyone = [...roster.members.keys()].filter((member) => findCard(roster, member) !== undefined);
  const isPlain = wanted.every((member) => member === own || staff.includes(member));
  const set = isPlain && !staff.includes(own) ? [...new Set([...staff, own])] : everyone;
  return set.toSorted();
}
