/** What is behind the hashes of a desk-epoch or month-key entry: the key, and one sealed seed for each holder. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { equal } from '#protocol/core/bytes.ts';
import { requireKey, seedWrapHash } from '#protocol/openings/desk-seed.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
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

/** The key is the one the entry hashes, and every holder gets a seed. That a seed opens only its holder can tell. */
export function requireEpochKeys(roster: Roster, op: Operation, minted: EpochKeys | undefined): void {
  if (op.type !== 'desk-epoch' && op.type !== 'month-key') {
    if (minted !== undefined) refuse('malformed', 'keys with an entry that makes none');
    return;
  }
  if (minted === undefined) return refuse('desk-key', 'an entry without its key');
  requireKey(minted.publicKey, op.keyHash);
  const holders: readonly MemberId[] =
    op.type === 'desk-epoch' ? keyHolders(roster, op.desk) : op.seeds.map((seed) => seed.officer);
  if (holders.length !== minted.members.length || holders.some((holder, i) => holder !== minted.members[i]))
    refuse('roster-rule', 'seeds for others than the entry names');
  for (const [i, bytes] of minted.wraps.entries()) {
    const wrap = wrapCodec.parse(bytes);
    const named = op.type === 'month-key' ? op.seeds[i]?.wrapHash : undefined;
    if (named !== undefined && !equal(seedWrapHash(wrap), named))
      refuse('desk-key', 'another seed than the signers saw');
  }
}
