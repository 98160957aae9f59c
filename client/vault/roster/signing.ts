/** Roster entries (§3): made on a fresh head, signed with the account key and a touch, offered to the portal. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import {
  deskSeedContext,
  monthSeedContext,
  openSeed,
  requireKey,
  sealSeed,
  seedWrapHash,
} from '#protocol/openings/desk-seed.ts';
import { refuse } from '#protocol/core/errors.ts';
import { signatureCodec, type Signature } from '#protocol/members/genesis.ts';
import { officersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { holdersOf } from '#protocol/roster/holders.ts';
import {
  entryCodec,
  entryFor,
  entryHash,
  entryMessage,
  entryTime,
  isCounted,
  readEntry,
  signedEntry,
} from '#protocol/roster/roster.ts';
import { requiredSigners } from '#protocol/roster/roster-rules.ts';
import {
  currentCard,
  currentEpoch,
  deskMembers,
  isSoundEpoch,
  officersOf,
  type Roster,
} from '#protocol/roster/roster-state.ts';
import { key32, sealKeyPair, signDetached, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { openDeskSecret } from '../records/team-keys.ts';
import type { SaltChoice } from '../session/ports.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { keysOf, placeOf, touchFor, type Touched } from '../session/touch.ts';

const approvalMs = 24 * 3600 * 1000;
/** What one signature completes: whoever holds it back can bring it in for this long. */
const aloneMs = 3600 * 1000;
const littleMs = 3600 * 1000;

export type Outcome = Reply<'roster/propose'>;
type Minted = NonNullable<Body<'roster/propose'>['minted']>;

/** The entry as she would sign it now. */
export function nextEntry(roster: Roster, signer: MemberId, now: number, operation: Operation): Uint8Array {
  const time = entryTime(roster, operation, signer, now);
  const { need } = requiredSigners(roster, operation);
  return entryCodec.encode(entryFor(roster, operation, { time, expires: time + (need > 1 ? approvalMs : aloneMs) }));
}

async function signEntry(
  vault: UnlockedVault,
  roster: Roster,
  entry: Uint8Array,
  salts: SaltChoice = 'none',
): Promise<{ signature: Signature; touched: Touched }> {
  const { member, secrets } = vault.open;
  const touched = await touchFor(
    vault.ports,
    placeOf(roster, member),
    'roster',
    entryHash(entry),
    keysOf(roster, member),
    salts,
  );
  const signature = signDetached(secrets.keys.sign.secretKey, entryMessage(roster.rootfp, entry));
  return { signature: { member, signature, assertion: touched.assertion }, touched };
}

/** What is said to stand is in the roster that the witness signed: a removal that was dropped must not look done. */
async function requireStanding(vault: UnlockedVault, entry: Uint8Array): Promise<void> {
  await vault.fresh();
  if (!isCounted(vault.open.roster, entry)) refuse('roster-chain', 'said to stand, and not among the entries');
}

/** Refused because somebody else's act came first. In a replay of ours the same code would be a gap in the list. */
async function offer(answer: Promise<Outcome>): Promise<Outcome> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refused && error.facts.code === 'roster-chain')
      throw new Refused('roster-moved', error.facts.detail, { cause: error });
    throw error;
  }
}

