/**
 * What became of openings (protocol §7). Each outcome is verified before it is kept, and kept before any answer leaves.
 * An opening whose outcome never came, because a process died or the network did, is asked for at the start, every
 * minute, and before people look: an interrupted opening must not look like one that is hidden.
 */
import { sql } from 'kysely';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import { signedOutcome, verifyOutcome } from '#protocol/openings/outcome.ts';
import type { OutcomeAnswer } from '#protocol/wire/witness.ts';
import type { Database, Trx } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Publisher } from '../log/publish.ts';
import { placeOf, type Journal } from '../logger.ts';
import type { RosterCache } from '../roster-cache.ts';
import type { Witness } from '../witness.ts';

const everyMs = 60_000;
/** Whoever looks waits so long at most. */
const soonMs = 2_000;
/** A flood of planted entries must not keep the portal from starting. */
const asksAtStart = 10;

interface Given {
  readonly db: Database;
  readonly witness: Witness;
  readonly rosterCache: RosterCache;
  readonly publisher: Publisher;
  readonly journal: Journal;
}

const orNull = (text: string | null) => (text === null ? null : fromBase64url(text));

export class Outcomes {
  readonly #given: Given;
  #timer: NodeJS.Timeout | undefined;
  #filling: Promise<void> | undefined;
  #closed = false;

  constructor(given: Given) {
    this.#given = given;
  }

  /** Before anything is served. A witness that is away is asked again later. */
  async start(): Promise<void> {
    await this.#fill(asksAtStart).catch((error: unknown) => this.#say(error));
    this.#timer = setInterval(() => this.fillLater(), everyMs).unref();
    // Rows that the witness has not signed count as none; to look at all of them takes its time.
    void this.#dropFalse().catch((error: unknown) => this.#say(error));
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
    this.#filling ??= this.#fill(Infinity).finally(() => (this.#filling = undefined));
    return this.#filling;
  }

  async #fill(asksMax: number): Promise<void> {
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

  /** In one transaction; none of it if the witness has not signed one of them. */
  async keep(items: readonly OutcomeAnswer[]): Promise<void> {
    const signed = items.filter((item) => item.outcome !== null);
    if (signed.length === 0) return;
    const leaves = await leavesAt(
      this.#given.db,
      signed.map((item) => item.leaf),
    );
    for (const item of signed) this.#requireSigned(item, leaves.get(item.leaf));
    await this.#given.db.transaction().execute((trx) => keepAll(trx, signed));
  }

  #requireSigned({ leaf, word, outcome }: OutcomeAnswer, bytes: Uint8Array | undefined): void {
    if (bytes !== undefined && this.#wordOf(leaf, bytes, fromBase64url(outcome ?? '')) === word) return;
    this.#given.journal.fatal({ leaf }, 'the witness gave an outcome that is not about this opening');
    throw new Refusal('witness-away');
  }

  #wordOf(leaf: number, bytes: Uint8Array, signed: Uint8Array): string | undefined {
    try {
      return verifyOutcome(this.#given.rosterCache.roster, signedOutcome.parse(signed), leaf, bytes).word;
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  /** Whoever wrote them into the database: the witness is asked for these again, and what it says takes their place. */
  async #dropFalse(): Promise<void> {
    const { db, witness, rosterCache, publisher } = this.#given;
    let after = -1;
    while (rosterCache.founded && !this.#closed) {
      const rows = await keptOutcomes(db, after);
      if (rows.length === 0) return;
      const wrong = rows
        .filter((row) => this.#wordOf(row.leaf, row.bytes, row.signed) !== row.word)
        .map((row) => row.leaf);
      if (wrong.length > 0) await publisher.requireWitness();
      if (wrong.length > 0) await this.keep((await witness.outcomes(wrong)).items);
      after = rows.at(-1)?.leaf as number;
    }
  }

  #say(error: unknown): void {
    this.#given.journal.warn(
      placeOf(error instanceof Refusal ? (error.cause ?? error) : error),
      'outcomes not read yet',
    );
  }
}

/** The witness's word for a leaf is always the same, so what it says now takes the place of whatever stands there. */
async function keepAll(trx: Trx, items: readonly OutcomeAnswer[]): Promise<void> {
  await trx
    .insertInto('outcome')
    .values(items.map((item) => ({ leaf: item.leaf, word: item.word, signed: fromBase64url(item.outcome ?? '') })))
    .onConflict((oc) =>
      oc.column('leaf').doUpdateSet((eb) => ({ word: eb.ref('excluded.word'), signed: eb.ref('excluded.signed') })),
    )
    .execute();
  const lines = items.filter((item) => item.body !== null || item.view !== null);
  if (lines.length === 0) return;
  await trx
    .insertInto('log_sealed')
    .values(
      lines.map(({ leaf, month, owner, body, view }) => ({
        leaf,
        month,
        owner,
        body: orNull(body),
        view: orNull(view),
      })),
    )
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

async function leavesAt(db: Database, places: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = await db
    .selectFrom('log_entry')
    .select(['idx', 'leaf'])
    .where('idx', 'in', [...places])
    .execute();
  return new Map(rows.map((row) => [row.idx, row.leaf]));
}

async function keptOutcomes(db: Database, after: number) {
  const rows = await db
    .selectFrom('outcome')
    .innerJoin('log_entry', 'log_entry.idx', 'outcome.leaf')
    .select(['outcome.leaf', 'outcome.word', 'outcome.signed', 'log_entry.leaf as bytes'])
    .where('outcome.leaf', '>', after)
    .orderBy('outcome.leaf')
    .limit(limits.outcomesPerAsk)
    .execute();
  return rows;
}
