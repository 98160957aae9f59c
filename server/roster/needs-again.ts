/**
 * A witness that was restored from an older copy has lost what entries need (protocol §3.11). It says of which, and gets
 * it again from our own rows, so that a portal that is restored later finds it there.
 */
import { toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { membersDesk, type DeskId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import type { MemberCard } from '#protocol/members/keys.ts';
import { requireKey } from '#protocol/openings/desk-seed.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { monthKeyName } from '#protocol/roster/roster-state.ts';
import { requireFullKeys } from '../ceremonies/slots-and-card.ts';
import type { Database } from '../db.ts';
import type { Sweep } from '../expiry.ts';
import type { Portal } from '../portal.ts';
import type { SeedCodes } from './seed-codes.ts';
import { sealEntryNeeds, type EntryNeeds, type PersonNeeds } from './needs.ts';

const everyMs = 600_000;
/** Of needs in one question. */
const questionBytes = 8 * 1024 * 1024;

interface Lacking {
  readonly leaf: number;
  readonly bytes: Uint8Array;
}

export function needsSweep(portal: Portal, restoreKey: Key32): Sweep {
  return { everyMs, sweep: () => handAgain(portal, restoreKey) };
}

async function handAgain(portal: Portal, restoreKey: Key32): Promise<void> {
  const { witness, rosterCache, journal } = portal;
  if (!rosterCache.founded) return;
  const { lacks } = await witness.needs([]);
  let given: Lacking[] = [];
  let unknown = 0;
  const flush = async () => {
    if (given.length > 0) await witness.needs(given);
    given = [];
  };
  for (const leaf of lacks) {
    const bytes = await needsAt(portal, restoreKey, leaf);
    if (bytes === undefined) unknown += 1;
    else given.push({ leaf, bytes });
    if (given.reduce((sum, one) => sum + one.bytes.length, 0) > questionBytes) await flush();
  }
  await flush();
  if (lacks.length > 0)
    journal.warn({ given: lacks.length - unknown, unknown }, 'the witness lacked what entries need');
}

async function needsAt(
  { db, rosterCache, seedCodes }: Portal,
  key: Key32,
  leaf: number,
): Promise<Uint8Array | undefined> {
  const body = rosterCache.bodyAt(leaf);
  if (body === undefined) return undefined;
  const contents = await gatherAgain(db, seedCodes, body);
  if (contents === undefined) return undefined;
  const bytes = sealEntryNeeds(key, rosterCache.roster.rootfp, body, contents);
  return bytes.length > limits.needsBytes ? undefined : bytes;
}

/** Undefined where our rows are not those that the entry names. */
async function gatherAgain(db: Database, codes: SeedCodes, body: Uint8Array): Promise<EntryNeeds | undefined> {
  const op = entryCodec.parse(signedEntry.parse(body).entry).operation;
  try {
    if (op.type === 'add' || op.type === 'rekey') return { person: await gatherPerson(db, op.card), epoch: null };
    if (op.type === 'desk-epoch') return { person: null, epoch: await gatherDesk(db, codes, op) };
    if (op.type === 'month-key') return { person: null, epoch: await gatherMonth(db, op) };
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError || error instanceof NotHere) return undefined;
    throw error;
  }
}

class NotHere extends Error {}

const missing = (what: string): never => {
  throw new NotHere(what);
};

async function gatherPerson(db: Database, card: MemberCard): Promise<PersonNeeds> {
  const { member } = card;
  const row = await db.selectFrom('member').selectAll().where('member', '=', member).executeTakeFirst();
  const own = await db.selectFrom('card').selectAll().where('member', '=', member).executeTakeFirst();
  if (row === undefined || own === undefined) return missing('her rows');
  const openKey = card.openKeyHash === undefined ? undefined : (row.open_key ?? undefined);
  requireFullKeys(card, row.seal_key, openKey);
  const slots = await db.selectFrom('slot').select('bytes').where('member', '=', member).execute();
  const keys = await db
    .selectFrom('credential')
    .select(['id', 'transports', 'counter'])
    .where('member', '=', member)
    .execute();
  return {
    userHandle: toBase64url(row.user_handle),
    sealKey: toBase64url(row.seal_key),
    openKey: openKey === undefined ? null : toBase64url(openKey),
    slots: slots.map(({ bytes }) => toBase64url(bytes)),
    cardId: toBase64url(own.id),
    cardKey: toBase64url(own.login_key),
    keys: keys.map(({ id, transports, counter }) => ({ id: toBase64url(id), transports, counter })),
  };
}

interface Seed {
  readonly member: string;
  readonly wrap: Uint8Array;
}

function epochOf(publicKey: Uint8Array | undefined, keyHash: Uint8Array, seeds: readonly Seed[]) {
  if (publicKey === undefined) return missing('the key');
  requireKey(publicKey, keyHash);
  return {
    publicKey: toBase64url(publicKey),
    members: seeds.map(({ member }) => member),
    wraps: seeds.map(({ wrap }) => toBase64url(wrap)),
  };
}

async function gatherDesk(db: Database, codes: SeedCodes, op: { desk: DeskId; epoch: number; keyHash: Uint8Array }) {
  const { desk, epoch, keyHash } = op;
  const row = await db
    .selectFrom('desk_key')
    .select('public_key')
    .where('desk', '=', desk)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  const ofMembers = db.selectFrom('members_seed').select(['member', 'wrap', 'code']).where('epoch', '=', epoch);
  const ofDesk = db.selectFrom('desk_seed').select(['member', 'wrap', 'code']).where('epoch', '=', epoch);
  const seeds = desk === membersDesk ? await ofMembers.execute() : await ofDesk.where('desk', '=', desk).execute();
  return epochOf(
    row?.public_key,
    keyHash,
    seeds.filter((seed) => codes.isOurs(desk, epoch, seed)),
  );
}

async function gatherMonth(db: Database, op: { month: string; number: number; keyHash: Uint8Array }) {
  const month = monthKeyName(op.month, op.number);
  const row = await db.selectFrom('month_key').select('public_key').where('month', '=', month).executeTakeFirst();
  const seeds = await db.selectFrom('month_seed').select(['member', 'wrap']).where('month', '=', month).execute();
  return epochOf(row?.public_key, op.keyHash, seeds);
}
