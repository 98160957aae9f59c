/** The event itself: policy, limits, witness, log key, release keys, what a restore lost and what was purged (§3). */
import { equal, u64, utf8 } from '../../core/bytes.ts';
import { refuse } from '../../core/errors.ts';
import { officersDesk } from '../../core/ids.ts';
import { tuple } from '../../core/tuple.ts';
import { signatureHolds } from '../../crypto/sodium.ts';
import { loosens } from '../../members/policy-differences.ts';
import { cardFault, requireSoundPolicy, type Policy } from '../../members/policy.ts';
import { witnessCard } from '../../members/witness-card.ts';
import { logKeyAt, witnessAt, witnessNow } from '../by-leaf.ts';
import type { Rule } from './judging.ts';
import type { OperationOf } from '../operations.ts';
import { currentCard, deskMembers, type Roster } from '../roster-state.ts';
import { stateAt } from '../state.ts';

export const requirePolicy: Rule<'policy'> = ({ policy }, { roster }) => {
  requireSoundPolicy(policy, roster.genesis.foundedAt);
  const before = roster.policy;
  if (before.desks.some((desk) => !policy.desks.includes(desk))) refuse('roster-rule', 'a desk is gone');
  for (const old of before.kinds) {
    const now = policy.kinds.find(({ kind }) => kind === old.kind) ?? refuse('roster-rule', 'a kind is gone');
    if (now.owned !== old.owned) refuse('roster-rule', 'a kind is owned otherwise');
    if ((now.writers.length === 0) !== (old.writers.length === 0)) refuse('roster-rule', 'written otherwise');
  }
  // Else an honest mistake locks everybody out: nobody could sign the policy back.
  for (const officer of deskMembers(roster, officersDesk)) {
    const fault = cardFault(policy, currentCard(roster, officer));
    if (fault !== undefined) refuse('roster-rule', `an officer's card: ${fault.why}`);
  }
  requireNoLoosening(roster, policy);
};

/** An officer alone makes nothing wider than it was when people came. */
function requireNoLoosening(roster: Roster, after: Policy): void {
  if (roster.quorum < 2 && loosens(roster.policy, after)) refuse('policy-loose', 'one officer alone');
}

export const requireLimits: Rule<'limits'> = (op, { roster }) => {
  const order = op.kinds.map(({ kind }) => roster.policy.kinds.findIndex((rule) => rule.kind === kind));
  if (order.length === 0 || order.includes(-1)) refuse('roster-rule', 'not kinds of the policy');
  if (order.some((place, at) => at > 0 && place <= (order[at - 1] as number)))
    refuse('roster-rule', "not in the policy's order");
  requireNoLoosening(roster, policyAfter(roster.policy, op));
};

/** The policy with these limits. */
export function policyAfter(policy: Policy, { kinds }: OperationOf<'limits'>): Policy {
  return {
    ...policy,
    kinds: policy.kinds.map((rule) => {
      const changed = kinds.find(({ kind }) => kind === rule.kind);
      return changed === undefined ? rule : { ...rule, ...changed };
    }),
  };
}

export const requireWitnessChange: Rule<'witness-change'> = (op, { roster, leaf }) => {
  const [card, ...more] = op.witnesses;
  if (card === undefined || more.length > 0) return refuse('roster-rule', `${op.witnesses.length} witnesses`);
  if (equal(witnessCard.encode(card), witnessCard.encode(witnessNow(roster)))) refuse('roster-rule', 'the same one');
  if (op.size < 1 || op.size > leaf) refuse('roster-rule', 'size is beyond the entry');
  // What the old one said below that size stands, all of it: else what it called void could come alive.
  const count = roster.verdicts.past.filter((line) => line.leaf < op.size).length;
  const seq = roster.verdicts.past[count - 1]?.seq ?? 0;
  if (op.rosterSeq !== seq || !equal(op.rosterHead, roster.heads[seq] as Uint8Array))
    refuse('roster-rule', 'another roster at that size');
  if (!equal(op.state, stateAt(roster, count))) refuse('roster-rule', 'another state at that size');
};

export const requireLogOrigin: Rule<'log-origin'> = (op, { roster, leaf }) => {
  if (equal(op.publicKey, logKeyAt(roster, Number.MAX_SAFE_INTEGER).publicKey)) refuse('roster-rule', 'the same key');
  if (op.size > leaf) refuse('roster-rule', 'size is beyond the entry');
  if (!roster.heads.some((head) => equal(head, op.rosterHead))) refuse('roster-rule', 'another roster');
};

export const requireReleaseKey: Rule<'release-key'> = ({ keys }) => {
  if (keys.some((key, at) => keys.slice(0, at).some((other) => equal(key, other))))
    refuse('roster-rule', 'a key twice');
};

/** What the witness signs when a portal comes back shorter than the log that it had mirrored. */
export function returnedMessage(
  rootfp: Uint8Array,
  origin: string,
  { size, mirrored, at }: Pick<OperationOf<'restore'>, 'size' | 'mirrored' | 'at'>,
): Uint8Array {
  return tuple('dd1/sig/returned', rootfp, utf8(origin), u64(size), u64(mirrored), u64(at));
}

export const requireRestore: Rule<'restore'> = (op, { roster, leaf }) => {
  const message = returnedMessage(roster.rootfp, roster.genesis.log.origin, op);
  if (!signatureHolds(witnessAt(roster, leaf).cosignKey, message, op.signature))
    refuse('roster-rule', 'the witness has not said so');
  if (op.size >= op.mirrored || op.mirrored > leaf) refuse('roster-rule', 'no range of this log');
  if (roster.restored.some(({ size, mirrored }) => size === op.size && mirrored === op.mirrored))
    refuse('roster-rule', 'the same range again');
};

export const requirePurge: Rule<'purge'> = ({ before }, { entryTime }) => {
  if (before > entryTime) refuse('roster-rule', 'before its time');
};
