/**
 * The roster (§3). Every client, the portal and the witness replay the entries from rootfp on, in the order of their
 * leaves, with the same function. A value of type `Roster` is always verified. Bytes that are not verified stay
 * `Uint8Array`.
 */
import { equal, toBase64url, u64 } from '../core/bytes.ts';
import { verifyAssertion } from '../crypto/assertion.ts';
import { blob, fixed, list, object, uint64, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { verifyGenesis, signatureCodec, type Signature } from '../members/genesis.ts';
import { membersDesk, officersDesk, type DeskId, type MemberId } from '../core/ids.ts';
import type { MemberCard } from '../members/keys.ts';
import { limits } from '../core/limits.ts';
import { operation, type Operation } from './operations.ts';
import { GrowingMap } from './growing-map.ts';
import { ownerOfEntry, requireOwnEntries, withOwnEntry } from './own-entries.ts';
import { place, placeOf, requirePlace } from './place.ts';
import { requireBuilt, requireOperation, requiredSigners } from './roster-rules.ts';
import { genesisTouches, touch, touchesOf } from './subjects.ts';
import { withVerdict, type Verdict } from './verdict.ts';
import { encodeLeaf, rosterLeaf } from '../log/leaf.ts';
import { wayRuleOf } from '../members/policy.ts';
import {
  currentCard,
  deskMembers,
  deskOf,
  type Desk,
  type KeptSubject,
  type Roster,
  type Tenure,
} from './roster-state.ts';
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
});

/**
 * Replays genesis: head = rootfp. The officers have their cards and are in the officers' desk from leaf 0 on.
 *
 * @param time of the verdict on leaf 0
 */
