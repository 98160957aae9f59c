/**
 * What stands behind the waiting entry's hashes, sealed to our own restore key: the witness takes the entry only with it.
 * Nothing here reads it again but `tools/take-back.ts`, where the database is an older one than the witness's log.
 */
import type { Selectable } from 'kysely';
import { fromUtf8, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { hash, type Key32 } from '#protocol/crypto/sodium.ts';
import { openNeeds, sealNeeds } from '#protocol/roster/needs.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { cardGround, pendingOf, type Ground } from '../ceremonies/enrol.ts';
import { handleOf } from '../ceremonies/store.ts';
import type { Database, Tables } from '../db.ts';
import { inviteGround, readJoin } from '../invites/join.ts';
import { findInvite } from '../invites/store.ts';
import type { Needs } from '../log/cosign.ts';
import { random } from '../random.ts';

/** Bytes as text. */
type Text = string;

type OperationOf<T> = Extract<Operation, { type: T }>;

/** A member's way in: all that `add` and `rekey` leave in her rows, so that each is enough without the one before. */
export interface PersonNeeds {
  readonly userHandle: Text;
  readonly sealKey: Text;
  readonly openKey: Text | null;
  readonly slots: readonly Text[];
  readonly cardId: Text;
  readonly cardKey: Text;
  /** What her public card does not say of her keys. */
  readonly keys: readonly { readonly id: Text; readonly transports: readonly string[]; readonly counter: number }[];
}

/** A new key of a desk or a month, and its seeds. */
interface EpochNeeds {
  readonly publicKey: Text;
  readonly members: readonly string[];
  readonly wraps: readonly Text[];
}

export interface EntryNeeds {
  readonly person: PersonNeeds | null;
  readonly epoch: EpochNeeds | null;
}

type Waiting = Selectable<Tables['effect']> & { readonly bytes: Uint8Array };

/** Undefined where nothing waits, or where somebody altered what it needs: the witness then says so. */
export async function sealWaiting(db: Database, rootfp: Uint8Array, key: Key32): Promise<Needs | undefined> {
  const row = await db
    .selectFrom('effect')
    .innerJoin('roster_entry', 'roster_entry.leaf', 'effect.leaf')
    .selectAll('effect')
    .select('roster_entry.bytes')
    .executeTakeFirst();
  const contents = row === undefined ? undefined : await gather(db, row);
  if (row === undefined || contents === undefined) return undefined;
  const bytes = sealEntryNeeds(key, rootfp, row.bytes, contents);
  return bytes.length > limits.needsBytes ? undefined : { leaf: row.leaf, bytes };
}

export function sealEntryNeeds(key: Key32, rootfp: Uint8Array, entry: Uint8Array, contents: EntryNeeds): Uint8Array {
  return sealNeeds(key, rootfp, signedEntryHash(entry), utf8(JSON.stringify(contents)), random(32));
}

async function gather(db: Database, row: Waiting): Promise<EntryNeeds | undefined> {
  try {
    const op = entryCodec.parse(signedEntry.parse(row.bytes).entry).operation;
    if (op.type === 'add') return await gatherNewcomer(db, op);
    if (op.type === 'rekey') return await gatherRenewed(db, op, row);
    if (op.type === 'desk-epoch' || op.type === 'month-key') return gatherEpoch(row);
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

async function gatherNewcomer(db: Database, op: OperationOf<'add'>): Promise<EntryNeeds | undefined> {
  const row = await findInvite(db, op.invite);
  if (row === undefined || row.join_bytes === null || row.card_id === null || row.card_key === null) return undefined;
  const { join } = readJoin(row.join_bytes);
  const person = {
    userHandle: toBase64url(row.user_handle),
    sealKey: toBase64url(join.sealKey),
    openKey: join.openKey === undefined ? null : toBase64url(join.openKey),
    ...kitOf(row.slots ?? [], row.card_id, row.card_key),
    keys: await keysOf(db, inviteGround(row.invite), op.card.member),
  };
  return { person, epoch: null };
}

async function gatherRenewed(db: Database, op: OperationOf<'rekey'>, row: Waiting): Promise<EntryNeeds | undefined> {
  if (row.seal_key === null || row.card_id === null || row.card_key === null) return undefined;
  const person = {
    userHandle: toBase64url(await handleOf(db, op.card.member)),
    sealKey: toBase64url(row.seal_key),
    openKey: null,
    ...kitOf(row.slots, row.card_id, row.card_key),
    keys: await keysOf(db, cardGround(op.card.member), op.card.member),
  };
  return { person, epoch: null };
}

function gatherEpoch({ public_key: publicKey, members, wraps }: Waiting): EntryNeeds | undefined {
  if (publicKey === null) return undefined;
  return { person: null, epoch: { publicKey: toBase64url(publicKey), members, wraps: wraps.map(toBase64url) } };
}

const kitOf = (slots: readonly Uint8Array[], cardId: Uint8Array, cardKey: Uint8Array) => ({
  slots: slots.map(toBase64url),
  cardId: toBase64url(cardId),
  cardKey: toBase64url(cardKey),
});

async function keysOf(db: Database, at: Ground, member: string): Promise<PersonNeeds['keys']> {
  const rows = await pendingOf(db, at, member);
  return rows.map(({ id, transports, counter }) => ({ id: toBase64url(id), transports, counter }));
}

/** As `sealWaiting` had it. */
export function readNeeds(key: Key32, rootfp: Uint8Array, entry: Uint8Array, sealed: Uint8Array): EntryNeeds {
  return JSON.parse(fromUtf8(openNeeds(key, rootfp, signedEntryHash(entry), sealed))) as EntryNeeds;
}

/** The entry's hash in its verdict. */
const signedEntryHash = (body: Uint8Array) => hash(tuple('dd1/signed-entry', body));