/** Signs and offers one operation. Answers whether it stands already or waits for a second officer. */
export async function proposeOperation(
  vault: UnlockedVault,
  operation: Operation,
  minted: Minted | null = null,
): Promise<Outcome> {
  const { roster, head } = await vault.fresh();
  const entry = nextEntry(roster, vault.open.member, head.time, operation);
  const { signature } = await signEntry(vault, roster, entry);
  const bytes = signedEntry.encode({ entry, signatures: [signature] });
  const { missing } = readEntry(roster, bytes, Math.max(head.time, roster.verdicts.time));
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

/** Full open keys of members, each checked against the roster's hash. */
async function openKeysOf(
  vault: UnlockedVault,
  roster: Roster,
  members: readonly MemberId[],
): Promise<Map<MemberId, Uint8Array>> {
  const answer = await vault.ports.call('roster/keys', { members: [...members], desks: [], months: [] });
  return new Map(
    members.map((member) => {
      const given = answer.members.find((keys) => keys.member === member)?.openKey;
      const expected = currentCard(roster, member).openKeyHash;
      if (given === undefined || given === null || expected === undefined) return refuse('desk-key', 'no open key');
      return [member, requireKey(fromBase64url(given), expected)];
    }),
  );
}

/** Full account sealing keys of members, each checked against the roster's hash. */
export async function sealKeysOf(
  vault: UnlockedVault,
  roster: Roster,
  members: readonly MemberId[],
): Promise<Map<MemberId, Uint8Array>> {
  const answer = await vault.ports.call('roster/keys', { members: [...members], desks: [], months: [] });
  return new Map(
    members.map((member) => {
      const given = answer.members.find((keys) => keys.member === member)?.sealKey;
      if (given === undefined) return refuse('desk-key', 'no account key');
      return [member, requireKey(fromBase64url(given), currentCard(roster, member).sealKeyHash)];
    }),
  );
}

/** A member of the desk makes its next key: a random seed, sealed to every live member, named in the roster (§6). */
export async function mintEpoch(vault: UnlockedVault, desk: DeskId): Promise<Outcome> {
  const { roster } = await vault.fresh();
  const members = deskMembers(roster, desk);
  const epoch = (currentEpoch(roster, desk)?.epoch ?? 0) + 1;
  const seed = key32(vault.ports.random(32));
  const pair = sealKeyPair(seed);
  const context = deskSeedContext(roster.rootfp, desk, epoch);
  const openKeys = await openKeysOf(vault, roster, members);
  const seeds = members.map((member) => ({
    member,
    wrap: toBase64url(wrapCodec.encode(sealSeed(openKeys.get(member) as Uint8Array, seed, context))),
  }));
  seed.fill(0);
  return proposeOperation(
    vault,
    { type: 'desk-epoch', desk, epoch, keyHash: sealingKeyHash(pair.publicKey), holders: holdersOf(desk, members) },
    { publicKey: toBase64url(pair.publicKey), seeds },
  );
}

/** The key that the witness seals opening bodies to, month by month. */
export async function mintMonth(vault: UnlockedVault, month: string): Promise<Outcome> {
  const { roster } = await vault.fresh();
  const officers = officersOf(roster);
  const seed = key32(vault.ports.random(32));
  const pair = sealKeyPair(seed);
  const context = monthSeedContext(roster.rootfp, month);
  const openKeys = await openKeysOf(vault, roster, officers);
  const wraps = officers.map((officer) => sealSeed(openKeys.get(officer) as Uint8Array, seed, context));
  seed.fill(0);
  return proposeOperation(
    vault,
    {
      type: 'month-key',
      month,
      keyHash: sealingKeyHash(pair.publicKey),
      seeds: officers.map((officer, i) => ({ officer, wrapHash: seedWrapHash(wraps[i] as (typeof wraps)[number]) })),
    },
    {
      publicKey: toBase64url(pair.publicKey),
      seeds: officers.map((member, i) => ({
        member,
        wrap: toBase64url(wrapCodec.encode(wraps[i] as (typeof wraps)[number])),
      })),
    },
  );
}

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
      const read = readEntry(roster, bytes, Math.min(Math.max(head.time, time), expires));
      // Nobody's wish is no proposal: whoever offers an entry has signed it.
      if (read.signers.length === 0) continue;
      shown.push({
        id: given.id,
        hash: toBase64url(entryHash(signedEntry.parse(bytes).entry)),
        operation: read.entry.operation,
        signers: read.signers,
        missing: read.missing,
        mine: read.signers.includes(vault.open.member),
        expires: read.entry.expires,
        left: leftOf(read.entry.expires, head.time),
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
  const { entry } = readEntry(roster, fromBase64url(given.entry), Math.min(Math.max(head.time, time), expires));
  if (toBase64url(entryHash(entryBytes)) !== shownHash) refuse('roster-chain', 'another entry than the one shown');
  // No touch for what is no longer taken.
  if (leftOf(entry.expires, head.time) === 'none') refuse('roster-expired', 'too little time is left');
  const month = entry.operation.type === 'month-key' ? entry.operation : undefined;
  const { signature, touched } = await signEntry(vault, roster, entryBytes, month === undefined ? 'none' : 'open');
  if (month !== undefined) requireMonthSeed(vault, roster, month, given.minted, openDeskSecret(vault, touched.got));
  const signed = toBase64url(signatureCodec.encode(signature));
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
  openSeed(pair, sealed, monthSeedContext(roster.rootfp, op.month), op.keyHash);
}

/** What still has to be made before anybody can work: shown to officers as tasks. */
export interface Readiness {
  readonly officersKey: boolean;
  readonly monthKey: boolean;
  readonly month: string;
  readonly desksWithoutKey: readonly string[];
}

export async function readiness(vault: UnlockedVault): Promise<Readiness> {
  const { roster, head } = await vault.fresh();
  const month = monthOf(head.time);
  return {
    officersKey: currentEpoch(roster, officersDesk) !== undefined,
    monthKey: roster.months.has(month),
    month,
    desksWithoutKey: roster.policy.desks.filter(
      (desk) => deskMembers(roster, desk).length > 0 && !epochIsCurrent(roster, desk),
    ),
  };
}

/**
 * An epoch is current while nobody left and its members are exactly the live ones: a newcomer waits, after a removal
 * everyone does, also if whoever left came back.
 */
export function epochIsCurrent(roster: Roster, desk: DeskId): boolean {
  const epoch = currentEpoch(roster, desk);
  const live = deskMembers(roster, desk);
  if (epoch === undefined || !isSoundEpoch(roster, desk)) return false;
  return live.length === epoch.members.length && live.every((member) => epoch.members.includes(member));
}

/** YYYY-MM of an instant in UTC, without a clock. */
function monthOf(time: number): string {
  const iso = new Date(time).toISOString();
  return iso.slice(0, 7);
}
