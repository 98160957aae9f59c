/**
 * P23, P24, P27. What the portal is asked, how often and in which sizes; what it keeps for a member and what she gets
 * back; and keys that somebody compared in person.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromBase64url, readU64, toBase64url } from '#protocol/core/bytes.ts';
import type { ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { periodOf } from '#protocol/threads/calendar.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import * as real from '../../../tools/demo/person.ts';
import type { ThreadTarget } from '../../../client/vault/threads/view-types.ts';
import { startRecordingProxy, type RecordingProxy } from '../../support/browser/recording-proxy.ts';
import { SmallEvent, type Handle } from '../../support/attacks/event.ts';
import { mutant, withMutantPortal, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { today } from '../../support/attacks/raw-writer.ts';
import { bendLook, catchUp, comeBack, talker, textsOf, toTravel, withMember } from '../../support/attacks/threads.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
let proxy: RecordingProxy;
let tove: Tapped;

beforeAll(async () => {
  event = await SmallEvent.found({
    people: ['milan', 'amira', 'tomas'],
    behindProxy: true,
    before: async (testEnv) => {
      proxy = await startRecordingProxy(testEnv.port, testEnv.portalPort);
    },
  });
  for (const handle of ['milan', 'amira', 'tomas'] as const) await talker(event, handle);
  tove = await talker(event, 'tove');
});
afterAll(async () => {
  await event?.stop();
  await proxy?.close();
});
afterEach(() => vi.useRealTimers());

let counter = 0;
const words = (what: string) => `${what} ${(counter += 1)}`;
const inThread = (thread: ThreadId): ThreadTarget => ({ type: 'thread', thread });
const tell = (handle: Handle, text: string) => tove.vault.threadWrite(withMember(event.member(handle)), { text });

describe('a look', () => {
  /** All bytes of questions and answers, by one recorder on the wire, while she has no mail and while she has. */
  async function sizes(amira: Tapped): Promise<{ readonly sent: number; readonly answered: number }> {
    const before = proxy.exchanges().length;
    const look = () => amira.vault.threadsLook().catch(() => undefined);
    for (let idle = 0; idle < 3; idle++) await look();
    for (let mail = 0; mail < 3; mail++) {
      await tell('amira', words('mail'));
      for (let looks = 0; looks < 3; looks++) await look();
    }
    const seen = proxy
      .exchanges()
      .slice(before)
      .filter(({ path }) => path === '/api/threads/look');
    expect(seen.length).toBe(12);
    const distinct = (all: readonly number[]) => new Set(all).size;
    return { sent: distinct(seen.map(({ sent }) => sent)), answered: distinct(seen.map(({ answered }) => answered)) };
  }

  it('has one size in each direction, with and without mail', async () => {
    expect(await sizes(await talker(event, 'amira'))).toEqual({ sent: 1, answered: 1 });
    // The same recorder does see sizes that differ.
    const posts = proxy.exchanges().filter(({ path }) => path === '/api/threads/post');
    expect(new Set(posts.map(({ sent }) => sent)).size).toBeGreaterThan(1);
  });

  it('would have others from a portal that fills nothing up', async () => {
    const amira = await talker(event, 'amira');
    const { answered } = await withMutantPortal(event.testEnv, 'unfilled-look', () => sizes(amira));
    expect(answered).toBeGreaterThan(1);
  });

  const askedBy = ({ wire }: Tapped, from: number) =>
    wire.passed
      .slice(from)
      .filter(({ name }) => name === 'threads/look')
      .flatMap(({ body }) => {
        const bytes = fromBase64url((body as { ask: string }).ask);
        return Array.from({ length: limits.parcelsPerLook }, (_, i) => readU64(bytes, 8 + i * 8));
      });

  it('does not tell whose a parcel is while few come: everyone asks for all of them', async () => {
    const askers = async (client: Client) => {
      // A lane of today is there: what comes is one parcel.
      await tell('amira', words('first'));
      const [amira, tomas] = [await talker(event, 'amira', client), await talker(event, 'tomas', client)];
      for (const person of [amira, tomas]) for (let quiet = 0; quiet < 20; quiet++) await person.vault.threadsLook();
      const all = [true, true];
      // Six, each within its own three looks: chance alone asks for all of them once in a hundred thousand times.
      for (let parcel = 0; parcel < 6; parcel++) {
        const from = [amira, tomas].map(({ wire }) => wire.passed.length);
        const text = words('whose');
        await tell('amira', text);
        for (const person of [amira, tomas]) for (let looks = 0; looks < 3; looks++) await person.vault.threadsLook();
        expect(await textsOf(amira, toTravel)).toContain(text);
        const [row] = await event.sql<{ newest: string }>('select newest from stream');
        for (const [i, person] of [amira, tomas].entries())
          all[i] &&= askedBy(person, from[i] as number).includes(Number(row?.newest));
      }
      return all;
    };
    expect(await askers(real)).toEqual([true, true]);
    expect(await askers(mutant('tell-tale-decoys'))).toEqual([true, false]);
  });

  it('opens what it fetched before its letter was open, and does not tell by asking for it again', async () => {
    const shown = async (client: Client) => {
      const amira = await talker(event, 'amira', client);
      for (let quiet = 0; quiet < 20; quiet++) await amira.vault.threadsLook();
      // A lane of its own: a letter to her, one to oneself, and the message.
      const text = words('with its letter');
      const { line } = await tove.vault.groupMake(text, [event.member('amira')]);
      // One look lists them, the next brings all of them.
      for (let looks = 0; looks < 2; looks++) await amira.vault.threadsLook();
      const lines = (await amira.vault.threadsState()).lines;
      return lines.find(({ thread }) => thread === line.thread)?.title === text;
    };
    expect(await shown(real)).toBe(true);
    expect(await shown(mutant('asked-twice'))).toBe(false);
  });

  it('is not led to ask for what cannot be anybody’s by a false end of the stream', async () => {
    const asked = async (client: Client) => {
      const amira = await talker(event, 'amira', client);
      const from = amira.wire.passed.length;
      bendLook(amira, (look) => ({ ...look, newest: 2 ** 40 }));
      for (let looks = 0; looks < 20; looks++) await amira.vault.threadsLook();
      const [row] = await event.sql<{ newest: string }>('select newest from stream');
      return askedBy(amira, from).some((sequence) => sequence > Number(row?.newest));
    };
    expect(await asked(real)).toBe(false);
    expect(await asked(mutant('lying-newest'))).toBe(true);
  });
});

