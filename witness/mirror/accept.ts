/**
 * New leaves, and a verdict on each roster leaf among them (protocol §3). No leaf is refused for what it means: what
 * anybody can cause to be appended must not stop the log. Only leaf 0 must be a genesis that names this witness.
 */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import { readLeaf } from '#protocol/log/leaf.ts';
import { enact, judgeLeaf, lineOf, type Judged } from '#protocol/roster/judge.ts';
import { needsSomething } from '#protocol/roster/needs.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { entryCodec, genesisLine, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { fitting, verdictCodec, verdictMessage, type RosterLeaf, type Verdict } from '#protocol/roster/verdict.ts';
import { signatureHolds, signDetached } from '#protocol/crypto/sodium.ts';
import { witnessCard } from '#protocol/members/witness-card.ts';
import type { WitnessKeys } from '../keys.ts';
import { openOwnRoot, type Accepted, type Judgement, type SignedVerdict } from '../log.ts';

export interface Arriving {
  readonly leaves: readonly Uint8Array[];
  /** What may be the signed genesis or entry, by leaf index. */
  readonly entries: ReadonlyMap<number, Uint8Array>;
  /** What the portal left sealed with an entry, by leaf index; never empty. */
  readonly needs: ReadonlyMap<number, Uint8Array>;
  /** What this witness is said to have said, by leaf index. */
  readonly said: ReadonlyMap<number, Said>;
}

interface Said {
  readonly code: string;
  readonly time: number;
  readonly signature: Uint8Array;
}

export interface Judge {
  readonly size: number;
  readonly roster: Roster | undefined;
  readonly keys: WitnessKeys;
  readonly time: number;
  /** By how much our clock and the portal's differ. */
  readonly skewMs: number;
  /** Everything below was judged once; what became of it may be forgotten here. */
  readonly floor: number;
}

/** A second clock does not confirm ours: what we judged now would be judged for ever. */
export class ClocksDiffer extends Error {}

/** What was judged once is never judged anew: only our own signature says what it came to. */
function requireFirstTime(leaf: number, { floor }: Judge): void {
  if (leaf < floor) refuse('log-behind', `the verdict on ${leaf} is forgotten, and nothing that was sent proves it`);
}

function requireSameTime({ skewMs }: Judge): void {
  if (skewMs > limits.openingSkewMsMax) throw new ClocksDiffer(`by ${skewMs} ms`);
}

export function acceptLeaves(arriving: Arriving, judge: Judge): Accepted {
  const judgements: Judgement[] = [];
  let { roster } = judge;
  for (const [i, bytes] of arriving.leaves.entries()) {
    const leaf = judge.size + i;
    if (readLeaf(bytes)?.type !== 'roster') {
      if (leaf === 0) refuse('leaf-missing', 'the first entry is genesis');
      continue;
    }
    const arrived = { leaf, bytes, body: arriving.entries.get(leaf) };
    const body = fitting(arrived);
    const said = arriving.said.get(leaf);
    const own = remembered(roster, arrived, judge.keys, said);
    if (own === undefined) requireFirstTime(leaf, judge);
    if (own === undefined) requireSameTime(judge);
    const judged =
      own ??
      (roster === undefined
        ? judgeGenesis(body, judge)
        : judgeLeaf(roster, arrived, judge.time, arriving.needs.has(leaf)));
    const operation = judged.verdict.code === '' && leaf > 0 ? operationOf(body) : undefined;
    const needs = operation !== undefined && needsSomething(operation) ? arriving.needs.get(leaf) : undefined;
    const isForgotten = own !== undefined;
    judgements.push({
      ...signed(judged.verdict, judge.keys),
      body,
      roster: judged.roster,
      operation,
      needs,
      isForgotten,
    });
    roster = judged.roster;
  }
  return { leaves: arriving.leaves, judgements };
}

/** Of an entry that was judged good. */
function operationOf(body: Uint8Array | undefined): Operation | undefined {
  return body === undefined ? undefined : entryCodec.parse(signedEntry.parse(body).entry).operation;
}

/** One genesis, ever: it is at leaf 0, and it must name this very witness. */
function judgeGenesis(body: Uint8Array | undefined, { keys, time }: Judge): Judged {
  if (body === undefined) return refuse('leaf-missing', 'no signed genesis for leaf 0');
  const judged = genesisAt(body, time);
  const named = judged.roster.genesis.witnesses.map((card) => witnessCard.encode(card));
  if (!named.some((card) => equal(card, keys.cardBytes))) refuse('founding-mismatch', 'genesis names another witness');
  return judged;
}

function genesisAt(body: Uint8Array, time: number): Judged {
  const roster = openOwnRoot(body, time);
  return { verdict: genesisLine(roster, body, time), roster };
}

/** Our own word, forgotten since: it is proved by our signature, or it is nothing. Genesis that we signed names us. */
function remembered(
  roster: Roster | undefined,
  arrived: RosterLeaf,
  keys: WitnessKeys,
  said: Said | undefined,
): Judged | undefined {
  if (said === undefined) return undefined;
  if (roster !== undefined) {
    const isOurs = isOwn(lineOf(roster, arrived, said.time, said.code), said, keys);
    return isOurs ? enact(roster, arrived, said.time, said.code) : undefined;
  }
  const body = fitting(arrived);
  const genesis = body === undefined ? undefined : genesisAt(body, said.time);
  return genesis !== undefined && isOwn(genesis.verdict, said, keys) ? genesis : undefined;
}

function isOwn(line: Verdict, { signature }: Said, { cosign }: WitnessKeys): boolean {
  return signatureHolds(cosign.publicKey, verdictMessage(verdictCodec.encode(line)), signature);
}

function signed(verdict: Verdict, keys: WitnessKeys): SignedVerdict {
  const line = verdictCodec.encode(verdict);
  return { leaf: verdict.leaf, line, signature: signDetached(keys.cosign.secretKey, verdictMessage(line)) };
}
