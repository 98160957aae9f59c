/**
 * A line whose time has not come (protocol §3.8): both clocks were wrong, and the portal, which is right by now, did not
 * take it. The witness takes such a line back, and no other: what it said once stays said.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { rosterLeaf } from '#protocol/log/leaf.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { mutantFolder } from '../../support/attacks/mutant.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import { Event } from '../../support/witness/event.ts';
import { makePerson } from '../../support/witness/people.ts';
import { RunningWitness } from '../../support/witness/process.ts';

await sodiumReady;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let clocks: Clocks;
let witness: RunningWitness;
let event: Event;
beforeEach(async () => {
  clocks = new Clocks();
  witness = await RunningWitness.make(clocks.env('witness'));
  event = await Event.found(witness);
});
afterEach(async () => {
  await witness.remove();
  clocks.remove();
});

async function line(leaf: number) {
  const { json } = await event.mirror();
  const found = (json.verdicts as { leaf: number; line: string }[]).find((one) => one.leaf === leaf);
  const { code, time } = verdictCodec.parse(fromBase64url(found?.line ?? ''));
  return { code, time };
}

const judgeAgain = async (leaf: number, aheadMs = 0) => {
  const clock = ((await witness.call('GET', '/state')).json.clock as number) + aheadMs;
  const { status, json } = await witness.call('POST', '/judge-again', { leaf, clock });
  return status === 200 ? json : json.code;
};

/** An entry that both clocks found late. */
async function judgedAhead(): Promise<number> {
  clocks.set('witness', dayMs);
  const leaf = await event.add(await makePerson('participant'));
  expect(await line(leaf)).toMatchObject({ code: 'roster-expired' });
  clocks.set('witness', 0);
  return leaf;
}

describe('a line whose time has not come', () => {
  test('is taken back where the portal asks, and the entry is judged by the time that it is', async () => {
    const leaf = await judgedAhead();
    const other = event.append({ ...rosterLeaf(new Uint8Array(1)), type: 'notice' });
    await event.mirror();
    expect(await judgeAgain(leaf)).toEqual({ size: leaf });
    await witness.restart();
    const { code, time } = await line(leaf);
    expect([code, time < Date.now() + hourMs]).toEqual(['', true]);
    await event.publish();
    expect(event.cosigned).toBe(other + 1);
    await event.add(await makePerson('participant'));
    await event.publish();
  });

  test('stays while the clocks differ, and where a checkpoint covers it', async () => {
    const leaf = await judgedAhead();
    expect(await judgeAgain(leaf, 11 * 60_000)).toBe('clock-skew');
    expect(await judgeAgain(leaf, -11 * 60_000)).toBe('clock-skew');
    expect(await line(leaf)).toMatchObject({ code: 'roster-expired' });
    await event.publish();
    expect(await judgeAgain(leaf)).toBe('clock-skew');
    // What follows only repeats that time, and is bound to it.
    const next = await event.add(await makePerson('participant'));
    const { time } = await line(next);
    expect(time).toBeGreaterThan(Date.now() + hourMs);
    expect(await judgeAgain(next)).toBe('clock-skew');
  });
});

describe('a line of the present', () => {
  /** Too late when it came. */
  async function judgedLate(): Promise<number> {
    const times = { time: Date.now() - 2 * hourMs, expires: Date.now() - hourMs };
    const signed = await event.sign({ type: 'remove', member: (await added()).card.member }, event.officers, times);
    return event.append(rosterLeaf(signed), signed);
  }
  const added = async () => {
    const person = await makePerson('participant');
    await event.add(person);
    await event.publish();
    return person;
  };

  test('stays, although another is asked for', async () => {
    const leaf = await judgedLate();
    const before = await line(leaf);
    expect(before.code).toBe('roster-expired');
    expect(await judgeAgain(leaf)).toBe('clock-skew');
    expect(await judgeAgain(leaf + 1)).toBe('clock-skew');
    expect(await line(leaf)).toEqual(before);
  });

  test('would be another where every line is taken back', async () => {
    await witness.kill();
    const other = await RunningWitness.make(clocks.env('witness'), mutantFolder('any-line-again'));
    event = await Event.found(other);
    const leaf = await judgedLate();
    const before = await line(leaf);
    expect((await other.call('POST', '/judge-again', { leaf, clock: Date.now() })).status).toBe(200);
    expect((await line(leaf)).time).toBeGreaterThan(before.time);
    await other.remove();
  });
});
