/** Proof of misbehaviour, kept for officers. A fork under the log's own key freezes the witness for good. */
import type { Database } from './state.ts';

/** `ahead`: a line of our own whose time had not come, and its signature. */
type EvidenceKind = 'fork' | 'mirror' | 'unmirrored' | 'ahead';

/** Of one kind: no caller can fill the disk with it, nor push one kind out with another. */
const rowsMax = 1000;

export interface Evidence {
  readonly kind: EvidenceKind;
  readonly size: number;
  /** What this witness holds or cosigned, and what it was given: notes, or leaves in base64url. */
  readonly held: string;
  readonly given: string;
}

export function keepEvidence(db: Database, found: Evidence, now: number): void {
  const kept = db.prepare('select count(*) as rows from evidence where kind = ?').get(found.kind) as { rows: number };
  if (found.kind !== 'fork' && kept.rows >= rowsMax) return;
  db.prepare('insert or ignore into evidence (kind, size, held, given, at) values (?, ?, ?, ?, ?)').run(
    found.kind,
    found.size,
    found.held,
    found.given,
    now,
  );
}

export function hasForked(db: Database): boolean {
  return db.prepare("select 1 from evidence where kind = 'fork' limit 1").get() !== undefined;
}

/** Notes signed by the log for a tree that was never mirrored here, at one size. */
export function unmirroredNotes(db: Database, size: number): readonly string[] {
  const rows = db.prepare("select given from evidence where kind = 'unmirrored' and size = ?").all(size);
  return rows.map((row) => row['given'] as string);
}
