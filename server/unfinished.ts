/**
 * What an act would have done after its COMMIT, and did not, because the answer was lost or the witness was away: its leaves
 * are published, with verdicts and effects, entries that all have signed are brought in, and what a removed member's keys could open is forgotten.
 */
import type { Sweep } from './expiry.ts';
import type { Portal } from './portal.ts';
import { enactWaiting } from './roster/propose.ts';

const everyMs = 3000;

export function unfinishedSweep(portal: Portal): Sweep {
  const { db, publisher, rosterCache, threads } = portal;
  /** The newest verdict after which removed members were forgotten. */
  let forgottenAt = -1;
  const sweep = async () => {
    const { size } = await db.selectFrom('log_head').select('size').executeTakeFirstOrThrow();
    if (size > publisher.cosigned || rosterCache.firstWaiting !== undefined) publisher.schedulePublish();
    publisher.standstill.keepAgain();
    await enactWaiting(portal);
    const newest = rosterCache.newestJudged;
    if (newest === forgottenAt) return;
    await threads.forgetRemoved();
    forgottenAt = newest;
  };
  return { everyMs, sweep };
}
