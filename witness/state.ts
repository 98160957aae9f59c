/**
 * The witness's durable state: one SQLite file, WAL, synchronous=FULL, so that what a transaction wrote is on the disk
 * when it returns, and every answer is given after. A witness that forgot is a witness that lies, so it never starts
 * on an empty state unless it was told to make one (protocol §7).
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { equal } from '#protocol/core/bytes.ts';
import { makeKeyFile, readKeyFile, type WitnessKeys } from './keys.ts';

/** Why each table is kept, and what a thief of the disk learns from it. */
const schema = `
  -- Which key card this state belongs to.
  create table made_for (one integer primary key check (one = 1), card_hash blob not null) strict;
  -- The mirror: every leaf, as every participant may read them.
  create table leaf (idx integer primary key, bytes blob not null) strict;
  -- One verdict for each roster leaf, signed, never made again; and the signed genesis or entry that fits the leaf.
  create table verdict (leaf integer primary key, body blob, line blob not null, signature blob not null) strict;
  -- What entries in force need, sealed by the portal to a key that is not here. The holder: a member, whose slots must go
  -- when they are replaced, or the desk of all members, whose older keys would fill the disk.
  create table needs (leaf integer primary key, holder text, bytes blob not null) strict;
  create index needs_holder on needs (holder) where holder is not null;
  -- The newest checkpoint cosigned, with the tree's peaks there.
  create table cosigned (
    one integer primary key check (one = 1), size integer not null, root blob not null, peaks blob not null, note text not null
  ) strict;
  -- Below the floor outcomes may have been forgotten: this state was restored from an older copy. 0: it never was.
  create table tenure (one integer primary key check (one = 1), floor integer not null) strict;
  insert into tenure (one, floor) values (1, 0);
  -- What became of each opening, signed once and for ever. Body and view are sealed to officers and owner. One request
  -- has one outcome, wherever its entry stands: else one touch could be told as many openings.
  create table outcome (
    leaf integer primary key, word text not null, code text not null, signed blob not null, body_hash blob, nonce blob,
    count integer not null, at integer not null, month text, body blob, view blob, owner blob
  ) strict;
  create unique index outcome_body on outcome (body_hash) where body_hash is not null;
  create index outcome_nonce on outcome (nonce) where nonce is not null;
  -- How many outcomes of each word there are, for heads.
  create table tally (word text primary key, count integer not null) strict;
  -- How far the log was cosigned in the last 20 minutes, and at their beginning.
  create table aged (at integer primary key, size integer not null) strict;
  -- Who used how much of which limit: readable, and gone after a day.
  create table spent (requester text not null, kind text not null, at integer not null) strict;
  create index spent_by on spent (requester, kind, at);
  -- Batches of the last day, so that the same request may come again.
  create table batch (hash blob primary key, at integer not null) strict;
  -- The highest counter seen of each hardware key that opened something.
  create table counter (credential blob primary key, value integer not null) strict;
  -- Which revisions people closed.
  create table retired (
    digest blob not null, leaf integer not null, record text not null, signer text not null, lowest_live integer not null,
    primary key (digest, leaf)
  ) strict;
  create index retired_record on retired (record);
  -- What proves misbehaviour. kind 'fork' freezes this witness.
  create table evidence (
    kind text not null, size integer not null, held text not null, given text not null, at integer not null,
    primary key (kind, size, given)
  ) strict;
`;

export type Database = DatabaseSync;

export interface State {
  readonly db: Database;
  readonly keys: WitnessKeys;
}

/** Makes keys and an empty state in an empty folder. Refuses any folder that holds something. */
export function makeState(dataDir: string, name: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (readdirSync(dataDir).length > 0) throw new Error('--init is only for an empty folder; this one holds something');
  const key = join(dataDir, 'key');
  makeKeyFile(key);
  const db = connect(join(dataDir, 'state.sqlite'));
  inTransaction(db, () => {
    db.exec(schema);
    db.prepare('insert into made_for (one, card_hash) values (1, ?)').run(readKeyFile(key, name).cardHash);
  });
  db.close();
}

export function openState(dataDir: string, name: string): State {
  const [key, file] = [join(dataDir, 'key'), join(dataDir, 'state.sqlite')];
  if (!existsSync(key) || !existsSync(file))
    throw new Error('no key or no state here; a new witness is made with --init, an old one needs its state back');
  const keys = readKeyFile(key, name);
  const db = connect(file);
  const made = db.prepare('select card_hash from made_for').get() as { card_hash: Uint8Array } | undefined;
  if (made === undefined || !equal(made.card_hash, keys.cardHash))
    throw new Error('this state was made for another key or another WITNESS_NAME');
  requireBuild(db);
  // A process that died may have deleted, and not emptied it.
  emptyJournal(db);
  return { db, keys };
}

/** A state without verdicts would have to be judged again, and then the time of each judgement would be another. */
function requireBuild(db: Database): void {
  if (db.prepare("select 1 from sqlite_master where name = 'tenure'").get() === undefined)
    throw new Error('this state is of an earlier build: found the event anew with a new witness');
}

/** The exclusive lock keeps a second witness, and a curious tool, away from the same state. */
function connect(file: string): Database {
  const db = new DatabaseSync(file);
  db.exec(
    'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on',
  );
  const mode = db.prepare('pragma journal_mode').get() as { journal_mode: string };
  const level = db.prepare('pragma synchronous').get() as { synchronous: number };
  if (mode.journal_mode !== 'wal' || level.synchronous !== 2) throw new Error('the state cannot be written durably');
  return db;
}

/** What was deleted still stands in the write-ahead log, until that is emptied. */
export function emptyJournal(db: Database): void {
  db.exec('pragma wal_checkpoint(truncate)');
}

/** All or nothing, and on the disk when it returns. */
export function inTransaction<T>(db: Database, act: () => T): T {
  db.exec('begin immediate');
  try {
    const result = act();
    db.exec('commit');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}
