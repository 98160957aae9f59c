/** While one clock alone is wrong, nothing is taken that would end early: what a member keeps lives its time, or is refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { toId, type BlobId, type ChunkId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { headCodec } from '#protocol/log/head.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import { sealChunk } from '#protocol/threads/chunk.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { signedChunk } from '../../support/server/writing.ts';
import { World } from '../../support/server/world.ts';

const dayMs = 24 * 3600 * 1000;
let testEnv: TestEnv;
let world: World;
let anna: Person;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
});
afterAll(async () => {
  vi.useRealTimers();
  await testEnv.close();
});

/** A client's day is that of the witness's last head. Where the portal passes none on, it is what the witness would say. */
let witnessDay: () => number;
const rightClock = Date.now() - performance.now();
async function clientDay(): Promise<number> {
  const answer = anna.browser.call('log/head', { nonce: toBase64url(bytes(32)) });
  const got = await answer.catch((error: unknown) => String(error));
  if (typeof got === 'string') expect(got).toContain('clock-skew');
  return typeof got === 'string' ? witnessDay() : dayOf(headCodec.parse(fromBase64url(got.head)).time);
}

async function keepChunk(kind: 'short' | 'desk'): Promise<{ chunk: ChunkId; answer: string }> {
  const [chunk, share] = [toId<ChunkId>(bytes(16)), key32(bytes(32))];
  const place = { rootfp: world.rootfp, member: anna.member, chunk };
  const sealed = toBase64url(sealChunk(anna.accountSecret, share, place, bytes(100), bytes(32)));
  const body = { chunk, kind, day: await clientDay(), version: 0, sealed, share: toBase64url(share) } as const;
  return { chunk, answer: await anna.browser.refused('threads/keep', signedChunk(world, anna, body)) };
}

async function keepPiece(): Promise<{ blob: BlobId; answer: string }> {
  const blob = toId<BlobId>(bytes(16));
  const pieces = [toBase64url(bytes(limits.attachmentChunkBytes + 48))];
  const body = { blob, at: 0, count: 1, day: await clientDay(), pieces };
  return { blob, answer: await anna.browser.refused('blobs/put', body) };
}

describe.each([
  ['the witness’s, 13 days behind', { witness: -13 * dayMs }],
  ['the witness’s, 100 days ahead', { witness: 100 * dayMs }],
  ['the portal’s, 13 days behind', { portal: -13 * dayMs }],
  ['the portal’s, 100 days behind', { portal: -100 * dayMs }],
  ['the portal’s, 100 days ahead', { portal: 100 * dayMs }],
])('while a clock is wrong: %s', (_which, wrong) => {
  beforeEach(async () => {
    witnessDay = () => dayOf(rightClock + performance.now() + ('witness' in wrong ? wrong.witness : 0));
    await testEnv.restartWith(wrong);
    expect(testEnv.built.portal.agreed.whyNot).toBe('clocks-differ');
    await anna.login();
  });

  it('a chunk and an attachment are refused', async () => {
    const answers = [await keepChunk('short'), await keepChunk('desk'), await keepPiece()];
    expect(answers.map(({ answer }) => answer)).toEqual(['bad-request', 'bad-request', 'bad-request']);
  });
});

it('when the clocks agree, they are taken, and are there two days later', async () => {
  await testEnv.restartWith({});
  await anna.login();
  const [short, piece] = [await keepChunk('short'), await keepPiece()];
  expect([short.answer, piece.answer]).toEqual(['not refused', 'not refused']);
  await testEnv.travel(Date.now() + 2 * dayMs);
  await anna.login();
  const { chunks } = await anna.browser.call('threads/chunks', {});
  expect(chunks.map(({ chunk }) => chunk)).toContain(short.chunk);
  const { pieces } = await anna.browser.call('blobs/get', { blob: piece.blob, at: 0, count: 1 });
  expect(pieces).toHaveLength(1);
});
