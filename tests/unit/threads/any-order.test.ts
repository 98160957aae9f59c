// Any order, copies, losses, several tabs and devices, states from before: what was delivered opens, everybody weaves the
// same, and what somebody referred to and did not come is missed.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import type { MessageId } from '#protocol/core/ids.ts';
import { standardEvent } from '../../support/protocol/event.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import {
  Client,
  Stream,
  Writer,
  deskPlace,
  firstDay,
  type Place,
  type Row,
  type Said,
} from '../../support/protocol/thread-writer.ts';

interface World {
  readonly base: ReturnType<typeof standardEvent>;
  readonly writers: readonly Writer[];
  readonly place: Place;
}
let world: World;

beforeAll(async () => {
  await sodiumReady;
  const base = standardEvent('any order');
  const randomness = new Randomness('any order writers');
  const writers = [base.amal, base.tess, base.tomas].map((person) => new Writer(randomness, base.event, person));
  world = { base, writers, place: deskPlace(base.event, base.amal.member) };
});

const roster = () => world.base.event.roster;
const logSize = () => world.base.event.leaves.length;

/** One step of a story: which tab of which person writes, and which part of the stream it has read before. */
interface Step {
  readonly tab: number;
  readonly seen: number;
  readonly nextDay: boolean;
}
const step = fc.record({ tab: fc.nat(5), seen: fc.nat(100), nextDay: fc.boolean() });

interface Story {
  readonly stream: Stream;
  readonly sent: readonly Said['message'][];
  readonly letters: ReadonlySet<number>;
  readonly randomness: Randomness;
}

/** Two tabs of each of three people; a tab has read as much of the stream as the step says, and never goes back. */
function tell(steps: readonly Step[], seed: string): Story {
  const randomness = new Randomness(`story ${seed}`);
  const { writers, place } = world;
  const tabs = Array.from({ length: 6 }, (_, at) => new Client(roster, writers[at % 3] as Writer, randomness));
  const stream = new Stream();
  const sent: Said['message'][] = [];
  const letters = new Set<number>();
  let day = firstDay;
  for (const { tab, seen, nextDay } of steps) {
    if (nextDay) day += 1;
    const client = tabs[tab] as Client;
    client.read(stream.rows.slice(0, Math.ceil((stream.rows.length * seen) / 100)));
    const others = writers.filter((writer) => writer !== client.writer);
    const made = client.say(place, `words ${sent.length}`, others, { day, logSize: logSize() });
    sent.push(made.message);
    const rows = stream.post(made.parcels, day);
    rows.slice(0, made.letters.length).forEach(({ sequence }) => letters.add(sequence));
  }
  return { stream, sent, letters, randomness };
}

const fresh = ({ randomness }: Story, of: number) => new Client(roster, world.writers[of] as Writer, randomness);
const ids = (list: readonly Said[]) => list.map(({ message }) => message.id);
const sorted = (list: readonly MessageId[]) => list.toSorted();

const stories = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 14 }),
  seed: fc.string({ maxLength: 8 }),
});
/** Keys to sort by: an order of everything, with some rows twice and some not at all. */
const orders = fc.record({ keys: fc.array(fc.nat(), { minLength: 200, maxLength: 200 }), drop: fc.nat(60) });

const shuffled = (rows: readonly Row[], keys: readonly number[]): readonly Row[] =>
  [...rows, ...rows.filter((_, at) => (keys[at] as number) % 3 === 0)]
    .map((row, at) => [keys[at % keys.length] as number, row] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, row]) => row);