export function openRoster(signedGenesisBytes: Uint8Array, pinned: Uint8Array, time: number): Roster {
  const { rootfp, genesis } = verifyGenesis(signedGenesisBytes, pinned);
  const fromStart = { from: 0, until: undefined };
  const desks = new Map<DeskId, Desk>(genesis.policy.desks.map((desk) => [desk, { memberships: [], epochs: [] }]));
  const officers = genesis.officers.map((card) => ({ member: card.member, ...fromStart }));
  desks.set(officersDesk, { memberships: officers, epochs: [] });
  desks.set(membersDesk, { memberships: officers, epochs: [] });
  const none = { rootfp, subjects: new GrowingMap<KeptSubject>(), subjectCount: 0 };
  const roster: Roster = {
    rootfp,
    genesis,
    policy: genesis.policy,
    seq: 0,
    head: rootfp,
    heads: [rootfp],
    leaf: 0,
    members: new Map(genesis.officers.map((card) => [card.member, [{ card, ...fromStart }]])),
    desks,
    months: new Map(),
    invites: new Set(),
    ...touch(none, genesisTouches(genesis), genesisHash(signedGenesisBytes), 0),
    counted: new GrowingMap(),
    own: new GrowingMap(),
    verdicts: { size: 0, peaks: [], leaf: -1, time: 0 },
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

/** Verifies place, times, signatures, rights and rules of one entry, without saying that it is complete. */
export function readEntry(roster: Roster, signedBytes: Uint8Array, time: number) {
  const signed = signedEntry.parse(signedBytes);
  const entry = entryCodec.parse(signed.entry);
  if (!equal(entry.rootfp, roster.rootfp)) refuse('root-mismatch', 'entry of another event');
  requireTimes(entry, time);
  requireBuilt(entry.operation);
  if (isCounted(roster, signed.entry)) refuse('roster-twice', 'the same entry was in force before');
  requirePlace(roster, entry.place, entry.operation);
  const right = requiredSigners(roster, entry.operation);
  const signers = signed.signatures.map((given) => {
    if (!right.who.includes(given.member)) refuse('roster-right', `may not sign ${entry.operation.type}`);
    verifyEntrySignature(roster, currentCard(roster, given.member), entry.operation, signed.entry, given);
    return given.member;
  });
  if (new Set(signers).size !== signers.length) refuse('roster-right', 'a signer twice');
  requireOwnEntries(roster, ownerOfEntry(roster, entry.operation, signers), entry.time);
  requireOperation(roster, entry.operation, signers);
  return { entry, signers, missing: Math.max(0, right.need - signers.length), right };
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
  requireComplete(readEntry(roster, signedBytes, time));
  if (leaf <= roster.verdicts.leaf) refuse('roster-chain', `leaf ${leaf} is not after ${roster.verdicts.leaf}`);
  const after = apply(roster, signedBytes, leaf);
  const entry = hash(tuple('dd1/signed-entry', signedBytes));
  const bytes = encodeLeaf(rosterLeaf(signedBytes));
  const { rootfp, seq, head } = after;
  return withVerdict(after, { rootfp, leaf, bytes, entry, code: '', time, seq, head });
}

/** Applies an entry without a check. Its verdict is not among the verdicts yet. */
export function apply(roster: Roster, signedBytes: Uint8Array, leaf: number): Roster {
  const signed = signedEntry.parse(signedBytes);
  const { operation: op, time } = entryCodec.parse(signed.entry);
  const head = nextHead(roster.rootfp, roster.head, signedBytes, leaf);
  const entry = hash(tuple('dd1/signed-entry', signedBytes));
  const signers = signed.signatures.map(({ member }) => member);
  return {
    ...applyOperation(roster, op, leaf),
    ...touch(roster, touchesOf(roster, op), entry, roster.verdicts.size),
    counted: roster.counted.with(toBase64url(entryHash(signed.entry)), true),
    own: withOwnEntry(roster, ownerOfEntry(roster, op, signers), time),
    seq: roster.seq + 1,
    head,
    heads: [...roster.heads, head],
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
  // After a login with the recovery card she has no old hardware key, so a new one counts too (3.4).
  const credentials = op.type === 'rekey' ? [...card.credentials, ...op.card.credentials] : card.credentials;
  verifyAssertion(given.assertion, {
    purpose: 'roster',
    rootfp: roster.rootfp,
    origin: roster.genesis.origin,
    rpId: roster.genesis.rpId,
    member: given.member,
    data: entryHash(entryBytes),
    nonce: given.assertion.nonce,
    credentials,
    backupAllowed: wayRuleOf(roster.policy, card.role).backupAllowed,
  });
}

function applyOperation(roster: Roster, op: Operation, leaf: number): Roster {
  const fresh = { from: leaf, until: undefined };
  switch (op.type) {
    case 'add':
      return {
        ...roster,
        members: new Map(roster.members).set(op.card.member, [{ card: op.card, ...fresh }]),
        desks: joined(roster, membersDesk, op.card.member, leaf),
        invites: new Set(roster.invites).add(op.invite),
      };
    case 'rekey': {
      const closed = ended(roster.members.get(op.card.member) ?? [], leaf);
      return {
        ...roster,
        members: new Map(roster.members).set(op.card.member, [...closed, { card: op.card, ...fresh }]),
      };
    }
    case 'remove': {
      const held = roster.members.get(op.member) ?? [];
      const members = new Map(roster.members).set(op.member, ended(held, leaf));
      const desks = new Map([...roster.desks].map(([id, desk]) => [id, left(desk, op.member, leaf)]));
      return { ...roster, members, desks };
    }
    case 'desk-join':
      return { ...roster, desks: joined(roster, op.desk, op.member, leaf) };
    case 'desk-leave':
      return { ...roster, desks: new Map(roster.desks).set(op.desk, left(deskOf(roster, op.desk), op.member, leaf)) };
    case 'desk-epoch': {
      const desk = deskOf(roster, op.desk);
      const members = deskMembers(roster, op.desk);
      const epochs = [...desk.epochs, { epoch: op.epoch, keyHash: op.keyHash, members, from: leaf }];
      return { ...roster, desks: new Map(roster.desks).set(op.desk, { ...desk, epochs }) };
    }
    case 'month-key':
      return {
        ...roster,
        months: new Map(roster.months).set(op.month, { keyHash: op.keyHash, seeds: op.seeds, from: leaf }),
      };
    default:
      return refuse('not-yet', op.type);
  }
}

function ended<T extends Tenure>(tenures: readonly T[], leaf: number): readonly T[] {
  return tenures.map((tenure) => ({ ...tenure, until: tenure.until ?? leaf }));
}

function joined(roster: Roster, id: DeskId, member: MemberId, leaf: number): ReadonlyMap<DeskId, Desk> {
  const desk = deskOf(roster, id);
  const memberships = [...desk.memberships, { member, from: leaf, until: undefined }];
  return new Map(roster.desks).set(id, { ...desk, memberships });
}

function left(desk: Desk, member: MemberId, leaf: number): Desk {
  const memberships = desk.memberships.map((held) =>
    held.member === member ? { ...held, until: held.until ?? leaf } : held,
  );
  return { ...desk, memberships };
}
