/**
 * A verdict as it arrives with the mirror's answer: compared with our own judgement, then kept in one transaction with
 * what the entry does. Only after that a checkpoint that covers the leaf is signed.
 */
import { ProtocolError } from '#protocol/core/errors.ts';
import { sizes, type Key32 } from '#protocol/crypto/sodium.ts';
import type { Head } from '#protocol/log/head.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { isVoidCode, verdictCodec } from '#protocol/roster/verdict.ts';
import type { Database, Trx } from '../db.ts';
import { limits } from '#protocol/core/limits.ts';
import { toBase64url } from '#protocol/core/bytes.ts';
import { now } from '../clock.ts';
import { Refusal } from '../errors.ts';
import { TimeNotCome, type Needs, type Settled, type VerdictKeeper } from '../log/cosign.ts';
import { WentBack } from '../log/reader.ts';
import { otherThan } from '../log/roster-of-head.ts';
import type { Commits } from '../log/commit.ts';
import { placeOf, type Journal } from '../logger.ts';
import type { GivenVerdict, RosterCache } from '../roster-cache.ts';
import { endEffect } from './effects.ts';
import { readNeeds, sealWaiting, type EntryNeeds } from './needs.ts';
import { SeedCodes } from './seed-codes.ts';
import { shownEntries } from './shown-entries.ts';

interface Ground {
  readonly commits: Commits;
  readonly rosterCache: RosterCache;
  readonly journal: Journal;
  readonly db: Database;
  /** Of what the witness keeps for us. */
  readonly restoreKey: Key32;
}

const sayEveryMs = 60_000;
/** In one question to the witness. */
const saidMax = 20_000;

type Next = ReturnType<RosterCache['next']>;

export class Verdicts implements VerdictKeeper {
  readonly #ground: Ground;
  readonly #codes: SeedCodes;
  /** What the witness was sent last: what is in our table may be gone when its verdict comes. */
  #sent: Needs | undefined;