describe('the archive', () => {
  it('is written by the clock, with and without mail', async () => {
    const written = async (client: Client, mail: boolean) => {
      const amira = await talker(event, 'amira', client);
      const opened = amira.wire.count('threads/keep');
      for (let looks = 0; looks < 3; looks++) {
        if (mail) await tell('amira', words('mail'));
        await catchUp(amira);
      }
      const soon = amira.wire.count('threads/keep') - opened;
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60 * 1000 });
      await amira.vault.threadsLook();
      vi.useRealTimers();
      return { opened, soon, later: amira.wire.count('threads/keep') - opened - soon };
    };
    const quiet = await written(real, false);
    expect(quiet).toEqual({ opened: 3, soon: 0, later: 3 });
    expect(await written(real, true)).toEqual(quiet);
    expect((await written(mutant('written-on-mail'), true)).soon).toBeGreaterThan(0);
  });

  type Chunks = Reply<'threads/chunks'>['chunks'];
  const chunksOf = async (handle: Handle) => {
    const person = await talker(event, handle);
    const { chunks } = await person.wire.ask('threads/chunks', {});
    const bodies = new Map<string, Reply<'threads/chunk'>>();
    for (const { chunk } of chunks) bodies.set(chunk, await person.wire.ask('threads/chunk', { chunk }));
    return { chunks, bodies };
  };

  async function opening(
    chunks: (own: Chunks) => Chunks,
    chunk: (own: Reply<'threads/chunk'>) => Reply<'threads/chunk'>,
  ): Promise<Tapped> {
    const amira = await event.enter('amira');
    amira.wire.bend('threads/chunks', async (ask) => ({ chunks: chunks((await ask()).chunks) }));
    amira.wire.bend('threads/chunk', async (ask) => chunk(await ask()));
    await amira.vault.threadsOpen('amira');
    return amira;
  }
  const same = <T>(given: T): T => given;

  it('opens as it was kept', async () => {
    const text = words('kept');
    await tell('amira', text);
    await talker(event, 'amira');
    expect(await textsOf(await opening(same, same), toTravel)).toContain(text);
  });

  it('of another person, under another share or with one bit turned does not open, and is not written over', async () => {
    const others = await chunksOf('tomas');
    const [theirs] = [...others.bodies.values()];
    const turned = (sealed: string, at: number) => {
      const bytes = fromBase64url(sealed);
      bytes[at] = (bytes[at] as number) ^ 1;
      return toBase64url(bytes);
    };
    type Bent = Parameters<typeof opening>;
    const wrong: readonly Bent[] = [
      [same, (own) => ({ ...own, sealed: theirs?.sealed ?? '' })],
      [(own) => own.map((one) => ({ ...one, share: others.chunks[0]?.share ?? null })), same],
      [(own) => own.map((one, i) => ({ ...one, share: own[(i + 1) % own.length]?.share ?? null })), same],
      // Salt, commitment, contents.
      ...[0, 40, 200].map((at): Bent => [same, (own) => ({ ...own, sealed: turned(own.sealed, at) })]),
    ];
    const text = words('stays');
    await tell('amira', text);
    await talker(event, 'amira');
    const own = await chunksOf('amira');
    for (const bent of wrong) {
      const amira = await opening(...bent);
      const { kept } = await amira.vault.threadsState();
      // With those that were begun beside them meanwhile.
      expect(kept.chunksShut).toBeGreaterThanOrEqual(own.chunks.length);
      expect(kept.stateShut).toBe(true);
      expect(amira.wire.passed.filter(({ name }) => name === 'threads/keep').length).toBeGreaterThan(0);
    }
    const after = await chunksOf('amira');
    for (const { chunk } of own.chunks) expect(after.bodies.has(chunk)).toBe(true);
    expect((await (await talker(event, 'amira')).vault.threadsState()).kept).toMatchObject({
      chunksShut: 0,
      stateShut: false,
    });
    expect(await textsOf(await talker(event, 'amira'), toTravel)).toContain(text);
  });

  it('of an older day opens, and says of when it is; what came since is read again', async () => {
    const old = await chunksOf('amira');
    const before = (await (await talker(event, 'amira')).vault.threadsState()).lastVisit ?? 0;
    const text = words('since');
    await tell('amira', text);
    await talker(event, 'amira');
    const amira = await event.enter('amira');
    amira.wire.bend('threads/chunk', async (ask, { chunk }) => old.bodies.get(chunk) ?? ask());
    // The false portal takes what is written to it, as the real one would.
    amira.wire.bend('threads/keep', (_ask, { version }) => ({ version: version + 1 }));
    const state = await amira.vault.threadsOpen('amira');
    expect(state.lastVisit).toBeLessThanOrEqual(before);
    expect(await textsOf(amira, toTravel)).toContain(text);
  });
});

