// The public pages in a browser: without JavaScript, by day and by night, narrow and wide; then axe on the same bytes.
import { AxeBuilder } from '@axe-core/playwright';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/processes/chromium.ts';
import { buildForm } from '../../tools/build-form.ts';
import { Listener } from '../support/public/listener.ts';

const pages = ['/', '/sv/', '/seats', '/sv/seats', '/press', '/award', '/requests', '/nowhere'];
const widths = [
  [360, 740],
  [1280, 800],
] as const;

let browser: Browser;
let listener: Listener;
let base: string;

beforeAll(async () => {
  [browser, listener] = await Promise.all([
    launchChromium(),
    buildForm('.data/tests').then((folder) => Listener.open(folder)),
  ]);
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

it('what is typed into a form is nothing for the browser to look over, and a ticket is not translated', async () => {
  await within({ javaScriptEnabled: false }, async (context) => {
    const page = await context.newPage();
    for (const path of ['/seats', '/press']) {
      await page.goto(base + path);
      const fields = await page.locator('form :is(textarea, input:not([type=hidden]))').all();
      expect(fields.length).toBeGreaterThan(2);
      for (const field of fields) {
        for (const name of ['autocomplete', 'autocapitalize', 'autocorrect'])
          expect(await field.getAttribute(name), name).toBe('off');
        for (const name of ['spellcheck', 'writingsuggestions'])
          expect(await field.getAttribute(name), name).toBe('false');
      }
    }
    await page.getByLabel('What should we call you?').fill('Someone');
    await page.locator('form button').click();
    await page.locator('.ticket').waitFor();
    expect(await page.locator('.ticket').getAttribute('translate')).toBe('no');
  });
});

interface Sent {
  readonly path: string;
  readonly body: string;
}

/** Opens the form for the press in Swedish, writes, sends, and answers all that left the browser. */
async function askForPress(page: Page): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  page.on('request', (request) =>
    sent.push({ path: request.url().slice(base.length), body: request.postData() ?? '' }),
  );
  await page.getByLabel('Vad ska vi kalla dig?').fill('Någon');
  await page.getByLabel('Vem rapporterar du för?').fill('Radio Skär');
  await page.getByRole('button', { name: 'Be om en pressplats' }).click();
  await page.getByRole('heading', { name: 'Du har bett om en pressplats' }).waitFor();
  return sent;
}

const there = /i samma stund som det når/u;
const here = /innan det skickas/u;

it('with JavaScript the form is sealed in the browser, says so, and nothing that was written leaves in clear', async () => {
  await within({ viewport: { width: 360, height: 740 } }, async (context) => {
    const before = (await listener.requests()).length;
    const page = await context.newPage();
    const [asked, said]: [string[], string[]] = [[], []];
    page.on('request', (request) => asked.push(request.url().slice(base.length)));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(`${base}/sv/press`, { waitUntil: 'networkidle' });
    // Until somebody begins to write, nothing more is fetched, and the page says what is true without it.
    expect(asked.filter((path) => path !== '/icon.svg').toSorted()).toEqual(['/form.js', '/style.css', '/sv/press']);
    expect([await page.getByText(there).isVisible(), await page.getByText(here).isVisible()]).toEqual([true, false]);
    await page.getByLabel('Vad ska vi kalla dig?').focus();
    await page.getByText(here).waitFor();
    expect(await page.getByText(there).isVisible()).toBe(false);

    const sent = await askForPress(page);
    const all = decodeURIComponent(sent.map(({ path, body }) => path + body).join('\n'));
    expect(all).toContain('sealed=');
    expect(all).not.toMatch(/Någon|Radio/u);
    const ticket = await page.locator('.code').innerText();
    expect(all).not.toContain(ticket);
    expect(await page.locator('.ticket svg path').count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await page.title()).toContain('Du har bett om en pressplats');
    const row = (await listener.requests())[before];
    expect(row && listener.opened(row)).toEqual({
      kind: 'press',
      name: 'Någon',
      contact: '',
      outlet: 'Radio Skär',
      needs: '',
      language: 'sv',
      ticket,
    });
    expect(said).toEqual([]);
  });
});

it('the picture that the browser draws holds the code and nothing else', async () => {
  await within({}, async (context) => {
    const page = await context.newPage();
    await page.goto(`${base}/sv/press`);
    await askForPress(page);
    const drawn = (await page.locator('.ticket svg path').getAttribute('d')) ?? '';
    const dots = new Set([...drawn.matchAll(/M(\d+) (\d+)h1v1h-1z/gu)].map(([, x, y]) => `${x} ${y}`));
    const { data } = encode(await page.locator('.code').innerText(), { ecc: 'M', border: 3 });
    const wanted = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`${x} ${y}`] : [])));
    expect(wanted.length).toBeGreaterThan(100);
    expect([...dots].toSorted()).toEqual(wanted.toSorted());
  });
});

