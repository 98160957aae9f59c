/**
 * POST /mirror: leaves in order, and the signed entries behind the roster leaves among them. Append only. Answers the
 * verdicts on all roster leaves that were sent, new or known: a question asked again gets the same bytes.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { reasonAgainst } from '#protocol/roster/judge.ts';
import { limits } from '#protocol/core/limits.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { JudgeAgainBody, JudgeBody, MirrorBody } from '#protocol/wire/witness.ts';
import type { Witness } from '../witness.ts';
import { now } from '../clock.ts';
import type { App } from '../http.ts';
import { keepEvidence } from '../evidence.ts';
import { floorOf } from '../floor.ts';
import { splitLeaves, verdictTime } from '../log.ts';
import { acceptLeaves, ClocksDiffer } from './accept.ts';

export function mirrorRoutes(app: App, witness: Witness): void {
  const { db, log } = witness;
  app.post('/mirror', { schema: { body: MirrorBody } }, async ({ body }, reply) => {
    const leaves = splitLeaves(fromBase64url(body.leaves));
    if (body.from > log.mirrored) refuse('log-behind', `${log.mirrored} leaves mirrored, offered from ${body.from}`);
    requireSameLeaves(witness, body.from, leaves);
    const fresh = leaves.slice(log.mirrored - body.from);
    const entries = new Map(body.entries.map((entry) => [entry.leaf, fromBase64url(entry.bytes)]));
    const needs = new Map(
      body.needs.filter((one) => one.bytes !== '').map((one) => [one.leaf, fromBase64url(one.bytes)]),
    );
    const judge = {
      size: log.mirrored,
      roster: log.newestRoster,
      keys: witness.keys,
      time: verdictTime(log),
      skewMs: Math.abs(body.clock - now()),
      floor: floorOf(db),
    };
    const said = new Map(body.said.map((one) => [one.leaf, { ...one, signature: fromBase64url(one.signature) }]));
    try {
      if (fresh.length > 0) log.append(acceptLeaves({ leaves: fresh, entries, needs, said }, judge));
    } catch (error) {
      if (!(error instanceof ClocksDiffer)) throw error;
      return reply.code(409).send({ code: 'clock-skew', detail: error.message });
    }
    return {
      size: log.mirrored,
      verdicts: log.verdicts(body.from, body.from + leaves.length).map((verdict) => ({
        leaf: verdict.leaf,
        line: toBase64url(verdict.line),
        signature: toBase64url(verdict.signature),
      })),
    };
  });
}

/**
 * POST /judge-again: a line whose time has not come binds nobody while no checkpoint covers its leaf. It was signed while both
 * clocks were wrong, and the portal, which is right now, did not take it. Everything from that leaf on is judged anew.
 */
export function judgeAgainRoutes(app: App, { db, log }: Witness): void {
  app.post('/judge-again', { schema: { body: JudgeAgainBody } }, async ({ body }, reply) => {
    const [line] = log.verdicts(body.leaf, body.leaf + 1);
    const [before] = log.verdicts(0, body.leaf).slice(-1);
    const at = now();
    const timeOf = (one: typeof line) => (one === undefined ? 0 : verdictCodec.parse(one.line).time);
    const isAhead = timeOf(line) > Math.max(timeOf(before), at + limits.openingSkewMsMax);
    const agree = Math.abs(body.clock - at) <= limits.openingSkewMsMax;
    if (body.leaf < Math.max(log.cosigned.size, floorOf(db)) || !isAhead || !agree)
      return reply.code(409).send({ code: 'clock-skew', detail: `the line on ${body.leaf} stays` });
    log.takeBack(body.leaf, (lines) => {
      for (const { leaf, line: held, signature } of lines)
        keepEvidence(db, { kind: 'ahead', size: leaf, held: toBase64url(held), given: toBase64url(signature) }, at);
    });
    return { size: log.mirrored };
  });
}

/** POST /judge: what would be said of an entry that came next. Binds nobody, and nothing of it is kept. */
export function judgeRoutes(app: App, { log }: Witness): void {
  app.post('/judge', { schema: { body: JudgeBody } }, async ({ body }) => {
    const time = verdictTime(log);
    const roster = log.newestRoster ?? refuse('log-behind', 'no genesis yet');
    return { code: reasonAgainst(roster, fromBase64url(body.bytes), time), time, clock: now() };
  });
}

/** What was said once cannot be said otherwise. The bytes are kept; without the log's signature they prove nothing. */
function requireSameLeaves({ db, log }: Witness, from: number, leaves: readonly Uint8Array[]): void {
  for (const [i, held] of log.leaves(from, from + leaves.length).entries()) {
    const given = leaves[i] as Uint8Array;
    if (equal(held, given)) continue;
    keepEvidence(db, { kind: 'mirror', size: from + i, held: toBase64url(held), given: toBase64url(given) }, now());
    refuse('log-fork', `other bytes at leaf ${from + i}`);
  }
}
