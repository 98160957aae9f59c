/** What is behind the hashes of a desk-epoch or month-key entry: the key, and one sealed seed for each holder. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { equal } from '#protocol/core/bytes.ts';
import { noWrapHash, requireKey, seedWrapHash } from '#protocol/openings/desk-seed.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { requireUsableSealKey } from '#protocol/members/usable-key.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { keyHolders, type Roster } from '#protocol/roster/roster-state.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Body } from '#protocol/wire/wire.ts';

export interface EpochKeys {
  readonly publicKey: Uint8Array;
  readonly members: readonly string[];
  readonly wraps: readonly Uint8Array[];
}

type SentEpochKeys = Body<'roster/propose'>['minted'];

export function readEpochKeys(sent: SentEpochKeys): EpochKeys | undefined {
  if (sent === null) return undefined;
  return {
    publicKey: fromBase64url(sent.publicKey),
    members: sent.seeds.map((seed) => seed.member),
    wraps: sent.seeds.map((seed) => fromBase64url(seed.wrap)),
  };
}

export function writeEpochKeys(minted: EpochKeys): SentEpochKeys {
  return {
    publicKey: toBase64url(minted.publicKey),
    seeds: minted.members.map((member, i) => ({ member, wrap: toBase64url(minted.wraps[i] ?? new Uint8Array(0)) })),
  };
}

/**
 * Requires the key that the entry hashes, and seeds for its holders only, in their order. That a seed opens only its holder
 * can tell. Returns who got none: that is right only of those whose own keys cannot be used (`left-out.ts`).
 */
export function requireEpochKeys(roster: Roster, op: Operation, minted: EpochKeys | undefined): readonly MemberId[] {
  if (op.type !== 'desk-epoch' && op.type !== 'month-key') {
    if (minted !== undefined) refuse('malformed', 'keys with an entry that makes none');
    return [];
  }
  if (minted === undefined) return refuse('desk-key', 'an entry without its key');
  requireKey(minted.publicKey, op.keyHash);
  // Else everybody's sealing to this desk, or every opening of this month, would fail.
  requireUsableSealKey(minted.publicKey);
  const holders: readonly MemberId[] =
    op.type === 'desk-epoch' ? keyHolders(roster, op.desk) : op.seeds.map((seed) => seed.officer);
  const leftOut = holders.filter((holder) => !minted.members.includes(holder));
  const given = holders.filter((holder) => !leftOut.includes(holder));
  if (given.length !== minted.members.length || given.some((holder, i) => holder !== minted.members[i]))
    refuse('roster-rule', 'seeds for others than the entry names');
  if (op.type === 'month-key') requireNamedWraps(op, minted);
  else for (const bytes of minted.wraps) wrapCodec.parse(bytes);
  return leftOut;
}

function requireNamedWraps(op: Extract<Operation, { type: 'month-key' }>, minted: EpochKeys): void {
  for (const { officer, wrapHash } of op.seeds) {
    const bytes = minted.wraps[minted.members.indexOf(officer)];
    const expected = bytes === undefined ? noWrapHash : seedWrapHash(wrapCodec.parse(bytes));
    if (!equal(expected, wrapHash)) refuse('desk-key', 'another seed than the signers saw');
  }
}
