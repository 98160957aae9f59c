// What an officer is told before she stops somebody, and what everybody is told when the portal does not end a stop in time.
import { beforeAll, describe, expect, it } from 'vitest';
import { overdueStops, stopOf, stopSigners } from '../../../client/vault/roster/stopping.ts';
import { limits } from '#protocol/core/limits.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import type { Head } from '#protocol/log/head.ts';
import { enact, standardEvent, type Person } from '../../support/protocol/event.ts';
import { frozenLeaf } from '../../support/protocol/renewal.ts';

beforeAll(async () => sodiumReady);

function world() {
  const { event, tess, amal } = standardEvent('stopping');
  const [anna, bo, cleo] = event.officers as [Person, Person, Person];
  const until = event.now + limits.freezeMsMax;
  const freeze = (who: Person, by: readonly Person[], end: number | undefined = until) =>
    enact(event, { type: 'freeze', member: who.member, until: end, asked: false }, by);
  const lift = (who: Person, by: readonly Person[]) =>
    enact(event, { type: 'unfreeze', member: who.member, freeze: frozenLeaf(event, who.member) }, by);
  const needs = (officer: Person, who: Person) => stopSigners(event.roster, event.now, officer.member, who.member);
  return { event, tess, amal, anna, bo, cleo, until, freeze, lift, needs };
}

const at = (time: number) => ({ time }) as Head;

describe('a stop that the portal does not end', () => {
  it('is told to everybody an hour after its time, by the witness’s clock, and not before', () => {
    const { event, tess, anna, until, freeze } = world();
    expect(overdueStops(event.roster, at(until))).toEqual([]);
    freeze(tess, [anna]);
    const told = (time: number) => overdueStops(event.roster, at(time));
    expect(told(until + limits.lapseOverdueMs)).toEqual([]);
    expect(told(until + limits.lapseOverdueMs + 1)).toEqual([tess.member]);
    expect(stopOf(event.roster, until + limits.lapseOverdueMs + 1, tess.member)).toMatchObject({ overdue: true });
    expect(overdueStops(event.roster, undefined)).toEqual([]);
  });

  it('is none once it has ended, and none without an end', () => {
    const { event, tess, amal, anna, bo, until, freeze } = world();
    freeze(tess, [anna]);
    enact(event, { type: 'freeze', member: amal.member, until: undefined, asked: false }, [anna, bo]);
    event.now = until + 1;
    enact(event, { type: 'lapse', member: tess.member }, []);
    expect(overdueStops(event.roster, at(until + 30 * limits.freezeMsMax))).toEqual([]);
    expect(stopOf(event.roster, event.now, tess.member)).toBeUndefined();
    expect(stopOf(event.roster, event.now, amal.member)).toMatchObject({
      until: undefined,
      by: [anna.member, bo.member],
    });
  });
});

describe('how many officers must sign', () => {
  it('is one to stop, two to lift or to make it last', () => {
    const { anna, tess, needs } = world();
    expect(needs(anna, tess)).toEqual({ freeze: 1, endless: 2, unfreeze: 2 });
  });

  it('is two for the officer whose stop of this person has ended, and one for another officer', () => {
    const { anna, bo, cleo, tess, freeze, lift, needs } = world();
    freeze(tess, [anna]);
    lift(tess, [bo, cleo]);
    expect([needs(anna, tess).freeze, needs(bo, tess).freeze]).toEqual([2, 1]);
  });

  it('is two for a second officer whom the same officer would stop', () => {
    const { anna, bo, cleo, freeze, needs } = world();
    freeze(bo, [anna]);
    expect(needs(anna, cleo).freeze).toBe(2);
  });
});
