// Period secrets, bundles and public keys; and what becomes of shares when their time is over.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/bytes.ts';
import { equal } from '#protocol/bytes.ts';
import { encodeLeaf, parseLeaf } from '#protocol/leaf.ts';
import { requirePeriodKeys, verifyBundles } from '#protocol/threads/bundle.ts';
import { periodEnd } from '#protocol/threads/calendar.ts';
import { openPeriod } from '#protocol/threads/period.ts';
import { key32 } from '#protocol/sodium.ts';
import { House } from './house.ts';
import { bytes, type Person } from './person.ts';
import { World } from './world.ts';
import { periodsFrom, publication, thisPeriod, today } from './writing.ts';

let house: House;
let world: World;
let tove: Person;
let anna: Person;

beforeAll(async () => {
  house = await House.open();
  world = await World.found(house.door, await house.link());
  tove = await world.addMember('staff');
  anna = await world.addMember('participant');
}, 60_000);
afterAll(() => house.close());
afterEach(() => vi.useRealTimers());

const weekMs = 7 * 24 * 3600 * 1000;
const at = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
const keyringOf = (person: Person) => person.browser.call('threads/keyring', {});
const publishAs = (person: Person, generation: number, periods: ReturnType<typeof periodsFrom>) =>
  person.browser.call('threads/publish', publication(world, person, generation, periods));
const refusedTo = (person: Person, body: ReturnType<typeof publication>) =>
  person.browser.refused('threads/publish', body);
const sharesIn = async (person: Person) => {
  const rows = await house.db
    .selectFrom('period_secret')
    .select('period')
    .where('member', '=', person.member)
    .execute();
  return rows.map(({ period }) => period);
};

describe('publishing', () => {
  it('keeps secrets for their owner, and keys with a leaf for everybody', async () => {
    expect(await keyringOf(anna)).toEqual({ bundles: null, periods: [] });
    const periods = periodsFrom(thisPeriod(), 26);
    const sent = publication(world, anna, 1, periods);
    const { leaf } = await anna.browser.call('threads/publish', sent);

    const held = await keyringOf(anna);
    expect(held.bundles).toEqual({ signed: sent.signed, leaf });
    expect(held.periods).toHaveLength(26);
    for (const { period, secret } of periods) {
      const { sealed, share } = held.periods.find((each) => each.period === period) ?? { sealed: '', share: '' };
      const place = { rootfp: world.rootfp, member: anna.member, period };
      const opened = openPeriod(anna.accountSecret, key32(fromBase64url(share ?? '')), place, fromBase64url(sealed));
      expect(opened).toEqual(secret);
    }

    const { members } = await tove.browser.call('threads/keys', {
      members: [anna.member, tove.member, toBase64url(bytes(16))],
      period: thisPeriod() + 3,
    });
    expect(members.map(({ member }) => member)).toEqual([anna.member]);
    const [found] = members;
    const verified = verifyBundles(world.roster, fromBase64url(found?.signed ?? ''), anna.member, found?.leaf ?? 0);
    const { sealKey, dhKey } = found?.keys ?? { sealKey: '', dhKey: '' };
    requirePeriodKeys(verified.bundles, thisPeriod() + 3, {
      sealKey: fromBase64url(sealKey),
      dhKey: fromBase64url(dhKey),
    });
    const { leaves } = await tove.browser.call('log/leaves', { from: leaf, count: 1 });
    const logged = parseLeaf(fromBase64url(leaves).slice(0, 65));
    expect(logged.type).toBe('bundles');
    expect(equal(encodeLeaf(logged), encodeLeaf(verified.leaf))).toBe(true);
  });
});
