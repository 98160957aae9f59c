/**
 * P13, P25, P27. After a recovery: a thief has everything that her old keys opened, and the portal. He forges what she kept,
 * shows it as it was, hides that she sealed it anew, and goes on writing. And messages that nobody had read: she sends
 * them again, as they were, to those who were there.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { ChunkId } from '#protocol/core/ids.ts';
import { leafBytes } from '#protocol/log/leaf.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { openChunk, sealChunk } from '#protocol/threads/chunk.ts';
import type { OwnLane } from '#protocol/threads/lane.ts';
import { deskThread } from '#protocol/threads/thread.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import * as real from '../../../tools/demo/person.ts';
import * as RealRefusal from '../../../client/vault/session/refusal.ts';
import type * as RefusalModule from '../../../client/vault/session/refusal.ts';
import { encodeContents, parseContents } from '../../../client/vault/threads/archive-chunk.ts';
import { SmallEvent, travel, type Handle } from '../../support/attacks/event.ts';
import { randomness } from '../../support/attacks/insider.ts';
import { mutant, mutantModule, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { RawWriter, recorded, today } from '../../support/attacks/raw-writer.ts';
import { catchUp, comeBack, talker, textsOf, toTravel, withMember } from '../../support/attacks/threads.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
  for (const handle of ['milan', 'amira', 'tomas', 'tove', 'ingrid'] as const) await talker(event, handle);
});
afterAll(() => event.stop());

let counter = 0;
/** Somebody answered it. */
const read = 'It was read.';
const words = (what: string) => `${what} ${(counter += 1)}`;

type Chunks = Reply<'threads/chunks'>['chunks'];

/** What the thief has: her old account secret, and what the portal kept for her under it. */
interface Loot {
  readonly raw: RawWriter;
  readonly account: Key32;
  readonly chunks: Chunks;
  readonly bodies: ReadonlyMap<string, Reply<'threads/chunk'>>;
}

async function rob(handle: Handle): Promise<Loot> {
  const person = await talker(event, handle);
  const { chunks } = await person.wire.ask('threads/chunks', {});
  const bodies = new Map<string, Reply<'threads/chunk'>>();
  for (const { chunk } of chunks) bodies.set(chunk, await person.wire.ask('threads/chunk', { chunk }));
  const raw = await RawWriter.of(person, event.place);
  return { raw, account: raw.insider.account, chunks, bodies };
}

const placeOf = ({ raw }: Loot, chunk: string) => ({
  rootfp: raw.roster.rootfp,
  member: raw.member,
  chunk: chunk as ChunkId,
});

/** One of her chunks, with other words in it, sealed under the secret that he has. */
function forged(loot: Loot, given: Chunks[number], answer: Reply<'threads/chunk'>, from: string, to: string) {
  const share = key32(fromBase64url(given.share ?? ''));
  const place = placeOf(loot, given.chunk);
  const contents = parseContents(openChunk(loot.account, share, place, fromBase64url(answer.sealed)));
  const messages = contents.messages.map((each) => ({
    ...each,
    message: { ...each.message, text: each.message.text === from ? to : each.message.text },
  }));
  return toBase64url(sealChunk(loot.account, share, place, encodeContents({ ...contents, messages }), randomness(32)));
}

