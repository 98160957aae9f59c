// What an owner is told before anything of hers is sealed: every policy since the one that she agreed to counts.
import { describe, expect, it } from 'vitest';
import { toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import { policyHash, type Policy } from '#protocol/members/policy.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { agree, looserRules, selfIsPresent } from '../../../client/vault/my-file/agreed-rules.ts';
import type { UnlockedVault } from '../../../client/vault/session/unlocked-vault.ts';

const facts = { name: 'n', startsOn: '2031-01-01', endsOn: '2031-01-05', zone: 'UTC', place: 'p', dutyPhone: '1' };
const usual = defaultPolicy(facts);
const kind = (name: string, change: Partial<Policy['kinds'][number]>): Policy => ({
  ...usual,
  kinds: usual.kinds.map((rule) => (rule.kind === name ? { ...rule, ...change } : rule)),
});
const tight = kind('travel', { keepDays: 1 });
const later: Policy = { ...usual, event: { ...facts, endsOn: '2031-12-31' } };

/** Policies in force from leaf 0, 10, 20 and so on. */
const rosterOf = (...policies: readonly Policy[]) =>
  ({
    policy: policies.at(-1),
    policies: policies.map((policy, at) => ({ policy, from: at * 10 })),
  }) as unknown as Roster;

/** A session that has read her `self`, which names this policy and stands at this leaf. */
function vaultOf(policy: Policy, leaf: number): UnlockedVault {
  const verified = { header: { kind: 'self', owner: 'A' }, leaf };
  const content = utf8(JSON.stringify({ v: 1, kind: 'self', content: { policy: toBase64url(policyHash(policy)) } }));
  return { open: { member: 'A', opened: new Map([['record', { verified, content }]]) } } as unknown as UnlockedVault;
}

const told = (vault: UnlockedVault, roster: Roster) =>
  looserRules(vault, roster).rules.map(({ name, field }) => `${name} ${field}`);

describe('an owner who agreed', () => {
  it('is told nothing while nothing changed, or got tighter', () => {
    expect(told(vaultOf(usual, 5), rosterOf(usual))).toEqual([]);
    expect(told(vaultOf(usual, 5), rosterOf(usual, tight))).toEqual([]);
  });

  it('is told what became looser than in between, also where the very same rules came back', () => {
    const roster = rosterOf(usual, tight, usual);
    expect(told(vaultOf(usual, 5), roster)).toEqual(['travel keepDays']);
    expect(selfIsPresent(vaultOf(usual, 5), roster)).toBe(false);
  });

  it('is told once: her next record stands for the rules that came back', () => {
    const roster = rosterOf(usual, tight, usual);
    const vault = vaultOf(usual, 5);
    agree(
      vault,
      roster,
      looserRules(vault, roster).rules.map(({ key }) => key),
    );
    expect(told(vault, roster)).toEqual([]);
    expect(told(vaultOf(usual, 25), roster)).toEqual([]);
    expect(selfIsPresent(vaultOf(usual, 25), roster)).toBe(true);
  });

  it('is told again in the same session when they are tightened and come back once more', () => {
    const vault = vaultOf(usual, 5);
    agree(vault, rosterOf(usual), []);
    expect(told(vault, rosterOf(usual, tight, usual))).toEqual(['travel keepDays']);
  });

  it('is told that the event ends later, and not that it ends earlier', () => {
    expect(told(vaultOf(usual, 5), rosterOf(usual, later))).toEqual([' endsOn']);
    expect(told(vaultOf(later, 5), rosterOf(later, usual))).toEqual([]);
  });

  it('is told that another of the readers files now, though the readers are the same', () => {
    const { readers } = usual.kinds.find((rule) => rule.kind === 'card') as Policy['kinds'][number];
    const turned = kind('card', { readers: [...readers].reverse() });
    expect(told(vaultOf(usual, 5), rosterOf(usual, turned))).toEqual(['card filing']);
  });
});
