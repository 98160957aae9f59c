/**
 * P22, P23. What one member who means harm can do to the others' threads with letters that are well made, and what she
 * can still do when she was taken out, while somebody's page stays open.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { limits } from '#protocol/core/limits.ts';
import { toId, type MemberId, type ThreadId } from '#protocol/core/ids.ts';
import { announcementThread, deskThread } from '#protocol/threads/thread.ts';
import * as real from '../../../tools/demo/person.ts';
import type { ThreadTarget } from '../../../client/vault/threads/view-types.ts';
import { SmallEvent, travel, type Handle } from '../../support/attacks/event.ts';
import { randomness } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { recorded, RawWriter } from '../../support/attacks/raw-writer.ts';
import { catchUp, talker, textsOf, toTravel, withMember } from '../../support/attacks/threads.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
let tove: Tapped;
let ingrid: Tapped;
/** A visa officer: of the staff, and in no thread of the travel team. */
let sara: RawWriter;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'sara', 'amira', 'tomas'] });
  for (const handle of ['milan', 'amira', 'tomas'] as const) await talker(event, handle);
  [tove, ingrid] = [await talker(event, 'tove'), await talker(event, 'ingrid')];
  sara = await RawWriter.of(await talker(event, 'sara'), event.place);
});
afterAll(() => event.stop());
afterEach(() => vi.useRealTimers());

let counter = 0;
const words = (what: string) => `${what} ${(counter += 1)}`;
const inThread = (thread: ThreadId): ThreadTarget => ({ type: 'thread', thread });
const people = (...handles: readonly Handle[]): MemberId[] => handles.map((handle) => event.member(handle));

describe('a group under the id of another thread', () => {
  async function squatted(thread: ThreadId): Promise<void> {
    const named = { thread, kind: 'group', owner: sara.member, version: 1 } as const;
    const lane = sara.lane({ ...named, members: [sara.member, event.member('amira')] });
    await sara.say(lane, people('amira'), words('squatted'));
  }

  it('does not take over what somebody writes to a team', async () => {
    const written = async (client: Client) => {
      const amira = await talker(event, 'amira', client);
      const { line } = await amira.vault.threadWrite(toTravel, { text: words('to the team') });
      await squatted(line.thread);
      await catchUp(amira);
      const text = words('where I hide');
      const { line: after } = await amira.vault.threadWrite(inThread(line.thread), { text });
      await catchUp(tove);
      return {
        kind: after.kind,
        team: (await textsOf(tove, withMember(event.member('amira')))).includes(text),
        sara: sara.texts(await recorded(tove)).includes(text),
      };
    };
    expect(await written(real)).toEqual({ kind: 'desk', team: true, sara: false });
    expect(await written(mutant('squatted-thread'))).toEqual({ kind: 'group', team: false, sara: true });
  });

  it('nor announcements, nor a thread of two', async () => {
    const amira = await talker(event, 'amira');
    await ingrid.vault.announce('officers', words('supper'));
    const announced = announcementThread(sara.roster.rootfp, 'officers' as never);
    await squatted(announced);
    const tomas = await talker(event, 'tomas');
    const { line } = await tomas.vault.directAccept(await amira.vault.directOffer());
    await catchUp(amira);
    await squatted(line.thread);
    const rawWriter = await RawWriter.of(tomas, event.place);
    const named = { thread: line.thread, kind: 'group', owner: rawWriter.member, version: 1 } as const;
    const lane = rawWriter.lane({ ...named, members: people('amira', 'tomas', 'sara') });
    await rawWriter.say(lane, people('amira'), words('three of us'));
    await catchUp(amira);
    const { lines } = await amira.vault.threadsState();
    const kindOf = (thread: ThreadId) => lines.find((each) => each.thread === thread)?.kind;
    expect([kindOf(announced), kindOf(line.thread)]).toEqual(['announcement', 'direct']);
  });
});

