import { equal, toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { isDeskMember } from '#protocol/roster/roster-state.ts';
import type { records } from '#protocol/wire/records.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { Acts } from '../acts.ts';
import { AccessError } from '../errors.ts';
import { requireDesk } from '../guard.ts';
import type { Portal } from '../portal.ts';
import { putRecords } from './put.ts';
import { retireRecords } from './retire.ts';
import { findNewest, historyOf, newestFor, newestOwnedBy, wrapsOf, type RecordRow, type WrapRow } from './store.ts';

type Revision = Reply<'records/mine'>['records'][number];

function revisionOf(row: RecordRow, wraps: readonly WrapRow[], withContent: boolean): Revision {
  return {
    record: toBase64url(row.bytes),
    content: withContent ? toBase64url(row.content) : null,
    leaf: row.leaf,
    deskWraps: wraps.filter((wrap) => equal(wrap.digest, row.digest)).map((wrap) => toBase64url(wrap.bytes)),
  };
}

async function revisionsOf(portal: Portal, rows: readonly RecordRow[], desk?: DeskId): Promise<Revision[]> {
  const digests = rows.map((row) => row.digest);
  const wraps = await wrapsOf(portal.db, digests, desk);
  // [Note: content of gated records leaves only through an opening] Here a desk gets content only of kinds that are not
  // gated.
  return rows.map((row) => revisionOf(row, wraps, desk === undefined || !row.gated));
}

/** True for the owner, and for a member of a desk that reads or owns the record. */
async function requireReader(portal: Portal, record: string, member: MemberId): Promise<void> {
  const { roster } = portal.rosterCache;
  const newest = await findNewest(portal.db, record);
  // An unknown record and somebody else's get the same answer.
  if (newest === undefined) throw new AccessError('forbidden');
  const desks = (newest.desk === null ? newest.readers : [...newest.readers, newest.desk]) as DeskId[];
  const may = newest.owner === member || desks.some((desk) => isDeskMember(roster, desk, member));
  if (!may) throw new AccessError('forbidden');
}

export function recordActs(portal: Portal): Acts<keyof typeof records> {
  return {
    'records/mine': async (_body, { session }) => ({
      records: await revisionsOf(portal, await newestOwnedBy(portal.db, session.member)),
    }),
    'records/put': async ({ items }, { session }) => ({ leaves: await putRecords(portal, session.member, items) }),
    'records/retire': async ({ items }, { session }) => retireRecords(portal, session.member, items),
    'records/desk': async (body, { session }) => {
      const desk = body.desk as DeskId;
      requireDesk(portal, session, desk);
      return { records: await revisionsOf(portal, await newestFor(portal.db, desk), desk) };
    },
    'records/history': async ({ record }, { session }) => {
      await requireReader(portal, record, session.member);
      return { revisions: await historyOf(portal.db, record) };
    },
  };
}
