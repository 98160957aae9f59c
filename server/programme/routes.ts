import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { communicationsDesk, membersDesk, parseId, programmeDesk, type MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { currentEpoch, findCard, isSoundEpoch } from '#protocol/roster/roster-state.ts';
import type { programme } from '#protocol/wire/programme.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Acts } from '../acts.ts';
import { requireDesk } from '../guard.ts';
import type { Portal } from '../portal.ts';
import { publish } from './publish.ts';
import {
  countRequests,
  deleteRequests,
  holdersOf,
  newestPublication,
  requestsAfter,
  seedsOf,
  storeSeeds,
} from './store.ts';

type ProgrammeAct = Extract<keyof typeof programme, `programme/${string}` | `public/${string}`>;

/** Gives the present key to present members. Only the holder of a copy can tell whether it opens. */
async function admit({ rosterCache, db, seedCodes }: Portal, body: Body<'programme/admit'>): Promise<void> {
  const { roster } = rosterCache;
  if (currentEpoch(roster, membersDesk)?.epoch !== body.epoch) refuse('desk-key', 'not the present members key');
  if (!isSoundEpoch(roster, membersDesk)) refuse('desk-waiting', 'the members key must be made anew first');
  const rows = body.seeds.map((seed) => {
    const member = parseId<MemberId>(seed.member);
    if (findCard(roster, member) === undefined) refuse('roster-rule', 'not a member');
    const wrap = fromBase64url(seed.wrap);
    wrapCodec.parse(wrap);
    return { member, wrap };
  });
  if (new Set(rows.map((row) => row.member)).size !== rows.length) refuse('roster-rule', 'a member twice');
  await storeSeeds(db, seedCodes, body.epoch, rows);
}

async function read({ shelf }: Portal): Promise<Reply<'programme/read'>> {
  const row = await shelf.newestOfKind('programme');
  if (row === undefined) return { programme: null };
  const wraps = (await shelf.wrapsOf([row], membersDesk)).get(row) ?? [];
  return {
    programme: {
      record: toBase64url(row.bytes),
      content: toBase64url(row.content),
      leaf: row.leaf,
      deskWraps: wraps.slice(-16).map(toBase64url),
    },
  };
}

async function published({ config, db }: Portal): Promise<Reply<'programme/published'>> {
  const row = await newestPublication(db);
  return {
    newest:
      row === undefined
        ? null
        : { publication: toBase64url(row.publication), snapshot: toBase64url(row.snapshot), leaf: row.leaf },
    requests: await countRequests(db),
    address: config.publicOrigin ?? null,
  };
}

export function programmeActs(portal: Portal): Acts<ProgrammeAct> {
  const { db, rosterCache, seedCodes } = portal;
  return {
    'programme/key': async ({ after }, { session }) => {
      const found = await seedsOf(db, session.member, after);
      const rows = found.slice(0, limits.linesPerPage);
      const epochs = rows
        .filter((row) => seedCodes.isOurs(membersDesk, row.epoch, row))
        .map((row) => ({ epoch: row.epoch, wrap: toBase64url(row.wrap) }));
      return { epochs, upTo: rows.at(-1)?.epoch ?? after, end: rows.length === found.length };
    },
    'programme/admit': async (body, { session }) => {
      requireDesk(portal, session, programmeDesk);
      await admit(portal, body);
      return {};
    },
    'programme/holders': async (_body, { session }) => {
      requireDesk(portal, session, programmeDesk);
      const epoch = currentEpoch(rosterCache.roster, membersDesk)?.epoch ?? 0;
      return { epoch, members: await holdersOf(db, seedCodes, epoch) };
    },
    'programme/read': async () => read(portal),
    'programme/publish': async (body, { session }) => {
      requireDesk(portal, session, programmeDesk);
      return { leaf: await publish(portal, session, body) };
    },
    'programme/published': async (_body, { session }) => {
      requireDesk(portal, session, programmeDesk);
      return published(portal);
    },
    'public/requests': async ({ after }, { session }) => {
      requireDesk(portal, session, communicationsDesk);
      return {
        requests: (await requestsAfter(db, after)).map((row) => ({
          id: row.id,
          kind: row.kind,
          publication: toBase64url(row.publication),
          epoch: row.epoch,
          sealed: toBase64url(row.sealed),
          at: row.at.getTime(),
          until: row.until.getTime(),
        })),
      };
    },
    'public/remove': async ({ ids }, { session }) => {
      requireDesk(portal, session, communicationsDesk);
      await deleteRequests(db, ids);
      return {};
    },
  };
}
