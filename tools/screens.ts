// `npm run screens`, or some people's or some screens only (`npm run screens -- elin day`): every screen as a picture, at the widths of a phone and of a desk, light and dark, in a script that
// runs left to right and in one that runs right to left. The demo's people look at their own pages in real browsers.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../tests/support/processes/chromium.ts';
import { freePorts } from '../tests/support/processes/ports.ts';
import type { Args, Locale } from '../client/words/words.ts';
import { SoftwareKey } from './authenticator/key.ts';
import { plugIn } from './authenticator/plug-into-browser.ts';
import { signIn } from './demo/browse.ts';
import { fillEvent } from './demo/fill.ts';
import { countRequests, goTo, settle } from './demo/look-around.ts';
import { askForPlaces, lookAtPublicSite } from './demo/public-visit.ts';
import { startServers } from './demo/servers.ts';
import { visits, type Keys, type Screen, type Visit } from './demo/visits.ts';
import { word } from './demo/words.ts';
import { removePostgres } from './postgres.ts';

const folder = resolve(import.meta.dirname, '../docs/screens');
const widths = { phone: 360, desk: 1280 } as const;
const looks = ['light', 'dark'] as const;
const languages: readonly Locale[] = ['en', 'ar'];

/** In a window as high as the page is long, so that what stays at the foot is there. */
async function wholePage(page: Page, width: number, take: () => Promise<void>): Promise<void> {
  const long = await page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll('main, .panel')].map((part) => part.scrollHeight),
    ),
  );
  const height = windowHeight(width);
  await page.setViewportSize({ width, height: Math.min(Math.max(long + 80, height), TALLEST) });
  await settle(page);
  await take();
  await page.setViewportSize({ width, height });
}

const TALLEST = 3200;
const windowHeight = (width: number) => (width < 600 ? 740 : 820);

/** The few that the README shows, each as a person sees it: one window, not the whole page. */
const forReadme: Readonly<Record<string, string>> = {
  'sign-in-360-light-en': 'sign-in',
  'file-360-light-en': 'my-file-360',
  'journey-360-light-en': 'journey',
  'opened-360-dark-ar': 'opened',
  'person-1280-light-en': 'person',
  'ledger-1280-dark-en': 'ledger',
};
const README_HEIGHT = 680;

async function look(page: Page, name: string, width: number, language: Locale): Promise<void> {
  for (const colours of looks) {
    const plain = forReadme[`${name}-${width}-${colours}-${language}`];
    if (plain === undefined) continue;
    await page.emulateMedia({ colorScheme: colours });
    await page.setViewportSize({ width, height: README_HEIGHT });
    await settle(page);
    await picture(page, plain);
  }
  await wholePage(page, width, async () => {
    for (const colours of looks) {
      await page.emulateMedia({ colorScheme: colours });
      await picture(page, `${name}-${width}-${colours}-${language}`);
    }
  });
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** One person, one width, one language; both looks from the same pages, since each sign-in costs a touch. */
async function visit(
  browser: Browser,
  origin: string,
  keys: Keys,
  { who, screens }: Visit,
  { width, language }: { readonly width: number; readonly language: Locale },
): Promise<void> {
  const context = await browser.newContext({
    locale: language === 'en' ? 'en-GB' : language,
    viewport: { width, height: windowHeight(width) },
    reducedMotion: 'reduce',
  });
  try {
    await plugIn(context, who === undefined ? new SoftwareKey() : (keys[who] ?? new SoftwareKey()));
    const page = await context.newPage();
    countRequests(page);
    page.setDefaultTimeout(20_000);
    const say = (id: string, args: Args = {}) => word(id, args, language);
    await page.goto(origin);
    if (who !== undefined) await signIn(page, language);
    let at = '/';
    for (const { name, path, act } of screens) {
      if (path !== at) await goTo(page, path);
      at = path;
      await act?.(page, say);
      await settle(page);
      await look(page, name, width, language);
    }
  } finally {
    await context.close();
  }
}

/** Before the event exists there is one page to see. */
async function lookAtFounding(browser: Browser, link: string): Promise<void> {
  for (const language of languages) {
    for (const width of Object.values(widths)) {
      const context = await browser.newContext({
        locale: language === 'en' ? 'en-GB' : language,
        viewport: { width, height: windowHeight(width) },
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      countRequests(page);
      await page.goto(link);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settle(page);
      await look(page, 'founding', width, language);
      await context.close();
    }
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'dd-screens-'));
mkdirSync(folder, { recursive: true });
const servers = await startServers({ dataDir, port: await freePorts(3), expectLink: true, say: () => undefined });
const browser = await launchChromium();
try {
  const place = { origin: servers.origin, rpId: new URL(servers.origin).hostname };
  const link = servers.foundingLink ?? '';
  if (process.argv.length === 2) await lookAtFounding(browser, link);
  const { keys } = await fillEvent(place, link, () => undefined);
  const wanted = process.argv.slice(2);
  const site = `http://127.0.0.1:${Number(new URL(servers.origin).port) + 1}`;
  if (wanted.length === 0 || wanted.includes('public'))
    await lookAtPublicSite(browser, site, { widths: Object.values(widths), looks, folder });
  await askForPlaces(site);
  for (const one of visits) {
    await one.meanwhile?.(place, keys);
    const isWanted = ({ name }: Screen) => [name, one.who ?? 'anyone'].some((word) => wanted.includes(word));
    const screens = wanted.length === 0 ? one.screens : one.screens.filter(isWanted);
    if (screens.length === 0) continue;
    for (const width of Object.values(widths))
      for (const language of languages) {
        console.log(`${one.who ?? 'anyone'}, ${width} px, ${language}`);
        await visit(browser, servers.origin, keys, { ...one, screens }, { width, language });
      }
  }
  console.log(`pictures in ${folder}`);
} finally {
  await browser.close();
  await servers.stop();
  removePostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}
