// Threads as people use them, without an attacker: the real portal, the real client, Node in the place of the browser.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SmallEvent, travel, type Handle } from '../../support/attacks/event.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { catchUp, talker, textsOf, toTravel, withMember } from '../../support/attacks/threads.ts';
import { Refused } from '../../../client/vault/session/refusal.ts';
import type { MessageView, TellLine } from '../../../client/vault/threads/view-types.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
const people = new Map<Handle, Tapped>();
const idOf = (message: MessageView | undefined) => (message as MessageView).id;
const who = (handle: Handle) => people.get(handle) as Tapped;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['sara', 'amira', 'tomas'] });
  // A recipient must have set up her messages before.
  for (const handle of ['ingrid', 'tove', 'sara', 'amira', 'tomas'] as const)
    people.set(handle, await talker(event, handle));
});
afterAll(() => event.stop());

describe('a member and a team', () => {
  it('write to each other', async () => {
    const asked = await who('amira').vault.threadWrite(toTravel, { text: 'Is my bus still at nine?' });
    expect(asked.messages.at(-1)).toMatchObject({ text: 'Is my bus still at nine?', state: 'sent', mine: true });
    await catchUp(who('tove'));
    const state = await who('tove').vault.threadsState();
    expect(state.lines).toMatchObject([{ kind: 'desk', desk: 'travel', unread: 1, title: 'amira', open: true }]);
    const target = withMember(event.member('amira'));
    expect(await textsOf(who('tove'), target)).toEqual(['Is my bus still at nine?']);
    expect((await who('tove').vault.threadsState()).lines[0]?.unread).toBe(0);
    await who('tove').vault.threadWrite(target, { text: 'Yes, at nine, at the north gate.' });
    await catchUp(who('amira'));
    const shown = await who('amira').vault.threadRead(toTravel);
    expect(shown.messages.map(({ text, fromDesk }) => [text, fromDesk])).toEqual([
      ['Is my bus still at nine?', false],
      ['Yes, at nine, at the north gate.', true],
    ]);
    expect(shown).toMatchObject({ missing: 0, unvouched: 0, earlier: false });
  });

  it('find it all again after the next unlock', async () => {
    people.set('amira', await talker(event, 'amira'));
    expect(await textsOf(who('amira'), toTravel)).toEqual([
      'Is my bus still at nine?',
      'Yes, at nine, at the north gate.',
    ]);
  });

  it('take care of things, and say so', async () => {
    const target = withMember(event.member('amira'));
    const [first] = (await who('tove').vault.threadRead(target)).messages;
    await who('tove').vault.threadDone(
      (await who('tove').vault.threadRead(target)).line.thread,
      idOf(first),
      'The driver knows.',
    );
    await catchUp(who('amira'));
    expect((await who('amira').vault.threadRead(toTravel)).messages[0]?.done?.text).toBe('The driver knows.');
  });

  it('write long texts, in parts that are shown as one', async () => {
    const long = 'نحن ننتظر عند البوابة الشمالية. '.repeat(120).trim();
    await who('amira').vault.threadWrite(toTravel, { text: long });
    await catchUp(who('tove'));
    expect((await textsOf(who('tove'), withMember(event.member('amira')))).at(-1)).toBe(long);
    expect(await codeOf(who('amira').vault.threadWrite(toTravel, { text: 'a'.repeat(20_000) }))).toBe('too-large');
  });

  it('send files of any size class, and get the very bytes', async () => {
    for (const size of [0, 70_000, 300_000]) {
      const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
      const file = { name: 'ticket.pdf', type: 'application/pdf', bytes };
      await who('amira').vault.threadWrite(toTravel, { text: '', file });
      await catchUp(who('tove'));
      const shown = await who('tove').vault.threadRead(withMember(event.member('amira')));
      const last = shown.messages.at(-1);
      expect(last?.attachment).toEqual({ name: 'ticket.pdf', type: 'application/pdf', bytes: size });
      const got = await who('tove').vault.threadFile(shown.line.thread, idOf(last));
      expect(Buffer.from(got.bytes).equals(Buffer.from(bytes))).toBe(true);
    }
  });

  it('are told who has not looked', async () => {
    const lines = await who('tove').vault.tellList(travel);
    expect(lines).toEqual([]);
    await who('tove').vault.threadWrite(withMember(event.member('tomas')), { text: 'Your visa is here.' });
    const [line] = await who('tove').vault.tellList(travel);
    expect(line).toMatchObject({ owner: event.member('tomas'), messages: 1, toldAt: undefined });
    await who('tove').vault.threadTold((line as TellLine).thread);
    expect((await who('tove').vault.tellList(travel))[0]?.toldAt).toBeGreaterThan(0);
    await catchUp(who('tomas'));
    await who('tomas').vault.threadWrite(toTravel, { text: 'Thank you.' });
    await catchUp(who('tove'));
    expect(await who('tove').vault.tellList(travel)).toEqual([]);
  });

  it('take a message back before anybody has it', async () => {
    const before = await textsOf(who('amira'), toTravel);
    await who('tove').vault.threadWrite(withMember(event.member('amira')), { text: 'For somebody else.' });
    await catchUp(who('tove'));
    const { line, messages } = await who('tove').vault.threadRead(withMember(event.member('amira')));
    expect(await who('tove').vault.threadUnsend(line.thread, idOf(messages.at(-1)))).toBe('gone');
    await catchUp(who('amira'));
    expect(await textsOf(who('amira'), toTravel)).toEqual(before);
    // Taken back is not missing: nobody is alarmed by it.
    expect((await who('amira').vault.threadRead(toTravel)).missing).toBe(0);
  });

  it('look for words on the device', async () => {
    const hits = await who('amira').vault.threadSearch('north GATE');
    expect(hits.map(({ message }) => message.text)).toEqual(['Yes, at nine, at the north gate.']);
  });
});

