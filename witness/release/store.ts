/** What became of each opening, how much of each limit is used, and which touches were seen. */
import { memberId, type KindId, type MemberId } from '#protocol/core/ids.ts';
import type { OutcomeCounts } from '#protocol/log/head.ts';
import type { OutcomeWord } from '#protocol/openings/outcome.ts';
import { inTransaction, type Database } from '../state.ts';

export const hourMs = 3600 * 1000;
export const dayMs = 24 * hourMs;

/** The lines sealed to officers and owner, and the month that the officers' one is sealed for. */
export interface Kept {
  readonly month: string;
  readonly body: Uint8Array;
  readonly view: Uint8Array | undefined;
  readonly owner: MemberId | undefined;
}

export interface OutcomeRow {
  readonly leaf: number;
  readonly word: OutcomeWord;
  readonly code: string;
  /** dd1/signed-outcome. */
  readonly signed: Uint8Array;
  /** Of the body that opened the leaf; absent where none was given. */
  readonly bodyHash: Uint8Array | undefined;
  readonly kept: Kept | undefined;
}

export interface BatchRow {
  readonly hash: Uint8Array;
  readonly requester: MemberId;
  readonly credential: Uint8Array;
  readonly counter: number;
  /** Outcomes that are new, and of what kind each released record is: that counts against a limit. */
  readonly outcomes: readonly { readonly row: OutcomeRow; readonly kind: KindId }[];
  /** Leaves whose share is given out once more. */
  readonly repeated: readonly number[];
}

export function knowsBatch(db: Database, hash: Uint8Array): boolean {
  return db.prepare('select 1 from batch where hash = ?').get(hash) !== undefined;
}

export function highestCounter(db: Database, credential: Uint8Array): number {
  const row = db.prepare('select value from counter where credential = ?').get(credential);
  return (row?.['value'] as number | undefined) ?? 0;
}

export function findOutcome(db: Database, leaf: number): OutcomeRow | undefined {
  const row = db.prepare('select * from outcome where leaf = ?').get(leaf);
  if (row === undefined) return undefined;
  const bytes = (name: string) => (row[name] as Uint8Array | null) ?? undefined;
  const [body, owner] = [bytes('body'), bytes('owner')];
  return {
    leaf,
    word: row['word'] as OutcomeWord,
    code: row['code'] as string,
    signed: row['signed'] as Uint8Array,
    bodyHash: bytes('body_hash'),
    kept:
      body === undefined
        ? undefined
        : {
            month: row['month'] as string,
            body,
            view: bytes('view'),
            owner: owner === undefined ? undefined : memberId.parse(owner),
          },
  };
}

/** Where this body has its outcome, or another with the same beginning of its hash. */
export function findBody(db: Database, bodyHash: Uint8Array): { leaf: number; same: boolean } | undefined {
  const row = db
    .prepare('select leaf, body_hash = ? as same from outcome where nonce = ?')
    .get(bodyHash, nonceOf(bodyHash));
  return row === undefined ? undefined : { leaf: row['leaf'] as number, same: row['same'] === 1 };
}

const nonceOf = (bodyHash: Uint8Array) => bodyHash.slice(0, 16);

export function spentSince(db: Database, requester: MemberId, kind: KindId, since: number): number {
  const row = db
    .prepare('select count(*) as used from spent where requester = ? and kind = ? and at > ?')
    .get(requester, kind, since);
  return row?.['used'] as number;
}

/** A clock that ran ahead and was set right must not leave limits that count for as long as it was wrong. */
export function settleClock(db: Database, now: number): void {
  db.prepare('update spent set at = ? where at > ?').run(now, now);
  db.prepare('update batch set at = ? where at > ?').run(now, now);
}

/** One transaction for a batch, on the disk before anything of it is answered (protocol §7). */
export function keepBatch(db: Database, batch: BatchRow, now: number): void {
  const spend = db.prepare('insert into spent (requester, kind, at) values (?, ?, ?)');
  const again = db.prepare('update outcome set count = count + 1 where leaf = ?');
  inTransaction(db, () => {
    db.prepare('insert or ignore into batch (hash, at) values (?, ?)').run(batch.hash, now);
    db.prepare(
      'insert into counter (credential, value) values (?, ?) on conflict do update set value = max(value, excluded.value)',
    ).run(batch.credential, batch.counter);
    for (const { row, kind } of batch.outcomes) {
      insertOutcome(db, row, now);
      if (row.word === 'released') spend.run(batch.requester, kind, now);
    }
    for (const leaf of batch.repeated) again.run(leaf);
    // Who opened which kind when is sealed to the officers in `outcome`; in the clear it lives as long as the limits.
    db.prepare('delete from spent where at <= ?').run(now - dayMs);
    db.prepare('delete from batch where at <= ?').run(now - dayMs);
  });
}

/** Outcomes of leaves for which nobody asked in time. */
export function keepOutcomes(db: Database, rows: readonly OutcomeRow[], now: number): void {
  if (rows.length === 0) return;
  inTransaction(db, () => {
    for (const row of rows) insertOutcome(db, row, now);
  });
}

/** Never in the place of another: the first outcome of a leaf is its only one. */
function insertOutcome(db: Database, row: OutcomeRow, now: number): void {
  const { leaf, word, code, signed, bodyHash, kept } = row;
  const owner = kept?.owner === undefined ? null : memberId.encode(kept.owner);
  db.prepare(
    `insert into outcome (leaf, word, code, signed, body_hash, nonce, count, at, month, body, view, owner)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    leaf,
    word,
    code,
    signed,
    bodyHash ?? null,
    bodyHash === undefined ? null : nonceOf(bodyHash),
    word === 'released' ? 1 : 0,
    now,
    kept?.month ?? null,
    kept?.body ?? null,
    kept?.view ?? null,
    owner,
  );
  db.prepare('insert into tally (word, count) values (?, 1) on conflict (word) do update set count = count + 1').run(
    word,
  );
}

/** How many of each were signed; every outcome is of a cosigned leaf. */
export function countOutcomes(db: Database): OutcomeCounts {
  const counts = { released: 0, refused: 0, never: 0, unknown: 0 };
  for (const row of db.prepare('select word, count from tally').all())
    counts[row['word'] as OutcomeWord] = row['count'] as number;
  return counts;
}
