/** The SQL of the founding: what is kept until there is a root. */
import type { Selectable } from 'kysely';
import type { Database, Tables, Trx } from '../db.ts';
import { random } from '../random.ts';

export type FoundingRow = Selectable<Tables['founding']>;
export type FoundingInviteRow = Selectable<Tables['founding_invite']>;
export type FoundingSignatureRow = Selectable<Tables['founding_signature']>;

export async function readFounding(db: Database): Promise<FoundingRow> {
  await db
    .insertInto('founding')
    .values({ singleton: true, user_handle: random(32) })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return db.selectFrom('founding').selectAll().executeTakeFirstOrThrow();
}

export function findInvite(db: Database, invite: string) {
  return db.selectFrom('founding_invite').selectAll().where('invite', '=', invite).executeTakeFirst();
}

export function readInvites(db: Database | Trx): Promise<FoundingInviteRow[]> {
  return db.selectFrom('founding_invite').selectAll().orderBy('invite').execute();
}

export function readSignatures(db: Database | Trx): Promise<FoundingSignatureRow[]> {
  return db.selectFrom('founding_signature').selectAll().execute();
}

/**
 * Locks the row of the founding until the transaction ends. A new draft and a founding wait for each other here.
 * Returns the genesis that was published, and whether the event is founded.
 */
export async function lockFounding(trx: Trx): Promise<{ genesis: Uint8Array | null; founded: boolean }> {
  const { genesis } = await trx.selectFrom('founding').select('genesis').forUpdate().executeTakeFirstOrThrow();
  // A statement of its own: it sees what was committed while this one waited for the lock.
  const first = await trx.selectFrom('roster_entry').select('leaf').limit(1).executeTakeFirst();
  return { genesis, founded: first !== undefined };
}

/**
 * Stores another draft, also after a genesis was published: an officer who closed her page takes her keys with her, and only another
 * draft has another place for her. Joins, genesis and signatures of the draft before are deleted. The founder's own keys stay.
 * Returns false once the event is founded.
 */
export async function replaceDraft(
  db: Database,
  draft: { bytes: Uint8Array; id: Uint8Array },
  invites: readonly { invite: string; member: string; redeem_hash: Uint8Array }[],
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { founded } = await lockFounding(trx);
    if (founded) return false;
    await trx.updateTable('founding').set({ draft: draft.bytes, draft_id: draft.id, genesis: null, r: null }).execute();
    await trx.deleteFrom('founding_invite').execute();
    await trx.deleteFrom('founding_signature').execute();
    await trx.deleteFrom('pending_credential').where('ground', '=', 'founding').where('root', '!=', draft.id).execute();
    for (const row of invites)
      await trx
        .insertInto('founding_invite')
        .values({ ...row, user_handle: random(32), join_bytes: null, genesis_mac: null, hold_mac: null })
        .execute();
    return true;
  });
}

/** Returns true if this join is the stored one. */
export async function keepJoin(db: Database, invite: string, bytes: Uint8Array): Promise<boolean> {
  const kept = await db
    .updateTable('founding_invite')
    .set({ join_bytes: bytes })
    .where('invite', '=', invite)
    .where((eb) => eb.or([eb('join_bytes', 'is', null), eb('join_bytes', '=', bytes)]))
    .executeTakeFirst();
  return kept.numUpdatedRows === 1n;
}

export interface GenesisOffer {
  /** The draft that this genesis was checked against. */
  readonly draft: Uint8Array;
  readonly genesis: Uint8Array;
  readonly r: Uint8Array | null;
  readonly macs: readonly { readonly invite: string; readonly mac: Uint8Array }[];
}

/** Stores genesis and r. Once there is a genesis of this draft, only the r of that genesis is taken. */
export function keepGenesis(db: Database, { draft, genesis, r, macs }: GenesisOffer): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const kept = await trx
      .updateTable('founding')
      .set(r === null ? { genesis } : { genesis, r })
      .where('draft_id', '=', draft)
      .where((eb) => eb.or([eb('genesis', 'is', null), eb('genesis', '=', genesis)]))
      .executeTakeFirst();
    if (kept.numUpdatedRows !== 1n) return false;
    for (const { invite, mac } of macs)
      await trx.updateTable('founding_invite').set({ genesis_mac: mac }).where('invite', '=', invite).execute();
    return true;
  });
}

export async function keepHold(db: Database, invite: string, mac: Uint8Array): Promise<void> {
  await db.updateTable('founding_invite').set({ hold_mac: mac }).where('invite', '=', invite).execute();
}

export async function keepSignature(db: Database, row: FoundingSignatureRow): Promise<void> {
  const { member: _member, ...rest } = row;
  await db
    .insertInto('founding_signature')
    .values(row)
    .onConflict((oc) => oc.column('member').doUpdateSet(rest))
    .execute();
}
