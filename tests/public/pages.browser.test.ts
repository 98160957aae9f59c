// The public pages in a browser: without JavaScript, by day and by night, narrow and wide; then axe on the same bytes.
import { AxeBuilder } from '@axe-core/playwright';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../harness/chromium.ts';
import { Listener } from './listener.ts';

const pages = ['/', '/sv/', '/seats', '/sv/seats', '/press', '/award', '/requests', '/nowhere'];
const widths = [
  [360, 740],
  [1280, 800],
] as const;

let browser: Browser;
let listener: Listener;
let base: string;

beforeAll(async () => {
  [browser, listener] = await Promise.all([launchChromium(), Listener.open()]);
  await listener.publish({ seq: 1, seats: 120 });
  await listener.site.app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(listener.site.app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  await listener?.close();
});

async function within<T>(options: Parameters<Browser['newContext']>[0], work: (context: BrowserContext) => Promise<T>) {
  const context = await browser.newContext(options);
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  it.each(widths)('at %d pixels axe finds nothing, and nothing is wider than the screen', async (width, height) => {
    // axe is a script, so this one context may run scripts that the pages do not have.
    await within({ viewport: { width, height }, colorScheme, bypassCSP: true }, async (context) => {
      const page = await context.newPage();
      for (const path of pages) {
        await page.goto(base + path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${path} ${id} ${nodes.map(({ html }) => html).join(' ')}`),
          path,
        ).toEqual([]);
        const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
        expect(fits, path).toBe(true);
      }
    });
  });
});

it('loads two files beside the page, sets nothing, and says nothing in the console', async () => {
  await within({ javaScriptEnabled: false }, async (context) => {
    const page = await context.newPage();
    const [asked, said]: [string[], string[]] = [[], []];
    page.on('request', (request) => asked.push(request.url().slice(base.length)));
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`${base}/`);
    await page.waitForLoadState('networkidle');
    expect(asked.filter((path) => path !== '/icon.svg').toSorted()).toEqual(['/', '/style.css']);
    expect(said).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });
});

it('a visitor asks for a seat without JavaScript, in Swedish, by keyboard alone, and gets a ticket', async () => {
  await within({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (context) => {
    const page = await context.newPage();
    await page.goto(`${base}/`);
    await page.getByRole('link', { name: 'Svenska' }).click();
    await page.getByRole('link', { name: 'Be om en plats' }).first().click();
    await page.getByLabel('Vad ska vi kalla dig?').focus();
    await page.keyboard.type('Någon');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Teckenspråk');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Du har bett om en plats' }).waitFor();
    expect(await page.locator('.code').innerText()).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/u);
    expect(await page.locator('.ticket svg').isVisible()).toBe(true);
    expect(await listener.requests()).toHaveLength(1);
    expect(page.url()).toBe(`${base}/seats`);
  });
});

it('a page of another origin cannot post the form in a visitor’s name', async () => {
  await within({}, async (context) => {
    const before = (await listener.requests()).length;
    const page = await context.newPage();
    await page.route('http://elsewhere.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${base}/seats"><button>go</button></form>`,
      }),
    );
    await page.goto('http://elsewhere.example/');
    const answer = page.waitForResponse(`${base}/seats`);
    await page.getByRole('button').click();
    expect((await answer).status()).toBe(403);
    expect(await listener.requests()).toHaveLength(before);
  });
});

/** What decides how soon somebody on a bad line reads it; the time itself is in `npm run bench`. */
it('is three answers that fit one congestion window together', async () => {
  const [requests, bytes] = await within({ viewport: { width: 360, height: 740 } }, async (context) => {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    let [asked, received] = [0, 0];
    devtools.on('Network.requestWillBeSent', () => (asked += 1));
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (received += encodedDataLength));
    await devtools.send('Network.enable');
    await page.goto(`${base}/`, { waitUntil: 'networkidle' });
    return [asked, received] as const;
  });
  console.log(`public page: ${requests} requests, ${bytes} bytes`);
  expect(requests).toBeGreaterThan(0);
  expect(requests).toBeLessThanOrEqual(3);
  expect(bytes).toBeGreaterThan(1000);
  // Ten segments of 1460 bytes, the congestion window that a connection begins with (RFC 6928).
  expect(bytes).toBeLessThanOrEqual(14_600);
});
