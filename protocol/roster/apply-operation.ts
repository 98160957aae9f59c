/** What an entry in force changes in the roster (§3). Nothing is asked here: the judgement was before. */
import { membersDesk, officersDesk, type DeskId, type MemberId } from '../core/ids.ts';
import type { MemberCard } from '../members/keys.ts';
import { policyAfter } from './rules/event-rules.ts';
import { isFrozen, runningFreeze, spentPair } from './frozen.ts';
import { cardAfter } from './rules/key-rules.ts';
import type { Operation, OperationOf } from './operations.ts';
import {
  currentCard,
  deskOf,
  findCard,
  keyHolders,
  monthKeyName,
  officersOf,
  type Desk,
  type Roster,
  type Tenure,
} from './roster-state.ts';

/** Where and when an entry came into force, by whom, and its hash without signatures. */
export interface InForce {
  readonly leaf: number;
  readonly time: number;
  readonly signers: readonly MemberId[];
  readonly entry: Uint8Array;
}

export function applyOperation(roster: Roster, op: Operation, at: InForce): Roster {
  const { leaf, time } = at;
  switch (op.type) {
    case 'reserve':
      return reserve(roster, op, leaf);
    case 'add':
      return add(roster, op, at);
    case 'remove':
      return findCard(roster, op.member) === undefined
        ? withdraw(roster, op.member, leaf)
        : out(roster, op.member, leaf);
    case 'credential':
      return withCard(roster, cardAfter(currentCard(roster, op.member), op), at);
    case 'rekey':
      return withCard(roster, op.card, at);
    case 'claim':
      return claim(roster, op, at);
    case 'claim-stop':
      return { ...withoutClaim(roster, op.member), claimed: new Map(roster.claimed).set(op.member, time) };
    case 'release':
      return release(roster, op, at);
    case 'desk-join':
      return { ...roster, desks: joined(roster, op.desk, op.member, at) };
    case 'desk-leave':
      return { ...roster, desks: new Map(roster.desks).set(op.desk, left(deskOf(roster, op.desk), op.member, leaf)) };
    case 'desk-epoch':
      return epoch(roster, op, leaf);
    case 'month-key':
      return month(roster, op, leaf);
    case 'officer-change':
      return op.in ? officerIn(roster, op.member, at) : out(roster, op.member, leaf);
    case 'adopt': {
      const { member, wrapHash, lists } = op;
      return { ...roster, adopted: new Map(roster.adopted).set(member, { wrapHash, lists, leaf }) };
    }
    case 'freeze':
      return freeze(roster, op, at);
    case 'unfreeze':
      return { ...lifted(roster, op.member, leaf), since: roster.since.with(op.member, time) };
    case 'lapse':
      return lifted(roster, op.member, leaf);
    default:
      return ofEvent(roster, op, leaf);
  }
}

type OfEvent = OperationOf<
  'policy' | 'limits' | 'witness-change' | 'log-origin' | 'release-key' | 'restore' | 'purge' | 'destroy'
>;

function ofEvent(roster: Roster, op: OfEvent, from: number): Roster {
  switch (op.type) {
    case 'policy': {
      const fresh = op.policy.desks.filter((desk) => !roster.desks.has(desk));
      const none: Desk = { memberships: [], epochs: [] };
      const desks = new Map([...roster.desks, ...fresh.map((desk) => [desk, none] as const)]);
      return { ...withPolicy(roster, op.policy, from), desks };
    }
    case 'limits':
      return withPolicy(roster, policyAfter(roster.policy, op), from);
    case 'witness-change': {
      const changed = op.witnesses.map((card) => ({ card, from: op.size - 1 }));
      return { ...roster, witnesses: [...roster.witnesses, ...changed] };
    }
    case 'log-origin':
      return { ...roster, logKeys: [...roster.logKeys, { publicKey: op.publicKey, from }] };
    case 'release-key':
      return { ...roster, releaseKeys: op.keys };
    case 'restore': {
      const { size, mirrored } = op;
      return { ...roster, restored: [...roster.restored, { size, mirrored, leaf: from }] };
    }
    case 'purge':
      return { ...roster, purged: Math.max(roster.purged, op.before) };
    case 'destroy':
      return { ...roster, destroyed: new Map(roster.destroyed).set(op.member, from) };
  }
}

const withPolicy = (roster: Roster, policy: Roster['policy'], from: number): Roster => ({
  ...roster,
  policy,
  policies: [...roster.policies, { policy, from }],
});

function reserve(roster: Roster, { ids }: OperationOf<'reserve'>, from: number): Roster {
  const fresh = ids.map(({ member, inbox }) => [member, { inbox, from, until: undefined }] as const);
  return { ...roster, reserved: new Map([...roster.reserved, ...fresh]) };
}

function withdraw(roster: Roster, member: MemberId, until: number): Roster {
  const held = roster.reserved.get(member);
  if (held === undefined) return roster;
  return { ...roster, reserved: new Map(roster.reserved).set(member, { ...held, until }) };
}

