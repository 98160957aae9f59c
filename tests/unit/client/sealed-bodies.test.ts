// P4. The portal names the month whose key a body is sealed to. One from before she was an officer would hide who opened.
import { expect, it } from 'vitest';
import type { MemberId } from '#protocol/core/ids.ts';
import type { MonthKey } from '#protocol/roster/roster-state.ts';
import * as own from '../../../client/vault/log/sealed-bodies.ts';
import type { UnlockedVault } from '../../../client/vault/session/unlocked-vault.ts';
import { mutantModule } from '../../support/attacks/mutant.ts';

const [me, other] = ['A'.repeat(22), 'B'.repeat(22)] as [MemberId, MemberId];
const wrapHash = new Uint8Array(32);
const month = (name: string, from: number, officer: MemberId): [string, MonthKey] => [
  name,
  { month: name, number: 1, keyHash: wrapHash, from, seeds: [{ officer, wrapHash }] },
];
const months = new Map([month('2031-01', 5, other), month('2031-02', 9, me), month('2031-03', 20, other)]);
const vault = { open: { member: me, roster: { months } } } as unknown as UnlockedVault;

/** Leaves that are called closed to her, where the portal names this month. */
function closed(leaf: number, named: string, { openBodies }: Pick<typeof own, 'openBodies'> = own): readonly number[] {
  return [...openBodies(vault, [{ leaf, month: named, wrap: '' }], new Map()).closed];
}

it('a body of a month that was never given to her is closed', () => {
  expect(closed(7, '2031-01')).toEqual([7]);
});

it('one that was released later may be sealed to a later key', () => {
  expect(closed(12, '2031-03')).toEqual([12]);
});

it('one that is said to be of an earlier month than the one in use is missing', () => {
  expect(closed(12, '2031-01')).toEqual([]);
  expect(closed(12, '2030-12')).toEqual([]);
  const believing = mutantModule<typeof own>('month-of-portal', 'client/vault/log/sealed-bodies.ts');
  expect(closed(12, '2031-01', believing)).toEqual([12]);
});
