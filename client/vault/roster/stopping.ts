/**
 * A member's access stopped and given back (3.9): `freeze` for three days by one officer, `freeze` without end and `unfreeze`
 * by two. What runs is read from the verified roster; what is lifted is the very freeze that was shown.
 */
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Head } from '#protocol/log/head.ts';
import { runningFreeze } from '#protocol/roster/frozen.ts';
import type { OperationOf } from '#protocol/roster/operations.ts';
import { judgingTime } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { requiredSigners } from '#protocol/roster/rules/rights.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { proposeOperation, type Outcome } from './signing.ts';

/** A freeze that runs. */
export interface Stop {
  /** The leaf of its entry, which an `unfreeze` names. */
  readonly leaf: number;
  /** Milliseconds since 1970; undefined if only two officers can end it. */
  readonly until: number | undefined;
  readonly by: readonly MemberId[];
  /** The portal was to end it more than an hour ago, and has not. */
  readonly overdue: boolean;
}

export function stopOf(roster: Roster, time: number, member: MemberId): Stop | undefined {
  const running = runningFreeze(roster, member);
  if (running === undefined) return undefined;
  const { from, until, by } = running;
  return { leaf: from, until, by, overdue: isOverdue(until, time) };
}

const isOverdue = (until: number | undefined, time: number) =>
  until !== undefined && time > until + limits.lapseOverdueMs;

/** Whose stop the portal does not end, by the witness's clock. Without a head of her own nobody is told so. */
export function overdueStops(roster: Roster, head: Head | undefined): readonly MemberId[] {
  if (head === undefined) return [];
  return [...roster.frozen.keys()].filter((member) => isOverdue(runningFreeze(roster, member)?.until, head.time));
}

/** How many officers must sign what may be done about her, with this one among them. */
export interface StopSigners {
  readonly freeze: number;
  readonly endless: number;
  readonly unfreeze: number;
}

export function stopSigners(roster: Roster, time: number, officer: MemberId, member: MemberId): StopSigners {
  const leaf = runningFreeze(roster, member)?.from ?? 0;
  return {
    freeze: requiredSigners(roster, freezeFor(roster, time, member), [officer]).need,
    endless: requiredSigners(roster, endless(member), [officer]).need,
    unfreeze: requiredSigners(roster, { type: 'unfreeze', member, freeze: leaf }, [officer]).need,
  };
}

function freezeFor(roster: Roster, time: number, member: MemberId): OperationOf<'freeze'> {
  return { type: 'freeze', member, until: judgingTime(roster, time) + limits.freezeMsMax, asked: false };
}

const endless = (member: MemberId): OperationOf<'freeze'> => ({
  type: 'freeze',
  member,
  until: undefined,
  asked: false,
});

/** For 72 hours, from now on. Another officer signs too only where the rules of 3.4 ask for it. */
export async function stopMember(vault: UnlockedVault, member: MemberId): Promise<Outcome> {
  const { roster, head } = await vault.fresh();
  return proposeOperation(vault, freezeFor(roster, head.time, member));
}

/** Until two officers lift it. */
export function keepStopped(vault: UnlockedVault, member: MemberId): Promise<Outcome> {
  return proposeOperation(vault, endless(member));
}

/** Ends exactly the freeze that the officer saw: another one that began since is not hers to lift unseen. */
export function liftStop(vault: UnlockedVault, member: MemberId, leaf: number): Promise<Outcome> {
  return proposeOperation(vault, { type: 'unfreeze', member, freeze: leaf });
}
