/**
 * The roster (§3). Every client, the portal and the witness replay the entries from rootfp on, in the order of their
 * leaves, with the same function. A value of type `Roster` is always verified. Bytes that are not verified stay
 * `Uint8Array`.
 */
import { equal, toBase64url, u64 } from '../core/bytes.ts';
import { verifyAssertion } from '../crypto/assertion.ts';
import { blob, fixed, list, object, optional, uint64, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { verifyGenesis, signatureCodec, type Signature } from '../members/genesis.ts';
import { membersDesk, officersDesk, type DeskId, type MemberId } from '../core/ids.ts';
import type { MemberCard } from '../members/keys.ts';
import { limits } from '../core/limits.ts';
import { applyOperation } from './apply-operation.ts';
import { cardSignature, requireCardPresence, verifyCardSignature } from './card-signature.ts';
import { operation, type Operation } from './operations.ts';
import { GrowingMap } from './growing-map.ts';
import { ownerOfEntry, requireOwnEntries, withOwnEntry } from './own-entries.ts';
import { place, placeOf, requireAfterComing, requirePlace } from './place.ts';
import { missingSigners, requiredSigners } from './rules/rights.ts';
import { requireOperation } from './rules/rules.ts';
import { genesisTouches, touch, touchesOf } from './subjects.ts';
import { withVerdict, type Verdict } from './verdict.ts';
import { encodeLeaf, rosterLeaf } from '../log/leaf.ts';
import { currentCard, type Desk, type KeptSubject, type Roster } from './roster-state.ts';
import { hash, signatureHolds, sizes } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

export const entryCodec = object('dd1/entry', {
  rootfp: fixed(sizes.hash),
  place,
  time: uint64,
  expires: uint64,
  operation,
});
export type Entry = Of<typeof entryCodec>;

export const signedEntry = object('dd1/signed-entry', {
  entry: blob(limits.entryBytes),
  signatures: list(signatureCodec, limits.signersPerEntry),
  /** By the recovery card, where it is the card that acts. */
  card: optional(cardSignature),
});
export type SignedEntry = Of<typeof signedEntry>;

/**
 * Replays genesis: head = rootfp. The officers have their cards and are in the officers' desk from leaf 0 on.
 *
 * @param time of the verdict on leaf 0
 */
export function openRoster(signedGenesisBytes: Uint8Array, pinned: Uint8Array, time: number): Roster {
  const { rootfp, genesis } = verifyGenesis(signedGenesisBytes, pinned);
  const fromStart = { from: 0, until: undefined };
  const desks = new Map<DeskId, Desk>(genesis.policy.desks.map((desk) => [desk, { memberships: [], epochs: [] }]));
  const officers = genesis.officers.map((card) => ({ member: card.member, at: time, ...fromStart }));
  desks.set(officersDesk, { memberships: officers, epochs: [] });
  desks.set(membersDesk, { memberships: officers, epochs: [] });
  const none = { rootfp, subjects: new GrowingMap<KeptSubject>(), subjectCount: 0 };
  const roster: Roster = {
    rootfp,
    genesis,
    policy: genesis.policy,
    policies: [{ policy: genesis.policy, from: -1 }],
    witnesses: genesis.witnesses.map((card) => ({ card, from: -1 })),
    logKeys: [{ publicKey: genesis.log.publicKey, from: -1 }],
    releaseKeys: genesis.releaseKeys,
    quorum: genesis.quorum,
    seq: 0,
    head: rootfp,
    heads: [rootfp],
    headLeaves: [-1],
    leaf: 0,
    members: new Map(genesis.officers.map((card) => [card.member, [{ card, at: time, ...fromStart }]])),
    desks,
    months: new Map(),
    invites: new Set(),
    reserved: new Map(),
    adopted: new Map(),
    frozen: new Map(),
    spent: new Set(),
    since: new GrowingMap(),
    claims: new Map(),
    claimed: new Map(),
    restored: [],
    purged: 0,
    destroyed: new Map(),
    ...touch(none, genesisTouches(genesis), genesisHash(signedGenesisBytes), 0),
    counted: new GrowingMap(),
    own: new GrowingMap(),
    verdicts: { size: 0, peaks: [], past: [], leaf: -1, time: 0 },
  };
  return withVerdict(roster, genesisLine(roster, signedGenesisBytes, time));
}

const genesisHash = (signedBytes: Uint8Array) => hash(tuple('dd1/signed-genesis', signedBytes));

/** Returns the verdict on leaf 0, which is never void. */
export function genesisLine({ rootfp }: Roster, signedBytes: Uint8Array, time: number): Verdict {
  const bytes = encodeLeaf(rosterLeaf(signedBytes));
  return { rootfp, leaf: 0, bytes, entry: genesisHash(signedBytes), code: '', time, seq: 0, head: rootfp };
}

/** Returns the next link of the chain. It holds the leaf index, so a signed head also fixes when each right began. */
export function nextHead(rootfp: Uint8Array, prev: Uint8Array, signedBytes: Uint8Array, leaf: number): Uint8Array {
  return hash(tuple('dd1/roster-head', rootfp, prev, hash(tuple('dd1/signed-entry', signedBytes)), u64(leaf)));
}

export function entryMessage(rootfp: Uint8Array, entryBytes: Uint8Array): Uint8Array {
  return tuple('dd1/sig/entry', rootfp, entryBytes);
}

/** Returns what the touch over an entry commits to. */
export function entryHash(entryBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/entry', entryBytes));
}

/** Returns an entry for this roster, as a client signs it. */
export function entryFor(roster: Roster, operation: Operation, times: Pick<Entry, 'time' | 'expires'>): Entry {
  return { rootfp: roster.rootfp, place: placeOf(roster, operation), operation, ...times };
}

/** Returns the time by which everybody judges an entry: times of verdicts never fall, whatever a clock says later. */
export const judgingTime = (roster: Roster, now: number): number => Math.max(now, roster.verdicts.time);

/** Returns the time for such an entry: not before any verdict, and not before the last own entry if it is one. */
export function entryTime(roster: Roster, operation: Operation, signer: MemberId, now: number): number {
  const owner = ownerOfEntry(roster, operation, [signer]);
  return Math.max(judgingTime(roster, now), (owner === undefined ? [] : (roster.own.get(owner) ?? [])).at(-1) ?? 0);
}

/**
 * Verifies place, times, signatures, rights and rules of one entry, without saying that it is complete.
 *
 * @param leaf of the entry; left out while it has none, and then what depends on it is not yet asked
 */
export function readEntry(roster: Roster, signedBytes: Uint8Array, time: number, leaf = Number.MAX_SAFE_INTEGER) {
  const signed = signedEntry.parse(signedBytes);
  const entry = entryCodec.parse(signed.entry);
  const { operation: op } = entry;
  if (!equal(entry.rootfp, roster.rootfp)) refuse('root-mismatch', 'entry of another event');
  requireTimes(entry, time);
  if (isCounted(roster, signed.entry)) refuse('roster-twice', 'the same entry was in force before');
  requirePlace(roster, entry.place, op);
  requireAfterComing(roster, op, entry.time);
  const signers = requireSigners(roster, op, signed);
  requireOwnEntries(roster, ownerOfEntry(roster, op, signers), entry.time);
  requireOperation(op, { roster, signers, entryTime: entry.time, time, leaf });
  return { entry, signers, missing: missingSigners(roster, op, signers) };
}

/** Each may sign, and has, once; where the recovery card acts, it has signed too. */
function requireSigners(roster: Roster, op: Operation, { entry, signatures, card }: SignedEntry): readonly MemberId[] {
  requireCardPresence(op, card);
  const signers = signatures.map(({ member }) => member);
  const { who } = requiredSigners(roster, op, signers);
  for (const given of signatures) {
    if (!who.includes(given.member)) refuse('roster-right', `may not sign ${op.type}`);
    verifyEntrySignature(roster, currentCard(roster, given.member), op, entry, given);
    if (card !== undefined) verifyCardSignature(roster.rootfp, currentCard(roster, given.member), entry, card);
  }
  if (new Set(signers).size !== signers.length) refuse('roster-right', 'a signer twice');
  return signers;
}

export function requireComplete({ missing }: { readonly missing: number }): void {
  if (missing > 0) refuse('roster-quorum', `${missing} more signature(s) needed`);
}

function requireTimes({ time, expires }: Entry, now: number): void {
  if (expires < time || expires - time > limits.entryAgeMsMax) refuse('roster-expired', 'lives too long');
  if (now > expires || time > now + limits.openingSkewMsMax) refuse('roster-expired', 'signed at another time');
}

/** An entry counts once, however often and by whom it is signed: the hash leaves out the signatures. */
export function isCounted(roster: Roster, entryBytes: Uint8Array): boolean {
  return roster.counted.get(toBase64url(entryHash(entryBytes))) === true;
}

/**
 * Applies a complete entry at its leaf.
 *
 * @param time of its verdict: there is no replay without a clock
 */
export function applyEntry(roster: Roster, signedBytes: Uint8Array, leaf: number, time: number): Roster {
  requireComplete(readEntry(roster, signedBytes, time, leaf));
  if (leaf <= roster.verdicts.leaf) refuse('roster-chain', `leaf ${leaf} is not after ${roster.verdicts.leaf}`);
  const after = apply(roster, signedBytes, leaf, time);
  const entry = hash(tuple('dd1/signed-entry', signedBytes));
  const bytes = encodeLeaf(rosterLeaf(signedBytes));
  const { rootfp, seq, head } = after;
  return withVerdict(after, { rootfp, leaf, bytes, entry, code: '', time, seq, head });
}

/** Applies an entry without a check. Its verdict is not among the verdicts yet. */
export function apply(roster: Roster, signedBytes: Uint8Array, leaf: number, time: number): Roster {
  const signed = signedEntry.parse(signedBytes);
  const { operation: op, time: entryTime } = entryCodec.parse(signed.entry);
  const head = nextHead(roster.rootfp, roster.head, signedBytes, leaf);
  const entry = hash(tuple('dd1/signed-entry', signedBytes));
  const signers = signed.signatures.map(({ member }) => member);
  const unsigned = entryHash(signed.entry);
  return {
    ...applyOperation(roster, op, { leaf, time, signers, entry: unsigned }),
    ...touch(roster, touchesOf(roster, op), entry, roster.verdicts.size),
    counted: roster.counted.with(toBase64url(unsigned), true),
    own: withOwnEntry(roster, ownerOfEntry(roster, op, signers), entryTime),
    seq: roster.seq + 1,
    head,
    heads: [...roster.heads, head],
    headLeaves: [...roster.headLeaves, leaf],
    leaf,
  };
}

/** Verifies one signature of an entry: by the account key of a card, with a touch of one of its hardware keys. */
export function verifyEntrySignature(
  roster: Roster,
  card: MemberCard,
  op: Operation,
  entryBytes: Uint8Array,
  given: Signature,
): void {
  if (!signatureHolds(card.signKey, entryMessage(roster.rootfp, entryBytes), given.signature))
    refuse('roster-signature', 'account signature does not hold');
  verifyAssertion(given.assertion, {
    purpose: 'roster',
    rootfp: roster.rootfp,
    origin: roster.genesis.origin,
    rpId: roster.genesis.rpId,
    member: given.member,
    data: entryHash(entryBytes),
    nonce: given.assertion.nonce,
    credentials: touchedFor(op, card),
  });
}

/** After a card login no key of the card before is at hand: the new one speaks, and the recovery card beside it. */
function touchedFor(op: Operation, card: MemberCard): MemberCard['credentials'] {
  if (op.type === 'claim' || (op.type === 'rekey' && op.cause === 'card')) return op.card.credentials;
  return card.credentials;
}
