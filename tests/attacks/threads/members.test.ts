/**
 * P25, P26. Who is in a thread: lists that do not agree, and people who were taken off a group, off a team, out of the
 * event. A person who is out keeps every key she had, gets the whole stream from the portal, and tries everything.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberId, ThreadId } from '#protocol/core/ids.ts';
import { deskThread } from '#protocol/threads/thread.ts';
import * as real from '../../../tools/demo/person.ts';
import type { ThreadTarget } from '../../../client/vault/threads/view-types.ts';
import { SmallEvent, travel, type Handle } from '../../support/attacks/event.ts';
import { randomness } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { recorded, RawWriter, type Taken } from '../../support/attacks/raw-writer.ts';
import { catchUp, talker, textsOf, toTravel, withMember } from '../../support/attacks/threads.ts';
import { toId } from '#protocol/core/ids.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
let tove: Tapped;
let ingrid: Tapped;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
  for (const handle of ['milan', 'amira', 'tomas'] as const) await talker(event, handle);
  [tove, ingrid] = [await talker(event, 'tove'), await talker(event, 'ingrid')];
});
afterAll(() => event.stop());

let counter = 0;
const words = (what: string) => `${what} ${(counter += 1)}`;
const inThread = (thread: ThreadId): ThreadTarget => ({ type: 'thread', thread });
const people = (...handles: readonly Handle[]): MemberId[] => handles.map((handle) => event.member(handle));
const writerOf = (person: Tapped) => RawWriter.of(person, event.place);

/** Whatever she can see anywhere. */
async function everyText(person: Tapped): Promise<readonly string[]> {
  const { lines } = await person.vault.threadsState();
  return (await Promise.all(lines.map(({ thread }) => textsOf(person, inThread(thread))))).flat();
}

async function group(...handles: readonly Handle[]): Promise<ThreadId> {
  const { line } = await tove.vault.groupMake('Workshop', people(...handles));
  return line.thread;
}

async function sees(handle: Handle, text: string, client: Client = real): Promise<boolean> {
  return (await everyText(await talker(event, handle, client))).includes(text);
}

describe('a group’s list', () => {
  it('that its maker tells in two ways stops each person who learns of it', async () => {
    const rawWriter = await writerOf(await talker(event, 'tove'));
    const forked = async (client: Client) => {
      const thread = toId<ThreadId>(randomness(16));
      const named = { thread, kind: 'group', owner: rawWriter.member, version: 1 } as const;
      const told = (...handles: readonly Handle[]) => rawWriter.lane({ ...named, members: people('tove', ...handles) });
      const [one, other] = [told('amira', 'tomas'), told('amira', 'tomas', 'milan')];
      await rawWriter.say(one, people('amira'), words('to one'));
      await rawWriter.say(other, people('tomas'), words('to the other'));
      const tomas = await talker(event, 'tomas');
      const amira = await talker(event, 'amira', client);
      await amira.vault.threadWrite(inThread(thread), { text: words('before') });
      await tomas.vault.threadWrite(inThread(thread), { text: words('from the other') });
      await catchUp(amira);
      return amira.vault.threadWrite(inThread(thread), { text: words('after') }).then(
        () => 'written',
        (error: { facts?: { code: string }; code?: string }) => error.facts?.code ?? error.code,
      );
    };
    expect(await forked(real)).toBe('thread-forked');
    expect(await forked(mutant('forked-group'))).toBe('written');
  });

  it('and told in one way stops nobody', async () => {
    const thread = await group('amira', 'tomas');
    const amira = await talker(event, 'amira');
    await amira.vault.threadWrite(inThread(thread), { text: words('together') });
    const tomas = await talker(event, 'tomas');
    await tomas.vault.threadWrite(inThread(thread), { text: words('together') });
    await catchUp(amira);
    expect(await textsOf(amira, inThread(thread))).toHaveLength(2);
    const written = await amira.vault.threadWrite(inThread(thread), { text: words('still together') });
    expect(written.line.shut).toBeUndefined();
  });

  it('is not made longer by anybody but its maker', async () => {
    const invented = async (client: Client) => {
      const thread = await group('amira', 'tomas');
      const rawWriter = await writerOf(await talker(event, 'tomas'));
      const amira = await talker(event, 'amira', client);
      const text = words('with Milan now');
      const named = { thread, kind: 'group', owner: event.member('tove'), version: 2 } as const;
      const lane = rawWriter.lane({ ...named, members: people('tove', 'amira', 'tomas', 'milan') });
      await rawWriter.say(lane, people('amira', 'milan'), text);
      await catchUp(amira);
      const { line, messages } = await amira.vault.threadRead(inThread(thread));
      return { members: line.members.length, shown: messages.some((each) => each.text === text) };
    };
    expect(await invented(real)).toEqual({ members: 3, shown: false });
    expect(await invented(mutant('invented-list'))).toEqual({ members: 4, shown: true });
  });

  it('is not stopped by somebody who was taken off it', async () => {
    const stopped = async (client: Client) => {
      const thread = await group('amira', 'tomas');
      const rawWriter = await writerOf(await talker(event, 'tomas'));
      await tove.vault.groupChange(thread, people('amira'));
      const amira = await talker(event, 'amira', client);
      const named = { thread, kind: 'group', owner: event.member('tove'), version: 2 } as const;
      const lane = rawWriter.lane({ ...named, members: people('tove', 'amira', 'tomas') });
      await rawWriter.say(lane, people('amira'), words('a fork'));
      await catchUp(amira);
      return (await amira.vault.threadRead(inThread(thread))).line.shut;
    };
    expect(await stopped(real)).toBeUndefined();
    expect(await stopped(mutant('forked-by-removed'))).toBe('thread-forked');
  });
});

