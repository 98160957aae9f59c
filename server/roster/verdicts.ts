/**
 * A verdict as it arrives with the mirror's answer: compared with our own judgement, then kept in one transaction with
 * what the entry does. Only after that a checkpoint that covers the leaf is signed.
 */
import { ProtocolError } from '#protocol/core/errors.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import type { Database, Trx } from '../db.ts';
import { limits } from '#protocol/core/limits.ts';
import { toBase64url } from '#protocol/core/bytes.ts';
import { now } from '../clock.ts';
import { Refusal } from '../errors.ts';
import { TimeNotCome, type Needs, type VerdictKeeper } from '../log/cosign.ts';
import type { Commits } from '../log/commit.ts';
import { placeOf, type Journal } from '../logger.ts';
import type { GivenVerdict, RosterCache } from '../roster-cache.ts';
import { endEffect } from './effects.ts';
import { readNeeds, sealWaiting, type EntryNeeds } from './needs.ts';

interface Ground {
  readonly commits: Commits;
  readonly rosterCache: RosterCache;
  readonly journal: Journal;
  readonly db: Database;
  /** Of what the witness keeps for us. */
  readonly restoreKey: Key32;
}

const sayEveryMs = 60_000;

type Next = ReturnType<RosterCache['next']>;

export class Verdicts implements VerdictKeeper {
  readonly #ground: Ground;
  /** What the witness was sent last: what is in our table may be gone when its verdict comes. */
  #sent: Needs | undefined;

  #saidAt = -Infinity;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Where the witness must be told again from, so that it answers what is missing here. */
  get missingFrom(): number | undefined {
    return this.#ground.rosterCache.firstWaiting;
  }

  get root() {
    const { rosterCache } = this.#ground;
    return rosterCache.founded ? rosterCache.roster : undefined;
  }

  said(from: number, to: number) {
    const lines = this.#ground.rosterCache.entries(0, ({ leaf }) => leaf >= from && leaf < to);
    return lines.map(({ leaf, code, time, signature }) => ({ leaf, code, time, signature }));
  }

  async needs(): Promise<Needs | undefined> {
    const { db, rosterCache, restoreKey } = this.#ground;
    if (rosterCache.firstWaiting === undefined) return undefined;
    const sealed = await sealWaiting(db, rosterCache.roster.rootfp, restoreKey);
    if (sealed !== undefined) this.#sent = sealed;
    return this.#sent?.leaf === rosterCache.firstWaiting ? this.#sent : sealed;
  }

  /** In the order of the leaves; those that are kept already are passed over. Answers whether the log has grown. */
  async keep(given: readonly GivenVerdict[]): Promise<boolean> {
    let grown = false;
    for (const verdict of given) {
      const { rosterCache } = this.#ground;
      if (verdict.leaf <= rosterCache.newestJudged) continue;
      // Somebody else has written into the log.
      if (verdict.leaf !== rosterCache.firstWaiting) await this.#readAgain();
      grown = (await this.#keepOne(verdict)) || grown;
    }
    return grown;
  }

  async #keepOne(given: GivenVerdict): Promise<boolean> {
    const { rosterCache, commits } = this.#ground;
    const next = this.#compared(given);
    this.#requireTimeCome(given, next.line.time);
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
  #compared(given: GivenVerdict): Next {
    try {
      return this.#ground.rosterCache.next(given);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#ground.journal.fatal({ leaf: given.leaf, code: error.code }, 'a verdict of the witness is not ours');
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
    return endEffect(trx, next.roster.rootfp, { op, leaf, good: code === '', first, failed, needs });
  }

  #needsOf(leaf: number, body: Uint8Array, rootfp: Uint8Array): EntryNeeds | undefined {
    if (this.#sent?.leaf !== leaf) return undefined;
    return readNeeds(this.#ground.restoreKey, rootfp, body, this.#sent.bytes);
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
