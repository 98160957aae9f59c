/**
 * What a witness may have forgotten (protocol §7.9). A state that was restored from an older copy has lost outcomes that
 * it signed since. Its own cosignature over a larger size proves that: below that floor it never says anything new.
 */
import type { Database } from './state.ts';

/** Nothing below this is known whole. */
export function floorOf(db: Database): number {
  return (db.prepare('select floor from tenure').get() as { floor: number }).floor;
}

export function raiseFloor(db: Database, floor: number): void {
  db.prepare('update tenure set floor = max(floor, ?)').run(floor);
}
