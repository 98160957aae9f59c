/**
 * The roster (§3): hash-chained entries from rootfp on, replayed by every client, the portal and the witness with the
 * same function. `Roster` is always verified; bytes that are not stay `Uint8Array`.
 */
import { equal, u64 } from '../core/bytes.ts';
import { verifyAssertion } from '../crypto/assertion.ts';
import { blob, fixed, list, object, uint32, uint64, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { verifyGenesis, signatureCodec, type Signature } from '../members/genesis.ts';
import { membersDesk, officersDesk, type DeskId, type MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { operation, type Operation } from './operations.ts';
import { requireOperation, requiredSigners } from './roster-rules.ts';
import { wayRuleOf } from '../members/policy.ts';
import { currentCard, deskOf, type Desk, type Roster, type Tenure } from './roster-state.ts';
import { hash, signatureHolds, sizes } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

export const entryCodec = object('dd1/entry', {
  rootfp: fixed(sizes.hash),
  /** 1 for the first entry after genesis. */
  seq: uint32,
  prev: fixed(sizes.hash),
  time: uint64,
  expires: uint64,
  operation,
});
export type Entry = Of<typeof entryCodec>;

export const signedEntry = object('dd1/signed-entry', {
  entry: blob(limits.entryBytes),
  signatures: list(signatureCodec, limits.signersPerEntry),
});

/** Replays genesis: head = rootfp, officers hold their cards and sit in the officers' desk from leaf 0 on. */
export function openRoster(signedGenesisBytes: Uint8Array, pinned: Uint8Array): Roster {
  const { rootfp, genesis } = verifyGenesis(signedGenesisBytes, pinned);
  const fromStart = { from: 0, until: undefined };
  const desks = new Map<DeskId, Desk>(genesis.policy.desks.map((desk) => [desk, { memberships: [], epochs: [] }]));
  const officers = genesis.officers.map((card) => ({ member: card.member, ...fromStart }));
  desks.set(officersDesk, { memberships: officers, epochs: [] });
  desks.set(membersDesk, { memberships: officers, epochs: [] });
  return {
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
  };
}

/** The chain's next link. The leaf index is inside, so a signed head also fixes when each right began. */
export function nextHead(rootfp: Uint8Array, prev: Uint8Array, signedBytes: Uint8Array, leaf: number): Uint8Array {
  return hash(tuple('dd1/roster-head', rootfp, prev, hash(tuple('dd1/signed-entry', signedBytes)), u64(leaf)));
}

export function entryMessage(rootfp: Uint8Array, entryBytes: Uint8Array): Uint8Array {
  return tuple('dd1/sig/entry', rootfp, entryBytes);
}

/** What the touch over an entry commits to. */
export function entryHash(entryBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/entry', entryBytes));
}

/** Verifies chain, signatures, rights and rules of one entry, without saying that it is complete. */
export function readEntry(roster: Roster, signedBytes: Uint8Array, now?: number) {
  const signed = signedEntry.parse(signedBytes);
  const entry = entryCodec.parse(signed.entry);
  if (!equal(entry.rootfp, roster.rootfp)) refuse('root-mismatch', 'entry of another event');
  if (entry.seq !== roster.seq + 1 || !equal(entry.prev, roster.head))
    refuse('roster-chain', `entry ${entry.seq} does not follow ${roster.seq}`);
  if (entry.expires < entry.time || entry.expires - entry.time > limits.entryAgeMsMax)
    refuse('roster-expired', 'lives too long');
  if (now !== undefined && (now > entry.expires || entry.time > now + limits.openingSkewMsMax))
    refuse('roster-expired', 'signed at another time');
  const right = requiredSigners(roster, entry.operation);
  const signers = signed.signatures.map((given) => {
    if (!right.who.includes(given.member)) refuse('roster-right', `may not sign ${entry.operation.type}`);
    verifyEntrySignature(roster, entry.operation, signed.entry, given);
    return given.member;
  });
  if (new Set(signers).size !== signers.length) refuse('roster-right', 'a signer twice');
  requireOperation(roster, entry.operation, signers);
  return { entry, signers, missing: Math.max(0, right.need - signers.length), right };
}

/** Applies a complete entry at its leaf. Witness and portal give `now`; readers of an old chain do not. */
export function applyEntry(roster: Roster, signedBytes: Uint8Array, leaf: number, now?: number): Roster {
  const { entry, missing } = readEntry(roster, signedBytes, now);
  if (missing > 0) refuse('roster-quorum', `${missing} more signature(s) needed`);
  if (leaf <= roster.leaf) refuse('roster-chain', `leaf ${leaf} is not after ${roster.leaf}`);
  const head = nextHead(roster.rootfp, roster.head, signedBytes, leaf);
  return {
    ...applyOperation(roster, entry.operation, leaf),
    seq: entry.seq,
    head,
    heads: [...roster.heads, head],
    leaf,
  };
}

function verifyEntrySignature(roster: Roster, op: Operation, entryBytes: Uint8Array, given: Signature): void {
  const card = currentCard(roster, given.member);
  if (!signatureHolds(card.signKey, entryMessage(roster.rootfp, entryBytes), given.signature))
    refuse('roster-signature', 'account signature does not hold');
  // After a card login no old hardware key is at hand: the new one speaks (§3).
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
      const epochs = [...desk.epochs, { epoch: op.epoch, keyHash: op.keyHash, members: op.members, from: leaf }];
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
