/**
 * The time by which the portal may delete. What is deleted does not come back, so no clock is believed alone: portal,
 * database and witness must agree, and the time must not have jumped since their last comparison. On one machine all three
 * have the same clock; there, only the last comparison notices a wrong one. See docs/decisions/0036.
 */
import { sql } from 'kysely';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { verifyHead } from '#protocol/log/head.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import type { RosterCache } from '../roster-cache.ts';
import { now } from '../clock.ts';
import type { Database } from '../db.ts';
import type { Journal } from '../logger.ts';
import { random } from '../random.ts';
import type { Witness } from '../witness.ts';
import { readLastCompared, takeToday, writeLastCompared } from './last-compared.ts';
import { NotAgreed, type WhyNot } from './not-agreed.ts';

const dayMs = 24 * 3600 * 1000;
/** As much as an opening's time may differ from the witness's. Beyond this the portal does not work anyway. */
const apartMsMax = 600_000;
/** The longest stop of the portal that needs no person: a long weekend. */
const stoppedMsMax = 3 * dayMs;

/** For how long the day that a person wrote counts: for the next sweep of each sort, and no longer. */
const saidMsMax = 2 * 3600 * 1000;

interface Ground {
  readonly db: Database;
  readonly witness: Witness;
  readonly rosterCache: RosterCache;
  readonly journal: Journal;
  readonly dataDir: string;
}

export class AgreedTime {
  readonly #ground: Ground;
  #whyNot: WhyNot | undefined = 'not-founded';
  /** The difference of this process's monotonic clock and its calendar clock when all clocks agreed. */
  #offset: number | undefined;
  #said: { readonly day: number; readonly at: number } | undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Why nothing may be deleted by time, as of the last comparison; undefined while deleting is allowed. */
  get whyNot(): WhyNot | undefined {
    return this.#whyNot;
  }

  /** True if all clocks agreed the last time, and this clock was not changed since. */
  get holds(): boolean {
    return this.#offset !== undefined && Math.abs(performance.now() - now() - this.#offset) <= apartMsMax;
  }

  /**
   * Compares the clocks. Returns the time at which everything due may be deleted, or undefined: nothing may be deleted now.
   */
  async ask(): Promise<number | undefined> {
    try {
      const time = await this.#agree();
      this.#offset = performance.now() - now();
      if (this.#whyNot !== undefined) this.#journal.info('the clocks agree: what is due is deleted');
      this.#whyNot = undefined;
      return time;
    } catch (error) {
      if (!(error instanceof NotAgreed)) throw error;
      this.#offset = undefined;
      if (this.#whyNot !== error.why) this.#journal.warn({ why: error.why, ...error.facts }, error.message);
      this.#whyNot = error.why;
      return undefined;
    }
  }

  get #journal(): Journal {
    return this.#ground.journal;
  }

  async #agree(): Promise<number> {
    const { rosterCache, dataDir } = this.#ground;
    if (!rosterCache.founded) {
      // Nothing is here that could be deleted, so the memory begins with the time that the clock shows.
      written(() => writeLastCompared(dataDir, now()));
      throw new NotAgreed('not-founded');
    }
    const database = await this.#databaseTime();
    const witness = await this.#witnessTime();
    const time = now();
    const others = witness instanceof NotAgreed ? { database } : { database, witness };
    requireClose(time, others);
    if (!this.#isSaid(time)) {
      if (witness instanceof NotAgreed) throw witness;
      requireNoJump(time, readLastCompared(dataDir));
    }
    written(() => writeLastCompared(dataDir, time));
    return Math.min(time, ...Object.values(others));
  }

  /** True if a person has written that this is the day. Her word replaces the witness's and the memory's. */
  #isSaid(time: number): boolean {
    const taken = written(() => takeToday(this.#ground.dataDir));
    if (taken !== undefined) this.#said = { day: taken, at: performance.now() };
    // A day on either side: the person's calendar may be of another time zone.
    const isDay = this.#said !== undefined && Math.abs(this.#said.day - dayOf(time)) <= 1;
    if (taken !== undefined && !isDay)
      this.#journal.warn('key-shares/today holds no date, or not the date that the clocks show');
    return isDay && performance.now() - (this.#said?.at ?? 0) <= saidMsMax;
  }

  async #databaseTime(): Promise<number> {
    try {
      const { rows } = await sql<{ time: Date }>`select clock_timestamp() as time`.execute(this.#ground.db);
      return (rows[0] as { time: Date }).time.getTime();
    } catch (error) {
      throw new NotAgreed('database-away', {}, error);
    }
  }

  /** Over a nonce of our own, so that nobody between can answer with an earlier or a later head. */
  async #witnessTime(): Promise<number | NotAgreed> {
    const { witness, rosterCache } = this.#ground;
    const nonce = random(32);
    let signed: Awaited<ReturnType<Witness['head']>>;
    try {
      signed = await witness.head(toBase64url(nonce));
    } catch (error) {
      return new NotAgreed('witness-away', {}, error);
    }
    const { genesis, rootfp } = rosterCache.roster;
    try {
      const [head, signature] = [fromBase64url(signed.head), fromBase64url(signed.signature)];
      return verifyHead(genesis, rootfp, head, signature, nonce).time;
    } catch (error) {
      return new NotAgreed('witness-unproved', {}, error);
    }
  }
}

/** Without this memory nothing is deleted, and everything else goes on. */
function written<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new NotAgreed('not-written', {}, error);
  }
}

function requireClose(time: number, others: Readonly<Record<string, number>>): void {
  const apart = Object.entries(others).map(([name, other]) => [`${name}Ahead`, other - time] as const);
  if (apart.every(([, ms]) => Math.abs(ms) <= apartMsMax)) return;
  throw new NotAgreed('clocks-differ', Object.fromEntries(apart.map(([name, ms]) => [name, Math.round(ms / 1000)])));
}

function requireNoJump(time: number, last: number | undefined): void {
  if (last === undefined) throw new NotAgreed('time-unknown');
  if (Math.abs(time - last) <= stoppedMsMax) return;
  throw new NotAgreed('time-jumped', { days: Math.round((time - last) / dayMs) });
}
