// The one stream: order, shuffle, one size of every look, resending, quotas, taking back, and its end.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { equal, fromBase64url, toBase64url, toHex } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import { nonceOfToken } from '#protocol/threads/message.ts';
import { lookBytes, type Look } from '#protocol/threads/stream.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';
import { ask, look, parcel, parcels, post, posting, readOn, today } from '../../support/server/writing.ts';

let testEnv: TestEnv;
let world: World;
let anna: Person;
let ben: Person;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
  ben = await world.addMember('participant');
});
afterAll(() => testEnv.close());
afterEach(() => vi.useRealTimers());

const dayMs = 24 * 3600 * 1000;
const at = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
const newest = async () => (await look(anna, 0)).newest;
const rawLook = async (person: Person, asked: string) =>
  person.browser.raw('/api/threads/look', JSON.stringify({ ask: asked }));

describe('a look', () => {
  it('has one size, whatever is there and whatever is asked', async () => {
    const sizes = new Set<number>();
    const see = async (asked: string) => {
      const { text, headers } = await rawLook(anna, asked);
      expect(headers['content-encoding']).toBeUndefined();
      sizes.add(text.length);
    };
    await see(ask(0));
    await post(ben, parcels(3));
    await see(ask(0));
    await see(ask(2, [1, 2, 3, 99]));
    await post(ben, parcels(64));
    await see(ask(0));
    await see(ask(5, [1, 1, 1, 1]));
    await see(ask(Number.MAX_SAFE_INTEGER, [0, 0, 0, 0]));
    expect(sizes).toEqual(new Set([JSON.stringify({ look: 'A'.repeat(Math.ceil((lookBytes * 4) / 3)) }).length]));
  });

  it('fills what does not exist with random bytes, others each time', async () => {
    const after = await newest();
    const two = [await look(anna, after, [after + 7]), await look(anna, after, [after + 7])];
    expect(two.map(({ lines }) => lines)).toEqual([[], []]);
    const bodies = two.flatMap((one) => one.bodies.map(toHex));
    expect(new Set(bodies).size).toBe(8);
    const fillers = await Promise.all([ask(after), ask(after)].map((asked) => rawLook(anna, asked)));
    const [one, other] = fillers.map(({ text }) => fromBase64url((JSON.parse(text) as { look: string }).look));
    expect(equal((one as Uint8Array).slice(0, 16), (other as Uint8Array).slice(0, 16))).toBe(true);
    for (let line = 16; line < 1800; line += 28)
      expect(equal((one as Uint8Array).slice(line, line + 28), (other as Uint8Array).slice(line, line + 28))).toBe(
        false,
      );
  });

  it('is refused with a sequence number beyond the largest exact one', async () => {
    expect(await anna.browser.refused('threads/look', { ask: toBase64url(new Uint8Array(40).fill(255)) })).toBe(
      'malformed',
    );
  });

  it('is not a sign that somebody is there: only what a person does keeps her session', async () => {
    const eva = await world.addMember('participant');
    const start = Date.now();
    at(start + 7 * 3600 * 1000);
    await look(eva, 0);
    at(start + 9 * 3600 * 1000);
    expect(await eva.browser.refused('threads/look', { ask: ask(0) })).toBe('session-over');
    vi.useRealTimers();
    const ida = await world.addMember('participant');
    at(start + 7 * 3600 * 1000);
    await ida.browser.call('session/look', {});
    at(start + 9 * 3600 * 1000);
    await look(ida, 0);
  });

  it('ends with the session, at once', async () => {
    const eva = await world.addMember('participant');
    await look(eva, 0);
    await testEnv.db.deleteFrom('session').where('member', '=', eva.member).execute();
    expect(await eva.browser.refused('threads/look', { ask: ask(0) })).toBe('session-over');
  });
});

