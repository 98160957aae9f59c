/**
 * What became of openings (protocol §7). Each outcome is verified before it is kept, and kept before any answer leaves.
 * An opening whose outcome never came, because a process died or the network did, is asked for at the start, every
 * minute, and before people look: an interrupted opening must not look like one that is hidden.
 */
import { sql } from 'kysely';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import type { Head, OutcomeCounts } from '#protocol/log/head.ts';
import { signedOutcome, verifyOutcome } from '#protocol/openings/outcome.ts';
import type { OutcomeAnswer } from '#protocol/wire/witness.ts';
import type { Database, Trx } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Publisher } from '../log/publish.ts';
import { placeOf, type Journal } from '../logger.ts';
import type { RosterCache } from '../roster-cache.ts';
import type { Witness } from '../witness.ts';
import { Seals, type KeptOutcome } from './seals.ts';

const everyMs = 60_000;
/** A person who looks waits so long at most. */
const soonMs = 2_000;
/** A flood of planted entries must not keep the portal from starting. */
const asksAtStart = 10;

interface Given {
  readonly db: Database;
  readonly witness: Witness;
  readonly rosterCache: RosterCache;
  readonly publisher: Publisher;
  readonly journal: Journal;
  /** Not in the database. */
  readonly key: Key32;
}

const orNull = (text: string | null) => (text === null ? null : fromBase64url(text));

export class Outcomes {
  readonly #given: Given;
  readonly #seals: Seals;
  #timer: NodeJS.Timeout | undefined;
  #filling: Promise<void> | undefined;
  /** As of the last count: how many of each word are here, and below which leaf none is missing. */
  #counted: ReadonlyMap<string, number> = new Map();
  #wholeBelow = 0;
  #closed = false;

  constructor(given: Given) {
    this.#given = given;
    this.#seals = new Seals(given.key);
  }

