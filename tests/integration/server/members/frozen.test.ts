// A stolen laptop, at the portal: one officer stops a member at once, two lift it or make it last, and time ends it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { isFrozen, runningFreeze } from '#protocol/roster/frozen.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { currentEpoch, isSoundEpoch } from '#protocol/roster/roster-state.ts';
import { desk, file, itemOf, kind, open, prepareOpening, seal } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';
import { thisMonth } from '../../../support/this-month.ts';

let testEnv: TestEnv;
let world: World;
let ingrid: Person;
let olga: Person;
let nils: Person;
let tove: Person;
let milan: Person;
let anna: Person;
const travel = desk('travel');

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 3);
  [ingrid, olga, nils] = world.officers as [Person, Person, Person];
  tove = await world.addMember('staff', travel);
  milan = await world.addMember('staff', travel);
  await world.mintEpoch(travel, milan);
  await world.mintMonth(thisMonth());
  anna = await world.addMember('participant');
});
afterAll(() => testEnv.close());

const freeze = (member: MemberId, until = Date.now() + limits.freezeMsMax - 5000): Operation => ({
  type: 'freeze',
  member,
  until,
  asked: false,
});
const endless = (member: MemberId): Operation => ({ type: 'freeze', member, until: undefined, asked: false });
const unfreeze = (member: MemberId): Operation => ({
  type: 'unfreeze',
  member,
  freeze: runningFreeze(world.roster, member)?.from ?? -1,
});
const stop = (person: Person, by: Person = ingrid) => world.enact(freeze(person.member), [by]);
const lift = (person: Person, by: readonly Person[] = [ingrid, olga]) => world.enact(unfreeze(person.member), by);
const propose = async (operation: Operation, by: Person) => {
  await world.sync();
  const entry = await world.signed(world.entry(operation), [by]);
  return by.browser.call('roster/propose', { entry, minted: null });
};
const refused = async (operation: Operation, by: Person) => {
  await world.sync();
  const entry = await world.signed(world.entry(operation), [by]);
  return by.browser.refused('roster/propose', { entry, minted: null });
};

describe('a frozen member', () => {
  it('is out with the commit, of every session, and is told so at her next touch and with her card', async () => {
    const ben = await world.addMember('participant');
    await stop(ben);
    expect(await ben.browser.refused('session/look', {})).toBe('session-over');
    expect(await ben.browser.refused('login/finish', await ben.loginAnswer())).toBe('frozen');
    expect(await ben.browser.refused('login/finish', await ben.loginAnswer(1))).toBe('frozen');
    await expect(ben.loginWithCard()).rejects.toThrow('frozen');
    // Nothing of hers is gone.
    for (const table of ['credential', 'slot', 'card'] as const) {
      const rows = await testEnv.db.selectFrom(table).select('member').where('member', '=', ben.member).execute();
      expect([table, rows.length > 0]).toEqual([table, true]);
    }
    await lift(ben);
    await ben.login();
    expect(await ben.browser.call('session/look', {})).toMatchObject({ role: 'participant' });
  });

  it('is not named as frozen to somebody who does not have her key', async () => {
    const ben = await world.addMember('participant');
    await stop(ben);
    const answer = await ben.loginAnswer();
    const signature = anna.browser.refused('login/finish', {
      ...answer,
      assertion: { ...answer.assertion, signature: (await anna.loginAnswer()).assertion.signature },
    });
    expect(await signature).toBe('login-unknown');
  });

  it('is answered nothing while the entry waits for its verdict', async () => {
    const ben = await world.addMember('participant');
    await world.sync();
    const entry = await world.signed(world.entry(freeze(ben.member)), [ingrid]);
    const stopping = ingrid.browser.call('roster/propose', { entry, minted: null });
    const put = (text: string) =>
      itemOf(seal(world, { kind: kind('notes'), author: ben, owner: ben, content: utf8(text) }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => ben.browser.refused('records/put', { items: [put(String(i))] })),
    );
    await stopping;
    await world.sync();
    for (const answer of answers)
      expect(['not refused', 'frozen', 'session-over', 'record-author', 'record-conflict']).toContain(answer);
    const leaf = runningFreeze(world.roster, ben.member)?.from ?? 0;
    const rows = await testEnv.db.selectFrom('record').select('leaf').where('author', '=', ben.member).execute();
    for (const row of rows) expect(row.leaf).toBeLessThan(leaf);
  });

  it('has left an unsound key behind, which a colleague makes anew without her; what waits is opened by the others', async () => {
    const asked = await prepareOpening(world, tove, travel, [
      await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') }),
    ]);
    await stop(tove);
    expect(await tove.browser.refused('openings/ask', asked.body)).toBe('session-over');
    expect(isSoundEpoch(world.roster, travel)).toBe(false);
    const late = itemOf(seal(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('new') }));
    expect(await anna.browser.refused('records/put', { items: [late] })).toBe('desk-waiting');
    await world.mintEpoch(travel, milan);
    expect(currentEpoch(world.roster, travel)?.members).toEqual([milan.member]);
    const filed = await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') });
    expect((await open(world, milan, travel, [filed])).contents).toEqual([utf8('passport')]);
    await lift(tove);
    expect(isSoundEpoch(world.roster, travel)).toBe(true);
    await tove.login();
  });

  it('is frozen after a restart too', async () => {
    const ben = await world.addMember('participant');
    await stop(ben);
    await testEnv.restart();
    expect(await ben.browser.refused('session/look', {})).toBe('session-over');
    expect(await ben.browser.refused('login/finish', await ben.loginAnswer())).toBe('frozen');
  });
});