describe('a new member of the team', () => {
  it('reads from the hand-over on, and nothing before', async () => {
    const target = withMember(event.member('amira'));
    await who('ingrid').vault.joinDesk(travel, event.member('sara'));
    await who('amira').vault.threadWrite(toTravel, { text: 'Who meets me?' });
    await who('sara').vault.refresh();
    await catchUp(who('sara'));
    const shown = await who('sara').vault.threadRead(target);
    expect(shown.messages.map(({ text }) => text)).toEqual(['Who meets me?']);
    expect(shown).toMatchObject({ earlier: true, missing: 0 });
  });
});

describe('announcements', () => {
  it('reach everyone who has set up her messages, and only their desks may write them', async () => {
    const sent = await who('ingrid').vault.announce('officers', 'Supper is at seven.');
    expect(sent).toEqual({ reached: 4, without: 0, unusable: [] });
    for (const handle of ['amira', 'tove'] as const) {
      await catchUp(who(handle));
      const line = (await who(handle).vault.threadsState()).lines.find(({ kind }) => kind === 'announcement');
      expect(line).toMatchObject({ desk: 'officers', unread: 1, newest: { text: 'Supper is at seven.', mine: false } });
    }
    expect(await codeOf(who('tove').vault.announce('officers', 'No.'))).toBe('thread-member');
    expect(await codeOf(who('tove').vault.announce('travel', 'No.'))).toBe('thread-member');
  });
});

describe('a group', () => {
  it('is made by the staff, talks, and loses who is taken off its list', async () => {
    const { vault } = who('tove');
    const made = await vault.groupMake('Bus on Tuesday', [event.member('amira'), event.member('tomas')]);
    const { thread } = made.line;
    await catchUp(who('amira'));
    await catchUp(who('tomas'));
    expect((await who('amira').vault.threadsState()).lines.find((line) => line.thread === thread)?.title).toBe(
      'Bus on Tuesday',
    );
    await who('amira').vault.threadWrite({ type: 'thread', thread }, { text: 'I sit in front.' });
    await catchUp(who('tomas'));
    expect(await textsOf(who('tomas'), { type: 'thread', thread })).toEqual(['I sit in front.']);
    await catchUp(who('tove'));
    await vault.groupChange(thread, [event.member('amira')]);
    await catchUp(who('amira'));
    await who('amira').vault.threadWrite({ type: 'thread', thread }, { text: 'Only we two.' });
    await catchUp(who('tomas'));
    expect(await textsOf(who('tomas'), { type: 'thread', thread })).toEqual(['I sit in front.']);
    await catchUp(who('tove'));
    expect(await textsOf(who('tove'), { type: 'thread', thread })).toEqual(['I sit in front.', 'Only we two.']);
  });

  it('is not made by a member with people she has not met', async () => {
    const made = await who('amira').vault.groupMake('Strangers', [event.member('tomas')]);
    await catchUp(who('tomas'));
    const lines = (await who('tomas').vault.threadsState()).lines.map(({ thread }) => thread);
    expect(lines).not.toContain(made.line.thread);
  });
});