it.each(['**/sealing.js', '**/request-key', '**/form.js'])(
  'without %s the listener seals, as the page goes on saying',
  async (missing) => {
    await within({}, async (context) => {
      const before = (await listener.requests()).length;
      const page = await context.newPage();
      await page.route(missing, (route) => route.abort());
      await page.goto(`${base}/sv/press`);
      await page.getByLabel('Vad ska vi kalla dig?').focus();
      expect([await page.getByText(there).isVisible(), await page.getByText(here).isVisible()]).toEqual([true, false]);
      await askForPress(page);
      expect(await page.locator('.code').innerText()).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/u);
      const row = (await listener.requests())[before];
      expect(row && listener.opened(row)).toMatchObject({ kind: 'press', name: 'Någon', outlet: 'Radio Skär' });
    });
  },
);

it('once it has said that it seals here, it sends nothing that is not, and keeps what was written', async () => {
  await within({}, async (context) => {
    const before = (await listener.requests()).length;
    const page = await context.newPage();
    await page.goto(`${base}/press`);
    await page.getByLabel('What should we call you?').fill('Somebody');
    await page.getByText(/before it is sent/u).waitFor();
    const bodies: string[] = [];
    await page.route('**/press', async (route) => {
      bodies.push(route.request().postData() ?? '');
      await route.abort();
    });
    await page.getByRole('button', { name: 'Ask for a press place' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Nothing was sent');
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain('sealed=');
    expect(bodies[0]).not.toContain('Somebody');
    expect(await page.getByLabel('What should we call you?').inputValue()).toBe('Somebody');
    await page.unroute('**/press');
    await page.getByRole('button', { name: 'Ask for a press place' }).click();
    await page.getByRole('heading', { name: 'You have asked for a press place' }).waitFor();
    expect(await listener.requests()).toHaveLength(before + 1);
  });
});

it('says that the last place is gone in the same words, sealed here or there', async () => {
  await listener.publish({ seq: 2, seats: 0, pressPlaces: 1 });
  try {
    for (const javaScriptEnabled of [true, false])
      await within({ javaScriptEnabled }, async (context) => {
        const page = await context.newPage();
        await page.goto(`${base}/press`);
        await page.getByLabel('What should we call you?').focus();
        if (javaScriptEnabled) await page.getByText(/before it is sent/u).waitFor();
        await page.getByRole('button', { name: 'Ask for a press place' }).click();
        await page.getByRole('heading', { name: 'All places are taken' }).waitFor();
      });
  } finally {
    await listener.publish({ seq: 3, seats: 120 });
  }
});

it('the script cannot reach another origin, nor make text a program', async () => {
  await within({}, async (context) => {
    const page = await context.newPage();
    const outside: string[] = [];
    await page.route('http://elsewhere.example/**', (route) => {
      outside.push(route.request().url());
      return route.fulfill({ body: 'x' });
    });
    await page.goto(`${base}/press`);
    const refused = await page.evaluate(async () => {
      const fails = (work: () => unknown) =>
        Promise.resolve()
          .then(work)
          .then(
            () => false,
            () => true,
          );
      return {
        fetch: await fails(() => fetch('http://elsewhere.example/x')),
        html: await fails(() => (document.body.innerHTML = '<p>x</p>')),
        worker: await fails(() => new Worker('/form.js')),
        policy: await fails(() =>
          (
            globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy('other', {}),
        ),
      };
    });
    expect(refused).toEqual({ fetch: true, html: true, worker: true, policy: true });
    expect(outside).toEqual([]);
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
it('is four answers, one of them a script that nothing waits for, in one congestion window', async () => {
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
  expect(requests).toBeLessThanOrEqual(4);
  expect(bytes).toBeGreaterThan(1000);
  // Ten segments of 1460 bytes, the congestion window that a connection begins with (RFC 6928).
  expect(bytes).toBeLessThanOrEqual(14_600);
});