describe('whatever the order', { timeout: 120_000 }, () => {
  it('everything opens for everybody, once, and is woven the same', () => {
    fc.assert(
      fc.property(stories, orders, ({ steps, seed }, { keys }) => {
        const story = tell(steps, seed);
        const read = [0, 1, 2, 0, 1, 2].map((of, at) => {
          const client = fresh(story, of);
          const rows = at < 3 ? story.stream.rows : shuffled(story.stream.rows, keys);
          // In pieces, as pages come; what a piece lacks waits for the next.
          for (let from = 0; from < rows.length; from += 7) client.read(rows.slice(0, from + 7));
          client.read(rows);
          return client;
        });
        for (const client of read) {
          expect(client.refused).toEqual([]);
          const woven = client.woven(world.place);
          expect(sorted(ids(woven.messages))).toEqual(sorted(story.sent.map(({ id }) => id)));
          expect(ids(woven.messages)).toEqual(ids((read[0] as Client).woven(world.place).messages));
          expect([woven.missing, woven.earlier, woven.unvouched]).toEqual([[], false, []]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('puts each message after all that it refers to', () => {
    fc.assert(
      fc.property(stories, orders, ({ steps, seed }, { keys }) => {
        const story = tell(steps, seed);
        const client = fresh(story, 0);
        client.read(shuffled(story.stream.rows, keys));
        const woven = client.woven(world.place).messages;
        const at = new Map(woven.map(({ message }, place) => [message.id, place]));
        for (const [place, { message }] of woven.entries())
          for (const id of message.prev) expect(at.get(id) ?? Infinity).toBeLessThan(place);
      }),
      { numRuns: 15 },
    );
  });

  it('loses only what the portal holds back, and names each of those as missing that anybody referred to', () => {
    let missed = 0;
    fc.assert(
      fc.property(stories, orders, ({ steps, seed }, { keys, drop }) => {
        const story = tell(steps, seed);
        const isLost = ({ sequence }: Row, at: number) =>
          !story.letters.has(sequence) && (keys[at] as number) % 100 < drop;
        const rows = story.stream.rows.filter((row, at) => !isLost(row, at));
        const clients = [0, 1, 2].map((of) => fresh(story, of));
        for (const client of clients) client.read(rows);
        const [first] = clients as [Client, ...Client[]];
        const woven = first.woven(world.place);
        const held = new Set(ids(woven.messages));
        const opened = first.in(world.place.thread).length;
        expect(first.refused).toEqual([]);
        expect(opened).toBe(rows.length - story.letters.size);
        // Without a reference nothing can be missing. With one it must be, except what the very first message names.
        const beginning = new Set(woven.messages[0]?.message.prev ?? []);
        const referred = new Set(woven.messages.flatMap(({ message }) => message.prev));
        const gone = [...referred].filter((id) => !held.has(id));
        expect(sorted(woven.missing)).toEqual(sorted(gone.filter((id) => !beginning.has(id))));
        expect(woven.earlier).toBe(gone.some((id) => beginning.has(id)));
        missed += woven.missing.length;
        for (const client of clients)
          expect(client.woven(world.place)).toEqual({ ...woven, messages: client.woven(world.place).messages });
        for (const client of clients) expect(ids(client.woven(world.place).messages)).toEqual(ids(woven.messages));
      }),
      { numRuns: 25, seed: 9 },
    );
    expect(missed).toBeGreaterThan(10);
  });

  it('names the middle of a simple conversation as missing, also where every second message is held back', () => {
    const steps = Array.from({ length: 6 }, (_, at) => ({ tab: at % 2, seen: 100, nextDay: false }));
    const story = tell(steps, 'plain');
    const said = story.stream.rows.filter(({ sequence }) => !story.letters.has(sequence));
    const without = (...lost: readonly number[]) => {
      const client = fresh(story, 2);
      client.read(story.stream.rows.filter((row) => !lost.includes(said.indexOf(row))));
      const { missing, earlier } = client.woven(world.place);
      return { missing: missing.map((id) => story.sent.findIndex((each) => each.id === id)), earlier };
    };
    expect(without()).toEqual({ missing: [], earlier: false });
    expect(without(2)).toEqual({ missing: [2], earlier: false });
    expect(without(0, 2, 4)).toEqual({ missing: [2, 4], earlier: true });
    // Nothing refers to the last one yet: a known limit.
    expect(without(5)).toEqual({ missing: [], earlier: false });
  });

  it('opens nothing of a lane whose letter did not come, and calls it no damage', () => {
    const story = tell([{ tab: 1, seen: 0, nextDay: false }], 'no letter');
    const client = fresh(story, 0);
    client.read(story.stream.rows.filter(({ sequence }) => !story.letters.has(sequence)));
    expect(client.said).toEqual([]);
    expect(client.refused).toEqual([]);
    client.read(story.stream.rows);
    expect(client.said.length).toBe(1);
  });
});

describe('a client with a state from before', { timeout: 60_000 }, () => {
  it('writes on, under tags that nobody used, and disturbs nobody', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), fc.string({ maxLength: 6 }), (before, after, seed) => {
        const randomness = new Randomness(`rolled back ${seed}`);
        const { writers, place } = world;
        const [amal, tess, tomas] = writers as [Writer, Writer, Writer];
        const stream = new Stream();
        const today = { day: firstDay, logSize: logSize() };
        const speak = (client: Client, times: number, what: string) => {
          for (let at = 0; at < times; at++) {
            client.read(stream.rows);
            const others = writers.filter((writer) => writer !== client.writer);
            stream.post(client.say(place, `${what} ${at}`, others, today).parcels, firstDay);
          }
        };
        speak(new Client(roster, amal, randomness), before + 1, 'first tab');
        // The device that is switched on again knows nothing of what was said: an empty state, the same keys.
        const old = new Client(roster, amal, randomness);
        const kept = stream.rows.length;
        for (let at = 0; at <= after; at++)
          stream.post(old.say(place, `old ${at}`, [tess, tomas], today).parcels, firstDay);
        speak(new Client(roster, tess, randomness), 1, 'answer');
        for (const writer of writers) {
          const client = new Client(roster, writer, randomness);
          client.read(stream.rows);
          expect(client.refused).toEqual([]);
          expect(client.woven(place).messages.length).toBe(before + 1 + after + 1 + 1);
          expect(client.woven(place).missing).toEqual([]);
        }
        expect(kept).toBeGreaterThan(0);
      }),
      { numRuns: 10 },
    );
  });

  it('seals the same words again to the same bytes, so that nothing is sealed twice under one key', () => {
    const randomness = new Randomness('again');
    const [amal, tess, tomas] = world.writers as [Writer, Writer, Writer];
    const client = new Client(roster, amal, randomness);
    const today = { day: firstDay, logSize: logSize() };
    const { message } = client.say(world.place, 'words', [tess, tomas], today);
    const lane = client.crypto.own(() => true)!;
    const one = client.crypto.seal(lane, message)!;
    const two = client.crypto.seal(lane, message)!;
    expect(two.body).toEqual(one.body);
    expect(two.tag).not.toEqual(one.tag);
    // Other references make another id, another nonce and so another key.
    const other = client.say(world.place, 'words', [tess, tomas], today, { prev: [message.id] });
    expect(other.message.id).not.toBe(message.id);
    expect(other.parcels.at(-1)?.body.slice(0, 24)).not.toEqual(one.body.slice(0, 24));
  });

  it('goes over to a new lane when all tags of one were used, and nothing is lost', () => {
    const randomness = new Randomness('full lane');
    const [amal, tess, tomas] = world.writers as [Writer, Writer, Writer];
    const writer = new Client(roster, amal, randomness);
    const stream = new Stream();
    const today = { day: firstDay, logSize: logSize() };
    let begun = 0;
    for (let at = 0; at < 70; at++) {
      const { parcels, letters } = writer.say(world.place, `${at}`, [tess, tomas], today, { prev: [] });
      begun += letters.length;
      stream.post(parcels, firstDay);
    }
    expect(begun).toBe(6);
    expect(new Set(stream.rows.map(({ tag }) => tag.join())).size).toBe(stream.rows.length);
    const reader = new Client(roster, tess, randomness);
    reader.read(stream.rows.toReversed());
    expect(reader.said.length).toBe(70);
  });
});
