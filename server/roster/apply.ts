/**
 * A complete entry becomes the roster's next: one transaction for the entry, what stands behind its hashes and what it
 * does to our own tables; then the witness. Entries go one after the other.
 */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { memberCard } from '#protocol/members/keys.ts';
import { rosterLeaf, type Leaf } from '#protocol/log/leaf.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { readEntry } from '#protocol/roster/roster.ts';
import { now } from '../clock.ts';
import type { Trx } from '../db.ts';
import { deny, isDuplicate, Refusal } from '../errors.ts';
import { inviteGround, readJoin } from '../invites/join.ts';
import { findInvite } from '../invites/store.ts';
import { createMember, endMember } from '../members.ts';
import type { Portal } from '../portal.ts';
import { requireEpochKeys, type EpochKeys } from './epoch-keys.ts';
import { storeDeskEpoch, storeMonthKey } from './store.ts';

/** What an entry does besides standing in the chain, in its transaction; `first` is its leaf. */
export type Effect = (trx: Trx, first: number) => Promise<void>;

async function activate(portal: Portal, trx: Trx, op: Extract<Operation, { type: 'add' }>): Promise<void> {
  const row = await findInvite(trx, op.invite);
  if (row === undefined || row.join_bytes === null) return deny('invite-unknown');
  if (row.spent) deny('invite-spent');
  const { join, hash } = readJoin(row.join_bytes);
  const same = equal(hash, op.joinHash) && equal(memberCard.encode(join.card), memberCard.encode(op.card));
  if (!same || row.slots === null || row.card_id === null || row.card_key === null)
    return refuse('join-changed', 'the join held is another');
  await createMember(trx, {
    card: op.card,
    userHandle: row.user_handle,
    sealKey: join.sealKey,
    openKey: join.openKey,
    kit: { slots: row.slots, cardId: row.card_id, cardKey: row.card_key },
    ground: inviteGround(row.invite),
    root: portal.rosterCache.roster.rootfp,
  });
  // Her slots live in one place only: one that is replaced later must be gone.
  const spent = { spent: true, slots: null, card_id: null, card_key: null };
  await trx.updateTable('invite').set(spent).where('invite', '=', row.invite).execute();
}

function effectOf(portal: Portal, op: Operation, minted: EpochKeys | undefined): Effect {
  requireEpochKeys(op, minted);
  return async (trx) => {
    if (op.type === 'add') await activate(portal, trx, op);
    if (op.type === 'desk-epoch' && minted !== undefined) await storeDeskEpoch(trx, op.desk, op.epoch, minted);
    if (op.type === 'remove') await endMember(trx, op.member);
    if (op.type === 'month-key' && minted !== undefined) await storeMonthKey(trx, op.month, minted);
  };
}

/**
 * The entry as its signers made it, verified against the roster of now. One that is about to expire is refused: what
 * is in the log and too old for the witness would hold up everything after it.
 */
export function readNow(portal: Portal, bytes: Uint8Array) {
  const time = now();
  const read = readEntry(portal.rosterCache.roster, bytes, time);
  if (read.entry.expires - time < limits.entryLeftMsMin) refuse('roster-expired', 'too little time is left');
  return read;
}

export async function applyWithEpochKeys(
  portal: Portal,
  bytes: Uint8Array,
  minted: EpochKeys | undefined,
): Promise<void> {
  const { entry } = readNow(portal, bytes);
  await applyWith(portal, bytes, effectOf(portal, entry.operation, minted), () => []);
}

/** `more` are entries of the portal's own that belong to it, such as a notice. */
export async function applyWith(
  portal: Portal,
  bytes: Uint8Array,
  effect: Effect,
  more: () => readonly Leaf[],
): Promise<void> {
  // An entry counts only once the witness has cosigned it, so none is begun while it is away.
  await portal.publisher.requireWitness();
  const { first } = await commitEntry(portal, bytes, effect, more);
  // Nothing that a removed member's keys could open waits for the witness.
  await portal.threads.forgetRemoved();
  await portal.publisher.published(first);
}

async function commitEntry(portal: Portal, bytes: Uint8Array, effect: Effect, more: () => readonly Leaf[]) {
  try {
    return await portal.commits.commit(
      async (trx, first) => {
        // Read again here: another entry may have taken this place meanwhile.
        const { entry, missing } = readNow(portal, bytes);
        if (missing > 0) refuse('roster-quorum', `${missing} more signature(s) needed`);
        await trx.insertInto('roster_entry').values({ seq: entry.seq, leaf: first, bytes }).execute();
        await effect(trx, first);
      },
      () => [rosterLeaf(bytes), ...more()],
      { alone: true, settled: ({ first }) => portal.rosterCache.apply(bytes, first) },
    );
  } catch (error) {
    // The database knows what became of it.
    if (error instanceof Refusal && error.code === 'outcome-unknown') await portal.rosterCache.load(portal.db);
    if (isDuplicate(error)) throw new Refusal('roster-moved', { cause: error });
    throw error;
  }
}