  #saidAt = -Infinity;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#codes = new SeedCodes(ground.restoreKey);
  }

  /** Where the witness must be told again from, so that it answers what is missing here. */
  get missingFrom(): number | undefined {
    return this.#ground.rosterCache.firstWaiting;
  }

  get root() {
    const { rosterCache } = this.#ground;
    return rosterCache.founded ? rosterCache.roster : undefined;
  }

  /** Also rows behind one that does not hold, and the witness's own signature says which are its word. */
  async said(from: number, to: number) {
    const rows = await this.#ground.db
      .selectFrom('verdict')
      .selectAll()
      .where('leaf', '>=', from)
      .where('leaf', '<', to)
      .orderBy('leaf')
      .limit(saidMax)
      .execute();
    return rows.flatMap((row) => saidOf(row) ?? []);
  }

  whyOther(head: Head): string | undefined {
    const { rosterCache } = this.#ground;
    if ((rosterCache.firstWaiting ?? Infinity) < head.size) return undefined;
    return isSame(rosterCache.roster, head) ? undefined : anotherList;
  }

  shown(entries: readonly Needs[]): readonly Needs[] {
    return shownEntries(this.#ground.rosterCache, entries);
  }

  async needs(): Promise<Needs | undefined> {
    const { db, rosterCache, restoreKey } = this.#ground;
    if (rosterCache.firstWaiting === undefined) return undefined;
    const sealed = await sealWaiting(db, rosterCache.roster.rootfp, restoreKey);
    if (sealed !== undefined) this.#sent = sealed;
    return this.#sent?.leaf === rosterCache.firstWaiting ? this.#sent : sealed;
  }

  /** In the order of the leaves; those that are kept already are passed over. Answers whether the log has grown. */
  async keep(given: readonly GivenVerdict[], settled: Settled): Promise<boolean> {
    if (given.some(({ leaf }) => leaf > this.#ground.rosterCache.newestJudged)) this.#requireSame(given, settled);
    let grown = false;
    for (const verdict of given) {
      const { rosterCache } = this.#ground;
      if (verdict.leaf <= rosterCache.newestJudged) continue;
      // Somebody else has written into the log.
      if (verdict.leaf !== rosterCache.firstWaiting) await this.#readAgain();
      grown = (await this.#keepOne(verdict, settled)) || grown;
    }
    return grown;
  }

  /** Before any row is written over: what a head of ours covers was judged once. */
  #requireSame(given: readonly GivenVerdict[], { head }: Settled): void {
    const { rosterCache } = this.#ground;
    if (head === undefined || (rosterCache.firstWaiting ?? Infinity) >= head.size) return;
    const roster = this.#comparing(given[0]?.leaf ?? 0, () => rosterCache.after(given, head.size));
    if (roster !== undefined && !isSame(roster, head)) throw new WentBack(anotherList);
  }

  async #keepOne(given: GivenVerdict, settled: Settled): Promise<boolean> {
    const { rosterCache, commits } = this.#ground;
    const next = this.#comparing(given.leaf, () => rosterCache.next(given));
    // What both keys have signed over was taken once, with its time.
    if (given.leaf >= settled.below) this.#requireTimeCome(given, next.line.time);
    const { value } = await commits.commit(
      (trx, first) => this.#write(trx, first, given, next),
      (leaves) => leaves,
      { alone: true, settled: () => rosterCache.settle(next) },
    );
    return value.length > 0;
  }

  /** In the queue of the commits, so that no entry is added between reading and taking over. */
  async #readAgain(): Promise<void> {
    const { rosterCache, commits } = this.#ground;
    await commits.commit(
      (trx) => rosterCache.readOn(trx),
      () => [],
      { alone: true },
    );
  }

  /** What the witness says and what the entry is are the same, or nothing is signed over it. */
  #comparing<T>(leaf: number, compare: () => T): T {
    try {
      return compare();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#ground.journal.fatal({ leaf, code: error.code }, 'a verdict of the witness is not ours');
      throw new Refusal('witness-away', { cause: error });
    }
  }

  /**
   * Times of verdicts never fall, so one that has not come would hold up what is bound to time until it has. One that
   * only repeats the time before it adds nothing.
   */
  #requireTimeCome({ leaf, line, signature }: GivenVerdict, time: number): void {
    const { rosterCache, journal } = this.#ground;
    const newest = leaf === 0 ? 0 : rosterCache.roster.verdicts.time;
    const ahead = time - now();
    if (ahead <= limits.openingSkewMsMax || time <= newest) return;
    const at = performance.now();
    if (at - this.#saidAt >= sayEveryMs) {
      this.#saidAt = at;
      const evidence = { leaf, aheadSeconds: Math.round(ahead / 1000) };
      const signed = { line: toBase64url(line), signature: toBase64url(signature) };
      journal.fatal(
        { ...evidence, ...signed },
        'the witness dates a verdict to a time that has not come: it is not taken',
      );
    }
    throw new TimeNotCome(leaf);
  }

  async #write(trx: Trx, first: number, { leaf, line, signature }: GivenVerdict, next: Next) {
    await trx
      .insertInto('verdict')
      .values({ leaf, line, signature })
      .onConflict((oc) => oc.column('leaf').doUpdateSet({ line, signature }))
      .execute();
    const { body, code } = next.line;
    // It was sent. Whether the witness lost it, or somebody altered the row on the way, cannot be told.
    if (code === 'entry-missing' || code === 'needs-missing')
      this.#ground.journal.fatal({ leaf, code }, 'the witness says that it was not shown all of an entry');
    const { journal } = this.#ground;
    const failed = (error: unknown) =>
      journal.fatal({ leaf, ...placeOf(error) }, 'what an entry does could not be done');
    const op = body === undefined ? undefined : operationOf(body);
    const needs = body === undefined ? undefined : this.#needsOf(leaf, body, next.roster.rootfp);
    const codes = this.#codes;
    return endEffect(trx, next.roster.rootfp, { op, leaf, good: code === '', first, failed, needs, codes });
  }

  #needsOf(leaf: number, body: Uint8Array, rootfp: Uint8Array): EntryNeeds | undefined {
    if (this.#sent?.leaf !== leaf) return undefined;
    return readNeeds(this.#ground.restoreKey, rootfp, body, this.#sent.bytes);
  }
}

const anotherList = 'the verdicts are not those that were in force here';
const isSame = (roster: Roster, head: Head) => otherThan(roster, head) === undefined;

/** As the wire carries it; undefined for a row that was altered beyond that. */
function saidOf({ leaf, line, signature }: GivenVerdict) {
  try {
    const { code, time } = verdictCodec.parse(line);
    if (signature.length !== sizes.signature || (code !== '' && !isVoidCode(code))) return undefined;
    return { leaf, code, time, signature: toBase64url(signature) };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** Undefined for bytes that are no entry: they are void and have nothing to do. */
function operationOf(body: Uint8Array) {
  try {
    return entryCodec.parse(signedEntry.parse(body).entry).operation;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