/** Everything that somebody who is out can do afterwards, beside what she was given before. */
class Removed {
  readonly rawWriter: RawWriter;
  readonly #before: readonly Taken[];

  constructor(rawWriter: RawWriter, before: readonly Taken[]) {
    [this.rawWriter, this.#before] = [rawWriter, before];
  }

  /** All that the portal has now, opened with all that was ever hers. */
  async reads(): Promise<readonly string[]> {
    const stream = await recorded(tove);
    expect(stream.length).toBeGreaterThan(this.#before.length);
    return this.rawWriter.texts(stream);
  }
}

/** While she is in she reads `inside`; then she is taken off. */
async function takenOff(handle: Handle, inside: string, off: () => Promise<unknown>): Promise<Removed> {
  const rawWriter = await writerOf(await talker(event, handle));
  const before = await recorded(tove);
  expect(rawWriter.texts(before)).toContain(inside);
  await off();
  return new Removed(rawWriter, before);
}

describe('taken off a group', () => {
  it('she reads nothing that is written afterwards, and is not heard', async () => {
    const taken = async (client: Client) => {
      const thread = await group('amira', 'tomas');
      const [inside, after, later] = [words('inside'), words('after'), words('later')];
      const amira = await talker(event, 'amira', client);
      await amira.vault.threadWrite(inThread(thread), { text: inside });
      const tomas = await takenOff('tomas', inside, () => tove.vault.groupChange(thread, people('amira')));
      await catchUp(amira);
      await amira.vault.threadWrite(inThread(thread), { text: after });
      const lane = tomas.rawWriter
        .lanes(await recorded(tove))
        .find(({ grant, sender }) => grant.thread === thread && sender === tomas.rawWriter.member);
      const named = { thread, kind: 'group', owner: event.member('tove'), version: 1 } as const;
      await tomas.rawWriter.say(
        lane !== undefined && 'seed' in lane
          ? lane
          : tomas.rawWriter.lane({ ...named, members: people('tove', 'amira', 'tomas') }),
        people('amira'),
        later,
      );
      await catchUp(amira);
      return { reads: (await tomas.reads()).includes(after), heard: (await everyText(amira)).includes(later) };
    };
    expect(await taken(real)).toEqual({ reads: false, heard: false });
    expect(await taken(mutant('kept-lane'))).toMatchObject({ reads: true });
    expect(await taken(mutant('counted-former'))).toMatchObject({ heard: true });
  });
});

describe('stopped', () => {
  it('he reads nothing that is written meanwhile, and again what is written after he was lifted', async () => {
    const [inside, unasked, meanwhile] = [words('inside'), words('unasked'), words('meanwhile')];
    const [invited, later] = [words('invited'), words('later')];
    const milan = event.member('milan');
    await (await talker(event, 'amira')).vault.threadWrite(toTravel, { text: inside });
    const gone = await takenOff('milan', inside, () => ingrid.vault.stopMember(milan));
    // On the lane that he has, and on a new one.
    await (await talker(event, 'amira', mutant('frozen-reads'))).vault.threadWrite(toTravel, { text: unasked });
    expect(await gone.reads()).toContain(unasked);
    await (await talker(event, 'amira')).vault.threadWrite(toTravel, { text: meanwhile });
    expect(await gone.reads()).not.toContain(meanwhile);
    await (await talker(event, 'tomas', mutant('frozen-written-to'))).vault.threadWrite(toTravel, { text: invited });
    expect(await gone.reads()).toContain(invited);
    await ingrid.vault.refresh();
    const line = (await ingrid.vault.members()).members.find(({ member }) => member === milan);
    await ingrid.vault.liftStop(milan, line?.stop?.leaf ?? -1);
    await (await talker(event, 'amira')).vault.threadWrite(toTravel, { text: later });
    const texts = await textsOf(await talker(event, 'milan'), withMember(event.member('amira')));
    expect(texts).toContain(later);
    expect(texts).not.toContain(meanwhile);
  });
});

describe('taken off a team', () => {
  it('he reads nothing that is written to it afterwards, and is not heard for it', async () => {
    const target = withMember(event.member('amira'));
    const [inside, after, reply, later] = [words('inside'), words('after'), words('reply'), words('later')];
    const milan = await talker(event, 'milan');
    await milan.vault.threadWrite(target, { text: words('of the team') });
    const amira = await talker(event, 'amira');
    await amira.vault.threadWrite(toTravel, { text: inside });
    const gone = await takenOff('milan', inside, () => ingrid.vault.leaveDesk(travel, event.member('milan')));
    await amira.vault.threadWrite(toTravel, { text: after });
    await catchUp(tove);
    await tove.vault.threadWrite(target, { text: reply });
    const thread = deskThread(gone.rawWriter.roster.rootfp, event.member('amira'), travel);
    const held = { thread, kind: 'desk', desk: travel, owner: event.member('amira') } as const;
    await gone.rawWriter.say(gone.rawWriter.lane(held), people('amira', 'tove'), later);
    await catchUp(amira);
    await catchUp(tove);
    const reads = await gone.reads();
    expect([after, reply].filter((text) => reads.includes(text))).toEqual([]);
    const shown = await amira.vault.threadRead(toTravel);
    expect(shown.messages.map(({ text }) => text)).toEqual(expect.arrayContaining([inside, after, reply]));
    expect(await everyText(amira)).not.toContain(later);
    expect(await everyText(tove)).not.toContain(later);
    expect(shown.unvouched).toBe(1);
    expect(await sees('amira', later, mutant('counted-former'))).toBe(true);
    // His own client is told so, whatever it still holds.
    await milan.vault.refresh();
    expect(await codeOf(milan.vault.threadWrite(target, { text: 'No.' }))).toBe('thread-member');
  });
});

describe('taken out of the event', () => {
  it('he reads nothing that is written afterwards, announcements neither, and is not heard', async () => {
    const [inside, announced, after, later] = [words('inside'), words('announced'), words('after'), words('later')];
    const thread = await group('amira', 'tomas');
    await ingrid.vault.announce('officers', inside);
    const gone = await takenOff('tomas', inside, () => ingrid.vault.removeMember(event.member('tomas')));
    await ingrid.vault.announce('officers', announced);
    const amira = await talker(event, 'amira');
    await amira.vault.threadWrite(inThread(thread), { text: after });
    // His session is over. The operator posts for him.
    const lane = gone.rawWriter.lane({
      thread,
      kind: 'group',
      owner: event.member('tove'),
      version: 1,
      members: people('tove', 'amira', 'tomas'),
    });
    const letter = await scribeLetter(gone.rawWriter, lane);
    const poster = await writerOf(await talker(event, 'tove'));
    await poster.post(letter, gone.rawWriter.message(lane, later));
    await catchUp(amira);
    const reads = await gone.reads();
    expect([announced, after].filter((text) => reads.includes(text))).toEqual([]);
    const texts = await everyText(amira);
    expect(texts).toEqual(expect.arrayContaining([inside, announced, after]));
    expect(texts).not.toContain(later);
    expect(await sees('amira', later, mutant('counted-former'))).toBe(true);
  });

  /** He asks for her keys over a wire that still is in. */
  async function scribeLetter(rawWriter: RawWriter, lane: ReturnType<RawWriter['lane']>) {
    Object.assign(rawWriter.insider.person.wire, { ask: tove.wire.ask });
    return rawWriter.letter(event.member('amira'), lane.grant);
  }
});
