/** The bar over the pages of teams and officers: at no width does one thing lie over another or leave the window. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeskId } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { plugIn } from '../../tools/authenticator/plug-into-browser.ts';
import { signIn } from '../../tools/demo/browse.ts';
import { demoEvent } from '../../tools/demo/cast.ts';
import { foundAlone } from '../../tools/demo/join-steps.ts';
import { createPerson } from '../../tools/demo/person.ts';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';

let testEnv: TestEnv;
let browser: Browser;
const keys = [new SoftwareKey(), new SoftwareKey()] as const;
const name = 'A gathering of defenders of human rights in the archipelago, with a name that is longer than any bar';

/** Beside and on the edges at which the bar changes its form (client/styles/features/team-frame.css). */
const widths = [360, 519, 520, 600, 719, 720, 900, 1000, 1120, 1199, 1200, 1280, 1379, 1380, 1600];

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  const founder = createPerson(testEnv.place, keys[0]);
  await foundAlone(founder, keys, testEnv.foundingLink.split('#')[1] ?? '', { ...demoEvent, name });
  [founder.key] = keys;
  await founder.signIn();
  await founder.vault.mintEpoch('officers' as DeskId);
});
afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

/** What is wrong with the bar as it stands: pairs that overlap, parts outside of the window, Exit away from its corner. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.topbar :is(.home, .who, .desknav a, .search, .btn, .help)')]
      .map((part) => ({ name: part.textContent.trim().slice(0, 20), box: part.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0);
    const outside = boxes.filter(({ box }) => box.left < 0 || box.right > innerWidth).map((one) => `out: ${one.name}`);
    const over = boxes.flatMap(({ name, box }, at) =>
      boxes
        .slice(at + 1)
        .filter(
          ({ box: other }) =>
            Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1 &&
            Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 1,
        )
        .map((other) => `${name} over ${other.name}`),
    );
    const exit = document.querySelector('.topbar .exit')?.getBoundingClientRect() ?? new DOMRect();
    const beside = document.dir === 'rtl' ? exit.left : innerWidth - exit.right;
    // The panel beside a list begins under the bar, and knows its height only from there.
    const desk = document.querySelector('.deskpage') ?? document.body;
    const known = Number.parseFloat(getComputedStyle(desk).getPropertyValue('--bar'));
    const high = document.querySelector('.topbar')?.getBoundingClientRect().height ?? 0;
    const panel = innerWidth >= 1000 && Math.abs(high - known) > 1 ? [`the bar is ${high} high, not ${known}`] : [];
    return [...outside, ...over, ...panel, ...(exit.top > 20 || beside > 30 ? ['Exit left its corner'] : [])];
  });
}

it.each(['en', 'ar'] as const)(
  'keeps all of it apart and in the window, and cuts a long name, in %s',
  async (language) => {
    const context = await browser.newContext({ locale: language === 'en' ? 'en-GB' : 'ar' });
    await plugIn(context, keys);
    const page = await context.newPage();
    await page.goto(testEnv.origin);
    await signIn(page, language);
    await page
      .getByText(word('members-invite', {}, language))
      .first()
      .waitFor();
    expect(await page.evaluate(() => document.dir)).toBe(language === 'ar' ? 'rtl' : 'ltr');
    // A name in another script than the page's is cut at its own end.
    const cut = page.locator('.who > span');
    expect(await cut.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr');
    const found: Record<number, string[]> = {};
    for (const width of widths) {
      await page.setViewportSize({ width, height: 700 });
      const faults = await faultsOf(page);
      if (faults.length > 0) found[width] = faults;
    }
    expect(found).toEqual({});
    // The control: where the name is not cut, the same look finds it.
    await page.setViewportSize({ width: 600, height: 700 });
    await page.evaluate(() => {
      for (const one of document.querySelectorAll<HTMLElement>('.who')) one.style.flex = 'none';
    });
    expect(await faultsOf(page)).not.toEqual([]);
    await context.close();
  },
);
