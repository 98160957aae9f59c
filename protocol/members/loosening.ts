/**
 * Whether a policy gives anybody more than another did (§3): more to read or write, more to open, for longer, or by a
 * weaker way in. A kind or a desk that is new loosens nothing; what people wrote before stays as it was promised.
 */
import type { KindRule, Policy } from './policy.ts';

type WayRule = Policy['ways'][number];

const attestations = ['none', 'preferred', 'required'] as const;

export function loosens(before: Policy, after: Policy): boolean {
  if (before.desks.some((desk) => !after.desks.includes(desk))) return true;
  const kind = before.kinds.some((old) => {
    const now = after.kinds.find((rule) => rule.kind === old.kind);
    return now === undefined || kindLoosens(old, now);
  });
  return kind || before.ways.some((old) => after.ways.some((now) => now.role === old.role && wayLoosens(old, now)));
}

function kindLoosens(old: KindRule, now: KindRule): boolean {
  return (
    now.owned !== old.owned ||
    (old.gated && !now.gated) ||
    adds(old.readers, now.readers) ||
    adds(old.writers, now.writers) ||
    now.batch > old.batch ||
    now.perHour > old.perHour ||
    now.perDay > old.perDay ||
    now.keepDays > old.keepDays
  );
}

function wayLoosens(old: WayRule, now: WayRule): boolean {
  return (
    adds(old.ways, now.ways) ||
    now.credentials < old.credentials ||
    (now.backupAllowed && !old.backupAllowed) ||
    attestations.indexOf(now.attestation) < attestations.indexOf(old.attestation)
  );
}

const adds = (old: readonly string[], now: readonly string[]) => now.some((each) => !old.includes(each));
