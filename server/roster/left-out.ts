/** Holders of a new key who get no seed of it (protocol §6.3): those to whose own key nothing can be sealed. */
import { refuse } from '#protocol/core/errors.ts';
import { membersDesk, type MemberId } from '#protocol/core/ids.ts';
import { isUsableSealKey } from '#protocol/members/usable-key.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import type { Database } from '../db.ts';
import { readKeys } from './store.ts';

/** Requires that nobody is left out whose key can be used. */
export async function requireUnusable(db: Database, op: Operation, leftOut: readonly MemberId[]): Promise<void> {
  if (leftOut.length === 0) return;
  const { members } = await readKeys(db, { members: leftOut, desks: [], months: [] });
  const which = op.type === 'desk-epoch' && op.desk === membersDesk ? 'seal_key' : 'open_key';
  for (const member of leftOut) {
    const key = members.find((row) => row.member === member)?.[which];
    if (key === undefined || key === null || isUsableSealKey(key)) refuse('roster-rule', 'a holder without a seed');
  }
}
