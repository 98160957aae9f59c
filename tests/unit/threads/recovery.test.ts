// After a recovery (9.15): which account secrets open the archive, which letters and lanes still count, and what may be
// sent again.
import { beforeAll, describe, expect, it } from 'vitest';
import type { MemberId, MessageId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { key32, sodiumReady } from '#protocol/crypto/sodium.ts';
import { keptSecrets } from '#protocol/members/slot.ts';
import { indexBundles } from '#protocol/threads/bundle.ts';
import { LettersAndLanes } from '#protocol/threads/conversation.ts';
import { earlierThatOpen } from '#protocol/threads/tenure.ts';
import type { Grant } from '#protocol/threads/thread.ts';
import type { ArchivedMessage } from '../../../client/vault/threads/archive-chunk.ts';
import { newSince, unseenIn } from '../../../client/vault/threads/send-again.ts';
import { deskPlace as placeOfDesk } from '../../../client/vault/threads/thread-place.ts';
import { enact, rekey, standardEvent, travel, type Person } from '../../support/protocol/event.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { Client, Stream, Writer, deskPlace, firstDay, note } from '../../support/protocol/thread-writer.ts';

beforeAll(async () => sodiumReady);

describe('the archive', () => {
  function story(seed: string) {
    const { event, amal } = standardEvent(`recovery/${seed}`);
    const randomness = new Randomness(seed);
    const writer = (person: Person) => new Writer(randomness, event, person);
    const open = (...earlier: readonly Person[]) =>
      earlierThatOpen(
        event.roster,
        amal.member,
        earlier.map(({ card }) => card.signKey),
        indexBundles(event.leaves),
      );
    return { event, amal, writer, open };
  }

  it('opens under the last secret until bundles under the present one say that it was sealed anew', () => {
    const { event, amal, writer, open } = story('one');
    writer(amal).publish(event, 1);
    const second = rekey(event, amal);
    expect(open(amal)).toBe(1);
    writer(second).publish(event, 2);
    expect(open(amal)).toBe(0);
    const third = rekey(event, second);
    // It was under the second one by then: the first opens nothing any more.
    expect(open(second, amal)).toBe(1);
    writer(third).publish(event, 3);
    expect(open(second, amal)).toBe(0);
  });

  it('opens under all of them if she never came in between, and under none that was never hers', () => {
    const { event, amal, writer, open } = story('two');
    writer(amal).publish(event, 1);
    const second = rekey(event, amal);
    const third = rekey(event, second);
    expect(open(second, amal)).toBe(2);
    expect(open(third, second, amal)).toBe(3);
    expect(open({ ...second, card: { ...second.card, signKey: new Uint8Array(32) } }, amal)).toBe(0);
  });
});

describe('letters and lanes', () => {
  function story(seed: string) {
    const { event, amal, tess } = standardEvent(`recovery/${seed}`);
    const randomness = new Randomness(seed);
    const day = firstDay;
    event.now = Date.UTC(2031, 2, 3, 12);
    const [hers, desk] = [amal, tess].map((person) => new Writer(randomness, event, person));
    const place = deskPlace(event, amal.member);
    const stream = new Stream();
    const client = (writer: Writer) => new Client(() => event.roster, writer, randomness);
    const before = client(hers!);
    const { parcels } = before.say(place, 'before', [desk!], { day, logSize: event.leaves.length });
    const rows = stream.post(parcels, day);
    const fresh = rekey(event, amal);
    /** Her own tab under the new keys: it knows the earlier pair as well. */
    const back = new LettersAndLanes(
      () => event.roster,
      { ...hers!.keys, dh: [fresh.keys.dh, amal.keys.dh], signSecretKey: fresh.keys.sign.secretKey },
      () => undefined,
      (length) => randomness.bytes(length),
    );
    return { event, amal, tess, fresh, day, desk: desk!, hers: hers!, before, client, rows, place, back, randomness };
  }

  it('under an earlier key are noticed by others, up to the day on which it ended, and opened by nobody', () => {
    const { amal, rows, day, client, desk } = story('noticed');
    const tess = client(desk);
    const [letter] = rows;
    expect(tess.crypto.expect(letter!)).toEqual({ type: 'ended', from: amal.member });
    expect(tess.crypto.expect({ ...letter!, day: day + 1 })).toBeUndefined();
    tess.read(rows);
    expect([tess.said, tess.refused]).toEqual([[], []]);
  });

  it('say to herself what she had sent, up to that day; what a thief adds later is not hers', () => {
    const { rows, day, back, before, hers } = story('own');
    const [, self, message] = rows;
    const expected = back.expect(self!);
    if (expected?.type !== 'letter') throw new Error('not found');
    const { grant } = back.takeLetter(expected, self!.body);
    expect(back.expect(message!)?.type).toBe('message');
    expect(back.expect({ ...message!, day: day + 1 })).toBeUndefined();
    // Nothing new is said on a lane from before: a thief may know it.
    expect(back.own((each: Grant) => each.thread === grant.thread)).toBeUndefined();
    expect(before.crypto.own((each: Grant) => each.thread === grant.thread)).toBeUndefined();
    // The thief's letter to her, with her old key, on the day after.
    const tomorrow = { day: day + 1, logSize: 2 ** 40 };
    const [, his] = before.crypto.begin({ ...grant, ...tomorrow }, [hers.recipient(day)], hers.recipient(day));
    expect(back.expect({ sequence: 9, day: day + 1, tag: his!.tag })).toBeUndefined();
  });

  it('that were opened before count up to that day', () => {
    const { event, amal, tess } = standardEvent('recovery/lane');
    event.now = Date.UTC(2031, 2, 3, 12);
    const randomness = new Randomness('lane');
    const [hers, desk] = [amal, tess].map((person) => new Writer(randomness, event, person));
    const [writer, reader] = [hers, desk].map((one) => new Client(() => event.roster, one!, randomness));
    const place = deskPlace(event, amal.member);
    const today = { day: firstDay, logSize: event.leaves.length };
    reader!.read(new Stream().post(writer!.say(place, 'one', [desk!], today).parcels, firstDay));
    expect(reader!.said).toHaveLength(1);
    const [parcel] = writer!.say(place, 'two', [desk!], today).parcels;
    const on = (day: number) => reader!.crypto.expect({ sequence: 7, tag: parcel!.tag, day })?.type;
    expect(on(firstDay + 1)).toBe('message');
    rekey(event, amal);
    expect([on(firstDay), on(firstDay + 1)]).toEqual(['message', undefined]);
  });
});

describe('slots', () => {
  it('keep the newest earlier secrets and the very first', () => {
    const secrets = Array.from({ length: 12 }, (_, at) => key32(new Uint8Array(32).fill(at + 1)));
    expect(keptSecrets(secrets.slice(0, 3))).toHaveLength(3);
    const kept = keptSecrets(secrets);
    expect(kept.map(([byte]) => byte)).toEqual([1, 2, 3, 4, 5, 6, 7, 12]);
    expect(kept).toHaveLength(limits.previousSecrets);
  });
});

describe('what may be sent again', () => {
  const [amal, tess] = ['amal', 'tess'] as unknown as readonly [MemberId, MemberId];
  const id = (name: string) => name as unknown as MessageId;
  const said = (name: string, sender: MemberId, change: Partial<ArchivedMessage['message']> = {}) =>
    ({ sender, message: { ...note(name), id: id(name), sentAt: 50, ...change } }) as ArchivedMessage;
  const span = { from: 10, until: 100 };
  const names = (woven: readonly ArchivedMessage[]) => unseenIn(woven, amal, span).map((each) => each.id);

  it('is what nobody else’s message refers to, directly or through her own', () => {
    const read = [said('a', amal), said('b', amal, { prev: [id('a')] }), said('c', tess, { prev: [id('b')] })];
    expect(names(read)).toEqual([]);
    expect(names([...read, said('d', amal, { prev: [id('c')] }), said('e', amal, { prev: [id('d')] })])).toEqual([
      'd',
      'e',
    ]);
    expect(names([said('f', tess), said('g', amal, { type: 'left' })])).toEqual([]);
    for (const sentAt of [9, 100]) expect(names([said('h', amal, { sentAt })])).toEqual([]);
  });

  it('is a whole text: one with a part missing is not offered', () => {
    const one = said('one', amal, { parts: 2, whole: id('one') });
    const two = said('two', amal, { parts: 2, part: 1, whole: id('one'), prev: [id('one')] });
    expect(names([one])).toEqual([]);
    const [found] = unseenIn([two, one], amal, span);
    expect(found?.parts.map(({ message }) => message.id)).toEqual(['one', 'two']);
    // Somebody has the first part, and may lack the second.
    expect(names([one, two, said('r', tess, { prev: [id('one')] })])).toEqual(['one']);
  });

  it('names who joined the desk since, and not who was there', () => {
    const { event, amal: she, tess: other } = standardEvent('recovery/joined');
    const place = placeOfDesk(event.roster, she.member, travel);
    const at = event.now - 1;
    const since = () => newSince(event.roster, place, { place, at }, she.member);
    expect(since()).toEqual([]);
    expect(newSince(event.roster, place, { place, at: 0 }, she.member)).toContain(other.member);
    const [officer] = event.officers;
    enact(event, { type: 'desk-join', desk: travel, member: officer!.member }, event.officers.slice(1));
    expect(since()).toEqual([officer!.member]);
  });
});
