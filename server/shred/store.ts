/**
 * Shares: 32 random bytes each, without which a period secret or an archive chunk stays closed for good. They live in
 * one file outside PostgreSQL, so that no dump, no WAL archive and no backup ever holds one, and are overwritten when
 * their time is over. That a share is gone is all the forward secrecy that threads have (protocol §9.2).
 *
 * [Note: why a rollback journal] A write-ahead log would keep what was deleted until its next checkpoint. TRUNCATE
 * empties the journal at every commit, and secure_delete writes zeros over the row itself.
 */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toHex } from '#protocol/bytes.ts';

export interface Share {
  /** Random; the database's row knows it. */
  readonly id: Uint8Array;
  readonly share: Uint8Array;
  /** The first moment without it, in ms since 1970 UTC; null: as long as the event's shares live. */
  readonly ends: number | null;
}

/** When every share is over, and what time it is. */
interface Times {
  readonly now: () => number;
  readonly last: () => number;
}

const schema = `
  create table if not exists share (
    id blob primary key check (length(id) = 16), share blob not null check (length(share) = 32), ends integer
  ) strict`;
const settings = `
  pragma locking_mode = exclusive; pragma journal_mode = truncate; pragma synchronous = full;
  pragma secure_delete = on; pragma temp_store = memory`;

const folderOf = (dataDir: string) => join(dataDir, 'shred');

/** A missing folder beside rows that need it is a wrong mount more often than a loss; only a person can tell. */
export function requireShredFolder(dataDir: string, isNeeded: boolean): void {
  const folder = folderOf(dataDir);
  if (isNeeded && !existsSync(folder))
    throw new Error(
      'the folder shred is missing, and the database names shares that lie in it: bring the folder back; if it is lost, make an empty one, and what it held is lost for good',
    );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

export class Shred {
  readonly #db: DatabaseSync;
  readonly #times: Times;

  /** Every answer of this class is given after fsync: SQLite's FULL. */
  constructor(dataDir: string, times: Times) {
    const file = join(folderOf(dataDir), 'shares.sqlite');
    this.#db = new DatabaseSync(file);
    this.#times = times;
    this.#db.exec(settings);
    this.#db.exec(schema);
    chmodSync(file, 0o600);
    this.#requireSettings();
  }

  /** SQLite answers a refused pragma with the old value and no error. */
  #requireSettings(): void {
    const read = (name: string) => Object.values(this.#db.prepare(`pragma ${name}`).get() ?? {})[0];
    const found = ['journal_mode', 'secure_delete', 'synchronous'].map(read);
    if (found.join() !== 'truncate,1,2') throw new Error(`the shred store does not delete: ${found.join()}`);
  }

  put(shares: readonly Share[]): void {
    const insert = this.#db.prepare('insert into share (id, share, ends) values (?, ?, ?)');
    this.#inOne(() => {
      for (const { id, share, ends } of shares) insert.run(id, share, ends);
    });
  }

  /** Undefined where there is none, and where its time is over, swept or not. */
  find(id: Uint8Array): Uint8Array | undefined {
    const row = this.#db.prepare('select share, ends from share where id = ?').get(id) as Omit<Share, 'id'> | undefined;
    if (row === undefined) return undefined;
    const { now, last } = this.#times;
    return now() < Math.min(row.ends ?? Infinity, last()) ? new Uint8Array(row.share) : undefined;
  }

  /** Earlier than they would; never later. */
  endBy(ids: readonly Uint8Array[], time: number): void {
    const shorten = this.#db.prepare('update share set ends = ?2 where id = ?1 and (ends is null or ends > ?2)');
    this.#inOne(() => {
      for (const id of ids) shorten.run(id, time);
    });
  }

  forget(ids: readonly Uint8Array[]): void {
    const remove = this.#db.prepare('delete from share where id = ?');
    this.#inOne(() => {
      for (const id of ids) remove.run(id);
    });
  }

  /** Forgets every share whose time is over. */
  forgetEnded(): void {
    const { now, last } = this.#times;
    const time = now();
    this.#db
      .prepare('delete from share where ends <= ?1 or ?1 >= ?2')
      .run(time, Math.min(last(), Number.MAX_SAFE_INTEGER));
  }

  /** Those of the ids that name no share. */
  missing(ids: readonly Uint8Array[]): readonly Uint8Array[] {
    const rows = this.#db.prepare('select id from share').all() as { id: Uint8Array }[];
    const held = new Set(rows.map(({ id }) => toHex(id)));
    return ids.filter((id) => !held.has(toHex(id)));
  }

  close(): void {
    this.#db.close();
  }

  #inOne(work: () => void): void {
    this.#db.exec('begin immediate');
    try {
      work();
      this.#db.exec('commit');
    } catch (error) {
      this.#db.exec('rollback');
      throw error;
    }
  }
}
