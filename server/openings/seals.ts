/**
 * What the witness said of openings is in tables that others may write. So each row bears a code under a key that is not
 * in the database. A row that was altered since is asked for again. PostgreSQL's `xmin` says cheaply which rows are new.
 */
import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { derive, deriveKey, type Key32 } from '#protocol/crypto/sodium.ts';
import type { Database } from '../db.ts';

/** An outcome, and the lines that came with it; null where none did. */
export interface KeptOutcome {
  readonly leaf: number;
  readonly word: string;
  readonly signed: Uint8Array;
  readonly month: string | null;
  readonly owner: string | null;
  readonly body: Uint8Array | null;
  readonly view: Uint8Array | null;
}

/** Lines have up to 48 kB in each row. */
const rowsPerPage = 100;

export class Seals {
  readonly #key: Key32;
  /** Of rows that were found as we wrote them, by leaf. */
  readonly #versions = new Map<number, string>();

  constructor(key: Key32) {
    this.#key = deriveKey(key, utf8('outcomes of openings'));
  }

  codeOf({ leaf, word, signed, month, owner, body, view }: KeptOutcome): Uint8Array {
    const text = (bytes: Uint8Array | null) => (bytes === null ? null : toBase64url(bytes));
    return derive(
      this.#key,
      utf8(JSON.stringify([leaf, word, text(signed), month, owner, text(body), text(view)])),
      32,
    );
  }

  /** Leaves whose rows are not as we wrote them. */
  async altered(db: Database): Promise<number[]> {
    const changed = (await versionsOf(db)).filter(({ leaf, version }) => this.#versions.get(leaf) !== version);
    const found: number[] = [];
    for (let at = 0; at < changed.length; at += rowsPerPage) {
      const page = changed.slice(at, at + rowsPerPage);
      const rows = await rowsOf(
        db,
        page.map(({ leaf }) => leaf),
      );
      for (const row of rows)
        if (this.#holds(row)) this.#versions.set(row.leaf, row.version);
        else found.push(row.leaf);
    }
    return found;
  }

  #holds({ code, ...kept }: KeptOutcome & { readonly code: Uint8Array | null }): boolean {
    const own = this.codeOf(kept);
    return code !== null && code.length === own.length && timingSafeEqual(code, own);
  }
}

const version = sql<string>`outcome.xmin::text || ' ' || coalesce(log_sealed.xmin::text, '')`.as('version');

const joined = (db: Database) =>
  db.selectFrom('outcome').leftJoin('log_sealed', 'log_sealed.leaf', 'outcome.leaf').orderBy('outcome.leaf');

const versionsOf = (db: Database) => joined(db).select(['outcome.leaf', version]).execute();

const rowsOf = (db: Database, leaves: readonly number[]) =>
  joined(db)
    .select(['outcome.leaf', 'outcome.word', 'outcome.signed', 'outcome.code', version])
    .select(['log_sealed.month', 'log_sealed.owner', 'log_sealed.body', 'log_sealed.view'])
    .where('outcome.leaf', 'in', leaves)
    .execute();
