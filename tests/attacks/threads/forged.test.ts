/**
 * P23, P25. Keys that are not hers, letters from people outside, messages in somebody else's name, parcels twice, moved
 * or lost, lists of members that do not agree, and people who were taken off. The portal helps whoever attacks.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { toId, type MemberId, type ThreadId } from '#protocol/core/ids.ts';
import { signKeyPair } from '#protocol/crypto/sodium.ts';
import { bundlesCodec, signBundles } from '#protocol/threads/bundle.ts';
import { periodOf } from '#protocol/threads/calendar.ts';
import { messageTag, type OwnLane } from '#protocol/threads/lane.ts';
import { openLetter, pairKey } from '#protocol/threads/letter.ts';
import { derivePeriodKeys, periodKeyHash, publicKeysOf } from '#protocol/threads/period.ts';
import { announcementThread, deskThread, directThread } from '#protocol/threads/thread.ts';
import { object, blob, fixed } from '#protocol/core/codec.ts';
import * as real from '../../../tools/demo/person.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { ThreadTarget } from '../../../client/vault/threads/view-types.ts';
import { SmallEvent, travel, type Handle } from '../../support/attacks/event.ts';
import { randomness, secret32 } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { recorded, RawWriter, today } from '../../support/attacks/raw-writer.ts';
import { bendLook, catchUp, talker, textsOf, toTravel, withMember } from '../../support/attacks/threads.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
let tove: Tapped;
let tomas: Tapped;
/** A visa officer: of the staff, and in no thread of the travel team. */
let sara: RawWriter;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'sara', 'amira', 'tomas'] });
  for (const handle of ['milan', 'amira', 'ingrid'] as const) await talker(event, handle);
  [tove, tomas] = [await talker(event, 'tove'), await talker(event, 'tomas')];
  sara = await RawWriter.of(await talker(event, 'sara'), event.place);
});
afterAll(() => event.stop());

let counter = 0;
const words = (what: string) => `${what} ${(counter += 1)}`;
const inThread = (thread: ThreadId): ThreadTarget => ({ type: 'thread', thread });
const damaged = async ({ vault }: Tapped) => (await vault.threadsState()).damaged;
const linesOf = async ({ vault }: Tapped) => (await vault.threadsState()).lines;
const scribeOf = (person: Tapped) => RawWriter.of(person, event.place);

/** Whatever she can see anywhere. */
async function everyText(person: Tapped): Promise<readonly string[]> {
  const lines = await linesOf(person);
  return (await Promise.all(lines.map(({ thread }) => textsOf(person, inThread(thread))))).flat();
}

async function reader(handle: Handle, client: Client = real): Promise<Tapped> {
  return talker(event, handle, client);
}

type Keys = Reply<'threads/keys'>['members'][number];
const signedBundles = object('dd1/signed-bundles', { bundles: blob(4096), signature: fixed(64) });

