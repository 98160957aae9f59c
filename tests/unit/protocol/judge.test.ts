// The judgement on a roster leaf: total, the same for everybody, and nobody outruns an officer with it.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { equal } from '#protocol/core/bytes.ts';
import { membersDesk } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { holdersOf, requireHolders } from '#protocol/roster/holders.ts';
import { enact as enactLine, judgeLeaf, reasonAgainst } from '#protocol/roster/judge.ts';
import { operationTypes, type Operation } from '#protocol/roster/operations.ts';
import { openRoster, signedEntry } from '#protocol/roster/roster.ts';
import { deskMembers } from '#protocol/roster/roster-state.ts';
import { stateOf, statePartsOf } from '#protocol/roster/state.ts';
import { touchesOf } from '#protocol/roster/subjects.ts';
import { isVoidCode, voidCodes } from '#protocol/roster/verdict.ts';
import {
  addMember,
  enact,
  invite,
  makeEntry,
  mintEpoch,
  quorumOf,
  rekey,
  standardEvent,
  travel,
  visa,
  type Event,
  type Person,
} from '../../support/protocol/event.ts';
import { everyOperation } from '../../support/protocol/every-object.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

beforeAll(async () => sodiumReady);

const leafNow = (event: Event) => event.leaves.length;
const say = (event: Event, body: Uint8Array, time = event.now) => reasonAgainst(event.roster, body, time);

function arrivedAt(event: Event, body: Uint8Array) {
  return { leaf: leafNow(event), bytes: encodeLeaf(rosterLeaf(body)), body };
}

