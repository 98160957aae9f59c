/** The acts of threads: parcels, keys of periods, archive chunks and attachments. They do not read what is sealed. */
import { limits } from '#protocol/core/limits.ts';
import { nonceOfToken } from '#protocol/threads/message.ts';
import type { threads } from '#protocol/wire/threads.ts';
import type { Body } from '#protocol/wire/wire.ts';
import type { Acts } from '../acts.ts';
import { fromText } from '../base64.ts';
import type { Portal } from '../portal.ts';
import { random } from '../random.ts';
import type { Session } from '../session.ts';
import { getPieces, putPieces } from './blobs.ts';
import { keepChunk, listChunks, readChunk } from './chunks.ts';
import { keyring, keysOf, lookedOf } from './keyring.ts';
import { look } from './look.ts';
import { requireNearDay } from './near-day.ts';
import { publish } from './publish.ts';
import { replaceBody } from './store.ts';

async function post({ threads }: Portal, { member }: Session, body: Body<'threads/post'>): Promise<void> {
  // Tags are made for a day. Nobody would look for a tag of a far day, or it would be kept too long.
  requireNearDay(body.day);
  const parcels = body.parcels.map(({ tag, body: bytes }) => ({ tag: fromText(tag), body: fromText(bytes) }));
  await threads.batchWriter.post(member, body.day, parcels);
}

/**
 * Overwrites a parcel for a caller who knows its unsend token: she wrote it, or its writer told her. The row stays, with
 * other random bytes.
 */
async function unsend({ db, threads }: Portal, { sequence, token }: Body<'threads/unsend'>): Promise<boolean> {
  const { recent } = threads;
  if (sequence > recent.newest) return false;
  const body = random(limits.parcelBytes);
  const isGone = await replaceBody(db, sequence, nonceOfToken(fromText(token)), body);
  if (isGone) recent.setBody(sequence, body);
  return isGone;
}

export function threadActs(portal: Portal): Acts<keyof typeof threads> {
  const { db } = portal;
  return {
    'threads/keyring': async (_body, { session }) => keyring(portal, session.member),
    'threads/publish': async (body, { session }) => ({ leaf: await publish(portal, session, body) }),
    'threads/keys': async (body) => keysOf(portal, body),
    'threads/post': async (body, { session }) => {
      await post(portal, session, body);
      return {};
    },
    'threads/look': async ({ ask }) => ({ look: await look(db, portal.threads.recent, ask) }),
    'threads/unsend': async (body) => ({ gone: await unsend(portal, body) }),
    'threads/chunks': async (_body, { session }) => listChunks(portal, session.member),
    'threads/chunk': async ({ chunk }, { session }) => readChunk(portal, session.member, chunk),
    'threads/keep': async (body, { session }) => ({ version: await keepChunk(portal, session.member, body) }),
    'threads/looked': async ({ members }) => lookedOf(portal, members),
    'blobs/put': async (body, { session }) => {
      await putPieces(portal, session.member, body);
      return {};
    },
    'blobs/get': async (body) => ({ pieces: await getPieces(portal, body) }),
  };
}
