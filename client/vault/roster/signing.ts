/** Roster entries (§3): made on a fresh head, signed with the account key and a touch, offered to the portal. */
import { toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { Signature } from '#protocol/members/genesis.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import {
  entryCodec,
  entryFor,
  entryHash,
  entryMessage,
  entryTime,
  isCounted,
  judgingTime,
  readEntry,
  signedEntry,
} from '#protocol/roster/roster.ts';
import { requiredSigners } from '#protocol/roster/rules/rights.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import type { SaltChoice } from '../session/ports.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { keysOf, placeOf, touchFor, type Touched } from '../session/touch.ts';

const approvalMs = 24 * 3600 * 1000;
/** For an entry that one signature completes. Somebody who holds it back can use it for this long. */
const aloneMs = 3600 * 1000;

export type Outcome = Reply<'roster/propose'>;
export type Minted = NonNullable<Body<'roster/propose'>['minted']>;

/** The entry as she would sign it now. */
export function nextEntry(roster: Roster, signer: MemberId, now: number, operation: Operation): Uint8Array {
  const time = entryTime(roster, operation, signer, now);
  const { need } = requiredSigners(roster, operation, [signer]);
  return entryCodec.encode(entryFor(roster, operation, { time, expires: time + (need > 1 ? approvalMs : aloneMs) }));
}

export async function signEntry(
  vault: UnlockedVault,
  roster: Roster,
  entry: Uint8Array,
  salts: SaltChoice = 'none',
  allow = keysOf(roster, vault.open.member),
): Promise<{ signature: Signature; touched: Touched }> {
  const { member, secrets } = vault.open;
  const touched = await touchFor(vault.ports, placeOf(roster, member), 'roster', entryHash(entry), allow, salts);
  const signature = signDetached(secrets.keys.sign.secretKey, entryMessage(roster.rootfp, entry));
  return { signature: { member, signature, assertion: touched.assertion }, touched };
}

/** Reports as done only what is in the roster that the witness signed: a removal that was dropped must not look done. */
export async function requireStanding(vault: UnlockedVault, entry: Uint8Array): Promise<void> {
  await vault.fresh();
  if (!isCounted(vault.open.roster, entry)) refuse('roster-chain', 'said to stand, and not among the entries');
}

/** Refused because somebody else's act came first. In a replay of ours the same code would be a gap in the list. */
export async function offer<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refused && error.facts.code === 'roster-chain')
      throw new Refused('roster-moved', error.facts.detail, { cause: error });
    throw error;
  }
}

/** Signs and offers one operation. Answers whether it is in force already or waits for a second officer. */
export async function proposeOperation(
  vault: UnlockedVault,
  operation: Operation,
  minted: Minted | null = null,
): Promise<Outcome> {
  const { roster, head } = await vault.fresh();
  const entry = nextEntry(roster, vault.open.member, head.time, operation);
  const { signature } = await signEntry(vault, roster, entry);
  const bytes = signedEntry.encode({ entry, signatures: [signature], card: undefined });
  vault.open.signed.add(bytes);
  const { missing } = readEntry(roster, bytes, judgingTime(roster, head.time));
  const outcome = await offer(vault.ports.call('roster/propose', { entry: toBase64url(bytes), minted }));
  // Nor does it wait for anybody where her own signature is enough.
  if (outcome.state === 'applied' || missing === 0) await requireStanding(vault, entry);
  return outcome;
}

/** Ends a membership at once: sessions, wraps, witness. Screens say that what was read stays read. */
export function removeMember(vault: UnlockedVault, member: MemberId): Promise<Outcome> {
  return proposeOperation(vault, { type: 'remove', member });
}

export function leaveDesk(vault: UnlockedVault, desk: DeskId, member: MemberId): Promise<Outcome> {
  return proposeOperation(vault, { type: 'desk-leave', desk, member });
}

export function joinDesk(vault: UnlockedVault, desk: DeskId, member: MemberId): Promise<Outcome> {
  return proposeOperation(vault, { type: 'desk-join', desk, member });
}
