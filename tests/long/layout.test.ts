/**
 * Every screen of the demo's people at every width, in a script of each direction, light and dark, also with wider spacing and at 400 %:
 * nothing scrolls sideways, is cut, overlaps or is too small to touch, and axe finds nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Args, Locale } from '../../client/words/words.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { plugIn } from '../../tools/authenticator/plug-into-browser.ts';
import { signIn } from '../../tools/demo/browse.ts';
import { fillEvent } from '../../tools/demo/fill.ts';
import { countRequests, goTo, settle } from '../../tools/demo/look-around.ts';
import { askForPlaces } from '../../tools/demo/public-visit.ts';
import { startServers, type Servers } from '../../tools/demo/servers.ts';
import { visits, type Keys } from '../../tools/demo/visits.ts';
import { word } from '../../tools/demo/words.ts';
import { removePostgres } from '../../tools/postgres.ts';
import { layoutFaults, textSpacing } from '../support/browser/layout.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { freePorts } from '../support/processes/ports.ts';

/** 320 by 256 is a window of 1280 by 1024 at 400 %. */
const windows = [
  [320, 256],
  [320, 740],
  [360, 740],
  [720, 820],
  [820, 820],
  [1024, 820],
  [1280, 820],
  [1680, 1000],
] as const;
const languages: readonly Locale[] = ['en', 'ar'];

const dataDir = mkdtempSync(join(tmpdir(), 'dd-layout-'));
let servers: Servers;
let browser: Browser;
let keys: Keys;

beforeAll(async () => {
  servers = await startServers({ dataDir, port: await freePorts(3), expectLink: true, say: () => undefined });
  browser = await launchChromium();
  const place = { origin: servers.origin, rpId: new URL(servers.origin).hostname };
  ({ keys } = await fillEvent(place, servers.foundingLink ?? '', () => undefined));
  await askForPlaces(`http://127.0.0.1:${Number(new URL(servers.origin).port) + 1}`);
});
afterAll(async () => {
  await browser?.close();
  await servers?.stop();
  removePostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

/** What is found in all windows, each thing once, with the windows in which it is. */
async function found(page: Page): Promise<Record<string, string>> {
  const where = new Map<string, string[]>();
  const note = (what: string, at: string) => where.set(what, [...(where.get(what) ?? []), at]);
  for (const spaced of [false, true]) {
    const style = spaced ? await page.addStyleTag({ content: textSpacing }) : undefined;
    for (const [width, height] of windows) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      for (const fault of await layoutFaults(page))
        note(fault.replaceAll(/\d+(?:\.\d+)?/gu, '#'), `${width}×${height}${spaced ? ' spaced' : ''}`);
    }
    await style?.evaluate((one) => (one as Element).remove());
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 820 });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      for (const { id, nodes } of violations)
        note(`axe: ${id} ${nodes[0]?.target.join(' ')}`, `${width} ${colorScheme}`);
    }
  }
  return Object.fromEntries([...where].map(([what, at]) => [what, at.join(', ')]));
}

describe.each(visits.map((visit, at) => ({ ...visit, name: `${at + 1}: ${visit.who ?? 'anyone'}` })))(
  '$name',
  (visit) => {
    beforeAll(async () => {
      const place = { origin: servers.origin, rpId: new URL(servers.origin).hostname };
      await visit.meanwhile?.(place, keys);
    });

    it.each(languages)('has no fault on any screen, in %s', async (language) => {
      const context = await browser.newContext({
        locale: language === 'en' ? 'en-GB' : language,
        viewport: { width: 1280, height: 820 },
        reducedMotion: 'reduce',
        bypassCSP: true,
      });
      const faults: Record<string, Record<string, string>> = {};
      try {
        await plugIn(context, visit.who === undefined ? new SoftwareKey() : (keys[visit.who] ?? new SoftwareKey()));
        const page = await context.newPage();
        countRequests(page);
        page.setDefaultTimeout(20_000);
        const say = (id: string, args: Args = {}) => word(id, args, language);
        await page.goto(servers.origin);
        if (visit.who !== undefined) await signIn(page, language);
        let at = '/';
        for (const { name, path, act } of visit.screens) {
          await page.setViewportSize({ width: 1280, height: 820 });
          if (path !== at) await goTo(page, path);
          at = path;
          await act?.(page, say);
          await settle(page);
          const here = await found(page);
          if (Object.keys(here).length > 0) faults[name] = here;
        }
      } finally {
        await context.close();
      }
      expect(faults).toEqual({});
    });
  },
);
