// Period secrets, bundles and public keys; and what becomes of shares when their time is over.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { encodeLeaf, parseLeaf } from '#protocol/log/leaf.ts';
import { requirePeriodKeys, verifyBundles } from '#protocol/threads/bundle.ts';
import { periodEnd } from '#protocol/threads/calendar.ts';
import { openPeriod } from '#protocol/threads/period.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { World, facts } from '../../support/server/world.ts';
import { periodsFrom, publication, thisPeriod, today } from '../../support/server/writing.ts';

let testEnv: TestEnv;
let world: World;
let tove: Person;
let anna: Person;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  tove = await world.addMember('staff');
  anna = await world.addMember('participant');
});
afterAll(() => testEnv.close());
afterEach(async () => {
  if (!vi.isFakeTimers()) return;
  await testEnv.comeBack();
  // A login a month later deletes everybody's ended sessions.
  for (const person of [world.founder, tove, anna]) await person.login();
});

const weekMs = 7 * 24 * 3600 * 1000;
const at = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
const keyringOf = (person: Person) => person.browser.call('threads/keyring', {});
const publishAs = (person: Person, generation: number, periods: ReturnType<typeof periodsFrom>) =>
  person.browser.call('threads/publish', publication(world, person, generation, periods));
const refusedTo = (person: Person, body: ReturnType<typeof publication>) =>
  person.browser.refused('threads/publish', body);
const sharesIn = async (person: Person) => {
  const rows = await testEnv.db
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

  it('refuses another generation than the next, and one of two that come at once', async () => {
    const ben = await world.addMember('participant');
    const periods = periodsFrom(thisPeriod(), 2);
    expect(await refusedTo(ben, publication(world, ben, 2, periods))).toBe('record-conflict');
    const tabs = [publication(world, ben, 1, periods), publication(world, ben, 1, periodsFrom(thisPeriod(), 2))];
    const answers = await Promise.all(tabs.map((sent) => refusedTo(ben, sent)));
    expect(answers.toSorted()).toEqual(['not refused', 'record-conflict']);
    expect(await refusedTo(ben, publication(world, ben, 1, periods))).toBe('record-conflict');
    // What the loser brought is not kept: whose secret it was must not be read with another's share.
    const won = tabs[answers.indexOf('not refused')]?.secrets;
    const { periods: held } = await keyringOf(ben);
    expect(held.toReversed()).toEqual(won);
  });

  it('adds weeks later, with keys that are here already, and never a second secret', async () => {
    const eva = await world.addMember('participant');
    const first = periodsFrom(thisPeriod(), 3);
    await publishAs(eva, 1, first);
    const all = [...first.slice(1), ...periodsFrom(thisPeriod() + 3, 1)];
    const next = publication(world, eva, 2, all);
    const again = { ...next, keys: next.keys.slice(-1) };
    expect(await refusedTo(eva, again)).toBe('record-conflict');
    await eva.browser.call('threads/publish', { ...again, secrets: next.secrets.slice(-1) });
    // With new keys for its week a new one takes the place of one that she could not open.
    const fresh = publication(world, eva, 3, periodsFrom(thisPeriod() + 1, 3));
    await eva.browser.call('threads/publish', fresh);
    const { periods: held } = await keyringOf(eva);
    expect(held.slice(0, 3).toReversed()).toEqual(fresh.secrets);
    const { periods } = await keyringOf(eva);
    expect(periods.map(({ period }) => period)).toEqual([3, 2, 1, 0].map((i) => thisPeriod() + i));
    const { members } = await anna.browser.call('threads/keys', { members: [eva.member], period: thisPeriod() });
    expect(members[0]?.keys).toBeNull();
  });

  it('refuses keys that she did not sign, hashes without keys, weeks twice, weeks that are over', async () => {
    const ida = await world.addMember('participant');
    const good = publication(world, ida, 1, periodsFrom(thisPeriod(), 2));
    const other = publication(world, ida, 1, periodsFrom(thisPeriod(), 2));
    expect(await refusedTo(ida, { ...good, keys: other.keys })).toBe('bundle-signature');
    expect(await refusedTo(ida, { ...good, keys: good.keys.slice(1) })).toBe('bundle-signature');
    const stray = { ...(good.keys[0] as (typeof good.keys)[number]), period: thisPeriod() + 9 };
    expect(await refusedTo(ida, { ...good, keys: [...good.keys, stray] })).toBe('bundle-missing');
    expect(await refusedTo(ida, { ...good, keys: [...good.keys, ...good.keys.slice(1)] })).toBe('bad-request');
    expect(await refusedTo(ida, { ...good, secrets: [...good.secrets, ...good.secrets.slice(1)] })).toBe('bad-request');
    const old = publication(world, ida, 1, periodsFrom(thisPeriod() - 2, 4));
    expect(await refusedTo(ida, old)).toBe('bad-request');
    const beyond = { ...(good.secrets[0] as (typeof good.secrets)[number]), period: thisPeriod() + 2 };
    expect(await refusedTo(ida, { ...good, secrets: [beyond] })).toBe('bad-request');
    expect(await refusedTo(ida, { ...good, signed: publication(world, anna, 1, periodsFrom(1, 1)).signed })).toBe(
      'bundle-signature',
    );
    expect(await keyringOf(ida)).toEqual({ bundles: null, periods: [] });
    await ida.browser.call('threads/publish', good);
  });

  it('is void after a recovery, until she publishes with her new key', async () => {
    const kim = await world.addMember('participant');
    await publishAs(kim, 1, periodsFrom(thisPeriod(), 1));
    await world.recover(kim);
    const stale = publication(world, kim, 2, periodsFrom(thisPeriod() + 1, 1));
    const { members } = await anna.browser.call('threads/keys', { members: [kim.member], period: thisPeriod() });
    const { signed, leaf } = members[0] ?? { signed: '', leaf: 0 };
    expect(() => verifyBundles(world.roster, fromBase64url(signed), kim.member, leaf)).toThrow('bundle-old');
    await kim.browser.call('threads/publish', stale);
    expect((await keyringOf(kim)).periods).toHaveLength(2);
  });
});