  /** Before anything is served. A witness that is away is asked again later. */
  async start(): Promise<void> {
    await this.#fillMissing(asksAtStart).catch((error: unknown) => this.#say(error));
    this.#timer = setInterval(() => this.fillLater(), everyMs).unref();
    // To look at all that is kept takes its time.
    this.fillLater();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  fillLater(): void {
    if (!this.#closed) void this.fill().catch((error: unknown) => this.#say(error));
  }

  /** Asks for what is missing, and waits for it a moment. */
  async fillSoon(): Promise<void> {
    const waited = Promise.withResolvers<void>();
    const timer = setTimeout(waited.resolve, soonMs);
    await Promise.race([this.fill().catch((error: unknown) => this.#say(error)), waited.promise]);
    clearTimeout(timer);
  }

  fill(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => (this.#filling = undefined));
    return this.#filling;
  }

  async #fill(): Promise<void> {
    await this.#replaceAltered();
    await this.#fillMissing(Infinity);
  }

  /**
   * What a head says and we cannot show: more outcomes of a word than are here, or an old opening without one. Asked from the
   * witness first: what it has signed it can give. Undefined where there is nothing of the kind.
   */
  async saidBeyond(head: Head): Promise<object | undefined> {
    const isKnown = () => head.aged <= this.#wholeBelow && exceeded(head.outcomes, this.#counted) === undefined;
    if (isKnown()) return undefined;
    await this.#count(head.aged);
    if (isKnown()) return undefined;
    await this.fill();
    await this.#count(head.aged);
    return exceeded(head.outcomes, this.#counted) ?? (isKnown() ? undefined : { what: 'aged', aged: head.aged });
  }

  async #count(aged: number): Promise<void> {
    const { db } = this.#given;
    const rows = await db
      .selectFrom('outcome')
      .select((eb) => ['word', eb.fn.countAll<number>().as('count')])
      .groupBy('word')
      .execute();
    this.#counted = new Map(rows.map(({ word, count }) => [word, Number(count)]));
    this.#wholeBelow = (await firstWithout(db, aged)) ?? aged;
  }

  async #fillMissing(asksMax: number): Promise<void> {
    const { db, witness, rosterCache, publisher } = this.#given;
    if (!rosterCache.founded) return;
    let after = -1;
    for (let asks = 0; asks < asksMax && !this.#closed; asks++) {
      const leaves = await missingOutcomes(db, after, publisher.cosigned);
      if (leaves.length === 0) return;
      // One that has forgotten would say `never` of what it released.
      if (asks === 0) await publisher.requireWitness();
      const { items } = await witness.outcomes(leaves);
      await this.keep(items.filter((item) => leaves.includes(item.leaf)));
      after = leaves.at(-1) as number;
    }
  }

  /**
   * In one transaction; none of it if the witness has not signed one of them. Answers the leaves whose outcome is now the
   * given one.
   */
  async keep(items: readonly OutcomeAnswer[]): Promise<ReadonlySet<number>> {
    const signed = items.filter((item) => item.outcome !== null);
    if (signed.length === 0) return new Set();
    const leaves = await leavesAt(
      this.#given.db,
      signed.map((item) => item.leaf),
    );
    for (const item of signed) this.#requireSigned(item, leaves.get(item.leaf));
    const first = await this.#withoutSecond(signed, leaves);
    if (first.length > 0) await this.#given.db.transaction().execute((trx) => keepAll(trx, first, this.#seals));
    return new Set(first.map((item) => item.leaf));
  }

  #requireSigned({ leaf, word, outcome }: OutcomeAnswer, bytes: Uint8Array | undefined): void {
    if (bytes !== undefined && this.#wordOf(leaf, bytes, fromBase64url(outcome ?? '')) === word) return;
    this.#given.journal.fatal({ leaf }, 'the witness gave an outcome that is not about this opening');
    throw new Refusal('witness-away');
  }

  /**
   * A word that the witness has signed is never replaced by another. A witness that was restored may not know it any more; two
   * other words prove that it lied, and both are told.
   */
  async #withoutSecond(
    items: readonly OutcomeAnswer[],
    leaves: ReadonlyMap<number, Uint8Array>,
  ): Promise<readonly OutcomeAnswer[]> {
    const kept = new Map((await outcomesAt(this.#given.db, [...leaves.keys()])).map((row) => [row.leaf, row]));
    return items.filter(({ leaf, word, outcome }) => {
      const row = kept.get(leaf);
      if (row === undefined || row.word === word || row.word === 'unknown') return true;
      if (this.#wordOf(leaf, leaves.get(leaf) ?? new Uint8Array(0), row.signed) !== row.word) return true;
      const evidence = { leaf, kept: toBase64url(row.signed), given: outcome };
      if (word !== 'unknown') this.#given.journal.fatal(evidence, 'the witness has signed two outcomes of one opening');
      return false;
    });
  }

  #wordOf(leaf: number, bytes: Uint8Array, signed: Uint8Array): string | undefined {
    try {
      return verifyOutcome(this.#given.rosterCache.roster, signedOutcome.parse(signed), leaf, bytes).word;
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  /** Replaces rows that were altered in the database by what the witness says now, as at first. */
  async #replaceAltered(): Promise<void> {
    const { db, witness, rosterCache, publisher } = this.#given;
    if (!rosterCache.founded) return;
    const leaves = await this.#seals.altered(db);
    // One that has forgotten would say `never` of what it released.
    if (leaves.length > 0) await publisher.requireWitness();
    for (let at = 0; at < leaves.length && !this.#closed; at += limits.outcomesPerAsk)
      await this.keep((await witness.outcomes(leaves.slice(at, at + limits.outcomesPerAsk))).items);
  }

  #say(error: unknown): void {
    this.#given.journal.warn(
      placeOf(error instanceof Refusal ? (error.cause ?? error) : error),
      'outcomes not read yet',
    );
  }
}

/**
 * A word that a head counts more often than we do. A witness that was restored may say `unknown` of what we hold its
 * earlier word on, so that word is compared with all that are here.
 */
function exceeded(said: OutcomeCounts, here: ReadonlyMap<string, number>): object | undefined {
  const all = [...here.values()].reduce((sum, count) => sum + count, 0);
  for (const word of ['released', 'refused', 'never', 'unknown'] as const) {
    const held = word === 'unknown' ? all : (here.get(word) ?? 0);
    if (said[word] > held) return { what: word, said: said[word], held };
  }
  return undefined;
}

const keptOf = (item: OutcomeAnswer): KeptOutcome => ({
  leaf: item.leaf,
  word: item.word,
  signed: fromBase64url(item.outcome ?? ''),
  month: item.month,
  owner: item.owner,
  body: orNull(item.body),
  view: orNull(item.view),
});

/** What the witness says now takes the place of what was altered, or of the same word. */
async function keepAll(trx: Trx, items: readonly OutcomeAnswer[], seals: Seals): Promise<void> {
  const all = items.map(keptOf);
  await trx
    .insertInto('outcome')
    .values(all.map((one) => ({ leaf: one.leaf, word: one.word, signed: one.signed, code: seals.codeOf(one) })))
    .onConflict((oc) =>
      oc.column('leaf').doUpdateSet((eb) => ({
        word: eb.ref('excluded.word'),
        signed: eb.ref('excluded.signed'),
        code: eb.ref('excluded.code'),
      })),
    )
    .execute();
  await trx
    .insertInto('log_sealed')
    .values(all.map(({ leaf, month, owner, body, view }) => ({ leaf, month, owner, body, view })))
    .onConflict((oc) =>
      oc.column('leaf').doUpdateSet((eb) => ({
        month: eb.ref('excluded.month'),
        owner: eb.ref('excluded.owner'),
        body: eb.ref('excluded.body'),
        view: eb.ref('excluded.view'),
      })),
    )
    .execute();
}

/** Openings whose outcome is not here, or whose sealed line is not, though the witness made one. */
async function missingOutcomes(db: Database, after: number, below: number): Promise<number[]> {
  const { rows } = await sql<{ idx: number }>`
    select idx from log_entry
      left join outcome on outcome.leaf = idx
      left join log_sealed on log_sealed.leaf = idx and log_sealed.body is not null
    where get_byte(log_entry.leaf, 0) = 1 and idx > ${after} and idx < ${below}
      and (outcome.leaf is null or (outcome.word in ('released', 'refused') and log_sealed.leaf is null))
    order by idx limit ${limits.outcomesPerAsk}`.execute(db);
  return rows.map((row) => row.idx);
}

/** The lowest opening below this index that has no outcome here. Its lines may be missing all the same. */
async function firstWithout(db: Database, below: number): Promise<number | undefined> {
  const { rows } = await sql<{ idx: number }>`
    select idx from log_entry left join outcome on outcome.leaf = idx
    where get_byte(log_entry.leaf, 0) = 1 and idx < ${below} and outcome.leaf is null
    order by idx limit 1`.execute(db);
  return rows[0]?.idx;
}

function outcomesAt(db: Database, leaves: readonly number[]) {
  return db
    .selectFrom('outcome')
    .select(['leaf', 'word', 'signed'])
    .where('leaf', 'in', [...leaves])
    .execute();
}

async function leavesAt(db: Database, places: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = await db
    .selectFrom('log_entry')
    .select(['idx', 'leaf'])
    .where('idx', 'in', [...places])
    .execute();
  return new Map(rows.map((row) => [row.idx, row.leaf]));
}