describe('who may', () => {
  it('one officer stops; one alone lifts nothing and makes nothing last', async () => {
    const ben = await world.addMember('participant');
    expect(await refused(freeze(ben.member), anna)).toBe('forbidden');
    expect(await refused(freeze(ben.member), milan)).toBe('roster-right');
    expect(await propose(freeze(ben.member), ingrid)).toMatchObject({ state: 'applied' });
    await world.sync();
    expect(await propose(unfreeze(ben.member), ingrid)).toEqual({ state: 'waiting', missing: 1 });
    expect(await propose(endless(ben.member), ingrid)).toEqual({ state: 'waiting', missing: 1 });
    await world.sync();
    expect(isFrozen(world.roster, ben.member)).toBe(true);
    await world.enact(endless(ben.member), [olga, nils]);
    expect(runningFreeze(world.roster, ben.member)?.until).toBeUndefined();
    // What was to end the first freeze ends no other.
    const { proposals } = await olga.browser.call('roster/proposals', {});
    expect(proposals).toEqual([]);
    await lift(ben, [olga, nils]);
  });

  it('the same officer does not stop her a second time alone; another officer does', async () => {
    const ben = await world.addMember('participant');
    await stop(ben);
    await lift(ben);
    expect(await propose(freeze(ben.member), ingrid)).toEqual({ state: 'waiting', missing: 1 });
    await stop(ben, olga);
    expect(await refused(freeze(ben.member), nils)).toBe('roster-rule');
    await lift(ben);
  });

  it('a frozen officer signs nothing alone, and her colleague is stopped by nobody alone after that', async () => {
    const ben = await world.addMember('participant');
    await world.sync();
    const before = await world.signed(world.entry(freeze(ben.member)), [nils]);
    await stop(nils, olga);
    expect(await nils.browser.refused('roster/propose', { entry: before, minted: null })).toBe('session-over');
    // In the hands of a portal that brings it in all the same.
    expect(await ingrid.browser.refused('roster/propose', { entry: before, minted: null })).toBe('roster-right');
    expect(await propose(freeze(ingrid.member), olga)).toEqual({ state: 'waiting', missing: 1 });
    await lift(nils, [olga, ingrid]);
    await nils.login();
  });
});

describe('time', () => {
  it('ends a freeze with a `lapse` that nobody signed, and not before its time', async () => {
    const ben = await world.addMember('participant');
    const until = Date.now() + limits.freezeMsMax - 60_000;
    await world.enact(freeze(ben.member, until), [olga]);
    const ida = await world.addMember('participant');
    await world.enact(endless(ida.member), [olga, ingrid]);
    await testEnv.travel(until - 60_000);
    await ingrid.login();
    await world.sync();
    expect(isFrozen(world.roster, ben.member)).toBe(true);
    await testEnv.travel(until + 60_000);
    await ingrid.login();
    await world.sync();
    expect(isFrozen(world.roster, ben.member)).toBe(false);
    expect(isFrozen(world.roster, ida.member)).toBe(true);
    expect(await refused({ type: 'lapse', member: ida.member }, ingrid)).toBe('roster-right');
    await ben.login();
    await testEnv.comeBack();
  });
});