describe('the archive after a recovery', () => {
  let loot: Loot;
  let kept: string;

  beforeAll(async () => {
    const amira = await talker(event, 'amira');
    kept = words('kept');
    await amira.vault.threadWrite(toTravel, { text: read });
    const tove = await talker(event, 'tove');
    await tove.vault.threadWrite(withMember(event.member('amira')), { text: kept });
    // These are read, and nobody answers.
    await catchUp(amira);
    for (const text of ['heard', 'heard too']) await amira.vault.threadWrite(toTravel, { text });
    await talker(event, 'tove');
    loot = await rob('amira');
    await comeBack(event, 'amira');
  });

  type Lie = (chunk: Chunks[number], answer: Reply<'threads/chunk'>) => string;
  const asItWas: Lie = (_chunk, { sealed }) => sealed;
  const forgedTo =
    (to: string): Lie =>
    (chunk, answer) =>
      forged(loot, chunk, answer, kept, to);

  /** The portal answers with what he made. What is written to it is thrown away, as he would. */
  async function lied(client: Client, lie: Lie): Promise<Tapped> {
    const amira = await event.enter('amira', client);
    amira.wire.bend('threads/chunks', () => ({ chunks: loot.chunks }));
    amira.wire.bend('threads/chunk', (_ask, { chunk }) => {
      const answer = loot.bodies.get(chunk) as Reply<'threads/chunk'>;
      return { ...answer, sealed: lie(loot.chunks.find((each) => each.chunk === chunk) as Chunks[number], answer) };
    });
    amira.wire.bend('threads/keep', (_ask, { version }) => ({ version: version + 1 }));
    return amira;
  }

  async function shown(client: Client, lie: Lie) {
    const amira = await lied(client, lie);
    const { kept: archive } = await amira.vault.threadsOpen('amira');
    return { texts: await textsOf(amira, toTravel), shut: archive.chunksShut };
  }

  it('is there at the first unlock, and sealed anew before the log says so', async () => {
    const amira = await talker(event, 'amira');
    expect(await textsOf(amira, toTravel)).toContain(kept);
    const names = amira.wire.passed.map(({ name }) => name);
    const keeps = names.slice(0, names.indexOf('threads/publish')).filter((name) => name === 'threads/keep');
    expect(keeps).toHaveLength(loot.chunks.length);
    for (const { chunk, share } of loot.chunks) {
      const { sealed } = await amira.wire.ask('threads/chunk', { chunk });
      const open = () =>
        openChunk(loot.account, key32(fromBase64url(share ?? '')), placeOf(loot, chunk), fromBase64url(sealed));
      expect(await codeOf(async () => open())).toBe('wrong-key');
    }
    expect(await textsOf(await talker(event, 'amira'), toTravel)).toContain(kept);
  });

  it('takes nothing that the thief of the old keys forges', async () => {
    const lie = words('forged');
    const { texts, shut } = await shown(real, forgedTo(lie));
    expect([texts.includes(lie), shut]).toEqual([false, loot.chunks.length]);
    expect((await shown(mutant('archive-under-old-keys'), forgedTo(lie))).texts).toContain(lie);
  });

  it('takes nothing of before, also as it was', async () => {
    expect((await shown(real, asItWas)).shut).toBe(loot.chunks.length);
    expect((await shown(mutant('archive-under-old-keys'), asItWas)).shut).toBe(0);
  });

  it('is not deceived by a portal that hides that it was sealed anew: the witness is away, it says', async () => {
    const patch = 'note-not-looked-for';
    const copy = mutantModule<typeof RefusalModule>(patch, 'client/vault/session/refusal.ts');
    const hidden = async (client: Client, { Refused }: Pick<typeof RefusalModule, 'Refused'>) => {
      const amira = await lied(client, asItWas);
      amira.wire.bend('log/head', () => {
        throw new Refused('witness-away', 'so it says');
      });
      return amira;
    };
    expect(await codeOf((await hidden(real, RealRefusal)).vault.threadsOpen('amira'))).toBe('witness-away');
    const deceived = await hidden(mutant(patch), copy);
    await deceived.vault.threadsOpen('amira');
    expect(await textsOf(deceived, toTravel)).toContain(kept);
  });

  it('is not deceived by a log from which the note was left out', async () => {
    const amira = await lied(real, asItWas);
    amira.wire.bend('log/leaves', async (ask) => {
      const leaves = fromBase64url((await ask()).leaves);
      // Every leaf of bundles has another nonce.
      for (let at = 0; at < leaves.length; at += leafBytes)
        if (leaves[at] === 9) leaves[at + 1] = (leaves[at + 1] as number) ^ 1;
      return { leaves: toBase64url(leaves) };
    });
    expect(await codeOf(amira.vault.threadsOpen('amira'))).toBe('log-fork');
  });
});

