/** What was released, how much of each limit is used, and which touches were seen. */
import { memberId, type KindId, type MemberId } from '#protocol/core/ids.ts';
import { inTransaction, type Database } from '../state.ts';

export const hourMs = 3600 * 1000;
export const dayMs = 24 * hourMs;

export interface Kept {
  readonly body: Uint8Array;
  readonly view: Uint8Array | undefined;
  readonly owner: MemberId | undefined;
}

export interface ReleaseRow extends Kept {
  readonly leaf: number;
  readonly bodyHash: Uint8Array;
  readonly nonce: Uint8Array;
  readonly kind: KindId;
  /** Released before: counts as a release, not against a limit. */
  readonly repeated: boolean;
}

export interface BatchRow {
  readonly hash: Uint8Array;
  readonly requester: MemberId;
  readonly credential: Uint8Array;
  readonly counter: number;
  readonly released: readonly ReleaseRow[];
}

export function knowsBatch(db: Database, hash: Uint8Array): boolean {
  return db.prepare('select 1 from batch where hash = ?').get(hash) !== undefined;
}

export function highestCounter(db: Database, credential: Uint8Array): number {
  const row = db.prepare('select value from counter where credential = ?').get(credential);
  return (row?.['value'] as number | undefined) ?? 0;
}

export function wasReleased(db: Database, bodyHash: Uint8Array): boolean {
  return db.prepare('select 1 from release where body_hash = ?').get(bodyHash) !== undefined;
}

export function nonceBelongsToAnother(db: Database, nonce: Uint8Array, bodyHash: Uint8Array): boolean {
  return db.prepare('select 1 from release where nonce = ? and body_hash <> ?').get(nonce, bodyHash) !== undefined;
}

export function findKept(db: Database, leaf: number): Kept | undefined {
  const row = db.prepare('select body, view, owner from release where leaf = ?').get(leaf);
  if (row === undefined) return undefined;
  const owner = row['owner'] as Uint8Array | null;
  return {
    body: row['body'] as Uint8Array,
    view: (row['view'] as Uint8Array | null) ?? undefined,
    owner: owner === null ? undefined : memberId.parse(owner),
  };
}

export function spentSince(db: Database, requester: MemberId, kind: KindId, since: number): number {
  const row = db
    .prepare('select count(*) as used from spent where requester = ? and kind = ? and at > ?')
    .get(requester, kind, since);
  return row?.['used'] as number;
}

/** One transaction for a batch, on the disk before anything of it is answered (protocol §7). */
export function keepBatch(db: Database, batch: BatchRow, now: number): void {
  const release = db.prepare(
    `insert into release (leaf, body_hash, nonce, count, at, body, view, owner) values (?, ?, ?, 1, ?, ?, ?, ?)
     on conflict (leaf) do update set count = count + 1`,
  );
  const spend = db.prepare('insert into spent (requester, kind, at) values (?, ?, ?)');
  inTransaction(db, () => {
    db.prepare('insert or ignore into batch (hash, at) values (?, ?)').run(batch.hash, now);
    db.prepare(
      'insert into counter (credential, value) values (?, ?) on conflict do update set value = max(value, excluded.value)',
    ).run(batch.credential, batch.counter);
    for (const row of batch.released) {
      const owner = row.owner === undefined ? null : memberId.encode(row.owner);
      release.run(row.leaf, row.bodyHash, row.nonce, now, row.body, row.view ?? null, owner);
      if (!row.repeated) spend.run(batch.requester, row.kind, now);
    }
    // Who opened which kind when is sealed to the officers in `release`; in the clear it lives as long as the limits.
    db.prepare('delete from spent where at <= ?').run(now - dayMs);
    db.prepare('delete from batch where at <= ?').run(now - dayMs);
  });
}

export function countsByLeaf(db: Database): { leaf: number; count: number }[] {
  const rows = db.prepare('select leaf, count from release order by leaf').all();
  return rows.map((row) => ({ leaf: row['leaf'] as number, count: row['count'] as number }));
}
