/** Roster entries, proposals and keys in the database. */
import { sql, type Selectable } from 'kysely';
import type { Database, Tables, Trx } from '../db.ts';
import type { EpochKeys } from './epoch-keys.ts';
import type { SeedCodes } from './seed-codes.ts';

export type ProposalRow = Selectable<Tables['proposal']>;

export async function storeProposal(db: Database, row: ProposalRow): Promise<void> {
  await db.insertInto('proposal').values(row).execute();
}

/** All that are kept: each maker has a number of her own, so nobody's are cut by another's. */
export function keptProposals(db: Database): Promise<ProposalRow[]> {
  return db.selectFrom('proposal').selectAll().orderBy('expires').orderBy('id').execute();
}

export function findProposal(db: Database, id: string): Promise<ProposalRow | undefined> {
  return db.selectFrom('proposal').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function addSignature(db: Database, id: string, before: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  const changed = await db
    .updateTable('proposal')
    .set({ bytes })
    .where('id', '=', id)
    .where('bytes', '=', before)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

export async function dropProposals(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('proposal').where('id', 'in', ids).execute();
}

export async function dropProposalsBefore(db: Database, time: number): Promise<void> {
  await db.deleteFrom('proposal').where('expires', '<', time).execute();
}

/** In the place of whatever stands there: the list of members names this key, and nobody else's row is one. */
export async function storeDeskEpoch(
  trx: Trx,
  codes: SeedCodes,
  desk: string,
  epoch: number,
  { publicKey, members, wraps }: EpochKeys,
): Promise<void> {
  const own = members.map((member, i) => codes.codeOf(desk, epoch, member, wraps[i] ?? new Uint8Array(0)));
  await sql`select desk_key_put(${desk}, ${epoch}::integer, ${publicKey}::bytea, ${[...members]}::text[],
    ${[...wraps]}::bytea[], ${own}::bytea[])`.execute(trx);
}

export async function storeMonthKey(trx: Trx, month: string, { publicKey, members, wraps }: EpochKeys): Promise<void> {
  await sql`select month_key_put(${month}, ${publicKey}::bytea, ${[...members]}::text[], ${[...wraps]}::bytea[])`.execute(
    trx,
  );
}

export async function readKeys(
  db: Database,
  asked: { members: readonly string[]; desks: readonly { desk: string; epoch: number }[]; months: readonly string[] },
) {
  const { members, desks, months } = asked;
  const found = {
    members:
      members.length === 0
        ? []
        : await db
            .selectFrom('member')
            .select(['member', 'seal_key', 'open_key'])
            .where('member', 'in', members)
            .execute(),
    desks:
      desks.length === 0
        ? []
        : await db
            .selectFrom('desk_key')
            .selectAll()
            .where('desk', 'in', [...new Set(desks.map((one) => one.desk))])
            .execute(),
    months:
      months.length === 0 ? [] : await db.selectFrom('month_key').selectAll().where('month', 'in', months).execute(),
  };
  const wanted = new Set(desks.map((one) => `${one.desk}/${one.epoch}`));
  return { ...found, desks: found.desks.filter((row) => wanted.has(`${row.desk}/${row.epoch}`)) };
}

export async function seedsOf(db: Database, member: string) {
  return {
    desks: await db.selectFrom('desk_seed').select(['desk', 'epoch', 'wrap']).where('member', '=', member).execute(),
    months: await db.selectFrom('month_seed').select(['month', 'wrap']).where('member', '=', member).execute(),
  };
}