describe('keys that letters are sealed to', () => {
  /** What somebody who holds Tove's account secret later makes of what Amira sent, with the portal's own week keys. */
  const own = () => derivePeriodKeys(secret32(), sara.roster.rootfp);

  /** Only who has no lane in the thread yet today writes letters. */
  async function writing(client: Client, bend: (given: Keys) => Keys | undefined, handle: Handle = 'amira') {
    const amira = await reader(handle, client);
    amira.wire.bend('threads/keys', async (ask) => ({
      members: (await ask()).members.flatMap((given) =>
        given.member === event.member('tove') ? (bend(given) ?? []) : [given],
      ),
    }));
    const text = words('substituted');
    const wrote = amira.vault.threadWrite(toTravel, { text });
    return { amira, text, wrote };
  }

  async function refusedWith(bend: (given: Keys) => Keys | undefined): Promise<string> {
    const { amira, wrote } = await writing(real, bend);
    const code = await codeOf(wrote);
    expect(amira.wire.count('threads/post')).toBe(0);
    return code;
  }

  /** Of Tove's letters among those that were posted, how many open with these week keys and her account secret. */
  async function opened({ wire }: Tapped, keys: ReturnType<typeof own>, from: MemberId): Promise<number> {
    const rawWriter = await scribeOf(tove);
    const { rootfp, members } = rawWriter.roster;
    const card = members.get(from)?.at(-1)?.card;
    const fromDhKey = card?.dhKey ?? randomness(32);
    const period = periodOf(today());
    const place = { rootfp, from, to: event.member('tove'), fromDhKey, period };
    const pair = pairKey(rootfp, rawWriter.insider.keys.dh, fromDhKey);
    const { parcels } = wire.lastSent('threads/post') as { parcels: { body: string }[] };
    return parcels.filter(({ body }) => {
      try {
        return openLetter(place, pair, keys, fromBase64url(body)).length > 0;
      } catch {
        return false;
      }
    }).length;
  }

  const encoded = (keys: ReturnType<typeof own>) => {
    const { sealKey, dhKey } = publicKeysOf(keys);
    return { sealKey: toBase64url(sealKey), dhKey: toBase64url(dhKey) };
  };

  it('are hers, and she reads', async () => {
    const { text, wrote, amira } = await writing(real, (given) => given);
    await wrote;
    await catchUp(tove);
    expect(await textsOf(tove, withMember(event.member('amira')))).toContain(text);
    expect(await opened(amira, own(), event.member('amira'))).toBe(0);
  });

  it('and not keys of the portal', async () => {
    const keys = own();
    expect(await refusedWith((given) => ({ ...given, keys: encoded(keys) }))).toBe('bundle-signature');
    const bend = (given: Keys) => ({ ...given, keys: encoded(keys) });
    const { amira: deceived, wrote } = await writing(mutant('substituted-bundle'), bend, 'tomas');
    await wrote;
    expect(await opened(deceived, keys, event.member('tomas'))).toBe(1);
  });

  it('and not those of another member', async () => {
    const period = periodOf(today());
    const asked = { members: [event.member('milan')], period };
    const [other] = (await tove.wire.ask('threads/keys', asked)).members as [Keys];
    expect(await refusedWith(({ member }) => ({ ...other, member }))).toBe('bundle-signature');
    expect(await refusedWith((given) => ({ ...given, keys: other.keys }))).toBe('bundle-signature');
  });

  it('and not a list that somebody else signed; the log is a second wall behind the signature', async () => {
    const keys = own();
    const forged = (given: Keys): Keys => {
      const bundles = bundlesCodec.parse(signedBundles.parse(fromBase64url(given.signed)).bundles);
      const keyHashes = bundles.keyHashes.map(() => periodKeyHash(publicKeysOf(keys)));
      const signed = signBundles({ ...bundles, keyHashes }, signKeyPair(secret32()).secretKey);
      return { ...given, signed: toBase64url(signed), keys: encoded(keys) };
    };
    expect(await refusedWith(forged)).toBe('bundle-signature');
    const { wrote } = await writing(mutant('unsigned-bundle'), forged);
    expect(await codeOf(wrote)).toBe('leaf-missing');
  });

  it('and not an older list than the log knows', async () => {
    const rawWriter = await scribeOf(tove);
    const asked = { members: [rawWriter.member], period: periodOf(today()) };
    const [old] = (await tove.wire.ask('threads/keys', asked)).members as [Keys];
    const bundles = bundlesCodec.parse(signedBundles.parse(fromBase64url(old.signed)).bundles);
    const next = signBundles({ ...bundles, generation: bundles.generation + 1 }, rawWriter.insider.keys.sign.secretKey);
    await tove.wire.ask('threads/publish', { signed: toBase64url(next), keys: [], secrets: [] });
    const { text, wrote } = await writing(real, (given) => given);
    await wrote;
    await catchUp(tove);
    expect(await textsOf(tove, withMember(event.member('amira')))).toContain(text);
    expect(await refusedWith(() => old)).toBe('bundle-old');
    const { amira, wrote: believed } = await writing(mutant('old-bundle'), () => old);
    await believed;
    expect(amira.wire.count('threads/post')).toBe(1);
  });

  it('and nobody whom the log knows is left out, whatever the portal says of her keys', async () => {
    expect(await refusedWith(() => undefined)).toBe('bundle-old');
    const voided = (given: Keys) => ({ ...given, leaf: 0 });
    expect(await refusedWith(voided)).toBe('bundle-old');
    const { text, wrote } = await writing(mutant('voided-keys'), voided, 'sara');
    await wrote;
    await catchUp(tove);
    expect(await everyText(tove)).not.toContain(text);
  });
});