describe('two people', () => {
  it('who showed each other a code have a thread, compare numbers, report and leave', async () => {
    const code = await who('amira').vault.directOffer();
    const begun = await who('tomas').vault.directAccept(code);
    const { thread } = begun.line;
    await catchUp(who('amira'));
    await who('amira').vault.threadWrite({ type: 'thread', thread }, { text: 'Good to have met you.' });
    await catchUp(who('tomas'));
    expect(await textsOf(who('tomas'), { type: 'thread', thread })).toEqual(['Good to have met you.']);
    const [one, other] = [await who('amira').vault.safety(thread), await who('tomas').vault.safety(thread)];
    expect(one.digits).toEqual(other.digits);
    expect([one.verified, other.verified]).toEqual(['never', 'yes']);
    expect((await who('amira').vault.safetyConfirm(thread)).verified).toBe('yes');
    const [message] = (await who('tomas').vault.threadRead({ type: 'thread', thread })).messages;
    await who('tomas').vault.threadReport(thread, [idOf(message)]);
    await catchUp(who('ingrid'));
    const told = await textsOf(who('ingrid'), { type: 'person', desk: 'officers', owner: event.member('tomas') });
    expect(told.join()).toContain('Good to have met you.');
    await who('tomas').vault.threadLeave(thread);
    expect(await codeOf(who('tomas').vault.threadWrite({ type: 'thread', thread }, { text: 'No.' }))).toBe(
      'thread-member',
    );
  });

  it('cannot use one code twice', async () => {
    const code = await who('amira').vault.directOffer();
    await who('tomas').vault.directAccept(code);
    await catchUp(who('amira'));
    const third = await who('sara').vault.directAccept(code);
    await catchUp(who('amira'));
    const lines = (await who('amira').vault.threadsState()).lines.map(({ thread }) => thread);
    expect(lines).not.toContain(third.line.thread);
  });
});

describe('two tabs of one person', () => {
  it('write at the same time, and both and the other side have everything', async () => {
    const [one, other] = [await talker(event, 'amira'), await talker(event, 'amira')];
    const before = await textsOf(one, toTravel);
    const { damaged } = await one.vault.threadsState();
    await Promise.all(
      [one, other].flatMap((tab, i) =>
        [1, 2, 3].map((n) => tab.vault.threadWrite(toTravel, { text: `tab ${i} ${n}` })),
      ),
    );
    for (const tab of [one, other, who('tove')]) await catchUp(tab);
    const all = (await textsOf(who('tove'), withMember(event.member('amira')))).filter((text) =>
      text.startsWith('tab'),
    );
    expect(all).toHaveLength(6);
    expect(await textsOf(one, toTravel)).toEqual(await textsOf(other, toTravel));
    expect(await textsOf(one, toTravel)).toHaveLength(before.length + 6);
    const third = await talker(event, 'amira');
    expect(await textsOf(third, toTravel)).toEqual(await textsOf(one, toTravel));
    expect((await third.vault.threadsState()).damaged).toBe(damaged);
  });
});

describe('a bad network', () => {
  it('keeps what is written, in this tab only, and sends it once it can', async () => {
    const { wire, vault } = who('amira');
    wire.bend('threads/post', () => Promise.reject(new Refused('offline')));
    const shown = await vault.threadWrite(toTravel, { text: 'From the bus.' });
    expect(shown.messages.at(-1)).toMatchObject({ text: 'From the bus.', state: 'waiting' });
    expect(await vault.threadFlush()).toEqual({ waiting: 1 });
    wire.straighten('threads/post');
    expect(await vault.threadFlush()).toEqual({ waiting: 0 });
    await catchUp(who('tove'));
    expect((await textsOf(who('tove'), withMember(event.member('amira')))).at(-1)).toBe('From the bus.');
  });

  it('keeps the order of what was written without any', async () => {
    const { wire, vault } = who('amira');
    for (const act of ['threads/post', 'log/head'] as const)
      wire.bend(act, () => Promise.reject(new Refused('offline')));
    const written = ['One.', 'Two.', 'Three.'];
    for (const text of written) await vault.threadWrite(toTravel, { text });
    wire.straighten();
    expect(await vault.threadFlush()).toEqual({ waiting: 0 });
    await catchUp(who('tove'));
    const target = withMember(event.member('amira'));
    expect((await textsOf(who('tove'), target)).slice(-3)).toEqual(written);
    expect((await who('tove').vault.threadRead(target)).missing).toBe(0);
  });

  it('gives nothing to somebody who left the team while it waited', async () => {
    const { wire, vault } = who('amira');
    wire.bend('threads/post', () => Promise.reject(new Refused('offline')));
    for (const text of ['For those who are here.', 'And this.']) await vault.threadWrite(toTravel, { text });
    await who('ingrid').vault.leaveDesk(travel, event.member('sara'));
    wire.straighten();
    expect(await vault.threadFlush()).toEqual({ waiting: 0 });
    for (const handle of ['tove', 'sara'] as const) await catchUp(who(handle));
    const target = withMember(event.member('amira'));
    expect((await textsOf(who('tove'), target)).slice(-2)).toEqual(['For those who are here.', 'And this.']);
    const thread = (await who('tove').vault.threadRead(target)).line.thread;
    const still = await textsOf(who('sara'), { type: 'thread', thread });
    expect(still).not.toContain('For those who are here.');
    expect((await who('tove').vault.threadRead(target)).missing).toBe(0);
  });
});