describe('judging', () => {
  it('answers for all bytes, with a code of the list, and with the same one twice', () => {
    const { event } = standardEvent('judge all bytes');
    const entry = makeEntry(
      event,
      { type: 'desk-join', desk: visa, member: addMember(event, 'staff').member },
      quorumOf(event),
    );
    const damaged = fc
      .array(fc.tuple(fc.nat(entry.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const bytes = entry.slice();
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    const any = fc.oneof(
      damaged,
      fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
    );
    fc.assert(
      fc.property(any, fc.nat(), (body, time) => {
        const arrived = arrivedAt(event, body);
        const { verdict, roster } = judgeLeaf(event.roster, arrived, time);
        expect(verdict.code === '' || isVoidCode(verdict.code)).toBe(true);
        expect(roster.verdicts.size).toBe(event.roster.verdicts.size + 1);
        expect(judgeLeaf(event.roster, arrived, time).verdict).toEqual(verdict);
        if (verdict.code !== '') expect([roster.seq, roster.head]).toEqual([event.roster.seq, event.roster.head]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives to a party that only enacts the state that it gives to one that judges', () => {
    const { event } = standardEvent('judge and enact');
    const open = () => openRoster(event.signedGenesis, event.rootfp, event.foundedAt);
    let [judged, enacted] = [open(), open()];
    for (const { bytes: body, leaf, time } of event.entries) {
      const arrived = { leaf, bytes: encodeLeaf(rosterLeaf(body)), body };
      const next = judgeLeaf(judged, arrived, time);
      judged = next.roster;
      enacted = enactLine(enacted, arrived, time, next.verdict.code).roster;
    }
    expect(stateOf(enacted)).toEqual(stateOf(judged));
    expect(stateOf(judged)).toEqual(stateOf(event.roster));
    expect(statePartsOf(judged).subjects).toBe(judged.subjects.values().length);
  });

  it('a void moves the state and nothing else', () => {
    const { event } = standardEvent('judge void');
    const { roster } = judgeLeaf(event.roster, arrivedAt(event, new Uint8Array(9)), event.now);
    expect(equal(stateOf(roster), stateOf(event.roster))).toBe(false);
    expect({ ...roster, verdicts: 0 }).toEqual({ ...event.roster, verdicts: 0 });
  });

  it('touches something with every operation, each subject once', () => {
    const { event } = standardEvent('judge touches');
    const all = everyOperation('judge touches');
    for (const type of operationTypes) {
      const names = touchesOf(event.roster, all[type]).map((name) => Buffer.from(name).toString('hex'));
      expect(names.length, type).toBeGreaterThan(0);
      expect(new Set(names).size, type).toBe(names.length);
    }
  });

  it('has a list of codes without doubles', () => {
    expect(new Set(voidCodes).size).toBe(voidCodes.length);
  });
});

describe('an insider', () => {
  const removal = (event: Event, of: Person) =>
    makeEntry(event, { type: 'remove', member: of.member }, [event.officers[0]!]);

  it('does not outrun her removal: nothing that she does makes it stale', () => {
    const { event, amal } = standardEvent('outrun removal');
    const remove = removal(event, amal);
    let she = amal;
    for (let i = 0; i < limits.ownEntriesPerDay; i++) she = rekey(event, she);
    expect(say(event, remove)).toBe('');
    expect(refusalOf(() => rekey(event, she))).toBe('roster-often');
  });

  it('does not outrun a join that waits for a second officer, nor an add', () => {
    const { event, vera } = standardEvent('outrun join');
    const join = makeEntry(event, { type: 'desk-join', desk: travel, member: vera.member }, quorumOf(event));
    const add = makeEntry(event, invite(event, 'participant').operation, [event.officers[0]!]);
    for (let i = 0; i < limits.ownEntriesPerDay; i++) mintEpoch(event, travel);
    expect(
      refusalOf(() => mintEpoch(event, travel)),
      'her script',
    ).toBe('roster-often');
    expect([say(event, join), say(event, add)]).toEqual(['', '']);
  });

  it('does not hold up the key that is needed after she is gone', () => {
    const { event, tess } = standardEvent('outrun needed');
    for (let i = 0; i < limits.ownEntriesPerDay; i++) mintEpoch(event, travel);
    enact(event, { type: 'remove', member: tess.member }, [event.officers[0]!]);
    expect(refusalOf(() => mintEpoch(event, travel))).toBe('accepted');
  });

  it('makes an approval stale by a change of the very person only', () => {
    const { event, tess, vera, amal } = standardEvent('outrun stale');
    const join = makeEntry(event, { type: 'desk-join', desk: visa, member: tess.member }, quorumOf(event));
    rekey(event, amal);
    enact(event, { type: 'desk-join', desk: travel, member: vera.member });
    expect(say(event, join)).toBe('');
    enact(event, { type: 'desk-leave', desk: travel, member: tess.member }, [tess]);
    expect(say(event, join)).toBe('roster-chain');
  });
});

describe('the same act', () => {
  it('counts once, however it is signed and by whomever', () => {
    const { event, tess } = standardEvent('counted twice');
    const join = { type: 'desk-join', desk: visa, member: tess.member } as const;
    const bytes = enact(event, join);
    enact(event, { type: 'desk-leave', desk: visa, member: tess.member }, [tess]);
    const { entry, signatures } = signedEntry.parse(bytes);
    const again = [signatures, signatures.toReversed()].map((given) =>
      signedEntry.encode({ entry, signatures: given, card: undefined }),
    );
    expect(again.map((body) => say(event, body))).toEqual(['roster-twice', 'roster-twice']);
    expect(say(event, makeEntry(event, join, quorumOf(event)))).toBe('');
  });

  it('about herself is not signed by an officer, where there are others', () => {
    const { event } = standardEvent('own act');
    const [one, two, three] = event.officers as [Person, Person, Person];
    const join = { type: 'desk-join', desk: travel, member: one.member } as const;
    expect(say(event, makeEntry(event, join, [one, two]))).toBe('roster-right');
    expect(say(event, makeEntry(event, join, [two, three]))).toBe('');
  });
});

describe('holders of the members key', () => {
  it('are a count and a root, over as many as an event may name', () => {
    const { event } = standardEvent('holders');
    const ids = Array.from({ length: limits.eventIds }, () => event.randomness.id<Person['member']>()).toSorted();
    const all = holdersOf(membersDesk, ids);
    expect(all).toMatchObject({ type: 'counted', count: limits.eventIds });
    expect(refusalOf(() => requireHolders(all, membersDesk, ids))).toBe('accepted');
    expect(refusalOf(() => requireHolders(all, membersDesk, ids.slice(1)))).toBe('roster-rule');
    expect(refusalOf(() => requireHolders({ type: 'listed', members: ids.slice(0, 3) }, membersDesk, ids))).toBe(
      'roster-rule',
    );
  });

  it('are listed for every other desk', () => {
    const { event, tess } = standardEvent('holders of a desk');
    const members = deskMembers(event.roster, travel);
    const counted = { ...holdersOf(membersDesk, members) };
    const keyHash = sealingKeyHash(tess.keys.seal.publicKey);
    const op = { type: 'desk-epoch', desk: travel, epoch: 2, keyHash, holders: counted } satisfies Operation;
    expect(say(event, makeEntry(event, op, [tess]))).toBe('roster-rule');
  });
});

describe('the time of a verdict', () => {
  it.each([
    [-limits.openingSkewMsMax - 1, 'roster-expired'],
    [-limits.openingSkewMsMax, ''],
    [24 * 3600 * 1000, ''],
    [24 * 3600 * 1000 + 1, 'roster-expired'],
  ])('%i ms after the entry’s gives %s', (after, code) => {
    const { event, amal } = standardEvent('time of a verdict');
    const body = makeEntry(event, { type: 'remove', member: amal.member }, [event.officers[0]!]);
    expect(say(event, body, event.now + after)).toBe(code);
  });
});