describe('contacts after a recovery', () => {
  it('count as not compared once she says that somebody else had her keys, in every tab', async () => {
    const doubted = async (client: Client) => {
      const tomas = await talker(event, 'tomas');
      const { line } = await tomas.vault.directAccept(await (await talker(event, 'amira')).vault.directOffer());
      await tomas.vault.threadMute(line.thread, false);
      await comeBack(event, 'tomas');
      const [one, other] = [await talker(event, 'tomas', client), await talker(event, 'tomas', client)];
      const before = (await one.vault.safety(line.thread)).verified;
      const asked = (await one.vault.threadsState()).afterRecovery?.asksWhy;
      await one.vault.threadsSayWhy(true);
      // The other tab has what it read before, and writes it down.
      await other.vault.threadMute(line.thread, true);
      const after = await talker(event, 'tomas');
      const { afterRecovery } = await after.vault.threadsState();
      return { before, asked, after: (await after.vault.safety(line.thread)).verified, again: afterRecovery?.asksWhy };
    };
    const right = { before: 'yes', asked: true, after: 'never', again: false };
    expect(await doubted(real)).toEqual(right);
    expect(await doubted(mutant('doubt-forgotten'))).toEqual({ ...right, after: 'yes' });
  });

  it('stay compared if she says that nobody had them', async () => {
    const tomas = await talker(event, 'tomas');
    const { line } = await tomas.vault.directAccept(await (await talker(event, 'amira')).vault.directOffer());
    await tomas.vault.threadMute(line.thread, false);
    await comeBack(event, 'tomas');
    const back = await talker(event, 'tomas');
    await back.vault.threadsSayWhy(false);
    const after = await talker(event, 'tomas');
    expect((await after.vault.safety(line.thread)).verified).toBe('yes');
    expect((await after.vault.threadsState()).afterRecovery?.asksWhy).toBe(false);
  });
});