describe('a message in somebody else’s name', () => {
  let thread: ThreadId;
  let rawWriter: RawWriter;

  beforeAll(async () => {
    const made = await tove.vault.groupMake('Bus', [event.member('amira'), event.member('tomas')]);
    thread = made.line.thread;
    await tove.vault.threadWrite(inThread(thread), { text: 'Nine o’clock.' });
    rawWriter = await scribeOf(tomas);
  });

  /** Tomas has Tove's lane, as everybody in the group: its secret, not the seed. */
  async function asTove(client: Client, shown: (person: Tapped, text: string) => Promise<boolean>) {
    const amira = await reader('amira', client);
    const lane = rawWriter
      .lanes(await recorded(tomas))
      .find(({ sender, grant }) => sender === event.member('tove') && grant.thread === thread);
    const text = words('Ten o’clock');
    await rawWriter.post(rawWriter.message({ ...lane, seed: secret32() } as OwnLane, text));
    const before = await damaged(amira);
    await catchUp(amira);
    return { shown: await shown(amira, text), damaged: (await damaged(amira)) - before };
  }
  const isShown = async (person: Tapped, text: string) => (await everyText(person)).includes(text);

  it('is hers when she wrote it', async () => {
    const amira = await reader('amira');
    expect(await textsOf(amira, inThread(thread))).toContain('Nine o’clock.');
  });

  it('is not believed of one who only reads her lane', async () => {
    expect(await asTove(real, isShown)).toEqual({ shown: false, damaged: 1 });
    expect(await asTove(mutant('forged-sender'), isShown)).toEqual({ shown: true, damaged: 0 });
  });

  it('is not kept from the others by one who gives her lane once more as his own', async () => {
    const lane = rawWriter
      .lanes(await recorded(tomas))
      .find(({ sender, grant }) => sender === event.member('tove') && grant.thread === thread);
    const regranted = async (client: Client) => {
      const amira = await reader('amira', client);
      await rawWriter.post(await rawWriter.letter(event.member('amira'), (lane as OwnLane).grant));
      await catchUp(amira);
      const text = words('Still nine');
      await tove.vault.threadWrite(inThread(thread), { text });
      await catchUp(amira);
      return isShown(amira, text);
    };
    expect(await regranted(real)).toBe(true);
    expect(await regranted(mutant('regranted-lane'))).toBe(false);
  });

  it('is no announcement either, whoever can read those', async () => {
    await event.enter('ingrid');
    const ingrid = await reader('ingrid');
    await ingrid.vault.announce('officers', 'Supper at seven.');
    const lane = () =>
      recorded(tomas).then((stream) => rawWriter.lanes(stream).find(({ grant }) => grant.kind === 'announcement'));
    const announced = async (client: Client) => {
      const amira = await reader('amira', client);
      const text = words('Supper at ten');
      await rawWriter.post(rawWriter.message({ ...(await lane()), seed: secret32() } as OwnLane, text));
      await catchUp(amira);
      return isShown(amira, text);
    };
    expect(await announced(real)).toBe(false);
    expect(await announced(mutant('forged-sender'))).toBe(true);
    const amira = await reader('amira');
    expect(await isShown(amira, 'Supper at seven.')).toBe(true);
  });
});