describe('a share', () => {
  const first = thisPeriod();

  it('is deleted fourteen days after its owner logged in after the week, and its secret with it', async () => {
    const lea = await world.addMember('participant');
    await publishAs(lea, 1, periodsFrom(first, 3));
    // Nobody came: a month later all is as it was.
    await testEnv.travel(periodEnd(first) + 4 * weekMs);
    await lea.login();
    const seen = Date.now();
    expect((await keyringOf(lea)).periods).toHaveLength(3);
    // Each later answer leaves the end where the first one put it.
    await testEnv.travel(seen + weekMs);
    await lea.login();
    expect((await keyringOf(lea)).periods).toHaveLength(3);
    await testEnv.travel(seen + 2 * weekMs - 1);
    await lea.login();
    expect((await keyringOf(lea)).periods).toHaveLength(3);
    await testEnv.travel(seen + 2 * weekMs);
    await lea.login();
    expect((await keyringOf(lea)).periods).toEqual([]);
    expect(await sharesIn(lea)).toEqual([]);
  });

  it('of a week that is not over stays', async () => {
    const mia = await world.addMember('participant');
    await publishAs(mia, 1, periodsFrom(first, 3));
    await testEnv.travel(periodEnd(first) + 1);
    await mia.login();
    await keyringOf(mia);
    await testEnv.travel(periodEnd(first) + 1 + 2 * weekMs);
    await mia.login();
    expect((await keyringOf(mia)).periods.map(({ period }) => period)).toEqual([first + 2, first + 1]);
  });

  it('is deleted thirty days after the event, whether or not its owner logged in, and none is taken any more', async () => {
    const nora = await world.addMember('participant');
    await publishAs(nora, 1, periodsFrom(first, 2));
    const end = Date.parse(facts.endsOn) + 31 * 24 * 3600 * 1000;
    await testEnv.travel(end - 1);
    await nora.login();
    expect((await keyringOf(nora)).periods).toHaveLength(2);
    await testEnv.travel(end);
    await nora.login();
    expect((await keyringOf(nora)).periods).toEqual([]);
    const late = publication(world, nora, 2, periodsFrom(thisPeriod(), 1));
    expect(await refusedTo(nora, late)).toBe('chunk-gone');
    await testEnv.restart();
    expect(await testEnv.db.selectFrom('period_secret').select('member').execute()).toEqual([]);
  });

  it('is deleted with her removal, at once', async () => {
    const olga = await world.addMember('participant');
    await publishAs(olga, 1, periodsFrom(thisPeriod(), 2));
    const named = await testEnv.db
      .selectFrom('period_secret')
      .select('share')
      .where('member', '=', olga.member)
      .execute();
    const { keyShares } = testEnv.built.portal.threads;
    expect(named.map(({ share }) => keyShares.find(share)?.length)).toEqual([32, 32]);
    await world.enact({ type: 'remove', member: olga.member }, [world.founder]);
    expect(named.map(({ share }) => keyShares.find(share))).toEqual([undefined, undefined]);
    expect(await sharesIn(olga)).toEqual([]);
    const { members } = await anna.browser.call('threads/keys', { members: [olga.member], period: thisPeriod() });
    expect(members).toEqual([]);
  });
});

describe('the tell list', () => {
  it('says to staff on which day somebody looked last, and to nobody else', async () => {
    const pia = await world.addMember('participant');
    const members = [pia.member, toBase64url(bytes(16))];
    expect((await tove.browser.call('threads/looked', { members })).members).toEqual([
      { member: pia.member, day: null },
    ]);
    await keyringOf(pia);
    const day = today();
    expect((await tove.browser.call('threads/looked', { members })).members).toEqual([{ member: pia.member, day }]);
    expect(await pia.browser.refused('threads/looked', { members })).toBe('forbidden');
    at(Date.now() + weekMs);
    for (const person of [pia, tove]) await person.login();
    await keyringOf(pia);
    expect((await tove.browser.call('threads/looked', { members })).members[0]?.day).toBe(day + 7);
  });
});
