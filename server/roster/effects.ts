/**
 * What an entry does to our own tables. It is in `effect` from the entry's commit on and is done or dropped in the
 * transaction of the verdict: nothing that could not be undone is destroyed before it. Ending sessions comes first.
 */
import { sql, type Insertable, type Selectable } from 'kysely';
import { equal } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { Leaf } from '#protocol/log/leaf.ts';
import { memberCard } from '#protocol/members/keys.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { monthKeyName } from '#protocol/roster/roster-state.ts';
import { cardGround, keysGround, moveEnrolled, requireEnrolled } from '../ceremonies/enrol.ts';
import { storeKit } from '../ceremonies/slots-and-card.ts';
import { tagKeyOf } from '../ceremonies/store.ts';
import type { Tables, Trx } from '../db.ts';
import { deny, Refusal } from '../errors.ts';
import { inviteGround, readJoin } from '../invites/join.ts';
import { findInvite } from '../invites/store.ts';
import { makeNotice, storeNotice } from '../log/notices.ts';
import { createMember, endMember } from '../members.ts';
import { endAllSessions } from '../session.ts';
import type { EntryNeeds } from './needs.ts';
import { beginKeys, endKeys } from './own-keys.ts';
import { putBack } from './put-back.ts';
import type { SeedCodes } from './seed-codes.ts';
import { storeDeskEpoch, storeMonthKey } from './store.ts';

/** What is behind the entry's hashes, as it came with it. */
export type Brought = Omit<Insertable<Tables['effect']>, 'leaf'>;
type EffectRow = Selectable<Tables['effect']>;

export const nothing: Brought = {
  public_key: null,
  members: [],
  wraps: [],
  seal_key: null,
  slots: [],
  card_id: null,
  card_key: null,
};

type Add = Extract<Operation, { type: 'add' }>;
type Rekey = Extract<Operation, { type: 'rekey' }>;

/** The invite's row, whose join is the one that the entry names. */
async function requireJoined(trx: Trx, op: Add) {
  const row = await findInvite(trx, op.invite);
  if (row === undefined || row.join_bytes === null) return deny('invite-unknown');
  if (row.spent) deny('invite-spent');
  const { join, hash } = readJoin(row.join_bytes);
  const same = equal(hash, op.joinHash) && equal(memberCard.encode(join.card), memberCard.encode(op.card));
  const { slots, card_id: cardId, card_key: cardKey } = row;
  if (!same || slots === null || cardId === null || cardKey === null)
    return refuse('join-changed', 'the join held is another');
  return { row, join, kit: { slots, cardId, cardKey } };
}

/** With the entry: everything that the effect will ask for is there, and sessions end. */
export async function beginEffect(
  trx: Trx,
  root: Uint8Array,
  op: Operation,
  leaf: number,
  brought: Brought,
): Promise<void> {
  // No entry of ours is on its way, so what stands here waits for nothing.
  await sql`select effect_end()`.execute(trx);
  await trx
    .insertInto('effect')
    .values({ leaf, ...brought })
    .execute();
  if (op.type === 'add') {
    const { row } = await requireJoined(trx, op);
    await requireEnrolled(trx, inviteGround(row.invite), op.card, root);
  }
  if (op.type === 'credential') await beginKeys(trx, root, op);
  if (op.type === 'rekey') await requireEnrolled(trx, cardGround(op.card.member), op.card, root);
  // Nothing else is to be done: she keeps her slots and keys, and signs in with them once it has ended.
  if (op.type === 'freeze') await endAllSessions(trx, op.member);
  // Hers as well: she comes in again with a new key.
  if (op.type === 'rekey') await endAllSessions(trx, op.card.member);
  if (op.type === 'remove') await endAllSessions(trx, op.member);
}

async function activate(trx: Trx, root: Uint8Array, op: Add): Promise<void> {
  const { row, join, kit } = await requireJoined(trx, op);
  await createMember(trx, {
    card: op.card,
    userHandle: row.user_handle,
    sealKey: join.sealKey,
    openKey: join.openKey,
    kit,
    ground: inviteGround(row.invite),
    root,
  });
  // Her slots live in one place only: one that is replaced later must be gone.
  const spent = { spent: true, pending: null, slots: null, card_id: null, card_key: null };
  await trx.updateTable('invite').set(spent).where('invite', '=', row.invite).execute();
}