describe('a letter', () => {
  const isShownAfter = async (client: Client, write: (text: string, to: MemberId) => Promise<void>) => {
    const amira = await reader('amira', client);
    const text = words('from outside');
    await write(text, event.member('amira'));
    await catchUp(amira);
    return (await everyText(amira)).includes(text);
  };

  it('of one of another team makes no message in the travel team’s thread', async () => {
    const write = (text: string, to: MemberId) => {
      const thread = deskThread(sara.roster.rootfp, to, travel);
      return sara.say(sara.lane({ thread, kind: 'desk', desk: travel, owner: to }), [to], text);
    };
    expect(await isShownAfter(real, write)).toBe(false);
    // Behind it stands what counts: only who is in the thread now. Both are taken out here.
    expect(await isShownAfter(mutant('foreign-letter'), write)).toBe(true);
  });

  it('of one who is not of the officers announces nothing', async () => {
    const write = (text: string, to: MemberId) => {
      const thread = announcementThread(sara.roster.rootfp, 'officers' as never);
      return sara.say(sara.lane({ thread, kind: 'announcement', desk: 'officers' }), [to], text);
    };
    expect(await isShownAfter(real, write)).toBe(false);
    expect(await isShownAfter(mutant('foreign-letter'), write)).toBe(true);
  });

  it('of a stranger makes no group, neither as its maker nor in the name of one of the staff', async () => {
    const rawWriter = await scribeOf(tomas);
    const group = (owner: MemberId) => (text: string, to: MemberId) =>
      rawWriter.say(
        rawWriter.lane({
          thread: toId(randomness(16)),
          kind: 'group',
          owner,
          version: 1,
          members: [...new Set([owner, rawWriter.member, to])],
        }),
        [to],
        text,
      );
    expect(await isShownAfter(real, group(rawWriter.member))).toBe(false);
    expect(await isShownAfter(mutant('group-of-stranger'), group(rawWriter.member))).toBe(true);
    expect(await isShownAfter(real, group(event.member('tove')))).toBe(false);
    expect(await isShownAfter(mutant('borrowed-maker'), group(event.member('tove')))).toBe(true);
  });

  it('of one who was never met makes no thread of two', async () => {
    const rawWriter = await scribeOf(tomas);
    const write = (text: string, to: MemberId) => {
      const thread = directThread(rawWriter.roster.rootfp, randomness(32), rawWriter.member, to);
      return rawWriter.say(rawWriter.lane({ thread, kind: 'direct', members: [rawWriter.member, to] }), [to], text);
    };
    expect(await isShownAfter(real, write)).toBe(false);
    expect(await isShownAfter(mutant('pair-without-code'), write)).toBe(true);
  });

  it('of two people who met does', async () => {
    const amira = await reader('amira');
    const code = await amira.vault.directOffer();
    const { line } = await (await reader('tomas')).vault.directAccept(code);
    await catchUp(amira);
    expect((await linesOf(amira)).map(({ thread }) => thread)).toContain(line.thread);
  });
});

