/**
 * Three people found an event in real pages, and one of them closes hers before the digits are compared. What her page held is gone:
 * her link says so before she makes anything, and the founder begins again with the link that she has. Then the first officer's pages
 * say what waits for another officer only while and where it waits.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SoftwareKey } from '../../tools/authenticator/key.ts';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { Visitor } from '../support/browser/visitor.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let testEnv: TestEnv;
let browser: Browser;
beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

/** The founder, from the founding link to the links that she hands out. */
async function draft(founder: Visitor): Promise<readonly string[]> {
  await founder.page.goto(testEnv.foundingLink);
  await founder.fill('founding-event', 'Autumn meeting');
  await founder.fillDay('founding-starts', '2027-05-08');
  await founder.fillDay('founding-ends', '2027-05-14');
  await founder.fill('founding-place', 'Sigtuna');
  await founder.fill('founding-duty', '+46 70 174 06 01');
  await founder.press('go-on');
  await founder.setUpKeys();
  await founder.writeCard();
  await founder.arrive('founding-links-title');
  return (
    (await founder.page.locator('main').textContent())?.match(/http:\/\/localhost:\d+\/found#c1\.[\w.-]+?(?=Copy)/gu) ??
    []
  );
}

/** A co-founder, from her link to the moment when her keys are handed in. */
async function join(link: string, keys?: readonly SoftwareKey[]): Promise<Visitor> {
  const visitor = await Visitor.enter(browser, keys, { width: 360, height: 740 });
  await visitor.page.goto(link);
  await visitor.press('founding-facts-right');
  await visitor.setUpKeys();
  await visitor.writeCard();
  await visitor.see('founding-handed-in');
  return visitor;
}

async function sign(visitor: Visitor): Promise<void> {
  await visitor.press('founding-same');
  await visitor.press('founding-sign-do');
}

const pagesOf = (visitor: Visitor, place: string): Promise<void> =>
  visitor.page
    .getByRole('navigation', { name: word('nav') })
    .filter({ visible: true })
    .getByRole('link', { name: word(place), exact: true })
    .click();

it('an officer who closed her page is told that her keys are gone, and the founder begins again', async () => {
  const early = await Visitor.enter(browser);
  const [link2 = '', link3 = ''] = await draft(early);
  const second = await join(link2);
  const third = await join(link3);
  for (const visitor of [early, second, third]) await visitor.arrive('setup-compare-title');

  // A mistaken press sends nothing, so there is a way back.
  await second.press('setup-compare-different');
  await second.see('founding-differ');
  await second.press('founding-differ-look');
  expect(await second.digits()).toBe(await early.digits());

  await third.leave();
  await sign(early);
  await early.see('founding-again');
  await sign(second);
  await second.see('founding-again-ask');

  const back = await Visitor.enter(browser, third.keys);
  await back.page.goto(link3);
  await back.see('founding-used');
  await back.see('founding-used-other');
  expect(await back.button('founding-facts-right').count()).toBe(0);
  await back.leave();

  const founder = await Visitor.enter(browser, early.keys);
  const [newLink2 = '', newLink3 = ''] = await draft(founder);
  expect(newLink3).not.toBe(link3);
  for (const visitor of [early, second]) {
    await visitor.see('error-founding-replaced');
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  }
  const others = [await join(newLink2, second.keys), await join(newLink3, third.keys)];
  const all = [founder, ...others];
  for (const visitor of all) {
    await visitor.arrive('setup-compare-title');
    await sign(visitor);
  }
  for (const visitor of all) await visitor.arrive('founding-done');

  const [olga] = others as [Visitor, Visitor];
  for (const visitor of [founder, olga]) {
    await visitor.page.goto(`${testEnv.origin}/`);
    await visitor.signIn();
  }
  await founder.press('tasks-officers-do');
  await founder.button('tasks-officers-do').waitFor({ state: 'detached' });
  await founder.press('tasks-month-do');
  await founder.see('outcome-waiting-next');

  // An invitation waits for nobody, and its page does not say so.
  await founder.press('members-invite');
  await founder.arrive('invite-title');
  expect(await founder.text('outcome-waiting-next').count()).toBe(0);
  await founder.press('back');
  await founder.see('outcome-waiting-next');
  await pagesOf(olga, 'place-approvals');
  await olga.press('approvals-do');
  await founder.text('outcome-waiting-next').waitFor({ state: 'detached' });
  for (const visitor of all) {
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  }
});
