/**
 * A complete entry on its way into force: the witness is asked what it would say, the entry is committed with what it will
 * do, the witness judges it, and its verdict decides. Entries go one after the other; no lock is held while the witness is
 * waited for.
 */
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { refuse } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import { isVoidCode } from '#protocol/roster/verdict.ts';
import { judgingTime, readEntry, requireComplete } from '#protocol/roster/roster.ts';
import { now } from '../clock.ts';
import { deny, isDuplicate, Refusal } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { beginEffect, type Brought } from './effects.ts';
import { requireTaken } from './taken.ts';

/** The entry as its signers made it, verified against the roster of now. One that is about to expire is refused. */
export function readNow(portal: Portal, bytes: Uint8Array) {
  const { roster } = portal.rosterCache;
  const time = judgingTime(roster, now());
  const read = readEntry(roster, bytes, time);
  requireTaken(roster, read.entry.operation);
  requireTimeLeft(read.entry.expires, time);
  return read;
}

/** What the witness would take, and no longer takes when it comes, is void: rare, not impossible. */
function requireTimeLeft(expires: number, time: number): void {
  if (expires - time < limits.entryLeftMsMin) refuse('roster-expired', 'too little time is left');
}

const turns = new WeakMap<Portal, Promise<unknown>>();

/**
 * One after the other: the next begins when the one before has its verdict. Somebody who never heard the answer sends the
 * same bytes again: what is in force is done, and nothing of it is done twice.
 */
export async function enactEntry(portal: Portal, bytes: Uint8Array, brought: Brought): Promise<void> {
  if (portal.rosterCache.isInForce(bytes)) return;
  // Before the queue: what is plainly wrong holds nobody up.
  requireComplete(readNow(portal, bytes));
  const mine = (turns.get(portal) ?? Promise.resolve()).then(() => enactNow(portal, bytes, brought));
  turns.set(
    portal,
    mine.catch(() => undefined),
  );
  await mine;
}

async function enactNow(portal: Portal, bytes: Uint8Array, brought: Brought): Promise<void> {
  await portal.publisher.requireWitness();
  if (portal.rosterCache.firstWaiting !== undefined) await portal.publisher.publish();
  if (portal.rosterCache.firstWaiting !== undefined) deny('witness-away');
  if (portal.rosterCache.isInForce(bytes)) return;
  await requireJudged(portal, bytes);
  const leaf = await commitEntry(portal, bytes, brought);
  await portal.publisher.published(leaf);
  const code = portal.rosterCache.verdictOn(leaf);
  if (code !== undefined && isVoidCode(code)) refuse(code, `the entry at ${leaf} is void`);
  // Nothing that a removed member's keys could open is kept. What fails here is done later (server/unfinished.ts).
  await portal.threads.forgetRemoved();
}

/** The witness's own answer, by its own clock, which must agree with ours before anything is appended. */
async function requireJudged(portal: Portal, bytes: Uint8Array): Promise<void> {
  const { code, time, clock } = await portal.witness.judge(bytes);
  if (Math.abs(clock - now()) > limits.openingSkewMsMax) deny('clock-skew');
  // What it would sign later is compared again, there.
  if (time > judgingTime(portal.rosterCache.roster, now() + limits.openingSkewMsMax)) deny('clock-skew');
  if (code !== '') refuse(isVoidCode(code) ? code : 'malformed', 'the witness would not take it');
  requireTimeLeft(readEntry(portal.rosterCache.roster, bytes, time).entry.expires, time);
}

async function commitEntry(portal: Portal, bytes: Uint8Array, brought: Brought): Promise<number> {
  const { rosterCache } = portal;
  const leafBytes = encodeLeaf(rosterLeaf(bytes));
  try {
    const { first } = await portal.commits.commit(
      async (trx, leaf) => {
        // Read again here: time has passed while others committed.
        if (rosterCache.firstWaiting !== undefined) deny('witness-away');
        const read = readNow(portal, bytes);
        requireComplete(read);
        await trx.insertInto('roster_entry').values({ leaf, bytes }).execute();
        await beginEffect(trx, rosterCache.roster.rootfp, read.entry.operation, leaf, brought);
      },
      () => [rosterLeaf(bytes)],
      { alone: true, settled: ({ first: leaf }) => rosterCache.added(bytes, leafBytes, leaf) },
    );
    return first;
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal('roster-moved', { cause: error });
    throw error;
  }
}
