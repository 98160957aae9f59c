/**
 * How a policy differs from another one (§3): one difference for each thing that a person can be told in a sentence. Both
 * are sound (`requireSoundPolicy`), so each kind and each role has one rule. Facts of the event are no difference, except
 * its last day, from which everything is kept.
 *
 * A difference loosens if it gives somebody more to read, to write or to open, for longer, or by a weaker way in. A kind
 * or a desk that is new loosens nothing.
 */
import { refuse } from '../core/errors.ts';
import { defaultPolicy } from './default-policy.ts';
import type { KindRule } from './kind-rule.ts';
import type { Policy } from './policy.ts';
import { filingDesk } from './standing.ts';

/** What of a thing differs. `there`: whether the policy has it at all. */
const kindFields = [
  'owned',
  'gated',
  'readers',
  'filing',
  'writers',
  'batch',
  'perHour',
  'perDay',
  'keepDays',
] as const;
const wayFields = ['ways', 'credentials', 'backupAllowed', 'attestation'] as const;
const eventFields = ['endsOn'] as const;
type DifferentField = 'there' | (typeof eventFields)[number] | (typeof kindFields)[number] | (typeof wayFields)[number];

export type RuleValue = boolean | number | string | readonly string[];

export interface PolicyDifference {
  readonly of: 'event' | 'desk' | 'kind' | 'role';
  /** The name of the desk, kind or role. Empty for the event. */
  readonly name: string;
  readonly field: DifferentField;
  /** In the policy that it is compared with. */
  readonly before: RuleValue;
  readonly now: RuleValue;
  readonly loosens: boolean;
  /** What a tick stands for: another value of the same thing is another tick. */
  readonly key: string;
}

const attestations: readonly RuleValue[] = ['none', 'preferred', 'required'];

const isMore = (before: RuleValue, now: RuleValue) => now > before;
const isLess = (before: RuleValue, now: RuleValue) => now < before;
const adds = (before: RuleValue, now: RuleValue) =>
  (now as readonly string[]).some((each) => !names(before).includes(each));
const names = (value: RuleValue) => value as readonly string[];

/** What loosens, field by field. It is asked only of values that differ. */
const loosening: Readonly<Record<DifferentField, (before: RuleValue, now: RuleValue) => boolean>> = {
  there: isLess,
  endsOn: isMore,
  owned: () => true,
  gated: isLess,
  readers: adds,
  // The desk that is the first reader writes for who has not joined. None: nobody does.
  filing: (_, now) => now !== '',
  writers: adds,
  batch: isMore,
  perHour: isMore,
  perDay: isMore,
  keepDays: isMore,
  ways: adds,
  credentials: isLess,
  backupAllowed: isMore,
  attestation: (before, now) => attestations.indexOf(now) < attestations.indexOf(before),
};

/** Lists of desks and ways are sets: another order is no difference, except who files (`filing`). */
const same = (before: RuleValue, now: RuleValue) =>
  Array.isArray(before) && Array.isArray(now)
    ? before.length === now.length && !adds(before, now) && !adds(now, before)
    : before === now;

type Place = Pick<PolicyDifference, 'of' | 'name'>;

function compare<F extends DifferentField>(
  place: Place,
  fields: readonly F[],
  before: Readonly<Record<F, RuleValue>>,
  now: Readonly<Record<F, RuleValue>>,
): readonly PolicyDifference[] {
  return fields
    .filter((field) => !same(before[field], now[field]))
    .map((field) => difference(place, field, before[field], now[field]));
}

const difference = (place: Place, field: DifferentField, before: RuleValue, now: RuleValue): PolicyDifference => ({
  ...place,
  field,
  before,
  now,
  loosens: loosening[field](before, now),
  key: JSON.stringify([place.of, place.name, field, before, now]),
});

/** A name that only one of them has. */
function comings(of: PolicyDifference['of'], before: readonly string[], now: readonly string[]) {
  const gone = before.filter((name) => !now.includes(name));
  const fresh = now.filter((name) => !before.includes(name));
  return [
    ...gone.map((name) => difference({ of, name }, 'there', true, false)),
    ...fresh.map((name) => difference({ of, name }, 'there', false, true)),
  ];
}

/**
 * Returns what differs in `policy`, seen from `shipped` (or from any earlier policy): the event's end, desks, kinds, then ways
 * in, in their orders there.
 */
export function policyDifferences(policy: Policy, shipped: Policy): readonly PolicyDifference[] {
  const kinds = (of: Policy) => of.kinds.map(({ kind }) => kind);
  const roles = (of: Policy) => of.ways.map(({ role }) => role);
  return [
    ...compare({ of: 'event', name: '' }, eventFields, shipped.event, policy.event),
    ...comings('desk', shipped.desks, policy.desks),
    ...comings('kind', kinds(shipped), kinds(policy)),
    ...shipped.kinds.flatMap((before) => {
      const now = policy.kinds.find(({ kind }) => kind === before.kind);
      return now === undefined ? [] : compareKinds(before, now);
    }),
    ...comings('role', roles(shipped), roles(policy)),
    ...shipped.ways.flatMap((before) => {
      const now = policy.ways.find(({ role }) => role === before.role);
      return now === undefined ? [] : compare({ of: 'role', name: before.role }, wayFields, before, now);
    }),
  ];
}

const withFiling = (rule: KindRule) => ({ ...rule, filing: filingDesk(rule) ?? '' });

const compareKinds = (before: KindRule, now: KindRule) =>
  compare({ of: 'kind', name: before.kind }, kindFields, withFiling(before), withFiling(now));

/** True if any difference loosens. */
export function loosens(before: Policy, after: Policy): boolean {
  return policyDifferences(after, before).some((one) => one.loosens);
}

/** The differences from the policy that this version ships. */
export function differencesFromShipped(policy: Policy): readonly PolicyDifference[] {
  return policyDifferences(policy, defaultPolicy(policy.event));
}

/** Refuses to go on before every one of `differences` was confirmed by its key. Refuses with `policy-unconfirmed`. */
export function requireConfirmed(differences: readonly PolicyDifference[], confirmed: ReadonlySet<string>): void {
  if (differences.some((one) => !confirmed.has(one.key)))
    refuse('policy-unconfirmed', 'a rule that differs was not confirmed');
}

/**
 * Requires of a founding by one officer that its rules loosen nothing: nobody else would have seen them. Refuses with
 * `policy-loose`. Only founding asks: a later version may ship tighter rules, and the event goes on.
 */
export function requireFoundingPolicy(policy: Policy, officers: number): void {
  if (officers < 2 && loosens(defaultPolicy(policy.event), policy)) refuse('policy-loose', 'founded by one officer');
}
