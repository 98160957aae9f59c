/** A difference between two policies as one sentence (protocol/members/policy-differences.ts). */
import type { PolicyDifference, RuleValue } from '#protocol/members/policy-differences.ts';
import { locale, t } from '../words/words.ts';
import type { RuleBase } from '../vault/my-file/agreed-rules.ts';
import { plainDate } from '../lib/time.ts';
import { kindName, ofTeam, roleName, teamName } from './names.ts';

const words: Readonly<Record<PolicyDifference['field'], string>> = {
  there: 'there',
  endsOn: 'ends-on',
  owned: 'owned',
  gated: 'gated',
  readers: 'readers',
  filing: 'filing',
  writers: 'writers',
  batch: 'batch',
  perHour: 'per-hour',
  perDay: 'per-day',
  keepDays: 'keep-days',
  ways: 'ways',
  credentials: 'credentials',
  backupAllowed: 'backup',
  attestation: 'attestation',
};

/** A kind with its team, if each team has it: all of them are shown here. */
export function kindAndTeam(kind: string): string {
  const team = ofTeam.exec(kind)?.[2];
  return team === undefined ? kindName(kind) : t('kind-of-team', { kind: kindName(kind), team: teamName(team) });
}

const nameOf = ({ of, name }: PolicyDifference) =>
  ({ event: () => '', desk: teamName, kind: kindAndTeam, role: roleName })[of](name);

export function ruleWords(rule: PolicyDifference, base: RuleBase): string {
  const { of, field, before, now } = rule;
  const said = { name: nameOf(rule), base, before: valueWords(field, before), now: valueWords(field, now) };
  return t(field === 'there' ? `rules-${of}` : `rules-${words[field]}`, said);
}

function valueWords(field: PolicyDifference['field'], value: RuleValue): string | number {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (field === 'endsOn') return plainDate(value as string, locale.value);
  if (field === 'filing') return value === '' ? t('rules-nobody') : teamName(value as string);
  if (!Array.isArray(value)) return value as string | number;
  if (value.length === 0) return t(field === 'writers' ? 'rules-owner' : 'rules-nobody');
  const name = field === 'ways' ? (way: string) => t(`way-${way}`) : teamName;
  return new Intl.ListFormat(locale.value, { type: 'conjunction' }).format((value as readonly string[]).map(name));
}
