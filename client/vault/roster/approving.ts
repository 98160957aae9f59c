/** The second signature (§3): what waits, as the fresh roster reads it, and an officer's touch over exactly that. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { signatureCodec } from '#protocol/members/genesis.ts';
import { monthSeedContext, openSeed, seedWrapHash } from '#protocol/openings/desk-seed.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { takenOperations } from '#protocol/wire/taken.ts';
import { entryCodec, entryHash, judgingTime, readEntry, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { openDeskSecret } from '../records/team-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { offer, requireStanding, signEntry, type Minted, type Outcome } from './signing.ts';

const littleMs = 3600 * 1000;

/** A waiting entry as an officer sees it before she adds her own touch. */
export interface Proposal {
  readonly id: string;
  /** What is signed if she agrees: the portal cannot put another entry under the same id. */
  readonly hash: string;
  readonly operation: Operation;
  readonly signers: readonly MemberId[];
  readonly missing: number;
  readonly mine: boolean;
  readonly expires: number;
  /** By the witness's clock: whether there is time to sign. `none` is no longer taken. */
  readonly left: 'enough' | 'little' | 'none';
}

function leftOf(expires: number, time: number): Proposal['left'] {
  if (expires - time < limits.entryLeftMsMin) return 'none';
  return expires - time < littleMs ? 'little' : 'enough';
}

/** Only proposals that verify on the fresh head are shown; those whose time is over are told as such. */
export async function listProposals(vault: UnlockedVault): Promise<readonly Proposal[]> {
  const { roster, head } = await vault.fresh();
  const answer = await vault.ports.call('roster/proposals', {});
  const shown: Proposal[] = [];
  for (const given of answer.proposals) {
    try {
      const bytes = fromBase64url(given.entry);
      // Those whose time is over are shown as that.
      const { time, expires } = entryCodec.parse(signedEntry.parse(bytes).entry);
      const read = readEntry(roster, bytes, Math.min(Math.max(judgingTime(roster, head.time), time), expires));
      // An entry without a signature is no proposal: a person who proposes has signed.
      if (read.signers.length === 0) continue;
      shown.push({
        id: given.id,
        hash: toBase64url(entryHash(signedEntry.parse(bytes).entry)),
        operation: read.entry.operation,
        signers: read.signers,
        missing: read.missing,
        mine: read.signers.includes(vault.open.member),
        expires: read.entry.expires,
        left: leftOf(read.entry.expires, judgingTime(roster, head.time)),
      });
    } catch {
      // From the server, and no longer possible: nothing an officer could sign.
    }
  }
  return shown;
}

/** Adds this officer's touch; for a month key her own wrap must reproduce it first (§3). */
export async function approve(vault: UnlockedVault, id: string, shownHash: string): Promise<Outcome> {
  const { roster, head } = await vault.fresh();
  const answer = await vault.ports.call('roster/proposals', {});
  const given = answer.proposals.find((proposal) => proposal.id === id) ?? refuse('roster-chain', 'proposal is gone');
  const entryBytes = signedEntry.parse(fromBase64url(given.entry)).entry;
  const { time, expires } = entryCodec.parse(entryBytes);
  const judged = judgingTime(roster, head.time);
  const { entry } = readEntry(roster, fromBase64url(given.entry), Math.min(Math.max(judged, time), expires));
  if (toBase64url(entryHash(entryBytes)) !== shownHash) refuse('roster-chain', 'another entry than the one shown');
  // Nobody signs what her page cannot say in full.
  if (!takenOperations.includes(entry.operation.type)) refuse('not-yet', entry.operation.type);
  // No touch for what is no longer taken.
  if (leftOf(entry.expires, judged) === 'none') refuse('roster-expired', 'too little time is left');
  const month = entry.operation.type === 'month-key' ? entry.operation : undefined;
  const { signature, touched } = await signEntry(vault, roster, entryBytes, month === undefined ? 'none' : 'open');
  if (month !== undefined) requireMonthSeed(vault, roster, month, given.minted, openDeskSecret(vault, touched.got));
  const signed = toBase64url(signatureCodec.encode(signature));
  const { signatures, card } = signedEntry.parse(fromBase64url(given.entry));
  // What the portal makes of it, and commits if it is complete.
  vault.open.signed.add(signedEntry.encode({ entry: entryBytes, signatures: [...signatures, signature], card }));
  const outcome = await offer(vault.ports.call('roster/sign', { id, signature: signed }));
  if (outcome.state === 'applied') await requireStanding(vault, entryBytes);
  return outcome;
}

function requireMonthSeed(
  vault: UnlockedVault,
  roster: Roster,
  op: Extract<Operation, { type: 'month-key' }>,
  minted: Minted | null,
  pair: KeyPair,
): void {
  const wrap = minted?.seeds.find((seed) => seed.member === vault.open.member)?.wrap;
  const named = op.seeds.find((seed) => seed.officer === vault.open.member)?.wrapHash;
  if (wrap === undefined || named === undefined) return refuse('desk-key', 'no seed for this officer');
  const sealed = wrapCodec.parse(fromBase64url(wrap));
  if (!equal(seedWrapHash(sealed), named)) refuse('desk-key', 'another seed than the entry names');
  openSeed(pair, sealed, monthSeedContext(roster.rootfp, op.month, op.number), op.keyHash);
}
