// What members keep: archive chunks under shares of their own, and attachments that nobody owns.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { toId, type BlobId, type ChunkId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { attachmentHash, attachmentPieces, openAttachment, sealAttachment } from '#protocol/threads/attachment.ts';
import { openChunk, sealChunk } from '#protocol/threads/chunk.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { attachmentBytesPerDay } from '../../../server/quota.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { World, facts } from '../../support/server/world.ts';
import { today, signedChunk, type Unsigned } from '../../support/server/writing.ts';

let testEnv: TestEnv;
let world: World;
let anna: Person;
let ben: Person;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
  ben = await world.addMember('participant');
});
afterAll(() => testEnv.close());
afterEach(async () => {
  if (!vi.isFakeTimers()) return;
  await testEnv.comeBack();
  for (const person of [world.founder, anna, ben]) await person.login();
});

const dayMs = 24 * 3600 * 1000;

interface Kept {
  readonly body: Unsigned;
  /** The same place, written anew. */
  readonly next: (version: number, text: string) => Unsigned;
}

function chunkOf(person: Person, kind: 'state' | 'desk' | 'short', text: string, day = today()): Kept {
  const chunk = toId<ChunkId>(bytes(16));
  const share = key32(bytes(32));
  const place = { rootfp: world.rootfp, member: person.member, chunk };
  const seal = (words: string) => toBase64url(sealChunk(person.accountSecret, share, place, utf8(words), bytes(32)));
  const next = (version: number, words: string) => ({ chunk, kind, day, version, sealed: seal(words), share: null });
  return { body: { ...next(0, text), share: toBase64url(share) }, next };
}

const keep = (person: Person, body: Unsigned) => person.browser.call('threads/keep', signedChunk(world, person, body));
const refused = (person: Person, body: Unsigned) =>
  person.browser.refused('threads/keep', signedChunk(world, person, body));
const listOf = async (person: Person) => (await person.browser.call('threads/chunks', {})).chunks;

async function readText(person: Person, chunk: string): Promise<string> {
  const share = (await listOf(person)).find((one) => one.chunk === chunk)?.share ?? '';
  const { sealed } = await person.browser.call('threads/chunk', { chunk });
  const place = { rootfp: world.rootfp, member: person.member, chunk: chunk as ChunkId };
  const opened = openChunk(person.accountSecret, key32(fromBase64url(share)), place, fromBase64url(sealed));
  return Buffer.from(opened).toString();
}

