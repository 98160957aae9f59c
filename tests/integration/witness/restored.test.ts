/**
 * A witness whose state is an older copy (protocol §7.9). Its own cosignature proves that it forgot: until it is brought up
 * it says nothing, and of what it may have released it never says again that nobody was given anything.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { headCodec } from '#protocol/log/head.ts';
import { signCheckpoint } from '#protocol/log/checkpoint.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { signedOutcome, verifyOutcome } from '#protocol/openings/outcome.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import { Event, logOrigin, travel } from '../../support/witness/event.ts';
import { ask, file, outcomes, send, type Batch } from '../../support/witness/openings.ts';
import { bytes, makePerson, type Person } from '../../support/witness/people.ts';
import { RunningWitness, type Answer } from '../../support/witness/process.ts';

await sodiumReady;

const clocks = new Clocks();
let witness: RunningWitness;
let event: Event;
let owner: Person;
let staff: Person;
/** Released before the copy was made, and after it. */
let early: Batch;
let late: Batch;
let forgotten: string;
/** Every verdict that it gave. */
let said: readonly { leaf: number; code: string; time: number; signature: string }[];

const code = (answer: Answer): string => (answer.status === 200 ? 'ok' : answer.json.code);
const state = async () => (await witness.call('GET', '/state')).json as { size: number; note: string };
const remember = async (note: string) => code(await witness.call('POST', '/remember', { note }));
const head = async () => {
  const answer = await witness.call('POST', '/head', { nonce: toBase64url(bytes(32)) });
  return answer.status === 200 ? headCodec.parse(fromBase64url(answer.json.head)) : code(answer);
};
const leafOf = (batch: Batch) => batch.items[0]?.leaf ?? -1;

async function opened(): Promise<Batch> {
  const batch = await ask(event, staff, travel, [file(event, 'travel', owner)]);
  await event.publish();
  expect(outcomes(await send(batch))).toEqual(['released']);
  return batch;
}

async function wordOf(batch: Batch): Promise<string> {
  const { json } = await witness.call('POST', '/outcomes', { leaves: [leafOf(batch)] });
  const [item] = json.items as { word: string; outcome: string | null }[];
  if (item?.outcome === undefined || item.outcome === null) return item?.word ?? '';
  const signed = signedOutcome.parse(fromBase64url(item.outcome));
  return verifyOutcome(event.roster, signed, leafOf(batch), event.leaves[leafOf(batch)] as Uint8Array).word;
}

beforeAll(async () => {
  witness = await RunningWitness.make(clocks.env('witness'));
  event = await Event.found(witness);
  [owner, staff] = [await makePerson('participant'), await makePerson('staff')];
  for (const person of [owner, staff]) await event.add(person);
  await event.joinDesk(travel, staff);
  await event.publish();
  early = await opened();
  const copy = mkdtempSync(join(tmpdir(), 'dd-copy-'));
  await witness.kill();
  cpSync(witness.dataDir, copy, { recursive: true });
  await witness.start();
  const known = event.cosigned;
  late = await opened();
  await event.add(await makePerson('participant'));
  await event.publish();
  forgotten = (await state()).note;
  said = ((await event.mirror(0)).json.verdicts as { leaf: number; line: string; signature: string }[]).map(
    ({ leaf, line, signature }) => {
      const { code: word, time } = verdictCodec.parse(fromBase64url(line));
      return { leaf, code: word, time, signature };
    },
  );
  await witness.kill();
  rmSync(witness.dataDir, { recursive: true });
  cpSync(copy, witness.dataDir, { recursive: true });
  rmSync(copy, { recursive: true });
  await witness.start();
  event.cosigned = known;
});
afterAll(async () => {
  await witness.remove();
  clocks.remove();
});

describe('a witness that was restored', () => {
  test('believes no note but one that it cosigned itself, over more than it has', async () => {
    const key = { name: logOrigin, publicKey: event.logKey.publicKey, use: 'log' } as const;
    expect(await remember(signCheckpoint(event.checkpoint(), key, event.logKey.secretKey))).toBe(
      'checkpoint-cosignature',
    );
    expect(await remember('no note')).toBe('checkpoint-shape');
    expect(await remember((await state()).note)).toBe('ok');
    expect(await head()).toMatchObject({ size: event.cosigned });
  });

  test('once it knows that it forgot, it says nothing until it is brought up, also after a restart', async () => {
    expect(await remember(forgotten)).toBe('ok');
    for (const restarted of [false, true]) {
      if (restarted) await witness.restart();
      expect(await head()).toBe('log-behind');
      expect((await send(late)).json.code).toBe('log-behind');
      for (const path of ['/outcomes', '/judge', '/retire'])
        expect(code(await witness.call('POST', path, {})), path).toBe('log-behind');
      expect((await state()).size).toBe(event.cosigned);
    }
    // Without its own words it judges nothing anew, and takes nothing of the question.
    const lastly = said.at(-1) as (typeof said)[number];
    for (const other of [[], said.slice(0, -1), [...said.slice(0, -1), { ...lastly, time: lastly.time + 1 }]]) {
      expect(code(await event.mirror(undefined, undefined, other))).toBe('log-behind');
      expect(code(await event.mirror(event.leaves.length, undefined, other))).toBe('log-behind');
    }
    await event.mirror(undefined, undefined, said);
    expect(await head()).toBe('log-behind');
    await event.publish();
    expect(await head()).toMatchObject({ size: event.leaves.length });
  });

  test('it says "unknown" of what it may have released, at once and for ever', async () => {
    expect(outcomes(await send(late))).toEqual(['opening-not-logged']);
    expect(await wordOf(late)).toBe('unknown');
    expect(outcomes(await send(late))).toEqual(['outcome-never']);
    clocks.set('witness', 60 * 60_000);
    expect(await wordOf(late)).toBe('unknown');
    clocks.set('witness', 0);
    expect(await head()).toMatchObject({ outcomes: { released: 1, refused: 0, never: 0, unknown: 1 } });
  });

  test('it knows what it kept, and what comes after is as always', async () => {
    expect(await wordOf(early)).toBe('released');
    expect(await wordOf(await opened())).toBe('released');
    const unopened = await ask(event, staff, travel, [file(event, 'travel', owner)]);
    await event.publish();
    expect(await wordOf(unopened)).toBe('waiting');
    clocks.set('witness', 60 * 60_000);
    expect(await wordOf(unopened)).toBe('never');
    clocks.set('witness', 0);
  });
});
