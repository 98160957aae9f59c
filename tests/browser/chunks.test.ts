/** What is fetched after the page: by the built client, over a line that breaks, in a real browser. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';

let testEnv: TestEnv;
let browser: Browser;

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

/** Somebody at the sign-in page, who has fetched nothing else yet. */
async function atTheDoor<T>(visit: (page: Page, context: BrowserContext) => Promise<T>, locale = 'en-GB'): Promise<T> {
  const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    await page.goto(testEnv.origin, { waitUntil: 'networkidle' });
    return await visit(page, context);
  } finally {
    await context.close();
  }
}

const title = (page: Page, id: string) => page.getByRole('heading', { name: word(id), exact: true });
const tryDevice = (page: Page) => page.getByRole('link', { name: word('signin-try') }).click();

async function tryAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: word('try-again'), exact: true }).click();
  await title(page, 'try-title').waitFor();
}

describe('a screen whose files did not come', () => {
  it.each([
    ['its script', '**/assets/newcomers-*.js'],
    ['the parts it uses', '**/assets/shared-*.js'],
    ['its words', '**/assets/en-*.js'],
  ])('says so, and comes when it is asked for again: %s', (_, files) =>
    atTheDoor(async (page) => {
      await page.route(files, (route) => route.abort());
      await tryDevice(page);
      await title(page, 'page-missing').waitFor();
      expect(await page.getByText(word('page-missing-next')).isVisible()).toBe(true);
      await page.unroute(files);
      await tryAgain(page);
      expect(new URL(page.url()).pathname).toBe('/try');
    }),
  );

  it('comes by itself when the network is back', () =>
    atTheDoor(async (page, context) => {
      await context.setOffline(true);
      await tryDevice(page);
      await title(page, 'page-missing').waitFor();
      await context.setOffline(false);
      await title(page, 'try-title').waitFor();
    }));

  it('says so too when somebody altered its script, which does not run', () =>
    atTheDoor(async (page) => {
      const files = '**/assets/newcomers-*.js';
      await page.route(files, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: `globalThis.altered = true;${await answer.text()}` });
      });
      await tryDevice(page);
      await title(page, 'page-missing').waitFor();
      expect(await page.evaluate(() => 'altered' in globalThis)).toBe(false);
    }));
});

describe('the first page', () => {
  it.each([
    ['en-GB', 'en', 'ltr'],
    ['ar-EG', 'ar', 'rtl'],
  ])('says its language to a browser in %s, and asks for what it needs and no more', (locale, lang, dir) =>
    atTheDoor(async (page) => {
      const answer = await page.request.get(testEnv.origin, { headers: { 'accept-language': locale } });
      expect(await answer.text()).toContain(`<html lang="${lang}" dir="${dir}" translate="no" class="notranslate">`);
      const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      const names = asked.map((name) => /\/assets\/([a-z]+)-.*\.(js|css)$/u.exec(name)?.slice(1).join('.'));
      expect(new Set(names)).toEqual(new Set(['first.js', 'index.css', 'rolldown.js', `${lang}.js`]));
      expect(names).toHaveLength(4);
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
        lang,
        dir,
      ]);
    }, locale),
  );

  it('says in plain words that it did not come whole', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.route('**/assets/en-*.js', (route) => route.abort());
    await page.goto(testEnv.origin);
    await page.getByText('This page did not come whole.').waitFor();
    await context.close();
  });
});