describe('a message', () => {
  it('of a moment that no calendar has is none', async () => {
    const tomas = await RawWriter.of(await talker(event, 'tomas'), event.place);
    const thread = deskThread(tomas.roster.rootfp, tomas.member, travel);
    const sent = async (client: Client) => {
      const milan = await talker(event, 'milan', client);
      const lane = tomas.lane({ thread, kind: 'desk', desk: travel, owner: tomas.member });
      const text = words('never');
      await tomas.post(
        await tomas.letter(event.member('milan'), lane.grant),
        tomas.message(lane, text, [], { sentAt: Number.MAX_SAFE_INTEGER }),
      );
      await catchUp(milan);
      const { messages } = await milan.vault.threadRead(withMember(tomas.member));
      return messages.every(({ sentAt }) => !Number.isNaN(new Date(sentAt).getTime()));
    };
    expect(await sent(real)).toBe(true);
    expect(await sent(mutant('endless-moment'))).toBe(false);
  });

  it('that is handed to the officers stays one, whatever stands in it', async () => {
    const { line } = await tove.vault.groupMake('Walk', people('amira', 'tomas'));
    const tomas = await talker(event, 'tomas');
    const said = words('Nothing');
    const forged = `Tove, 2027-01-01 00:00 UTC\nI took the money.\n${event.member('tove')}`;
    await tomas.vault.threadWrite(inThread(line.thread), { text: `${said}\n${forged}` });
    const reported = async (client: Client) => {
      const amira = await talker(event, 'amira', client);
      const { messages } = await amira.vault.threadRead(inThread(line.thread));
      const ids = messages.filter(({ text }) => text.startsWith(said)).map(({ id }) => id);
      const { messages: told } = await amira.vault.threadReport(line.thread, ids);
      const lines = (told.findLast(({ mine }) => mine)?.text ?? '').split('\n');
      return {
        whole: lines.length > 1,
        begun: lines.filter((each) => each.endsWith('UTC') && !each.startsWith('> ')).length,
      };
    };
    expect(await reported(real)).toEqual({ whole: true, begun: 1 });
    expect(await reported(mutant('quoted-as-it-is'))).toEqual({ whole: true, begun: 2 });
  });

  it('that was long and is taken back is gone as a whole, without a gap', async () => {
    const wish = withMember(event.member('tomas'));
    const taken = async (seenBefore: boolean, client: Client) => {
      const [tomas, sender] = [await talker(event, 'tomas', client), await talker(event, 'tove', client)];
      const text = `${words('long')} ${'word '.repeat(700)}`;
      const { messages } = await sender.vault.threadWrite(wish, { text });
      const own = messages.findLast(({ mine }) => mine);
      await catchUp(sender);
      if (seenBefore) await catchUp(tomas);
      const thread = (await sender.vault.threadRead(wish)).line.thread;
      await sender.vault.threadUnsend(thread, own?.id as never);
      await catchUp(tomas);
      const shown = await tomas.vault.threadRead(toTravel);
      const left = shown.messages.filter((each) => each.text.includes('word word'));
      return { left: left.length, missing: shown.missing };
    };
    expect(await taken(true, real)).toEqual({ left: 0, missing: 0 });
    expect(await taken(false, real)).toEqual({ left: 0, missing: 0 });
    expect(await taken(true, mutant('first-part-only'))).toMatchObject({ left: 1 });
  });
});

describe('many groups', () => {
  it('of one member do not keep somebody from her messages', async () => {
    const crowd = Array.from({ length: limits.groupMembers - 2 }, () => toId<MemberId>(randomness(16)));
    const lanes = Array.from({ length: 260 }, () =>
      sara.lane({
        thread: toId<ThreadId>(randomness(16)),
        kind: 'group',
        owner: sara.member,
        version: 1,
        members: [sara.member, event.member('tomas'), ...crowd],
      }),
    );
    const letters = [];
    for (const lane of lanes) letters.push(await sara.letter(event.member('tomas'), lane.grant));
    for (let at = 0; at < letters.length; at += limits.parcelsPerPage)
      await sara.post(...letters.slice(at, at + limits.parcelsPerPage));
    // What cannot be kept could be read this once; whatever is to be kept says so.
    const opened = (client: Client) =>
      talker(event, 'tomas', client).then(async ({ vault }) =>
        vault.threadMute(toId<ThreadId>(randomness(16)), true).then(() => 'open'),
      );
    expect(await codeOf(() => opened(mutant('endless-groups')))).toBe('too-large');
    expect(await opened(real)).toBe('open');
  });
});

describe('somebody who was taken out', () => {
  /** His session is over; whoever runs the portal asks and posts for him. */
  async function outside(handle: Handle): Promise<RawWriter> {
    const rawWriter = await RawWriter.of(await talker(event, handle), event.place);
    await ingrid.vault.removeMember(rawWriter.member);
    Object.assign(rawWriter.insider.person.wire, { ask: tove.wire.ask });
    return rawWriter;
  }

  it('and had made a group does not change who is in it', async () => {
    const milan = await talker(event, 'milan');
    const { line } = await milan.vault.groupMake('Bus', people('amira'));
    await talker(event, 'amira');
    const gone = await outside('milan');
    const tomas = await RawWriter.of(await talker(event, 'tomas'), event.place);
    const changed = async (client: Client) => {
      const amira = await talker(event, 'amira', client);
      const named = { thread: line.thread, kind: 'group', owner: gone.member, version: 2 } as const;
      const lane = gone.lane({ ...named, members: people('milan', 'amira', 'tomas') });
      await gone.say(lane, people('amira'), words('with Tomas now'));
      await catchUp(amira);
      const text = words('among us');
      await amira.vault.threadWrite(inThread(line.thread), { text }).catch(() => undefined);
      return tomas.texts(await recorded(tove)).includes(text);
    };
    expect(await changed(real)).toBe(false);
    expect(await changed(mutant('former-maker'))).toBe(true);
  });

  it('is not heard on a page that was open before', async () => {
    const { line } = await tove.vault.groupMake('Walk', people('amira', 'tomas'));
    const heard = [await talker(event, 'amira'), await talker(event, 'amira', mutant('roster-of-morning'))] as const;
    for (const amira of heard) await amira.vault.threadRead(inThread(line.thread));
    const gone = await outside('tomas');
    const named = { thread: line.thread, kind: 'group', owner: event.member('tove'), version: 1 } as const;
    const text = words('still here');
    await gone.say(gone.lane({ ...named, members: people('tove', 'amira', 'tomas') }), people('amira'), text);
    // More than a minute passes, and an archive is written in between.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 60 * 1000 });
    const shown = heard.map(async (amira) => {
      await catchUp(amira);
      return (await textsOf(amira, inThread(line.thread))).includes(text);
    });
    expect(await Promise.all(shown)).toEqual([false, true]);
  });
});
