/** Which revisions were closed, by whom and where in the log. Whether the signer had the right is known at a release. */
import type { MemberId, RecordId } from '#protocol/core/ids.ts';
import type { Header } from '#protocol/records/header.ts';
import { mayRetire } from '#protocol/records/newest.ts';
import type { Retire } from '#protocol/records/retire.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { inTransaction, type Database } from '../state.ts';

interface Retired {
  readonly signer: MemberId;
  readonly leaf: number;
  readonly lowestLive: number;
}

export function keepRetire(db: Database, retire: Retire, digest: Uint8Array, leaf: number): void {
  inTransaction(db, () => {
    db.prepare('insert or ignore into retired (digest, leaf, record, signer, lowest_live) values (?, ?, ?, ?, ?)').run(
      digest,
      leaf,
      retire.record,
      retire.signer,
      retire.lowestLive,
    );
  });
}

function retiredOf(db: Database, record: RecordId): readonly Retired[] {
  const rows = db.prepare('select signer, leaf, lowest_live from retired where record = ?').all(record);
  return rows.map((row) => ({
    signer: row['signer'] as MemberId,
    leaf: row['leaf'] as number,
    lowestLive: row['lowest_live'] as number,
  }));
}

/**
 * Only the owner closes a person's record, only a member of the owning desk a desk's; 0 when nobody did. A closing is about
 * what stood in the log before it: ids are fixed, so one with a large number would otherwise close them for ever.
 */
export function lowestLiveOf(db: Database, roster: Roster, header: Header, leaf: number): number {
  const counts = (retired: Retired) =>
    leaf < retired.leaf && mayRetire(roster, header, { record: header.record, signer: retired.signer }, retired.leaf);
  const lowest = retiredOf(db, header.record).filter(counts);
  return Math.max(0, ...lowest.map((retired) => retired.lowestLive));
}