function add(roster: Roster, op: OperationOf<'add'>, at: InForce): Roster {
  const { member } = op.card;
  return {
    ...withCard(roster, op.card, at),
    desks: joined(roster, membersDesk, member, at),
    invites: new Set(roster.invites).add(op.invite),
    since: roster.since.with(member, at.time),
  };
}

/** From the next leaf on. A claim that was open dies with the card that it was made against. */
function withCard(roster: Roster, card: MemberCard, { leaf: from, time: at }: InForce): Roster {
  const closed = ended(roster.members.get(card.member) ?? [], from);
  const members = new Map(roster.members).set(card.member, [...closed, { card, at, from, until: undefined }]);
  return withoutClaim({ ...roster, members }, card.member);
}

/** Card, memberships, freeze and claim end. */
function out(roster: Roster, member: MemberId, leaf: number): Roster {
  const members = new Map(roster.members).set(member, ended(roster.members.get(member) ?? [], leaf));
  const desks = new Map([...roster.desks].map(([id, desk]) => [id, left(desk, member, leaf)]));
  return withoutClaim({ ...roster, members, desks, frozen: frozenUntil(roster, member, leaf) }, member);
}

function officerIn(roster: Roster, member: MemberId, at: InForce): Roster {
  const card = { ...currentCard(roster, member), role: 'officer' as const };
  const desks = joined(roster, officersDesk, member, at);
  const quorum = Math.max(roster.quorum, Math.min(2, officersOf(roster).length + 1));
  return { ...withCard(roster, card, at), desks, quorum, since: roster.since.with(member, at.time) };
}

function claim(roster: Roster, { card }: OperationOf<'claim'>, { entry, leaf, time }: InForce): Roster {
  const made = { entry, card, at: time, leaf, releases: [] };
  return {
    ...roster,
    claims: new Map(roster.claims).set(card.member, made),
    claimed: new Map(roster.claimed).set(card.member, time),
  };
}

function withoutClaim(roster: Roster, member: MemberId): Roster {
  if (!roster.claims.has(member)) return roster;
  return { ...roster, claims: new Map([...roster.claims].filter(([other]) => other !== member)) };
}

function release(roster: Roster, op: OperationOf<'release'>, { signers, time }: InForce): Roster {
  const held = roster.claims.get(op.member);
  if (held === undefined) return roster;
  const fresh = signers.map((officer) => ({ officer, at: time, seen: op.acknowledged !== undefined }));
  const released = { ...held, releases: [...held.releases, ...fresh] };
  return { ...roster, claims: new Map(roster.claims).set(op.member, released) };
}

function epoch(roster: Roster, op: OperationOf<'desk-epoch'>, from: number): Roster {
  const desk = deskOf(roster, op.desk);
  const made = { epoch: op.epoch, keyHash: op.keyHash, members: keyHolders(roster, op.desk), from };
  return { ...roster, desks: new Map(roster.desks).set(op.desk, { ...desk, epochs: [...desk.epochs, made] }) };
}

function month(roster: Roster, op: OperationOf<'month-key'>, from: number): Roster {
  const { month: of, number, keyHash, seeds } = op;
  const made = { month: of, number, keyHash, seeds, from };
  return { ...roster, months: new Map(roster.months).set(monthKeyName(of, number), made) };
}

/** A freeze without end takes the place of one that runs. */
function freeze(roster: Roster, { member, until }: OperationOf<'freeze'>, { leaf, signers }: InForce): Roster {
  const before = frozenUntil(roster, member, leaf).get(member) ?? [];
  const made = { from: leaf, end: undefined, until, by: signers };
  return { ...roster, frozen: new Map(roster.frozen).set(member, [...before, made]) };
}

/** It ended on its own or by others: the officer whose alone it was does not begin it again alone. */
function lifted(roster: Roster, member: MemberId, leaf: number): Roster {
  const running = runningFreeze(roster, member);
  const [officer, other] = running?.by ?? [];
  const alone = running?.until !== undefined && officer !== undefined && other === undefined;
  const spent = alone ? new Set(roster.spent).add(spentPair(officer, member)) : roster.spent;
  return { ...roster, spent, frozen: frozenUntil(roster, member, leaf) };
}

function frozenUntil(roster: Roster, member: MemberId, leaf: number): Roster['frozen'] {
  if (!isFrozen(roster, member)) return roster.frozen;
  const all = (roster.frozen.get(member) ?? []).map((each) => ({ ...each, end: each.end ?? leaf }));
  return new Map(roster.frozen).set(member, all);
}

function ended<T extends Tenure>(tenures: readonly T[], leaf: number): readonly T[] {
  return tenures.map((tenure) => ({ ...tenure, until: tenure.until ?? leaf }));
}

function joined(roster: Roster, id: DeskId, member: MemberId, at: InForce): ReadonlyMap<DeskId, Desk> {
  const desk = deskOf(roster, id);
  const memberships = [...desk.memberships, { member, at: at.time, from: at.leaf, until: undefined }];
  return new Map(roster.desks).set(id, { ...desk, memberships });
}

function left(desk: Desk, member: MemberId, leaf: number): Desk {
  const memberships = desk.memberships.map((held) =>
    held.member === member ? { ...held, until: held.until ?? leaf } : held,
  );
  return { ...desk, memberships };
}