/** Old slots, keys and card live until here. Answers the notice's leaf, which is at `first`. */
async function renew(trx: Trx, root: Uint8Array, op: Rekey, row: EffectRow, first: number): Promise<readonly Leaf[]> {
  const { member } = op.card;
  if (row.seal_key === null || row.card_id === null || row.card_key === null)
    return refuse('desk-key', 'an effect without its keys');
  await trx.deleteFrom('credential').where('member', '=', member).execute();
  await moveEnrolled(trx, cardGround(op.card.member), op.card, root);
  await storeKit(trx, member, { slots: row.slots, cardId: row.card_id, cardKey: row.card_key });
  await trx.updateTable('member').set({ seal_key: row.seal_key }).where('member', '=', member).execute();
  const notice = makeNotice(root, member, 'rekey', await tagKeyOf(trx, member));
  await storeNotice(trx, first, member, notice);
  return [notice.leaf];
}

async function carryOut(trx: Trx, codes: SeedCodes, root: Uint8Array, op: Operation, row: EffectRow, first: number) {
  const minted = row.public_key === null ? undefined : { ...row, publicKey: row.public_key };
  if (op.type === 'add') await activate(trx, root, op);
  if (op.type === 'credential') return endKeys(trx, root, op, row, first);
  if (op.type === 'rekey') return renew(trx, root, op, row, first);
  if (op.type === 'remove') await endMember(trx, op.member);
  if (op.type === 'desk-epoch' && minted !== undefined) await storeDeskEpoch(trx, codes, op.desk, op.epoch, minted);
  if (op.type === 'month-key' && minted !== undefined)
    await storeMonthKey(trx, monthKeyName(op.month, op.number), minted);
  return [];
}

async function drop(trx: Trx, op: Operation): Promise<void> {
  if (op.type !== 'rekey' && op.type !== 'credential') return;
  const { ground, holder } = op.type === 'rekey' ? cardGround(op.card.member) : keysGround(op.member);
  await trx.deleteFrom('pending_credential').where('ground', '=', ground).where('holder', '=', holder).execute();
}

/** A row was altered since: tried again it would fail again. Everything else may pass. */
function cannotBeDone(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return (
    error instanceof ProtocolError ||
    (error instanceof Refusal && error.code !== 'database-away') ||
    (typeof code === 'string' && /^2[23]/u.test(code))
  );
}

export interface Ended {
  /** Undefined for bytes that are no entry: nothing is done, and what waited for them is gone. */
  readonly op: Operation | undefined;
  readonly leaf: number;
  /** Whether the entry is in force. */
  readonly good: boolean;
  /** The index that a leaf of the effect's own would get. */
  readonly first: number;
  /** Told where the effect could not be done. */
  readonly failed: (error: unknown) => void;
  /** What the witness was sent for the entry, where it needs anything: for when our own row is gone. */
  readonly needs: EntryNeeds | undefined;
  readonly codes: SeedCodes;
}

/** A row that is gone says nothing of what was done. */
async function redo(trx: Trx, root: Uint8Array, op: Operation, { needs, codes }: Ended): Promise<void> {
  if (op.type === 'add' && needs === undefined) await activate(trx, root, op);
  else if (!(await putBack(trx, codes, op, needs))) refuse('desk-key', 'what the entry needs is gone');
}

/** With the verdict, in its transaction. The roster never waits for an effect: one that cannot be done is left out. */
export async function endEffect(trx: Trx, root: Uint8Array, ended: Ended): Promise<readonly Leaf[]> {
  const { op, leaf, good, first, failed, codes } = ended;
  const row = await trx.selectFrom('effect').selectAll().where('leaf', '=', leaf).executeTakeFirst();
  await sql`savepoint effect`.execute(trx);
  let leaves: readonly Leaf[] = [];
  try {
    if (op === undefined) leaves = [];
    else if (good && row === undefined) await redo(trx, root, op, ended);
    else if (good && row !== undefined) leaves = await carryOut(trx, codes, root, op, row, first);
    else await drop(trx, op);
    await sql`release savepoint effect`.execute(trx);
  } catch (error) {
    if (!cannotBeDone(error)) throw error;
    await sql`rollback to savepoint effect`.execute(trx);
    failed(error);
  }
  await sql`select effect_end()`.execute(trx);
  return leaves;
}
