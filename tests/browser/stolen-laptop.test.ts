/**
 * P41, the story of docs/bad-days.md: Tove's laptop is stolen at 23:00. Ingrid stops her access on a phone with one touch, Tove's
 * open page locks and says so calmly, her team goes on, and Olga, who finds it on her first screen, lifts it with Ingrid.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { demoEvent } from '../../tools/demo/cast.ts';
import { admitJoined, approveAll, foundTogether, join } from '../../tools/demo/join-steps.ts';
import { createPerson, type Person } from '../../tools/demo/person.ts';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { picturesOfFailures } from '../support/browser/pictures.ts';
import { Visitor } from '../support/browser/visitor.ts';

type Keys = readonly [SoftwareKey, SoftwareKey];

const travel = 'travel' as DeskId;
const officers = 'officers' as DeskId;
const phone = { width: 360, height: 740 };

let testEnv: TestEnv;
let browser: Browser;
let ingrid: Visitor;
let olga: Visitor;
let tove: Visitor;
let milan: Visitor;
const members = new Map<string, MemberId>();

const newKeys = (): Keys => [new SoftwareKey(), new SoftwareKey()];

async function comeIn(name: string, [chief, second]: readonly [Person, Person], keys: Keys): Promise<Person> {
  const [link] = await chief.vault.mintInvites([{ role: 'staff', desks: [], name, note: '' }]);
  if (link === undefined) throw new Error('no invitation');
  const person = createPerson(testEnv.place, keys[0]);
  await join(person, keys, link.fragment);
  await admitJoined(chief, person, link.invite);
  await approveAll(second);
  await chief.vault.joinDesk(travel, link.member);
  await approveAll(second);
  members.set(name, link.member);
  person.key = keys[0];
  await person.signIn();
  return person;
}

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  const keys = { ingrid: newKeys(), olga: newKeys(), tove: newKeys(), milan: newKeys() };
  const founder = (own: Keys) => ({ person: createPerson(testEnv.place, own[0]), keys: own });
  const two = [founder(keys.ingrid), founder(keys.olga)] as const;
  await foundTogether(two, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  for (const { person, keys: own } of two) {
    person.key = own[0] as SoftwareKey;
    await person.signIn();
  }
  const [chief, second] = [two[0].person, two[1].person];
  await chief.vault.mintEpoch(officers);
  await chief.vault.mintMonth((await chief.vault.readiness()).month);
  await approveAll(second);
  await comeIn('Puffin', [chief, second], keys.tove);
  await (await comeIn('Dipper', [chief, second], keys.milan)).vault.mintEpoch(travel);
  ingrid = await Visitor.enter(browser, keys.ingrid, phone);
  olga = await Visitor.enter(browser, keys.olga);
  tove = await Visitor.enter(browser, keys.tove);
  milan = await Visitor.enter(browser, keys.milan);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

picturesOfFailures('stolen-laptop', () => ({ ingrid, olga, tove, milan }));

async function enter(visitor: Visitor): Promise<void> {
  await visitor.page.goto(testEnv.origin);
  await visitor.signIn();
}

const panelOf = (visitor: Visitor) => visitor.page.getByRole('complementary');
const stopped = (visitor: Visitor) => visitor.page.getByRole('region', { name: word('stopped-title'), exact: true });

async function follow(visitor: Visitor, place: string): Promise<void> {
  const nav = visitor.page.getByRole('navigation', { name: word('nav') }).filter({ visible: true });
  await nav.getByRole('link', { name: word(place), exact: true }).click();
}

describe('a stolen laptop', () => {
  it('is stopped by one officer on a phone, with one touch, after the page said what that does', async () => {
    await enter(tove);
    await enter(ingrid);
    await ingrid.page.locator(`tr[data-id="${members.get('Puffin') ?? ''}"]`).click();
    await ingrid.press('freeze-stop', {}, panelOf(ingrid));
    for (const said of ['freeze-stop-does', 'freeze-stop-not', 'freeze-alone']) await ingrid.see(said);
    const wide = await ingrid.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(phone.width);
    const done = await ingrid.touchesOf(async () => {
      await ingrid.press('freeze-stop-do');
      await ingrid.arrive('freeze-title-running');
    });
    expect(done.touches).toBe(1);
  });

  it('locks her open page, and her key gets a calm sentence', async () => {
    await tove.arrive('signin-title');
    await tove.press('signin-open');
    await tove.see('error-frozen');
    await tove.see('error-frozen-next');
  });

  it('is said to her team, which makes its next key without her', async () => {
    await enter(milan);
    await milan.page.getByText(word('teamkey-next-text', { count: 1 })).waitFor();
    await milan.press('teamkey-make-next');
    await milan.button('teamkey-make-next').waitFor({ state: 'detached' });
  });

  it('stands on the first screen of the second officer, and in the ledger', async () => {
    await enter(olga);
    await stopped(olga).getByRole('listitem').waitFor();
    await follow(olga, 'place-ledger');
    await olga.page
      .getByText(/Stopped the access of/u)
      .first()
      .waitFor();
  });

  it('is lifted by two: one alone changes nothing', async () => {
    await follow(olga, 'place-members');
    await olga.press('stopped-decide', {}, stopped(olga));
    await olga.press('freeze-lift', {}, panelOf(olga));
    await olga.see('freeze-more', { count: 1 });
    await olga.press('freeze-lift-do');
    await olga.see('outcome-waiting');
    await tove.press('signin-open');
    await tove.see('error-frozen');
    await ingrid.page.reload();
    await ingrid.signIn();
    await stopped(ingrid).waitFor();
    await ingrid.press('stopped-decide', {}, stopped(ingrid));
    await panelOf(ingrid)
      .getByRole('link', { name: word('freeze-lift-sign') })
      .click();
    await ingrid.arrive('place-approvals');
    await ingrid.see('meaning-unfreeze');
    await ingrid.press('approvals-do');
    await ingrid.see('approvals-done');
    await tove.signIn();
    expect([...ingrid.complaints, ...olga.complaints, ...tove.complaints, ...milan.complaints]).toEqual([]);
  });
});