describe('the keyring', () => {
  type Ring = Reply<'threads/keyring'>;
  async function opening(bend: (own: Ring) => Ring, handle: Handle = 'amira', client: Client = real): Promise<Tapped> {
    const person = await event.enter(handle, client);
    person.wire.bend('threads/keyring', async (ask) => bend(await ask()));
    await person.vault.threadsOpen(handle);
    return person;
  }

  it('opens with the share of each week', async () => {
    expect((await opening((own) => own)).wire.count('threads/publish')).toBe(0);
  });

  it('does not open with shares of other weeks, nor with somebody else’s secrets', async () => {
    const others = await tove.wire.ask('threads/keyring', {});
    const shifted = ({ bundles, periods }: Ring): Ring => ({
      bundles,
      periods: periods.map((one, i) => ({ ...one, share: periods[(i + 1) % periods.length]?.share ?? null })),
    });
    const moved = ({ bundles, periods }: Ring): Ring => ({
      bundles,
      periods: periods.map((one, i) => ({ ...one, sealed: periods[(i + 1) % periods.length]?.sealed ?? '' })),
    });
    for (const wrong of [shifted, moved, ({ bundles }: Ring): Ring => ({ bundles, periods: others.periods })]) {
      expect(await codeOf(opening(wrong, 'amira', mutant('shut-week-closes')))).toBe('wrong-key');
      const amira = await opening(wrong);
      expect((await amira.vault.threadsState()).kept.weeksShut).toBeGreaterThan(20);
      // New secrets take their place, and messages go on.
      expect(amira.wire.count('threads/publish')).toBe(1);
      const text = words('under new secrets');
      await tell('amira', text);
      expect(await textsOf(await talker(event, 'amira'), toTravel)).toContain(text);
    }
    // Somebody else's bundles are none of hers: she publishes her own again.
    const again = await opening(({ periods }) => ({ bundles: others.bundles, periods }));
    expect(again.wire.count('threads/publish')).toBe(1);
  });

  it('that is said to be her first is not, where the log knows better: nothing that came before is skipped', async () => {
    const text = words('not skipped');
    await tell('tomas', text);
    const none = (own: Ring): Ring => ({ ...own, bundles: null });
    expect(await codeOf(opening(none, 'tomas'))).toBe('bundle-old');
    expect(await textsOf(await talker(event, 'tomas'), toTravel)).toContain(text);
    const lost = words('skipped');
    await tell('tomas', lost);
    const deceived = await opening(none, 'tomas', mutant('first-visit-again'));
    expect(await textsOf(deceived, toTravel)).not.toContain(lost);
  });
});