describe('while the witness does not answer', () => {
  it('a member reads what came, and what she writes waits', async () => {
    await who('tove').vault.threadWrite(withMember(event.member('amira')), { text: 'The road is open.' });
    await event.testEnv.stopWitness();
    const amira = await talker(event, 'amira');
    expect((await textsOf(amira, toTravel)).at(-1)).toBe('The road is open.');
    const shown = await amira.vault.threadWrite(toTravel, { text: 'On my way.' });
    expect(shown.messages.at(-1)).toMatchObject({ text: 'On my way.', state: 'waiting' });
    await event.testEnv.startWitness();
    expect(await amira.vault.threadFlush()).toEqual({ waiting: 0 });
    await catchUp(who('tove'));
    expect((await textsOf(who('tove'), withMember(event.member('amira')))).at(-1)).toBe('On my way.');
  });
});

describe('by a clock of her own', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('what came in the last minutes of a day is kept with the next day’s first writing', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const midnight = Math.ceil(Date.now() / 86_400_000) * 86_400_000;
    vi.setSystemTime(midnight - 2 * 60_000);
    // Without the witness her own clock says which day it is.
    const amira = event.arriving('amira');
    amira.wire.bend('login/finish', async (ask) => ({ ...(await ask()), head: null }));
    amira.wire.bend('log/head', () => Promise.reject(new Refused('witness-away')));
    await amira.signIn();
    await amira.vault.threadsOpen();
    await who('tove').vault.threadWrite(withMember(event.member('amira')), { text: 'Sleep well.' });
    await catchUp(amira);
    expect((await textsOf(amira, toTravel)).at(-1)).toBe('Sleep well.');
    vi.setSystemTime(midnight + 10 * 60_000);
    const before = amira.wire.count('threads/keep');
    await amira.vault.threadsLook();
    expect(amira.wire.count('threads/keep')).toBeGreaterThan(before);
    vi.useRealTimers();
    expect((await textsOf(await talker(event, 'amira'), toTravel)).at(-1)).toBe('Sleep well.');
  });

  it('what could not be kept on its day is kept days later, for that day', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const today = () => Math.floor(Date.now() / 86_400_000);
    const amira = event.arriving('amira');
    amira.wire.bend('login/finish', async (ask) => ({ ...(await ask()), head: null }));
    amira.wire.bend('log/head', () => Promise.reject(new Refused('witness-away')));
    amira.wire.bend('threads/keep', () => Promise.reject(new Refused('database-away')));
    await amira.signIn();
    await amira.vault.threadsOpen().catch(() => undefined);
    // A day that has no chunk yet.
    vi.setSystemTime(Date.now() + 10 * 86_400_000);
    expect(await codeOf(amira.vault.threadsLook())).toBe('database-away');
    vi.setSystemTime(Date.now() + 3 * 86_400_000);
    // As the portal does; its own clock stayed where it was.
    amira.wire.bend('threads/keep', async (_ask, { kind, day, version }) => {
      if (version === 0 && kind !== 'state' && Math.abs(day - today()) > 1) throw new Refused('bad-request');
      return { version: version + 1 };
    });
    await amira.vault.threadsLook();
    expect(amira.wire.lastAnswer('threads/keep')).toBeDefined();
  });
});
