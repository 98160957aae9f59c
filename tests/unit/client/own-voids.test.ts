// What somebody signed and is not in force: told to her, and to nobody whose name was only put there.
import { beforeAll, describe, expect, it } from 'vitest';
import { ownVoids } from '../../../client/vault/roster/own-voids.ts';
import { SignedHere } from '../../../client/vault/roster/signed-here.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import type { Head } from '#protocol/log/head.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { judgeLeaf } from '#protocol/roster/judge.ts';
import type { JudgedAt } from '#protocol/roster/replay.ts';
import { signedEntry } from '#protocol/roster/roster.ts';
import {
  enact,
  makeEntry,
  quorumOf,
  standardEvent,
  visa,
  type Event,
  type Person,
} from '../../support/protocol/event.ts';

beforeAll(async () => sodiumReady);

const day = 24 * 3600 * 1000;

/** The witness judges it at the next leaf. */
function judge(event: Event, body: Uint8Array, time: number): JudgedAt {
  const leaf = event.leaves.length;
  const bytes = encodeLeaf(rosterLeaf(body));
  const { verdict, roster } = judgeLeaf(event.roster, { leaf, bytes, body }, time);
  event.roster = roster;
  event.leaves.push(bytes);
  return { leaf, body, odd: undefined, code: verdict.code, time, signature: new Uint8Array(64) };
}

/** An officer alone ends a membership; it comes a day too late. */
function late() {
  const { event, tess, amal } = standardEvent('own voids');
  const [ingrid, other] = event.officers as [Person, Person];
  const body = makeEntry(event, { type: 'remove', member: amal.member }, [ingrid]);
  const line = judge(event, body, event.now + day + 1);
  const told = (who: Person, lines: readonly JudgedAt[], time = line.time, signed = new SignedHere()) =>
    ownVoids({ member: who.member, roster: event.roster, entries: [...lines], head: { time } as Head, signed });
  return { event, tess, amal, ingrid, other, body, line, told };
}

describe('a void', () => {
  it('is told to the person who signed it, and to nobody else', () => {
    const { ingrid, other, amal, line, told, event } = late();
    expect(line.code).toBe('roster-expired');
    const until = event.now + day;
    expect(told(ingrid, [line])).toEqual([{ leaf: line.leaf, final: true, until }]);
    expect([told(other, [line]), told(amal, [line])]).toEqual([[], []]);
  });

  it('is not told to somebody whose name stands there without her signature', () => {
    const { ingrid, body, event, told, line } = late();
    const { entry, signatures } = signedEntry.parse(body);
    const planted = signedEntry.encode({
      entry,
      signatures: signatures.map((given) => ({ ...given, signature: new Uint8Array(64).fill(7) })),
      card: undefined,
    });
    const plantedLine = judge(event, planted, line.time);
    expect(plantedLine.code).toBe('roster-expired');
    expect(told(ingrid, [plantedLine])).toEqual([]);
  });

  it('whose body is gone is told to her who kept her own copy, also over an archive', () => {
    const { ingrid, other, body, told, line } = late();
    const gone = { ...line, body: undefined, odd: encodeLeaf(rosterLeaf(body)), code: 'entry-missing' };
    const [own, kept] = [new SignedHere(), new SignedHere()];
    own.add(body);
    kept.takeIn(own.toKeep(line.time));
    expect(told(ingrid, [gone])).toEqual([]);
    for (const signed of [own, kept]) {
      expect(told(ingrid, [gone], line.time, signed).map(({ leaf }) => leaf)).toEqual([line.leaf]);
      expect(told(other, [gone], line.time, signed)).toEqual([]);
    }
    expect(own.toKeep(line.time + 15 * day).signed).toEqual([]);
  });

  it('is told once, however often it was put into the log', () => {
    const { ingrid, body, event, told, line } = late();
    const again = judge(event, body, line.time);
    expect(told(ingrid, [line, again]).map(({ leaf }) => leaf)).toEqual([again.leaf]);
  });

  it('is not told once the same act is in force', () => {
    const { event, ingrid, tess, told } = late();
    const join = { type: 'desk-join', desk: visa, member: tess.member } as const;
    const half = judge(event, makeEntry(event, join, [ingrid]), event.now);
    expect([half.code, told(ingrid, [half], event.now)]).toMatchObject(['roster-quorum', [{ final: false }]]);
    enact(event, join, quorumOf(event));
    expect(told(ingrid, [half], event.now)).toEqual([]);
  });

  it.each([
    [14 * day, 1],
    [14 * day + 1, 0],
  ])('that was judged %i ms ago is told %i times', (age, times) => {
    const { ingrid, line, told } = late();
    expect(told(ingrid, [line], line.time + age)).toHaveLength(times);
  });

  it('is not told before the witness has answered', () => {
    const { event, ingrid, line } = late();
    const { roster } = event;
    const given = { member: ingrid.member, roster, entries: [line], head: undefined, signed: new SignedHere() };
    expect(ownVoids(given)).toEqual([]);
  });
});
