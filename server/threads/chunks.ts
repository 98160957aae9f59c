/**
 * Archive chunks: what a member's own devices keep of what she has opened. Only a device that has read a chunk and has her
 * present keys may replace it.
 */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { parseId, type ChunkId, type MemberId } from '#protocol/core/ids.ts';
import { findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { isChunkSigned, requireChunkSize } from '#protocol/threads/chunk.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { fromText, toText } from '../base64.ts';
import { AccessError, deny, isDuplicate } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { random } from '../random.ts';
import { chunkShareEnd } from './share-ends.ts';
import { requireNearDay } from './near-day.ts';
import { withShares } from './sweep.ts';

/** The most chunks of a member: a year of an event's desk, and no more than one answer lists. */
const chunksPerMember = 1000;

type Keep = Body<'threads/keep'>;

const gone = (): never => refuse('chunk-gone', 'no such chunk, or its time is over');

export async function listChunks({ db, threads }: Portal, member: MemberId): Promise<Reply<'threads/chunks'>> {
  const rows = await db
    .selectFrom('chunk')
    .select(['chunk', 'kind', 'day', 'version', 'share'])
    .where('member', '=', member)
    .orderBy('day')
    .orderBy('chunk')
    .execute();
  const readable = withShares(threads.keyShares, rows);
  return { chunks: readable.map(({ row, share }) => ({ ...row, share: toText(share) })) };
}

async function findChunk({ db, threads }: Portal, member: MemberId, chunk: string) {
  const rows = await db
    .selectFrom('chunk')
    .select(['kind', 'day', 'version', 'sealed', 'share'])
    .where('member', '=', member)
    .where('chunk', '=', chunk)
    .execute();
  return withShares(threads.keyShares, rows)[0]?.row;
}

export async function readChunk(portal: Portal, member: MemberId, chunk: string): Promise<Reply<'threads/chunk'>> {
  const { version, sealed } = (await findChunk(portal, member, chunk)) ?? gone();
  return { version, sealed: toText(sealed) };
}

/** With her present key: who has only her session writes nothing. */
function requireSigned(roster: Roster, member: MemberId, body: Keep, sealed: Uint8Array): void {
  const place = { rootfp: roster.rootfp, member, chunk: parseId<ChunkId>(body.chunk) };
  const key = findCard(roster, member)?.signKey;
  if (key === undefined || !isChunkSigned(place, body.version + 1, sealed, key, fromText(body.signature)))
    throw new AccessError('forbidden');
}

export async function keepChunk(portal: Portal, member: MemberId, body: Keep): Promise<number> {
  const sealed = fromText(body.sealed);
  requireChunkSize(sealed);
  if ((body.version === 0) !== (body.share !== null)) deny('bad-request');
  requireSigned(portal.rosterCache.roster, member, body, sealed);
  portal.threads.requireOpen();
  const isDone =
    body.share === null
      ? await replaceChunk(portal, member, body, sealed)
      : await makeChunk(portal, member, body, sealed, fromText(body.share));
  if (isDone) return body.version + 1;
  const stored = (await findChunk(portal, member, body.chunk)) ?? gone();
  // The answer was lost on the way: the same bytes again are no conflict.
  if (stored.version !== body.version + 1 || !equal(stored.sealed, sealed)) deny('record-conflict');
  return stored.version;
}

async function makeChunk(
  { db, threads }: Portal,
  member: MemberId,
  { chunk, kind, day }: Keep,
  sealed: Uint8Array,
  share: Uint8Array,
): Promise<boolean> {
  // There is one state for all days.
  if (kind !== 'state') requireNearDay(day);
  const ends = chunkShareEnd(kind, day);
  const { count } = await db
    .selectFrom('chunk')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
  if (count >= chunksPerMember) deny('throttled');
  const id = random(16);
  threads.keyShares.put([{ id, share, ends }]);
  try {
    await db.insertInto('chunk').values({ member, chunk, kind, day, version: 1, sealed, share: id }).execute();
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    threads.keyShares.forget([id]);
    return false;
  }
}

async function replaceChunk(portal: Portal, member: MemberId, body: Keep, sealed: Uint8Array): Promise<boolean> {
  const { kind, day } = (await findChunk(portal, member, body.chunk)) ?? gone();
  // Its end was set when it was made.
  if (kind !== body.kind || day !== body.day) deny('bad-request');
  const { numUpdatedRows } = await portal.db
    .updateTable('chunk')
    .set({ version: body.version + 1, sealed })
    .where('member', '=', member)
    .where('chunk', '=', body.chunk)
    .where('version', '=', body.version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
