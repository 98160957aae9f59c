/**
 * What the portal leaves sealed with an entry (protocol §3). It is kept and deleted in the transaction of the verdict, and
 * never read here. A slot that is replaced, or whose holder is removed, must be gone on this disk too (secure_delete).
 */
import { membersDesk } from '#protocol/core/ids.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import type { Database } from '../state.ts';

/** Everybody's key is made anew with each arrival, so older ones would fill the disk: a restored portal needs the newest. */
export const membersEpochs = 2;

interface Kept {
  readonly leaf: number;
  readonly operation: Operation | undefined;
  readonly needs: Uint8Array | undefined;
}

/** Answers whether something was deleted. */
export function keepNeeds(db: Database, { leaf, operation, needs }: Kept): boolean {
  if (operation === undefined) return false;
  let deleted = 0;
  const member = whoseSlots(operation);
  if (member !== undefined) deleted += changes(db, 'delete from needs where holder = ?', member);
  if (needs !== undefined)
    db.prepare('insert into needs (leaf, holder, bytes) values (?, ?, ?)').run(leaf, holderOf(operation), needs);
  if (operation.type === 'desk-epoch' && operation.desk === membersDesk)
    deleted += changes(
      db,
      `delete from needs where holder = ?
       and leaf not in (select leaf from needs where holder = ? order by leaf desc limit ${membersEpochs})`,
      membersDesk,
      membersDesk,
    );
  return deleted > 0;
}

const changes = (db: Database, text: string, ...values: string[]) => Number(db.prepare(text).run(...values).changes);

/** Of an entry after which her earlier slots open nothing any more. */
export function whoseSlots(op: Operation): string | undefined {
  if (op.type === 'add' || op.type === 'rekey') return op.card.member;
  return op.type === 'remove' ? op.member : undefined;
}

/** Ids have 22 characters, so the word for everybody is none of them. */
function holderOf(op: Operation): string | null {
  if (op.type === 'desk-epoch') return op.desk === membersDesk ? membersDesk : null;
  return whoseSlots(op) ?? null;
}
