/** Roster entries, proposals and keys in the database. */
import type { Selectable } from 'kysely';
import { membersDesk } from '#protocol/core/ids.ts';
import type { Database, Tables, Trx } from '../db.ts';
import { storeSeeds } from '../programme/store.ts';
import type { EpochKeys } from './epoch-keys.ts';

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

export async function storeDeskEpoch(trx: Trx, desk: string, epoch: number, minted: EpochKeys): Promise<void> {
  await trx.insertInto('desk_key').values({ desk, epoch, public_key: minted.publicKey }).execute();
  const seeds = minted.members.map((member, i) => ({ epoch, member, wrap: minted.wraps[i] as Uint8Array }));
  // The members key is nobody's desk: newcomers are given it later, and everyone reads her own (programme/key).
  if (desk === membersDesk) return storeSeeds(trx, seeds);
  for (const seed of seeds)
    await trx
      .insertInto('desk_seed')
      .values({ desk, ...seed })
      .execute();
}

export async function storeMonthKey(trx: Trx, month: string, minted: EpochKeys): Promise<void> {
  await trx.insertInto('month_key').values({ month, public_key: minted.publicKey }).execute();
  for (const [i, member] of minted.members.entries())
    await trx
      .insertInto('month_seed')
      .values({ month, member, wrap: minted.wraps[i] as Uint8Array })
      .execute();
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
