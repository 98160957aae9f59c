/**
 * The signed policy (§3): which kinds of record exist, which desks read and write them, how many may be opened, and what
 * each role needs to join. It is data: an event with other desks is another genesis.
 */
import { equal } from '../core/bytes.ts';
import { flag, list, object, text, uint32, word, type Of } from '../core/codec.ts';
import { refuse, type ProtocolCode } from '../core/errors.ts';
import { communicationsDesk, deskId, membersDesk, officersDesk, programmeDesk, type KindId } from '../core/ids.ts';
import { parseCredentialKey, type Credential } from '../crypto/assertion.ts';
import { roles, ways, type MemberCard, type Role } from './keys.ts';
import { limits } from '../core/limits.ts';
import { requireEventDates } from './event-dates.ts';
import { tuple } from '../core/tuple.ts';
import { hash } from '../crypto/sodium.ts';
import { kindRule, type KindRule } from './kind-rule.ts';
import { formFault, isStanding } from './standing.ts';

export const eventFacts = object('dd1/policy/event', {
  name: text(limits.wordBytes * 2),
  /** Gregorian dates YYYY-MM-DD in `zone`. */
  startsOn: text(10),
  endsOn: text(10),
  zone: text(limits.wordBytes),
  place: text(limits.wordBytes * 2),
  /** Shown on Help now. */
  dutyPhone: text(limits.wordBytes),
});
export type EventFacts = Of<typeof eventFacts>;

export const wayRule = object('dd1/policy/way', {
  role: word(...roles),
  ways: list(word(...ways), ways.length),
  credentials: uint32,
  /** Keys whose secret can be copied to a cloud account. */
  backupAllowed: flag,
  attestation: word('none', 'preferred', 'required'),
});

export const policyCodec = object('dd1/policy', {
  event: eventFacts,
  desks: list(deskId, limits.desks),
  kinds: list(kindRule, limits.kinds),
  ways: list(wayRule, roles.length),
});
export type Policy = Of<typeof policyCodec>;

/** Names a policy: in an entry that two officers sign (`dd1/place/named`), and in what a member agreed to. */
export function policyHash(policy: Policy): Uint8Array {
  return hash(tuple('dd1/policy', policyCodec.encode(policy)));
}

/** Returns the rule of a kind. Refuses a kind that the signed policy does not name. */
export function ruleOf(policy: Policy, kind: KindId): KindRule {
  return policy.kinds.find((rule) => rule.kind === kind) ?? refuse('record-policy', 'kind is not in the policy');
}

export function wayRuleOf(policy: Policy, role: Role): Of<typeof wayRule> {
  return policy.ways.find((rule) => rule.role === role) ?? refuse('roster-rule', `policy has no way in for ${role}`);
}

/** Why a card does not meet the policy, with the code; undefined if it does. */
export function cardFault(policy: Policy, card: MemberCard): Fault | undefined {
  const few = card.credentials.length < wayRuleOf(policy, card.role).credentials;
  return wayFault(policy, card) ?? (few ? rule('too few keys for this role') : undefined) ?? keyFault(policy, card);
}

interface Fault {
  readonly code: ProtocolCode;
  readonly why: string;
}
const rule = (why: string): Fault => ({ code: 'roster-rule', why });

function wayFault(policy: Policy, card: MemberCard): Fault | undefined {
  if (!wayRuleOf(policy, card.role).ways.includes(card.way)) return rule('way in is not allowed for this role');
  if ((card.role === 'participant') !== (card.openKeyHash === undefined))
    return rule('only staff and officers hold a second key');
  return undefined;
}

function keyFault(policy: Policy, card: MemberCard): Fault | undefined {
  const { backupAllowed } = wayRuleOf(policy, card.role);
  for (const [at, credential] of card.credentials.entries()) {
    if (card.credentials.slice(0, at).some((other) => sameKey(credential, other))) return rule('one key counted twice');
    parseCredentialKey(credential.publicKey);
    if (credential.backupEligible && !backupAllowed)
      return { code: 'assertion-backup', why: 'a key that can be copied' };
  }
  return undefined;
}

/** Requires keys in the two known forms, as many as the policy asks of this role, in a way that it allows. */
export function requireCardRule(policy: Policy, card: MemberCard): void {
  const fault = cardFault(policy, card);
  if (fault !== undefined) refuse(fault.code, fault.why);
}

/** The same without the number of keys: a person who lost one takes it out before she has another. */
export function requireCredentials(policy: Policy, card: MemberCard): void {
  const fault = wayFault(policy, card) ?? keyFault(policy, card);
  if (fault !== undefined) refuse(fault.code, fault.why);
}

/**
 * A policy that says one thing of each: who reads and writes exists, each role has one way in, and the event has days.
 * `draftedAt`: ms since 1970 UTC, `foundedAt` of genesis.
 */
export function requireSoundPolicy({ event, desks, kinds, ways: rules }: Policy, draftedAt: number): void {
  requireEventDates(event, draftedAt);
  const twice = (names: readonly string[]) => new Set(names).size !== names.length;
  if (twice(desks)) refuse('policy-unsound', 'a desk twice');
  if (twice(kinds.map(({ kind: each }) => each))) refuse('policy-unsound', 'a kind twice');
  for (const built of [officersDesk, programmeDesk, communicationsDesk])
    if (!desks.includes(built)) refuse('policy-unsound', `no desk ${built}`);
  for (const { writers, readers } of kinds) {
    if (writers.some((each) => !desks.includes(each))) refuse('policy-unsound', 'a writer that is no desk');
    if (readers.some((each) => each !== membersDesk && !desks.includes(each)))
      refuse('policy-unsound', 'a reader that is no desk');
  }
  const fault = formFault(desks, kinds, officersDesk);
  if (fault !== undefined) refuse('policy-unsound', fault);
  for (const role of roles) {
    const [only, ...more] = rules.filter((each) => each.role === role);
    if (only === undefined || more.length > 0) refuse('policy-unsound', `not one way in for ${role}`);
    if (only !== undefined && only.credentials < 1) refuse('policy-unsound', `no key for ${role}`);
  }
}

/** Refuses one key on two cards: it would count as two signers. */
export function requireOtherKeys(card: MemberCard, other: MemberCard): void {
  if (equal(other.signKey, card.signKey)) refuse('roster-rule', 'signing key of another member');
  if (card.credentials.some((own) => other.credentials.some((known) => sameKey(own, known))))
    refuse('roster-rule', 'hardware key of another member');
}

function sameKey(a: Credential, b: Credential): boolean {
  return equal(a.id, b.id) || equal(a.publicKey, b.publicKey);
}

/** Returns the kinds that a person writes about herself. Her file is created whole, one revision of each (§5). */
export function ownKinds(policy: Policy): readonly KindRule[] {
  return policy.kinds.filter((rule) => rule.owned === 'person' && rule.writers.length === 0 && !isStanding(rule.kind));
}

const dayMs = 24 * 3600 * 1000;

/** Returns when a record of this kind must be gone, in ms since 1970 UTC: so many days after the event's last day. */
export function purgeTime(policy: Policy, rule: KindRule, endOfDayUtc: (date: string) => number): number {
  return endOfDayUtc(policy.event.endsOn) + rule.keepDays * dayMs;
}
