/**
 * The one reader of the log: the tree in memory over everything that is committed. Reads go one after the other, each
 * entry is taken at its own index, and nothing is answered before the tree has the root in `log_head`. A tree that has
 * another is built anew from the database.
 */
import { equal } from '#protocol/core/bytes.ts';
import { hashLeaf } from '#protocol/log/merkle.ts';
import type { Database } from '../db.ts';
import type { Journal } from '../logger.ts';
import { Tree } from './tree.ts';

const pageMax = 20_000;

/** Two things that must be one log are not. The message names sizes and indexes only. */
export class LogDiffers extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LogDiffers';
  }
}

/** More was signed than is here, or other verdicts than are here. */
export class WentBack extends LogDiffers {}

/** A size at which tree and database agree on the root. Nothing else is signed. */
export interface Standing {
  readonly tree: Tree;
  readonly size: number;
  readonly root: Uint8Array;
}

export class Reader {
  readonly #db: Database;
  readonly #journal: Journal;
  #tree = new Tree();
  /** The read that is under way, and those that wait for it. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(db: Database, journal: Journal) {
    this.#db = db;
    this.#journal = journal;
  }

  get tree(): Tree {
    return this.#tree;
  }

  /** Everything that was committed before the call. Throws LogDiffers if the database contradicts itself. */
  read(): Promise<Standing> {
    return this.#inTurn(async () => {
      try {
        return await this.#grow(this.#tree);
      } catch (error) {
        if (!(error instanceof LogDiffers)) throw error;
        this.#journal.warn({ why: error.message }, 'the tree in memory is built anew');
        return this.#build();
      }
    });
  }

  /** As `read`, and nothing of the tree in memory is believed. */
  rebuild(): Promise<Standing> {
    return this.#inTurn(() => this.#build());
  }

  /** The bytes of entries [from, to), each of which hashes to what the tree has at its index. */
  async leaves(tree: Tree, from: number, to: number): Promise<Uint8Array[]> {
    const rows = await this.#db
      .selectFrom('log_entry')
      .select(['idx', 'leaf'])
      .where('idx', '>=', from)
      .where('idx', '<', to)
      .orderBy('idx')
      .execute();
    if (rows.length !== to - from) throw new LogDiffers(`${rows.length} entries from ${from} to ${to}`);
    for (const [i, { idx, leaf }] of rows.entries())
      if (idx !== from + i || !equal(hashLeaf(leaf), tree.leafHash(idx)))
        throw new LogDiffers(`entry ${from + i} has another hash`);
    return rows.map((row) => row.leaf);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #build(): Promise<Standing> {
    const standing = await this.#grow(new Tree());
    this.#tree = standing.tree;
    return standing;
  }

  // The head first: entries below its size were committed with it or before.
  async #grow(tree: Tree): Promise<Standing> {
    const { size, root } = await this.#db.selectFrom('log_head').select(['size', 'root']).executeTakeFirstOrThrow();
    while (tree.size < size) await this.#append(tree, Math.min(size, tree.size + pageMax));
    if (tree.size > size) throw new LogDiffers(`${tree.size} entries in memory, ${size} in the database`);
    if (!equal(tree.root(), root)) throw new LogDiffers(`another root than the database has at ${size}`);
    return { tree, size, root };
  }

  async #append(tree: Tree, to: number): Promise<void> {
    const rows = await this.#db
      .selectFrom('log_entry')
      .select(['idx', 'leaf_hash'])
      .where('idx', '>=', tree.size)
      .where('idx', '<', to)
      .orderBy('idx')
      .execute();
    for (const { idx, leaf_hash } of rows) {
      if (idx !== tree.size) throw new LogDiffers(`entry ${idx} at place ${tree.size}`);
      tree.append(leaf_hash);
    }
    if (tree.size !== to) throw new LogDiffers(`no entry at ${tree.size}`);
  }
}
