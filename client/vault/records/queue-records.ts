/** The sealed records that a desk may see, read once and kept until the queue is read again. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { DeskId, RecordId } from '#protocol/core/ids.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { readToEnd } from '../log/pages.ts';
import type { Unlocked, UnlockedVault } from '../session/unlocked-vault.ts';
import { wrapFor, type DeskRecord } from './desk-record.ts';

interface QueueRecords {
  readonly records: ReadonlyMap<RecordId, DeskRecord>;
  /** Rows that do not hold: said by the portal, or found here. */
  readonly setAside: number;
}

const known = new WeakMap<Unlocked, Map<DeskId, QueueRecords>>();

export async function readRecords(vault: UnlockedVault, desk: DeskId): Promise<QueueRecords> {
  const { roster } = await vault.fresh();
  const pages = await readToEnd((after) => vault.ports.call('records/desk', { desk, after }));
  const records = new Map<RecordId, DeskRecord>();
  let setAside = pages.at(-1)?.setAside ?? 0;
  for (const stored of pages.flatMap((page) => page.records)) {
    const read = readRow(roster, desk, stored);
    if (read === undefined) setAside += 1;
    else if (read.verified.header.readers.includes(desk))
      records.set(read.verified.header.record, vault.open.instead.get(toBase64url(read.verified.digest)) ?? read);
  }
  const byDesk = known.get(vault.open) ?? new Map<DeskId, QueueRecords>();
  known.set(vault.open, byDesk.set(desk, { records, setAside }));
  return { records, setAside };
}

/** As it was read last, or now if it was not. */
export async function queueOf(
  vault: UnlockedVault,
  desk: DeskId,
  again = false,
): Promise<ReadonlyMap<RecordId, DeskRecord>> {
  const held = again ? undefined : known.get(vault.open)?.get(desk);
  return (held ?? (await readRecords(vault, desk))).records;
}

/** One row that does not hold must not close the rest of the queue. */
function readRow(
  roster: Roster,
  desk: DeskId,
  stored: Reply<'records/desk'>['records'][number],
): DeskRecord | undefined {
  try {
    const verified = verifyRecord(roster, fromBase64url(stored.record), stored.leaf, {});
    return {
      verified,
      wraps: wrapFor(roster, verified, stored.deskWraps, desk),
      content: stored.content === null ? undefined : fromBase64url(stored.content),
    };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}
