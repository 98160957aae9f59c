// What counted where: policy, witness and log key by leaf, months by instant, digits by claim and officer.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { equal } from '#protocol/core/bytes.ts';
import { toId, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { sealKeyPair, signDetached, signKeyPair, sodiumReady, type KeyPair } from '#protocol/crypto/sodium.ts';
import { loosens } from '#protocol/members/policy-differences.ts';
import { outcomeCodec, outcomeMessage, verifyOutcome, type OutcomeWord } from '#protocol/openings/outcome.ts';
import { logKeyAt, policyAt, witnessAt, witnessNow } from '#protocol/roster/by-leaf.ts';
import { claimDigits, officerNumber } from '#protocol/roster/claims.ts';
import { monthOf, monthText } from '#protocol/roster/months.ts';
import { officersOf } from '#protocol/roster/roster-state.ts';
import { stateAt, stateOf } from '#protocol/roster/state.ts';
import { enact, standardEvent, type Event, type Person } from '../../support/protocol/event.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

beforeAll(async () => sodiumReady);

function changeWitness(event: Event, size: number): KeyPair {
  const { randomness, roster, witness } = event;
  const cosign = signKeyPair(randomness.key());
  const count = roster.verdicts.past.filter(({ leaf }) => leaf < size).length;
  const seq = roster.verdicts.past[count - 1]?.seq ?? 0;
  const sealKey = sealKeyPair(randomness.key()).publicKey;
  enact(event, {
    type: 'witness-change',
    witnesses: [{ ...witness.card, cosignKey: cosign.publicKey, sealKey }],
    size,
    root: event.rootfp,
    rosterSeq: seq,
    rosterHead: roster.heads[seq] as Uint8Array,
    state: stateAt(roster, count),
  });
  return cosign;
}

describe('policy, witness and log key', () => {
  it('count from the leaf after their entry, and for genesis from the start', () => {
    const { event } = standardEvent('by leaf');
    const leaf = event.leaves.length;
    const desks = [...event.policy.desks, 'press' as DeskId];
    enact(event, { type: 'policy', policy: { ...event.policy, desks } });
    const { roster } = event;
    expect([0, leaf, leaf + 1].map((at) => policyAt(roster, at).desks.length)).toEqual([
      desks.length - 1,
      desks.length - 1,
      desks.length,
    ]);
    expect(witnessAt(roster, 0)).toEqual(event.witness.card);
    expect(refusalOf(() => witnessAt(roster, -1))).toBe('head-signature');
  });

  it('the log key signs the first checkpoint that covers its entry', () => {
    const { event } = standardEvent('log key');
    const leaf = event.leaves.length;
    const publicKey = signKeyPair(event.randomness.key()).publicKey;
    enact(event, { type: 'log-origin', publicKey, size: leaf, root: event.rootfp, rosterHead: event.roster.head });
    const keys = [1, leaf, leaf + 1].map((size) => logKeyAt(event.roster, size).publicKey);
    expect(keys).toEqual([event.logKey.publicKey, event.logKey.publicKey, publicKey]);
    expect(logKeyAt(event.roster, leaf + 1).origin).toBe(event.roster.genesis.log.origin);
  });

  it('the new witness speaks from the size on, and about earlier leaves says only that it does not know', () => {
    const { event } = standardEvent('witness by leaf');
    const size = event.leaves.length - 3;
    const fresh = changeWitness(event, size);
    const { roster, rootfp, witness } = event;
    expect(
      [size - 1, size, size + 1].map((leaf) => equal(witnessAt(roster, leaf).cosignKey, witness.card.cosignKey)),
    ).toEqual([true, false, false]);
    expect(witnessNow(roster).cosignKey).toEqual(fresh.publicKey);
    const say = (leaf: number, word: OutcomeWord, by: KeyPair) => {
      const bytes = event.leaves[leaf] as Uint8Array;
      const { origin } = roster.genesis.log;
      const outcome = outcomeCodec.encode({ rootfp, origin, leaf, bytes, word, code: '' });
      const signature = signDetached(by.secretKey, outcomeMessage(outcome));
      return refusalOf(() => verifyOutcome(roster, { outcome, signature }, leaf, bytes));
    };
    const old = witness.cosign;
    expect([say(size - 1, 'released', old), say(size, 'released', fresh)]).toEqual(['accepted', 'accepted']);
    expect([say(size - 1, 'unknown', fresh), say(size - 1, 'never', fresh)]).toEqual(['accepted', 'outcome-signature']);
    expect(say(size, 'released', old)).toBe('outcome-signature');
  });

  it('every earlier state is the one that was made then', () => {
    const { event } = standardEvent('every state');
    const states = [stateOf(event.roster)];
    const count = event.roster.verdicts.size;
    for (const { member } of event.officers.slice(0, 2)) {
      enact(
        event,
        { type: 'desk-join', desk: 'visa' as DeskId, member },
        event.officers.filter((one) => one.member !== member),
      );
      states.push(stateOf(event.roster));
    }
    states.forEach((state, at) => expect(stateAt(event.roster, count + at)).toEqual(state));
  });
});

describe('a month', () => {
  it('is that of the calendar, for every instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: limits.sentAtMsMax }), (time) => {
        const [year, month] = [new Date(time).getUTCFullYear(), new Date(time).getUTCMonth()];
        expect(monthText(monthOf(time))).toBe(new Date(time).toISOString().slice(0, 7));
        expect(monthText(monthOf(time) + 1)).toBe(new Date(Date.UTC(year, month + 1)).toISOString().slice(0, 7));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the digits of a claim', () => {
  it('are others for another claim, another officer and another r', () => {
    const { event, tess } = standardEvent('claim digits');
    const [one, two] = event.officers as [Person, Person];
    const bytes = (name: string) => new Uint8Array(32).fill(name.length);
    const base = { rootfp: event.rootfp, member: tess.member, claim: bytes('a'), officer: one.member, r: bytes('rr') };
    const all = [
      base,
      { ...base, claim: bytes('abc') },
      { ...base, officer: two.member },
      { ...base, r: bytes('rrrr') },
    ];
    expect(new Set(all.map(claimDigits)).size).toBe(4);
    expect(claimDigits(base)).toMatch(/^[0-9]{8}$/);
  });

  it('go with the officer’s place among those at the claim’s leaf', () => {
    const { event, tess } = standardEvent('officer number');
    const leaf = event.leaves.length;
    const before = officersOf(event.roster).map((officer) => officerNumber(event.roster, officer, { leaf }));
    enact(event, { type: 'officer-change', member: tess.member, in: true });
    expect(before).toEqual([1, 2, 3]);
    expect(officersOf(event.roster).map((officer) => officerNumber(event.roster, officer, { leaf }))).toEqual(
      officersOf(event.roster).map((officer) => (officer === tess.member ? 0 : before.shift())),
    );
    expect(officerNumber(event.roster, toId<MemberId>(new Uint8Array(16)), { leaf })).toBe(0);
  });
});

describe('a policy loosens another', () => {
  it('with a weaker attestation, and with a kind or desk less; never with itself', () => {
    const { event } = standardEvent('loosens');
    const { policy } = event;
    const asking = (attestation: 'none' | 'preferred' | 'required') => ({
      ...policy,
      ways: policy.ways.map((rule) => ({ ...rule, attestation })),
    });
    expect(loosens(asking('required'), asking('preferred'))).toBe(true);
    expect(loosens(asking('preferred'), asking('required'))).toBe(false);
    expect(loosens(policy, { ...policy, kinds: policy.kinds.slice(1) })).toBe(true);
    expect(loosens(policy, { ...policy, desks: policy.desks.slice(1) })).toBe(true);
    expect(loosens(policy, policy)).toBe(false);
  });
});