describe('posting', () => {
  it('gives each reader with a cursor every parcel exactly once, while many post at once', async () => {
    const start = await newest();
    const people = [anna, ben, world.founder];
    const sent = Array.from({ length: 60 }, () => parcels(1 + Math.floor(Math.random() * 6)));
    let done = false;
    const readers = people.map(async (person) => {
      const seen: Look['lines'][number][] = [];
      for (;;) {
        // Asked before it is read: whatever was committed by then must be in what follows.
        const isLast = done;
        seen.push(...(await readOn(person, seen.at(-1)?.sequence ?? start)));
        if (isLast) return seen;
      }
    });
    for (let round = 0; round < 3; round++)
      await Promise.all(sent.slice(round * 20, round * 20 + 20).map((some, i) => post(people[i % 3] as Person, some)));
    done = true;
    const expected = sent.flat().map(({ tag }) => toHex(tag));
    for (const seen of await Promise.all(readers)) {
      expect(seen.map(({ sequence }) => sequence)).toEqual(expected.map((_, i) => start + 1 + i));
      expect(seen.map(({ tag }) => toHex(tag)).toSorted()).toEqual(expected.toSorted());
      expect(new Set(seen.map(({ day }) => day))).toEqual(new Set([today()]));
    }
  });

  it('shuffles what arrived in one interval, from all senders', async () => {
    const start = await newest();
    const [first, second] = [parcels(40), parcels(40)];
    await Promise.all([post(anna, first), post(ben, second)]);
    const lines = await readOn(anna, start);
    const mine = new Set(first.map(({ tag }) => toHex(tag)));
    const order = lines.map(({ tag }) => (mine.has(toHex(tag)) ? 'a' : 'b')).join('');
    expect(order).toHaveLength(80);
    // Side by side there would be one change; 20 or fewer in a shuffle of 40 and 40 come less than once in 10^6.
    expect(order.match(/ab|ba/gu)?.length ?? 0).toBeGreaterThan(15);
    const own = lines.filter(({ tag }) => mine.has(toHex(tag))).map(({ tag }) => toHex(tag));
    expect(own).not.toEqual(first.map(({ tag }) => toHex(tag)));
  });

  it('answers after COMMIT: what was posted can be read, also by a portal that was started since', async () => {
    const start = await newest();
    const sent = parcels(5);
    await post(anna, sent);
    const lines = await readOn(ben, start);
    const { bodies } = await look(
      ben,
      start,
      lines.slice(0, 4).map(({ sequence }) => sequence),
    );
    for (const [i, body] of bodies.entries()) {
      const tag = lines[i]?.tag ?? bytes(16);
      expect(equal(body, sent.find((one) => equal(one.tag, tag))?.body ?? bytes(1))).toBe(true);
    }
    await testEnv.restart();
    expect(await readOn(ben, start)).toEqual(lines);
    expect(
      (
        await look(
          ben,
          start,
          lines.slice(0, 4).map(({ sequence }) => sequence),
        )
      ).bodies,
    ).toEqual(bodies);
  });

  it('changes nothing when the same parcel comes again: alone, at once, twice in one list, after a restart', async () => {
    const start = await newest();
    const [one, other] = [parcel(), parcel()];
    await Promise.all([post(anna, [one, one]), post(anna, [one])]);
    await post(anna, [one, other]);
    await testEnv.restart();
    await post(anna, [other, one]);
    expect(await readOn(anna, start)).toHaveLength(2);
    // The same tag with another body is another parcel.
    await post(anna, [{ tag: one.tag, body: bytes(limits.parcelBytes) }]);
    const lines = await readOn(anna, start);
    expect(lines.filter(({ tag }) => equal(tag, one.tag))).toHaveLength(2);
    expect(lines.map(({ sequence }) => sequence)).toEqual([start + 1, start + 2, start + 3]);
  });

  it('takes a day next to its own and no other, and only whole parcels', async () => {
    for (const off of [-1, 0, 1]) await post(anna, [parcel()], today() + off);
    for (const off of [-2, 2])
      expect(await anna.browser.refused('threads/post', posting([parcel()], today() + off))).toBe('bad-request');
    const short = { day: today(), parcels: [{ tag: toBase64url(bytes(16)), body: toBase64url(bytes(2047)) }] };
    expect(await anna.browser.refused('threads/post', short)).toBe('bad-request');
    expect(await anna.browser.refused('threads/post', posting(parcels(65)))).toBe('body-too-large');
  });

  it('has a limit a day for each member, which a resend does not use up and a restart does not forget', async () => {
    const eva = await world.addMember('participant');
    const start = await newest();
    const first = parcels(64);
    await post(eva, first);
    const whole = Array.from({ length: Math.floor(limits.parcelsPerDay / 64) - 1 }, () => parcels(64));
    await Promise.all(whole.map((some) => post(eva, some)));
    const rest = limits.parcelsPerDay % 64;
    expect(await eva.browser.refused('threads/post', posting(parcels(rest + 1)))).toBe('throttled');
    await post(eva, parcels(rest));
    expect(await newest()).toBe(start + limits.parcelsPerDay);
    expect(await eva.browser.refused('threads/post', posting([parcel()]))).toBe('throttled');
    await post(eva, first);
    // In one interval with a member who is within her limit: only the other is refused.
    const [full] = await Promise.all([
      eva.browser.refused('threads/post', posting([parcel()])),
      post(anna, [parcel()]),
    ]);
    expect(full).toBe('throttled');
    await testEnv.restart();
    expect(await eva.browser.refused('threads/post', posting([parcel()]))).toBe('throttled');
    const rows = await testEnv.db.selectFrom('quota').selectAll().where('member', '=', eva.member).execute();
    expect(rows).toMatchObject([{ member: eva.member, day: today(), parcels: limits.parcelsPerDay, bytes: 0 }]);

    const noon = Date.now();
    at(noon + dayMs);
    await eva.login();
    await post(eva, [parcel()]);
    await testEnv.travel(noon + 2 * dayMs);
    expect(
      await testEnv.db
        .selectFrom('quota')
        .select('member')
        .where('day', '<', today() - 1)
        .execute(),
    ).toEqual([]);
    await testEnv.comeBack();
  });
});