describe('a chunk', () => {
  it('is made with its share, and replaced by a device that has read it', async () => {
    const { body, next } = chunkOf(anna, 'desk', 'first');
    expect(await keep(anna, body)).toEqual({ version: 1 });
    expect(await readText(anna, body.chunk)).toBe('first');
    expect(await keep(anna, next(1, 'second'))).toEqual({ version: 2 });
    expect(await readText(anna, body.chunk)).toBe('second');
    const { chunk, kind, day, share } = body;
    expect(await listOf(anna)).toEqual([{ chunk, kind, day, version: 2, share }]);
  });

  it('of two that replace one version takes the first; the same bytes again are no conflict', async () => {
    const { body, next } = chunkOf(anna, 'state', 'first');
    await keep(anna, body);
    expect(await keep(anna, body)).toEqual({ version: 1 });
    const both = [next(1, 'one tab'), next(1, 'other tab')];
    const answers = await Promise.all(both.map((sent) => refused(anna, sent)));
    expect(answers.toSorted()).toEqual(['not refused', 'record-conflict']);
    const won = both[answers.indexOf('not refused')] as Unsigned;
    expect(await keep(anna, won)).toEqual({ version: 2 });
    expect(await refused(anna, next(1, 'late'))).toBe('record-conflict');
    expect(await refused(anna, next(7, 'early'))).toBe('record-conflict');
    // Made twice at once: one place, one share, and it opens what is stored.
    const twice = [chunkOf(ben, 'state', 'one'), chunkOf(ben, 'state', 'two')].map((one) => one.body);
    const place = twice.map((one) => ({ ...one, chunk: twice[0]?.chunk ?? '' }));
    const made = await Promise.all(place.map((sent) => refused(ben, sent)));
    expect(made.toSorted()).toEqual(['not refused', 'record-conflict']);
    const [held] = await listOf(ben);
    expect(held?.share).toBe(place[made.indexOf('not refused')]?.share);
  });

  it('is written with her present signing key, and not by who has only her session', async () => {
    const { body, next } = chunkOf(anna, 'desk', 'hers');
    const sent = signedChunk(world, anna, body);
    const raw = (kept: Body<'threads/keep'>) => anna.browser.refused('threads/keep', kept);
    expect(await raw({ ...sent, signature: signedChunk(world, ben, body).signature })).toBe('forbidden');
    expect(await raw(sent)).toBe('not refused');
    const later = signedChunk(world, anna, next(1, 'later'));
    for (const other of [
      { signature: sent.signature },
      { sealed: next(1, 'another').sealed },
      { chunk: toBase64url(bytes(16)) },
      { version: 2 },
    ])
      expect(await raw({ ...later, ...other })).toBe('forbidden');
    expect(await readText(anna, body.chunk)).toBe('hers');
    expect(await raw(later)).toBe('not refused');
  });

  it('is her own: another member finds nothing under its id, and may use the id for herself', async () => {
    const { body, next } = chunkOf(anna, 'desk', 'hers');
    await keep(anna, body);
    expect(await ben.browser.refused('threads/chunk', { chunk: body.chunk })).toBe('chunk-gone');
    expect(await refused(ben, next(1, 'forged'))).toBe('chunk-gone');
    await keep(ben, { ...chunkOf(ben, 'desk', 'his').body, chunk: body.chunk });
    expect(await readText(anna, body.chunk)).toBe('hers');
  });

  it('keeps its kind and its day, has one of four sizes, brings a share once', async () => {
    const { body, next } = chunkOf(anna, 'short', 'words');
    await keep(anna, body);
    expect(await refused(anna, { ...next(1, 'x'), kind: 'desk' })).toBe('bad-request');
    expect(await refused(anna, { ...next(1, 'x'), day: today() + 1 })).toBe('bad-request');
    expect(await refused(anna, { ...next(1, 'x'), share: toBase64url(bytes(32)) })).toBe('bad-request');
    expect(await refused(anna, { ...chunkOf(anna, 'short', 'x').body, share: null })).toBe('bad-request');
    expect(await refused(anna, chunkOf(anna, 'short', 'x', today() + 2).body)).toBe('bad-request');
    expect(await refused(anna, chunkOf(anna, 'short', 'x', today() - 2).body)).toBe('bad-request');
    const odd = { ...next(1, 'x'), sealed: toBase64url(bytes(16_463)) };
    expect(await refused(anna, odd)).toBe('wrong-length');
    expect(await refused(anna, next(1, 'still'))).toBe('not refused');
  });

  it('of the short kind ends fourteen days after its day, the others thirty days after the event', async () => {
    const [short, desk] = [chunkOf(ben, 'short', 'soon'), chunkOf(ben, 'desk', 'later')];
    for (const { body } of [short, desk]) await keep(ben, body);
    const names = async () => (await listOf(ben)).map(({ chunk }) => chunk);
    const end = (today() + 14) * dayMs;
    await testEnv.travel(end - 1);
    await ben.login();
    expect(await readText(ben, short.body.chunk)).toBe('soon');
    await testEnv.travel(end);
    await ben.login();
    expect(await ben.browser.refused('threads/chunk', { chunk: short.body.chunk })).toBe('chunk-gone');
    expect(await names()).toContain(desk.body.chunk);
    expect(await names()).not.toContain(short.body.chunk);
    const rows = await testEnv.db.selectFrom('chunk').select('chunk').where('kind', '=', 'short').execute();
    expect(rows.map(({ chunk }) => chunk)).not.toContain(short.body.chunk);
    expect(await refused(ben, short.next(1, 'too late'))).toBe('chunk-gone');

    const last = Date.parse(facts.endsOn) + 31 * dayMs;
    await testEnv.travel(last - 1);
    await ben.login();
    expect(await readText(ben, desk.body.chunk)).toBe('later');
    await testEnv.travel(last);
    await ben.login();
    expect(await names()).toEqual([]);
    expect(await refused(ben, chunkOf(ben, 'desk', 'after').body)).toBe('chunk-gone');
  });

  it('goes with its owner', async () => {
    const eva = await world.addMember('participant');
    const { body } = chunkOf(eva, 'desk', 'hers');
    await keep(eva, body);
    const [row] = await testEnv.db.selectFrom('chunk').select('share').where('member', '=', eva.member).execute();
    const { keyShares } = testEnv.built.portal.threads;
    expect(keyShares.find(row?.share ?? bytes(16))).toHaveLength(32);
    await world.enact({ type: 'remove', member: eva.member }, [world.founder]);
    expect(keyShares.find(row?.share ?? bytes(16))).toBeUndefined();
    expect(await testEnv.db.selectFrom('chunk').select('chunk').where('member', '=', eva.member).execute()).toEqual([]);
  });

  it('says in “What our computer can see” that it is there', async () => {
    await keep(anna, chunkOf(anna, 'desk', 'hers').body);
    const { rows } = await anna.browser.call('me/seen', {});
    const shown = rows.filter(({ table }) => table === 'chunk').map(({ column }) => column);
    expect(shown).toEqual(['member', 'chunk', 'kind', 'day', 'version', 'sealed', 'share']);
  });
});