describe('a message that nobody had read', () => {
  const long = `Long ${'x'.repeat(3000)}`;
  const ofTravel = () => withMember(event.member('amira'));
  const unseenOf = async (person: Tapped) => (await person.vault.threadsState()).afterRecovery?.unseen ?? [];
  const foundBy = async (person: Tapped, text: string) => (await unseenOf(person)).find((each) => each.text === text)!;
  const offeredTo = async (person: Tapped) => (await unseenOf(person)).map((each) => each.text);
  const countOf = async (person: Tapped, text: string, target = ofTravel()) =>
    (await textsOf(person, target)).filter((each) => each === text).length;

  // She writes, nobody looks at the last ones, and her keys are lost.
  beforeAll(async () => {
    const amira = await talker(event, 'amira');
    for (const text of ['one', long, 'gone', 'back', 'three', 'four', 'let be'])
      await amira.vault.threadWrite(toTravel, { text });
    await catchUp(amira);
    const { messages, line } = await amira.vault.threadRead(toTravel);
    await amira.vault.threadUnsend(line.thread, messages.find((each) => each.text === 'gone')!.id);
    await comeBack(event, 'amira');
  });

  it('is not sent by itself; both sides are told; she sends it again, once', async () => {
    const [one, other] = [await talker(event, 'amira'), await talker(event, 'amira')];
    const tove = await talker(event, 'tove');
    const offered = await offeredTo(one);
    expect(offered).toEqual(['heard', 'heard too', 'one', long, 'back', 'three', 'four', 'let be']);
    expect((await one.vault.threadRead(toTravel)).unseen).toBe(offered.length);
    expect((await tove.vault.threadRead(ofTravel())).unreadFrom).toEqual([event.member('amira')]);
    expect(await countOf(tove, 'one')).toBe(0);
    const { thread, id } = await foundBy(one, 'one');
    for (const tab of [one, other]) await tab.vault.threadsSendAgain([{ thread, id }]);
    await catchUp(tove);
    expect(await countOf(tove, 'one')).toBe(1);
    expect((await tove.vault.threadRead(ofTravel())).unreadFrom).toEqual([]);
    for (const amira of [one, await talker(event, 'amira')]) {
      expect(await countOf(amira, 'one', toTravel)).toBe(1);
      expect(await offeredTo(amira)).not.toContain('one');
      expect(await codeOf(amira.vault.threadsSendAgain([{ thread, id }]))).toBe('thread-member');
    }
  });

  it('and that somebody had read all the same is not there twice', async () => {
    const twice = async (client: Client, text: string) => {
      const [one, other] = [await talker(event, 'amira', client), await talker(event, 'amira', client)];
      const tove = await talker(event, 'tove');
      expect(await countOf(tove, text)).toBe(1);
      const found = await foundBy(one, text);
      for (const tab of [one, other]) await tab.vault.threadsSendAgain([found]);
      await catchUp(tove);
      return countOf(tove, text);
    };
    expect(await twice(real, 'heard')).toBe(1);
    expect(await twice(mutant('composed-anew'), 'heard too')).toBe(2);
  });

  it('of several parts comes whole', async () => {
    const amira = await talker(event, 'amira');
    await amira.vault.threadsSendAgain([await foundBy(amira, long)]);
    expect(await countOf(await talker(event, 'tove'), long)).toBe(1);
  });

  it('that was sent again can be taken back', async () => {
    const amira = await talker(event, 'amira');
    const found = await foundBy(amira, 'back');
    await amira.vault.threadsSendAgain([found]);
    await catchUp(amira);
    const tove = await talker(event, 'tove');
    expect(await countOf(tove, 'back')).toBe(1);
    await amira.vault.threadUnsend(found.thread, found.id);
    await catchUp(tove);
    expect(await countOf(tove, 'back')).toBe(0);
  });

  it('is not sent to somebody who joined since', async () => {
    const ingrid = await talker(event, 'ingrid');
    await ingrid.vault.joinDesk(travel, event.member('ingrid'));
    const gotBy = async (client: Client, text: string) => {
      const amira = await talker(event, 'amira', client);
      const found = await foundBy(amira, text);
      expect(found.joined).toEqual([event.member('ingrid')]);
      const posted = amira.wire.count('threads/post');
      const code = await amira.vault.threadsSendAgain([found]).then(
        () => 'sent',
        (error: { facts?: { code: string }; code?: string }) => error.facts?.code ?? error.code,
      );
      const shown = await countOf(await talker(event, 'ingrid'), text);
      return { code, posted: amira.wire.count('threads/post') - posted, shown };
    };
    expect(await gotBy(real, 'three')).toEqual({ code: 'thread-member', posted: 0, shown: 0 });
    expect(await gotBy(mutant('joined-unasked'), 'four')).toEqual({ code: 'sent', posted: 1, shown: 1 });
  });

  it('stays where it is if she lets it be', async () => {
    const amira = await talker(event, 'amira');
    expect(await offeredTo(amira)).toContain('let be');
    const posted = amira.wire.count('threads/post');
    await amira.vault.threadsLetBe();
    const after = await talker(event, 'amira');
    expect(await offeredTo(after)).toEqual([]);
    expect((await after.vault.threadRead(toTravel)).unseen).toBeGreaterThan(0);
    expect(amira.wire.count('threads/post')).toBe(posted);
  });
});

describe('the thief of the old keys', () => {
  it('writes nothing more in her name on a lane that she had given', async () => {
    const amira = await talker(event, 'amira');
    await amira.vault.threadWrite(toTravel, { text: 'A lane of today.' });
    const { raw } = await rob('amira');
    const thread = deskThread(raw.roster.rootfp, raw.member, travel);
    const lanes = raw.lanes(await recorded(amira));
    const lane = lanes.findLast((each) => each.sender === raw.member && each.grant.thread === thread) as OwnLane;
    // The team has her lane.
    const [tove, deceived] = [await talker(event, 'tove'), await talker(event, 'tove', mutant('lane-outlives-keys'))];
    const milan = await talker(event, 'milan');
    const heard = async (text: string) => {
      const { tag, body } = raw.message(lane, text);
      // On the day after: the portal takes a parcel of tomorrow today. A member who works with him has a session.
      const parcels = [{ tag: toBase64url(tag), body: toBase64url(body) }];
      await milan.wire.ask('threads/post', { day: today() + 1, parcels });
      const shown: boolean[] = [];
      for (const each of [tove, deceived]) {
        await each.vault.refresh();
        await catchUp(each);
        shown.push((await textsOf(each, withMember(raw.member))).includes(text));
      }
      return shown;
    };
    expect(await heard('While the keys are hers.')).toEqual([true, true]);
    await comeBack(event, 'amira');
    expect(await heard('When they are not.')).toEqual([false, true]);
  });
});
