/**
 * The end of a freeze that has a time (3.9): the portal appends the `lapse`, which nobody signs, so that nobody's absence
 * makes three days longer. What cannot come in now, because the witness is away or its clock is behind, is tried again.
 */
import { ProtocolError } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { runningFreeze } from '#protocol/roster/frozen.ts';
import { entryCodec, entryFor, judgingTime, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { now } from '../clock.ts';
import { Refusal } from '../errors.ts';
import type { Sweep } from '../expiry.ts';
import type { Portal } from '../portal.ts';
import { enactEntry } from './apply.ts';
import { nothing } from './effects.ts';

const everyMs = 30_000;
const livesMs = 3600 * 1000;

export function lapseSweep(portal: Portal): Sweep {
  return { everyMs, sweep: () => endFreezes(portal) };
}

/** Appends a `lapse` for each freeze whose time is over, one after the other. */
async function endFreezes(portal: Portal): Promise<void> {
  const { rosterCache } = portal;
  if (!rosterCache.founded || rosterCache.firstWaiting !== undefined) return;
  const time = judgingTime(rosterCache.roster, now());
  for (const member of overAt(rosterCache.roster, time)) await lapse(portal, member, time);
}

function overAt(roster: Roster, time: number): readonly MemberId[] {
  return [...roster.frozen.keys()].filter((member) => {
    const until = runningFreeze(roster, member)?.until;
    return until !== undefined && time > until;
  });
}

async function lapse(portal: Portal, member: MemberId, time: number): Promise<void> {
  const times = { time, expires: time + livesMs };
  const entry = entryCodec.encode(entryFor(portal.rosterCache.roster, { type: 'lapse', member }, times));
  try {
    await enactEntry(portal, signedEntry.encode({ entry, signatures: [], card: undefined }), nothing);
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof ProtocolError)) throw error;
  }
}
