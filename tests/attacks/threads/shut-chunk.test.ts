/**
 * P13. Who has a member's login session and no key of hers writes nothing into her archive. And what a thief of her keys wrote
 * there does not keep her messages closed, also after a recovery: it is set aside, counted, and not written over.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { toId, type ChunkId } from '#protocol/core/ids.ts';
import { sealChunk, signChunk } from '#protocol/threads/chunk.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { SmallEvent } from '../../support/attacks/event.ts';
import { insiderOf, randomness, rosterOf, secret32, type Insider } from '../../support/attacks/insider.ts';
import { mutant, withMutantPortal } from '../../support/attacks/mutant.ts';
import { today } from '../../support/attacks/raw-writer.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { catchUp, comeBack, talker, textsOf, toTravel, withMember } from '../../support/attacks/threads.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
  for (const handle of ['milan', 'amira', 'tomas', 'tove'] as const) await talker(event, handle);
});
afterAll(() => event.stop());

const keptOf = async (person: Tapped) => (await person.vault.threadsState()).kept;
const nothing = { chunksShut: 0, stateShut: false, weeksShut: 0 };
const answer = (act: Promise<unknown>) =>
  codeOf(act.then(() => Promise.reject(Object.assign(new Error(), { code: 'taken' }))));

/** A team tells her something, and she reads it. */
async function hears(handle: 'amira' | 'tomas', text: string): Promise<Tapped> {
  const tove = await talker(event, 'tove');
  await tove.vault.threadWrite(withMember(event.member(handle)), { text });
  const person = await talker(event, handle);
  await catchUp(person);
  expect(await textsOf(person, toTravel)).toContain(text);
  return person;
}

/** Every chunk of hers under random bytes of its own size, and one that was never there. */
async function writesOver(session: Tapped): Promise<readonly string[]> {
  const { chunks } = await session.wire.ask('threads/chunks', {});
  const keep = (body: Omit<Body<'threads/keep'>, 'signature'>) =>
    answer(session.wire.ask('threads/keep', { ...body, signature: toBase64url(randomness(64)) }));
  const answers: string[] = [];
  let bytes = 0;
  for (const { chunk, kind, day } of chunks) {
    const { version, sealed } = await session.wire.ask('threads/chunk', { chunk });
    bytes = fromBase64url(sealed).length;
    answers.push(
      (await keep({ chunk, kind, day, version, sealed: toBase64url(randomness(bytes)), share: null })) ?? '',
    );
  }
  const [chunk, share] = [toBase64url(randomness(16)), toBase64url(randomness(32))];
  const fresh = {
    chunk,
    kind: 'desk' as const,
    day: today(),
    version: 0,
    sealed: toBase64url(randomness(bytes)),
    share,
  };
  return [...answers, (await keep(fresh)) ?? ''];
}

it('a session without her keys writes over nothing, and adds nothing', async () => {
  const amira = await hears('amira', 'one');
  expect(new Set(await writesOver(amira))).toEqual(new Set(['forbidden']));
  expect(await keptOf(await talker(event, 'amira'))).toEqual(nothing);
});

it('would write over all of it where the portal asks for no signature; then she is told, and messages go on', async () => {
  const tomas = await hears('tomas', 'two');
  await withMutantPortal(event.testEnv, 'chunk-unsigned', async () => {
    await tomas.vault.lock();
    expect(new Set(await writesOver(await event.enter('tomas')))).toEqual(new Set(['taken']));
  });
  expect(await codeOf(talker(event, 'tomas', mutant('shut-chunk-closes')))).toBe('wrong-key');
  const back = await hears('tomas', 'three');
  expect(await keptOf(back)).toMatchObject({ chunksShut: 4, stateShut: true });
  // Nothing is noted, and nothing written over, until she has begun a new note.
  expect(await keptOf(await talker(event, 'tomas'))).toMatchObject({ stateShut: true });
  expect((await back.vault.threadsBeginState()).kept).toMatchObject({ stateShut: false });
  const again = await talker(event, 'tomas');
  expect(await keptOf(again)).toMatchObject({ chunksShut: 3, stateShut: false });
  expect(await textsOf(again, toTravel)).toContain('three');
});

/** With her keys, a chunk under a secret of his own. */
async function plants(thief: Insider): Promise<string> {
  const { rootfp } = await rosterOf(thief);
  const [chunk, share] = [toId<ChunkId>(randomness(16)), secret32()];
  const place = { rootfp, member: thief.member, chunk };
  const sealed = sealChunk(secret32(), share, place, new TextEncoder().encode('{}'), randomness(32));
  const signature = toBase64url(signChunk(place, 1, sealed, thief.keys.sign.secretKey));
  const body = { chunk, kind: 'desk' as const, day: today(), version: 0, signature };
  await thief.person.wire.ask('threads/keep', { ...body, sealed: toBase64url(sealed), share: toBase64url(share) });
  return chunk;
}

it('what a thief of her keys planted closes nothing, before her recovery and after it', async () => {
  const chunk = await plants(await insiderOf(await event.enter('amira'), event.place));
  expect(await keptOf(await hears('amira', 'four'))).toEqual({ ...nothing, chunksShut: 1 });
  await comeBack(event, 'amira');
  expect(await codeOf(talker(event, 'amira', mutant('shut-chunk-closes')))).toBe('wrong-key');
  await talker(event, 'amira');
  const amira = await hears('amira', 'five');
  expect(await keptOf(amira)).toEqual({ ...nothing, chunksShut: 1 });
  expect(await textsOf(amira, toTravel)).toEqual(expect.arrayContaining(['one', 'four', 'five']));
  // It stays as it was.
  expect((await amira.wire.ask('threads/chunk', { chunk })).version).toBe(1);
});
