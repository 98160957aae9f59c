/** What goes wrong in somebody's browser and must not end in silence: a cookie that is not kept, a screen that fails. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DeskId } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { demoEvent } from '../../tools/demo/cast.ts';
import { createPerson } from '../../tools/demo/person.ts';
import { foundAlone } from '../../tools/demo/join-steps.ts';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { Visitor } from '../support/browser/visitor.ts';

let testEnv: TestEnv;
let browser: Browser;
let visitor: Visitor;
const keys = [new SoftwareKey(), new SoftwareKey()] as const;

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  const founder = createPerson(testEnv.place, keys[0]);
  await foundAlone(founder, keys, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  [founder.key] = keys;
  await founder.signIn();
  await founder.vault.mintEpoch('officers' as DeskId);
  await founder.vault.mintMonth((await founder.vault.readiness()).month);
});
afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});
beforeEach(async ({ onTestFinished }) => {
  visitor = await Visitor.enter(browser, keys);
  onTestFinished(() => visitor.leave());
  await visitor.page.goto(testEnv.origin);
});

it('says that the cookie was not kept, instead of asking for the key in a circle', async () => {
  await visitor.page.route('**/api/login/finish', async (route) => {
    const answer = await route.fetch();
    const { 'set-cookie': cookie, ...headers } = answer.headers();
    expect(cookie).toBeDefined();
    // Fetched outside the page, the answer has put the cookie into the browser: out with it.
    await visitor.page.context().clearCookies();
    await route.fulfill({ response: answer, headers });
  });
  await visitor.press('signin-open');
  await visitor.see('signin-no-cookie');
  await visitor.arrive('signin-title');
  await visitor.page.unroute('**/api/login/finish');
  await visitor.signIn();
  await visitor.arrive('members-title');
});

it('stops one screen that fails, shows what was typed there, and goes on', async () => {
  await visitor.signIn();
  await visitor.arrive('members-title');
  await visitor.press('members-invite');
  await visitor.fill('invite-for', 'Heron');
  await visitor.page.evaluate(() => {
    const own = Object.getOwnPropertyDescriptor(Map.prototype, 'get') as PropertyDescriptor;
    const get = own.value as (key: unknown) => unknown;
    const failing = function (this: Map<unknown, unknown>, key: unknown) {
      if (key === 'invite-for') throw new TypeError('a mistake in the form');
      return get.call(this, key);
    };
    Object.defineProperty(Map.prototype, 'get', { ...own, value: failing });
    Object.assign(globalThis, { mend: () => Object.defineProperty(Map.prototype, 'get', own) });
  });
  await visitor.page.getByLabel(word('invite-note')).fill('Speaks on Monday');
  await visitor.arrive('page-broken');
  for (const typed of ['Heron', 'Speaks on Monday'])
    expect(await visitor.page.getByText(typed, { exact: true }).isVisible()).toBe(true);
  await visitor.follow('place-ledger');
  await visitor.page.getByRole('heading', { name: word('page-broken') }).waitFor({ state: 'detached' });
  await visitor.page.evaluate(() => (globalThis as unknown as { mend(): void }).mend());
  await visitor.follow('place-members');
  await visitor.arrive('members-title');
});