describe('a parcel', () => {
  const wish = () => withMember(event.member('amira'));

  it('of one thread is no message in another, under whatever tag it comes', async () => {
    const milan = await reader('milan');
    const rawWriter = await scribeOf(milan);
    const text = words('for Amira');
    await tove.vault.threadWrite(withMember(event.member('tomas')), { text: 'for Tomas' });
    await tove.vault.threadWrite(wish(), { text });
    const stream = await recorded(milan);
    const lanes = rawWriter.lanes(stream).filter(({ sender }) => sender === event.member('tove'));
    const of = (owner: MemberId) =>
      lanes.findLast(({ grant }) => grant.thread === deskThread(rawWriter.roster.rootfp, owner, travel)) as OwnLane;
    const body = stream.find((parcel) => rawWriter.reads([parcel], lanes)[0]?.text === text)?.body ?? randomness(2048);
    const reads = await reader('tomas');
    const before = await damaged(reads);
    await rawWriter.post({ tag: messageTag(of(event.member('tomas')), 63), body });
    await catchUp(reads);
    expect(await everyText(reads)).not.toContain(text);
    expect(await damaged(reads)).toBe(before + 1);
    const amira = await reader('amira');
    // Once more in its own thread, under another of the lane's tags: it is the same message, and shown once.
    await rawWriter.post({ tag: messageTag(of(event.member('amira')), 62), body });
    await catchUp(amira);
    expect((await textsOf(amira, toTravel)).filter((each) => each === text)).toHaveLength(1);
  });

  it('that the portal lists again, with the very body or with one that was altered, changes nothing', async () => {
    const [amira, text] = [await reader('amira'), words('once')];
    const before = await damaged(amira);
    await tove.vault.threadWrite(wish(), { text });
    const stream = await recorded(tove);
    const again = stream
      .slice(-20)
      .map((parcel, i) => ({ ...parcel, sequence: (stream.at(-1)?.sequence ?? 0) + 1 + i }));
    const bodies = new Map(
      again.map(({ sequence, body }, i) => [
        sequence,
        i % 2 === 0 ? body : body.map((byte, at) => (at === 900 ? byte ^ 1 : byte)),
      ]),
    );
    bendLook(amira, (look, after, asked) => ({
      newest: again.at(-1)?.sequence ?? 0,
      lines: [
        ...look.lines,
        ...again.filter(({ sequence }) => sequence > Math.max(after, look.lines.at(-1)?.sequence ?? 0)),
      ].slice(0, 64),
      bodies: asked.map((sequence, i) => bodies.get(sequence) ?? (look.bodies[i] as Uint8Array)),
    }));
    await catchUp(amira);
    expect((await textsOf(amira, toTravel)).filter((each) => each === text)).toHaveLength(1);
    expect(await damaged(amira)).toBeGreaterThan(before);
  });

  it('that is held back is missing as soon as somebody has seen it', async () => {
    const held = async (client: Client) => {
      const [milan, amira] = [await reader('milan'), await reader('amira', client)];
      const lost = words('lost');
      await tove.vault.threadWrite(wish(), { text: words('before') });
      await catchUp(amira);
      const from = (await recorded(milan)).length;
      await tove.vault.threadWrite(wish(), { text: lost });
      const to = (await recorded(milan)).length;
      await catchUp(milan);
      await milan.vault.threadWrite(wish(), { text: words('after') });
      bendLook(amira, (look) => ({
        ...look,
        lines: look.lines.filter(({ sequence }) => sequence <= from || sequence > to),
      }));
      await catchUp(amira);
      const { messages, missing } = await amira.vault.threadRead(toTravel);
      expect(messages.map(({ text }) => text)).not.toContain(lost);
      return missing;
    };
    expect((await (await reader('amira')).vault.threadRead(toTravel)).missing).toBe(0);
    expect(await held(real)).toBe(1);
    expect(await held(mutant('hidden-gap'))).toBe(0);
  });

  it('comes in the stream’s order, or the answer is refused', async () => {
    for (const disorder of [
      (look: Parameters<Parameters<typeof bendLook>[1]>[0]) => ({ ...look, lines: look.lines.toReversed() }),
      (look: Parameters<Parameters<typeof bendLook>[1]>[0]) => ({
        ...look,
        lines: look.lines.flatMap((one) => [one, one]).slice(0, 64),
      }),
      (look: Parameters<Parameters<typeof bendLook>[1]>[0]) => ({
        ...look,
        lines: look.lines.map((line) => ({ ...line, sequence: 1 })),
      }),
      (look: Parameters<Parameters<typeof bendLook>[1]>[0]) => ({ ...look, newest: 1 }),
    ]) {
      const [amira, changed] = [await reader('amira'), await reader('amira', mutant('look-goes-back'))];
      await tove.vault.threadWrite(wish(), { text: words('in order') });
      await tove.vault.threadWrite(wish(), { text: words('in order') });
      bendLook(amira, disorder);
      expect(await codeOf(amira.vault.threadsLook())).toBe('malformed');
      bendLook(changed, disorder);
      await changed.vault.threadsLook();
    }
  });

  it('is not lost because somebody posts another one under its tag before she looks', async () => {
    const squatted = async (client: Client) => {
      const amira = await reader('amira', client);
      const milan = await scribeOf(await reader('milan'));
      // A new lane, and its letter only after its message.
      const thread = deskThread(milan.roster.rootfp, event.member('amira'), travel);
      const lane = milan.lane({ thread, kind: 'desk', desk: travel, owner: event.member('amira') });
      const text = words('squatted');
      const message = milan.message(lane, text);
      await milan.post(message);
      await (await scribeOf(tomas)).post({ tag: message.tag, body: randomness(2048) });
      await milan.post(await milan.letter(event.member('amira'), lane.grant));
      await catchUp(amira);
      return (await textsOf(amira, toTravel)).includes(text);
    };
    expect(await squatted(real)).toBe(true);
    expect(await squatted(mutant('squatted-tag'))).toBe(false);
  });
});