describe('two people who met', () => {
  it('use up their code, whichever of two tabs saw the answer', async () => {
    const used = async (client: Client) => {
      const [one, other] = [await talker(event, 'amira', client), await talker(event, 'amira', client)];
      const code = await one.vault.directOffer();
      const { line } = await (await talker(event, 'tomas')).vault.directAccept(code);
      for (const tab of [one, other]) await catchUp(tab);
      // The one that has not written yet writes first, and joins what the other had kept: the code, unanswered.
      for (const tab of [other, one]) await tab.vault.threadMute(line.thread, false);
      const milan = await talker(event, 'milan');
      const third = await milan.vault.directAccept(code);
      await milan.vault.threadWrite(inThread(third.line.thread), { text: 'It was on your screen.' });
      const amira = await talker(event, 'amira', client);
      return (await amira.vault.threadsState()).lines.some(({ thread }) => thread === third.line.thread);
    };
    expect(await used(real)).toBe(false);
    expect(await used(mutant('code-used-twice'))).toBe(true);
  });

  it('write nothing more once keys that they compared have changed, until they compare them again', async () => {
    const amira = await talker(event, 'amira');
    const { line } = await amira.vault.directAccept(await (await talker(event, 'tomas')).vault.directOffer());
    const target = inThread(line.thread);
    expect((await amira.vault.safety(line.thread)).verified).toBe('yes');
    await amira.vault.threadWrite(target, { text: 'Before.' });
    await amira.vault.threadMute(line.thread, false);
    const deceived = await talker(event, 'amira', mutant('changed-contact'));
    const period = periodOf(today());
    const asked = { members: [event.member('tomas')], period };
    const old = (await amira.wire.ask('threads/keys', asked)).members[0];
    const before = amira.wire.count('threads/post');

    await comeBack(event, 'tomas');
    await talker(event, 'tomas');
    expect(await codeOf(amira.vault.threadWrite(target, { text: 'To whom?' }))).toBe('contact-changed');
    expect(amira.wire.count('threads/post')).toBe(before);
    expect((await amira.vault.threadRead(target)).line.shut).toBe('contact-changed');
    await deceived.vault.threadWrite(target, { text: 'To anybody.' });
    expect((await amira.vault.safety(line.thread)).verified).toBe('changed');
    await amira.vault.safetyConfirm(line.thread);

    // What he signed before is void, also if the portal serves it.
    const serveOld = ({ wire }: Tapped) =>
      wire.bend('threads/keys', async (ask) => ({
        members: (await ask()).members.map((given) => (given.member === old?.member ? old : given)),
      }));
    serveOld(amira);
    expect(await codeOf(amira.vault.threadWrite(target, { text: 'Under old keys.' }))).toBe('bundle-old');
    amira.wire.straighten();
    await amira.vault.threadWrite(target, { text: 'Again.' });
    // The signature is a second check: the old list is not signed with the present key.
    const other = await talker(event, 'amira', mutant('ended-key'));
    serveOld(other);
    expect(await codeOf(other.vault.threadWrite(target, { text: 'Under old keys.' }))).toBe('bundle-signature');
  });
});

describe('a look that nobody answers', () => {
  it('is asked again as it was, so that what is asked for twice does not tell what is hers', async () => {
    const questions = async (client: Client) => {
      await tell('amira', words('first'));
      const amira = await talker(event, 'amira', client);
      for (let quiet = 0; quiet < 20; quiet++) await amira.vault.threadsLook();
      const text = words('hers');
      await tell('amira', text);
      // It is listed now, and asked for next.
      await amira.vault.threadsLook();
      const from = amira.wire.passed.length;
      amira.wire.bend('threads/look', () => ({ look: '' }));
      for (let looks = 0; looks < 6; looks++) await amira.vault.threadsLook().catch(() => undefined);
      const asked = amira.wire.passed
        .slice(from)
        .filter(({ name }) => name === 'threads/look')
        .map(({ body }) => (body as { ask: string }).ask);
      expect(asked).toHaveLength(6);
      amira.wire.straighten();
      await catchUp(amira);
      expect(await textsOf(amira, toTravel)).toContain(text);
      return new Set(asked).size;
    };
    expect(await questions(real)).toBe(1);
    expect(await questions(mutant('asked-anew'))).toBeGreaterThan(1);
  });
});
