import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { programmeDesk } from '#protocol/core/ids.ts';
import { openDatabase, type Database } from '../../../../server/db.ts';
import { returnSeat, takeSeat } from '../../../../server/seats/store.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let elin: Person;
let guests: Person[];
let crowd: Database;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  crowd = openDatabase(testEnv.urls.appUrl, 25);
  world = await World.found(testEnv.client, await testEnv.link());
  elin = await world.addMember('staff', programmeDesk);
  guests = [];
  for (let i = 0; i < 4; i++) guests.push(await world.addMember('participant'));
});
afterAll(async () => {
  await crowd.destroy();
  await testEnv.close();
});

let named = 0;
const newSession = () => `session${String((named += 1)).padStart(3, '0')}`;
const newToken = () => toBase64url(bytes(32));
const offer = (session: string, free: number) => elin.browser.call('seats/offer', { sessions: [{ session, free }] });
const counts = async (session: string) =>
  (await elin.browser.call('seats/counts', {})).sessions.find((row) => row.session === session);

describe('the last seat', () => {
  it('goes to exactly one of fifty who reach for it', async () => {
    const session = newSession();
    await offer(session, 1);
    const tokens = Array.from({ length: 50 }, () => bytes(32));
    const answers = await Promise.all(tokens.map((token) => takeSeat(crowd, session, token)));
    expect(answers.filter((answer) => answer.taken)).toHaveLength(1);
    for (const answer of answers) expect(answer.free).toBe(0);
    expect(await counts(session)).toEqual({ session, free: 0, taken: 1 });
  });

  it('gives seven seats to seven of fifty people, also while seats are given back', async () => {
    const session = newSession();
    await offer(session, 7);
    const tokens = Array.from({ length: 50 }, () => bytes(32));
    const first = await Promise.all(tokens.map((token) => takeSeat(crowd, session, token)));
    const holding = tokens.filter((_, i) => first[i]?.taken);
    expect(holding).toHaveLength(7);
    const others = tokens.filter((_, i) => !first[i]?.taken);
    await Promise.all([
      ...holding.slice(0, 3).map((token) => returnSeat(crowd, session, token)),
      ...others.map((token) => takeSeat(crowd, session, token)),
    ]);
    const now = await counts(session);
    expect((now?.free ?? -1) + (now?.taken ?? -1)).toBe(7);
    expect(now?.free).toBeGreaterThanOrEqual(0);
  });

  it('is told to both through the portal', async () => {
    const session = newSession();
    await offer(session, 1);
    const answers = await Promise.all(
      guests.map((guest) => guest.browser.call('seats/take', { session, token: newToken() })),
    );
    expect(answers.filter((answer) => answer.taken)).toHaveLength(1);
    expect(answers.map((answer) => answer.free)).toEqual([0, 0, 0, 0]);
  });
});

describe('a seat', () => {
  it('is taken once by a token, however often it asks and also at once', async () => {
    const session = newSession();
    await offer(session, 10);
    const token = bytes(32);
    const answers = await Promise.all(Array.from({ length: 20 }, () => takeSeat(crowd, session, token)));
    expect(answers.every((answer) => answer.taken)).toBe(true);
    expect(await counts(session)).toEqual({ session, free: 9, taken: 1 });
    await Promise.all(Array.from({ length: 20 }, () => returnSeat(crowd, session, token)));
    expect(await counts(session)).toEqual({ session, free: 10, taken: 0 });
  });

  it('is one a person: invented tokens do not empty a session', async () => {
    const [anna] = guests as [Person];
    const [session, other] = [newSession(), newSession()];
    await offer(session, 3);
    await offer(other, 3);
    const token = newToken();
    const tries = [token, newToken(), newToken()];
    const answers = await Promise.all(
      tries.map((each) => anna.browser.refused('seats/take', { session, token: each })),
    );
    expect(answers.toSorted()).toEqual(['forbidden', 'forbidden', 'not refused']);
    expect((await anna.browser.call('seats/take', { session: other, token: newToken() })).taken).toBe(true);
    expect((await counts(session))?.free).toBe(2);
    await anna.browser.call('seats/return', { session, token: tries[answers.indexOf('not refused')] ?? '' });
    expect((await anna.browser.call('seats/take', { session, token: newToken() })).taken).toBe(true);
  });

  it('shows as hers to the holder of the token', async () => {
    const [anna, ben] = guests as [Person, Person];
    const session = newSession();
    await offer(session, 2);
    const token = newToken();
    await anna.browser.call('seats/take', { session, token });
    const seen = async (who: Person, tokens: string[]) =>
      (await who.browser.call('seats/look', { tokens })).sessions.find((row) => row.session === session);
    expect(await seen(anna, [newToken(), token])).toEqual({ session, free: 1, mine: true });
    expect(await seen(ben, [newToken()])).toEqual({ session, free: 1, mine: false });
    expect(await seen(ben, [])).toEqual({ session, free: 1, mine: false });
  });

  it('is not there where none was offered', async () => {
    const [, ben] = guests as [Person, Person];
    const session = newSession();
    expect(await ben.browser.call('seats/take', { session, token: newToken() })).toEqual({ taken: false, free: 0 });
    expect(await ben.browser.call('seats/return', { session, token: newToken() })).toEqual({ free: 0 });
  });
});

describe('an offer', () => {
  it('counts those taken, so that saying it again gives no seat twice', async () => {
    const session = newSession();
    await offer(session, 3);
    await takeSeat(crowd, session, bytes(32));
    await takeSeat(crowd, session, bytes(32));
    await offer(session, 3);
    expect(await counts(session)).toEqual({ session, free: 1, taken: 2 });
    await offer(session, 1);
    expect(await counts(session)).toEqual({ session, free: 0, taken: 2 });
    await offer(session, 5);
    expect(await counts(session)).toEqual({ session, free: 3, taken: 2 });
  });

  it('said while seats are taken never sells more than it says', async () => {
    const session = newSession();
    await offer(session, 5);
    const tokens = Array.from({ length: 40 }, () => bytes(32));
    await Promise.all([
      ...tokens.map((token) => takeSeat(crowd, session, token)),
      ...Array.from({ length: 5 }, () => offer(session, 5)),
    ]);
    await offer(session, 5);
    expect(await counts(session)).toEqual({ session, free: 0, taken: 5 });
  });

  it('taken back leaves no row, unless somebody sits there', async () => {
    const [empty, used] = [newSession(), newSession()];
    const token = bytes(32);
    await offer(empty, 4);
    await offer(used, 4);
    await takeSeat(crowd, used, token);
    await elin.browser.call('seats/offer', { sessions: [used, empty].map((session) => ({ session, free: 0 })) });
    expect(await counts(empty)).toBeUndefined();
    expect(await counts(used)).toEqual({ session: used, free: 0, taken: 1 });
  });
});

it('nothing in the tables says who sits where', async () => {
  const rows = await testEnv.db.selectFrom('seat_token').selectAll().execute();
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(['session', 'token']);
});
