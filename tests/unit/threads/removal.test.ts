// Who leaves a thread reads nothing that is said after, and adds nothing to what was said; who comes to it reads from
// then on. By trying every parcel with every key that there is.
import { beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import type { ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { deriveMemberKeys } from '#protocol/members/keys.ts';
import { sodiumReady, type Key32 } from '#protocol/crypto/sodium.ts';
import { periodOf } from '#protocol/threads/calendar.ts';
import { laneOf, ownLaneOf, type Lane } from '#protocol/threads/lane.ts';
import { openLetter, pairKey } from '#protocol/threads/letter.ts';
import { identified, openMessage, sealMessage } from '#protocol/threads/message.ts';
import { grantCodec } from '#protocol/threads/thread.ts';
import { weave } from '#protocol/threads/weave.ts';
import { addMember, enact, standardEvent, travel, type Event, type Person } from '../../support/protocol/event.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import {
  Client,
  Stream,
  Writer,
  deskPlace,
  firstDay,
  groupPlace,
  note,
  textsOf,
  type Place,
  type Row,
} from '../../support/protocol/thread-writer.ts';

beforeAll(async () => sodiumReady);

/** All that a member ever had: account secret, period secrets, and every grant that a letter to her held. */
interface Loot {
  readonly event: Event;
  readonly person: Person;
  readonly account: Key32;
  readonly writer: Writer;
}

/** Every parcel of a recording against every key: no tag is looked at, so nothing escapes by standing under a wrong one. */
function plunder({ event, person, account, writer }: Loot, rows: readonly Row[]) {
  const { rootfp, roster } = event;
  const { dh } = deriveMemberKeys(account);
  const lanes: Lane[] = [];
  const opened = new Set<number>();
  const letters = new Set<number>();
  const days = [...writer.periods.keys()];
  for (const row of rows)
    for (const [from, holdings] of roster.members)
      for (const { card } of holdings)
        for (const period of days) {
          const keys = writer.periods.get(period)!;
          const place = { rootfp, from, to: person.member, fromDhKey: card.dhKey, period };
          try {
            const grant = grantCodec.parse(openLetter(place, pairKey(rootfp, dh, card.dhKey), keys, row.body));
            lanes.push((from === person.member ? ownLaneOf : laneOf)(rootfp, from, grant, 0));
            letters.add(row.sequence);
          } catch {
            // Not for her, or not with this key.
          }
        }
  for (const row of rows)
    for (const lane of lanes)
      if (
        refusalOf(() => openMessage(lane, event.roster.members.get(lane.sender)!.at(-1)!.card.signKey, row.body)) ===
        'accepted'
      )
        opened.add(row.sequence);
  return { lanes, letters, opened };
}

/** A desk of two and a defender talk; one of the desk is removed; they go on; a new one comes; they go on. */
function deskStory(seed: string) {
  const { event, tess, tomas, amal } = standardEvent(seed);
  const randomness = new Randomness(`${seed} randomness`);
  const writers = new Map([amal, tess, tomas].map((person) => [person, new Writer(randomness, event, person)]));
  const place = deskPlace(event, amal.member);
  const stream = new Stream();
  const roster = () => event.roster;
  const clients = new Map([...writers].map(([person, writer]) => [person, new Client(roster, writer, randomness)]));
  const speak = (person: Person, text: string, to: readonly Person[], day: number) => {
    const client = clients.get(person)!;
    client.read(stream.rows);
    const made = client.say(
      place,
      text,
      to.map((each) => writers.get(each)!),
      { day, logSize: event.leaves.length },
    );
    return { ...made, rows: stream.post(made.parcels, day) };
  };
  return { event, tess, tomas, amal, randomness, writers, clients, place, stream, speak, roster };
}

describe('somebody who was removed', { timeout: 60_000 }, () => {
  it('opens nothing of what is said after, with every key that she ever had and the whole stream', () => {
    const story = deskStory('removed');
    const { event, tess, tomas, amal, stream, speak, writers } = story;
    speak(amal, 'before, by amal', [tess, tomas], firstDay);
    speak(tess, 'before, by tess', [amal, tomas], firstDay);
    speak(tomas, 'before, by tomas', [amal, tess], firstDay);
    const kept = stream.rows.length;
    enact(event, { type: 'remove', member: tess.member });
    // Everybody who writes now begins a new lane; days and weeks pass.
    for (const day of [firstDay + 1, firstDay + 3, firstDay + 8]) {
      speak(amal, `after, by amal on ${day}`, [tomas], day);
      speak(tomas, `after, by tomas on ${day}`, [amal], day);
    }
    const loot = { event, person: tess, account: tess.secret, writer: writers.get(tess)! };
    const taken = plunder(loot, stream.rows);
    // Control: the same trying opens all three messages of before, her own among them, and her letters.
    expect([...taken.opened].every((sequence) => sequence <= kept)).toBe(true);
    expect(taken.opened.size).toBe(3);
    expect(taken.letters.size).toBe(3);
    // And with the keys of one who stayed, all nine.
    const stayed = plunder({ event, person: tomas, account: tomas.secret, writer: writers.get(tomas)! }, stream.rows);
    expect(stayed.opened.size).toBe(9);
    // Nor can she tell which of them belong together: no later tag is one that she can compute.
    const tags = new Set(taken.lanes.flatMap((lane) => tagsOf(story.clients.get(tess)!, lane)));
    expect(stream.rows.slice(kept).some(({ tag }) => tags.has(toBase64url(tag)))).toBe(false);
  });

  it('adds nothing: what she says later, and what she changes of what she said, counts for nobody', () => {
    const story = deskStory('adds nothing');
    const { event, tess, tomas, amal, randomness, writers, stream, speak, clients, place, roster } = story;
    const first = speak(tess, 'the bus leaves at nine', [amal, tomas], firstDay);
    speak(amal, 'thank you', [tess, tomas], firstDay);
    const ignored = speak(tess, 'nobody refers to this', [amal, tomas], firstDay);
    enact(event, { type: 'remove', member: tess.member });
    const hers = clients.get(tess)!;
    const lane = hers.crypto.own(() => true)!;
    const where = { rootfp: event.rootfp, thread: place.thread, sender: tess.member };
    const later = identified(where, note('and at ten', { prev: [ignored.message.id] }));
    // The words that amal answered, replaced: the id would have to be the same.
    const changed = { ...first.message, text: 'the bus leaves at five', prev: [later.id] };
    expect(refusalOf(() => sealMessage(lane, changed, randomness.bytes(64)))).toBe('malformed');
    const again = identified(where, note('the bus leaves at five', { sentAt: first.message.sentAt, prev: [later.id] }));
    expect(again.id).not.toBe(first.message.id);
    const forged = [later, again].map((message) => hers.crypto.seal(lane, message)!);
    // The portal helps her: it puts them in front of all the others, before a device that knows nothing.
    const rows = forged.map((parcel, at) => ({ ...parcel, day: firstDay, sequence: at + 1 }));
    const helped = [...rows, ...stream.rows.map((row) => ({ ...row, sequence: row.sequence + rows.length }))];
    for (const writer of [writers.get(amal)!, writers.get(tomas)!]) {
      const client = new Client(roster, writer, randomness);
      client.read(helped);
      expect(client.in(place.thread).length).toBe(5);
      const woven = client.woven(place);
      expect(textsOf(woven)).toEqual(['the bus leaves at nine', 'thank you']);
      expect(woven.unvouched.map(({ message }) => message.text).toSorted()).toEqual(
        ['and at ten', 'nobody refers to this', 'the bus leaves at five'].toSorted(),
      );
      // Control: while she is present all of it counts.
      expect(weave(client.in(place.thread), () => true).messages.length).toBe(5);
      // What has counted before goes on counting, on the device that showed it.
      const settled = client
        .in(place.thread)
        .map((each) => ({ ...each, settled: each.message.id === ignored.message.id }));
      expect(weave(settled, (sender) => sender !== tess.member).messages.length).toBe(3);
    }
  });

  it('cannot take back a message of somebody else, or give somebody else’s lane as her own', () => {
    const { event, tess, tomas, amal, randomness, writers, stream, speak, place, roster, clients } =
      deskStory('takes nothing');
    const said = speak(amal, 'I am safe', [tess, tomas], firstDay);
    clients.get(tess)!.read(stream.rows);
    const hers = clients.get(tess)!;
    speak(tess, 'good', [amal, tomas], firstDay);
    const lane = hers.crypto.own(() => true)!;
    const where = { rootfp: event.rootfp, thread: place.thread, sender: tess.member };
    const back = identified(where, note('', { type: 'unsent', reply: said.message.id, prev: [said.message.id] }));
    stream.post([hers.crypto.seal(lane, back)!], firstDay);
    // Amal's lane, granted once more by tess as her own; the portal delivers that letter last before the words.
    const amals = clients.get(amal)!.crypto.own(() => true)!;
    const stolen = { ...lane, grant: amals.grant, secret: amals.secret };
    const to = [writers.get(tomas)!.recipient()];
    const mine = hers.crypto.share(stolen, { day: firstDay, logSize: 0 }, to, writers.get(tess)!.recipient());
    const words = said.rows.at(-1)!;
    const client = new Client(roster, writers.get(tomas)!, randomness);
    client.read(stream.rows.filter((row) => row !== words));
    client.read(stream.post(mine, firstDay));
    client.read([words]);
    expect(client.refused).toEqual([]);
    expect(textsOf(client.woven(place))).toContain('I am safe');
  });
});

function tagsOf(client: Client, lane: Lane): readonly string[] {
  const tags: string[] = [];
  for (let at = 0; at < limits.messageTags; at++) {
    const parcel = client.crypto.seal({ ...lane, seed: lane.secret }, blank(lane));
    if (parcel !== undefined) tags.push(toBase64url(parcel.tag));
  }
  return tags;
}
const blank = ({ rootfp, sender, grant }: Lane) => identified({ rootfp, sender, thread: grant.thread }, note('x'));

describe('a hand-over', { timeout: 60_000 }, () => {
  it('a new member of the desk opens all from then on, and nothing from before', () => {
    const { event, tess, tomas, amal, randomness, writers, clients, stream, speak, place, roster } =
      deskStory('hand-over');
    speak(amal, 'before one', [tess, tomas], firstDay);
    speak(tess, 'before two', [amal, tomas], firstDay);
    const kept = stream.rows.length;
    const nina = addMember(event, 'staff', travel);
    const hers = new Writer(randomness, event, nina);
    writers.set(nina, hers);
    clients.set(nina, new Client(roster, hers, randomness));
    speak(amal, 'after one', [tess, tomas, nina], firstDay + 1);
    speak(tess, 'after two', [amal, tomas, nina], firstDay + 1);
    speak(nina, 'after three', [amal, tess, tomas], firstDay + 1);
    const taken = plunder({ event, person: nina, account: nina.secret, writer: hers }, stream.rows);
    expect([...taken.opened].every((sequence) => sequence > kept)).toBe(true);
    expect(taken.opened.size).toBe(3);
    const client = new Client(roster, hers, randomness);
    client.read(stream.rows);
    const woven = client.woven(place);
    expect(textsOf(woven)).toEqual(['after one', 'after two', 'after three']);
    expect([woven.missing, woven.earlier]).toEqual([[], true]);
  });

  it('a lane of today given to one who comes later lets her read that lane, which is what it is for', () => {
    const { event, tess, tomas, amal, randomness, writers, clients, stream, speak, place, roster } = deskStory('later');
    const said = speak(amal, 'early', [tess], firstDay);
    expect(said.letters.length).toBe(2);
    const client = clients.get(amal)!;
    const lane = client.crypto.own(() => true)!;
    const today = { day: firstDay, logSize: event.leaves.length };
    const to = [writers.get(tomas)!.recipient()];
    stream.post(client.crypto.share(lane, today, to, writers.get(amal)!.recipient()), firstDay);
    const late = new Client(roster, writers.get(tomas)!, randomness);
    late.read(stream.rows);
    expect(textsOf(late.woven(place))).toEqual(['early']);
    expect(periodOf(firstDay)).toBe(periodOf(firstDay + 6));
  });
});

describe('a group', { timeout: 60_000 }, () => {
  it('changes by its maker’s word alone; who was left out of the list reads and says nothing there', () => {
    const { event, amal, bijan, tess } = standardEvent('group');
    const randomness = new Randomness('group letters');
    const [maker, one, other] = [tess, amal, bijan].map((person) => new Writer(randomness, event, person)) as [
      Writer,
      Writer,
      Writer,
    ];
    const roster = () => event.roster;
    const thread = randomness.id<ThreadId>();
    const all = [maker, one, other].map(({ member }) => member);
    const [whole, small]: [Place, Place] = [
      groupPlace(thread, maker.member, all),
      groupPlace(thread, maker.member, all.slice(0, 2), 2),
    ];
    const stream = new Stream();
    const today = { day: firstDay, logSize: event.leaves.length };
    const by = new Client(roster, maker, randomness);
    stream.post(by.say(whole, 'all three', [one, other], today).parcels, firstDay);
    const begun = stream.rows.length;
    stream.post(by.say(small, 'two of us', [one], { ...today, day: firstDay + 1 }).parcels, firstDay + 1);
    // Who was left out begins a lane under the new list, which the portal delivers.
    const outside = new Client(roster, other, randomness);
    outside.read(stream.rows);
    expect(outside.said.map(({ message }) => message.text)).toEqual(['all three']);
    stream.post(outside.say(small, 'me too', [one], { ...today, day: firstDay + 1 }).parcels, firstDay + 1);
    const inside = new Client(roster, one, randomness);
    inside.read(stream.rows);
    expect(inside.refused.map(({ code }) => code)).toEqual(['thread-member']);
    expect(textsOf(inside.woven(small))).toEqual(['all three', 'two of us']);
    expect(
      plunder({ event, person: bijan, account: bijan.secret, writer: other }, stream.rows.slice(begun)).opened.size,
    ).toBe(1);
  });
});