describe('an attachment', () => {
  const pieceMax = limits.attachmentChunkBytes + 48;
  const random = (count: number) => Array.from({ length: count }, () => toBase64url(bytes(pieceMax)));
  const put = (person: Person, body: Omit<Body<'blobs/put'>, 'day'>, day = today()) =>
    person.browser.refused('blobs/put', { ...body, day });
  const get = async (person: Person, blob: string, first: number, count: number) =>
    (await person.browser.call('blobs/get', { blob, at: first, count })).pieces;

  it('is returned to the caller who knows its id, as it was sealed', async () => {
    const [key, blob] = [key32(bytes(32)), toId<BlobId>(bytes(16))];
    const contents = bytes(200_000);
    const pieces = sealAttachment(key, world.rootfp, blob, contents);
    const texts = pieces.map(toBase64url);
    await anna.browser.call('blobs/put', { blob, count: 4, at: 0, day: today(), pieces: texts.slice(0, 3) });
    await anna.browser.call('blobs/put', { blob, count: 4, at: 3, day: today(), pieces: texts.slice(3) });
    const found = [...(await get(ben, blob, 0, 2)), ...(await get(ben, blob, 2, 3))].map(fromBase64url);
    expect(openAttachment(key, world.rootfp, blob, attachmentHash(pieces), found)).toEqual(contents);
    expect(await get(ben, toBase64url(bytes(16)), 0, 3)).toEqual([]);
  });

  it('cannot be overwritten; the same piece again changes nothing', async () => {
    const blob = toBase64url(bytes(16));
    const [first, other] = random(2) as [string, string];
    expect(await put(anna, { blob, count: 4, at: 1, pieces: [first] })).toBe('not refused');
    expect(await put(anna, { blob, count: 4, at: 1, pieces: [first] })).toBe('not refused');
    expect(await put(ben, { blob, count: 4, at: 1, pieces: [other] })).toBe('record-conflict');
    expect(await put(ben, { blob, count: 16, at: 1, pieces: [first] })).toBe('record-conflict');
    expect(await get(ben, blob, 1, 1)).toEqual([first]);
    // What is missing before a piece is not skipped.
    expect(await get(ben, blob, 0, 3)).toEqual([]);
  });

  it('has one of five numbers of pieces, each in its place and of one size', async () => {
    const blob = toBase64url(bytes(16));
    const pieces = random(1);
    for (const count of [0, 2, 5, 161]) expect(await put(anna, { blob, count, at: 0, pieces })).toBe('bad-request');
    for (const count of attachmentPieces)
      expect(await put(anna, { blob, count, at: count, pieces })).toBe('bad-request');
    expect(await put(anna, { blob, count: 4, at: 2, pieces: random(3) })).toBe('bad-request');
    expect(await put(anna, { blob, count: 4, at: 0, pieces: [toBase64url(bytes(pieceMax - 1))] })).toBe('wrong-length');
    expect(await put(anna, { blob, count: 4, at: 0, pieces: [toBase64url(bytes(pieceMax + 1))] })).toBe('bad-request');
    expect(await get(ben, blob, 0, 3)).toEqual([]);
  });

  it('has a limit of bytes a day, which the same piece again does not use up', async () => {
    const eva = await world.addMember('participant');
    const { quota } = testEnv.built.portal.threads;
    const blob = toBase64url(bytes(16));
    const pieces = random(3);
    expect(await put(eva, { blob, count: 160, at: 0, pieces })).toBe('not refused');
    // As if she had sent all but one piece of a day.
    expect(quota.take(eva.member, 'bytes', attachmentBytesPerDay - 4 * pieceMax)).toBe(true);
    expect(await put(eva, { blob, count: 160, at: 3, pieces: random(2) })).toBe('throttled');
    expect(await put(eva, { blob, count: 160, at: 0, pieces: pieces.slice(0, 1) })).toBe('not refused');
    expect(await put(eva, { blob, count: 160, at: 3, pieces: random(1) })).toBe('not refused');
    expect(await put(eva, { blob, count: 160, at: 4, pieces: random(1) })).toBe('throttled');
    expect(await get(eva, blob, 0, 3)).toHaveLength(3);
    expect(await get(eva, blob, 3, 3)).toHaveLength(1);
  });

  it('comes with its day, which is today, give or take one', async () => {
    for (const [days, answer] of [
      [-2, 'bad-request'],
      [-1, 'not refused'],
      [1, 'not refused'],
      [2, 'bad-request'],
    ] as const) {
      const body = { blob: toBase64url(bytes(16)), count: 1, at: 0, pieces: random(1) };
      expect(await put(anna, body, today() + days), `${days} days`).toBe(answer);
    }
  });

  it('ends with the parcels of its day', async () => {
    const blob = toBase64url(bytes(16));
    const pieces = random(1);
    await put(anna, { blob, count: 1, at: 0, pieces });
    const start = Date.now();
    await testEnv.travel(start + (limits.parcelDays - 1) * dayMs);
    await anna.login();
    expect(await get(anna, blob, 0, 1)).toEqual(pieces);
    await testEnv.travel(start + limits.parcelDays * dayMs);
    await anna.login();
    expect(await get(anna, blob, 0, 1)).toEqual([]);
  });
});