describe('taking back', () => {
  it('replaces the body for a caller who knows the token, once, and leaves the row', async () => {
    const token = bytes(32);
    const body = bytes(limits.parcelBytes);
    body.set(nonceOfToken(token));
    const start = await newest();
    await post(anna, [{ tag: bytes(16), body }]);
    const [line] = await readOn(ben, start);
    const sequence = line?.sequence ?? 0;
    const unsend = (place: number, key: Uint8Array) =>
      anna.browser.call('threads/unsend', { sequence: place, token: toBase64url(key) });
    expect(await unsend(sequence, bytes(32))).toEqual({ gone: false });
    expect(await unsend(sequence - 1, token)).toEqual({ gone: false });
    expect(await unsend(sequence + 1000, token)).toEqual({ gone: false });
    expect((await look(ben, start, [sequence])).bodies[0]).toEqual(body);
    expect(await unsend(sequence, token)).toEqual({ gone: true });
    const { lines, bodies } = await look(ben, start, [sequence]);
    expect(lines).toEqual([line]);
    expect(bodies[0]).not.toEqual(body);
    expect(equal(bodies[0]?.slice(0, 24) as Uint8Array, nonceOfToken(token))).toBe(false);
    expect(await unsend(sequence, token)).toEqual({ gone: false });
    const row = await testEnv.db.selectFrom('parcel').selectAll().where('sequence', '=', sequence).executeTakeFirst();
    expect(row?.body).toEqual(bodies[0]);
  });
});

describe('the end of a parcel', () => {
  it('comes ninety days after its day; sequences go on from where they were', async () => {
    await post(anna, [parcel()]);
    const last = await newest();
    const start = Date.now();
    await testEnv.travel(start + (limits.parcelDays - 2) * dayMs);
    await anna.login();
    expect((await readOn(anna, last - 1)).map(({ sequence }) => sequence)).toEqual([last]);
    await testEnv.travel(start + (limits.parcelDays + 2) * dayMs);
    await anna.login();
    const { lines, newest: end } = await look(anna, 0);
    expect([lines, end]).toEqual([[], last]);
    await post(anna, [parcel()]);
    expect((await readOn(anna, last)).map(({ sequence }) => sequence)).toEqual([last + 1]);
  });
});
