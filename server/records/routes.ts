import { toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { isDeskMember } from '#protocol/roster/roster-state.ts';
import type { records } from '#protocol/wire/records.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { Acts } from '../acts.ts';
import { AccessError } from '../errors.ts';
import { requireDesk } from '../guard.ts';
import type { Portal } from '../portal.ts';
import { objectsAt } from './objects.ts';
import { putRecords } from './put.ts';
import { retireRecords } from './retire.ts';
import type { Of } from './shelf.ts';
import type { RecordRow } from './store.ts';
import { addWraps } from './wraps.ts';

type Revision = Reply<'records/mine'>['records'][number];

async function revisionsOf(portal: Portal, rows: readonly RecordRow[], desk?: DeskId): Promise<Revision[]> {
  const wraps = await portal.shelf.wrapsOf(rows, desk);
  return rows.map((row) => ({
    record: toBase64url(row.bytes),
    // [Note: content of gated records leaves only through an opening] Here a desk gets content only of kinds that are not
    // gated.
    content: desk === undefined || !row.gated ? toBase64url(row.content) : null,
    leaf: row.leaf,
    deskWraps: (wraps.get(row) ?? []).map(toBase64url),
  }));
}

/** Lets only the owner, and members of desks that read or own the record. Unknown and somebody else's get one answer. */
async function requireReader(portal: Portal, record: string, member: MemberId): Promise<void> {
  const { roster } = portal.rosterCache;
  const newest = await portal.shelf.newest(portal.db, record);
  const desks = newest === undefined ? [] : [...newest.readers, ...(newest.desk === undefined ? [] : [newest.desk])];
  const may = newest?.owner === member || desks.some((desk) => isDeskMember(roster, desk, member));
  if (!may) throw new AccessError('forbidden');
}

async function pageOf(portal: Portal, of: Of, after: number, desk?: DeskId): Promise<Reply<'records/mine'>> {
  const { lines, ...page } = await portal.shelf.page(of, after);
  return { records: await revisionsOf(portal, lines, desk), ...page };
}

export function recordActs(portal: Portal): Acts<keyof typeof records> {
  return {
    'records/mine': async ({ after }, { session }) => pageOf(portal, { owner: session.member }, after),
    'records/put': async (body, { session }) => putRecords(portal, session, body),
    'records/retire': async ({ items }, { session }) => retireRecords(portal, session, items),
    'records/desk': async ({ desk: named, after }, { session }) => {
      const desk = named as DeskId;
      requireDesk(portal, session, desk);
      return pageOf(portal, { desk }, after, desk);
    },
    'records/wrap': async ({ wraps }, { session }) => {
      await addWraps(portal, session, wraps);
      return {};
    },
    'log/object': async ({ items }, { session }) => {
      portal.threads.quota.requireAsked(
        session,
        items.map(({ leaf }) => leaf),
      );
      return { objects: await objectsAt(portal, session.member, items) };
    },
    'records/history': async ({ record, after }, { session }) => {
      await requireReader(portal, record, session.member);
      const { lines, ...page } = await portal.shelf.history(record, after);
      const revisions = lines.map(({ revision, leaf, size }) => ({ revision, leaf, bytes: size }));
      return { revisions, ...page };
    },
  };
}
