/** A visitor at the public site: in its own languages, without JavaScript, as everybody should be able to come. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

const tongues = ['en', 'sv'] as const;
const pages = {
  'public-front': '',
  'public-seats': 'seats',
  'public-press': 'press',
  'public-award': 'award',
  'public-requests': 'requests',
  'public-missing': 'nowhere',
} as const;

interface Way {
  readonly widths: readonly number[];
  readonly looks: readonly ('light' | 'dark')[];
  /** Where the pictures go. */
  readonly folder: string;
}

export async function lookAtPublicSite(browser: Browser, origin: string, way: Way): Promise<void> {
  for (const tongue of tongues)
    for (const width of way.widths) {
      const context = await browser.newContext({ viewport: { width, height: 740 }, javaScriptEnabled: false });
      const page = await context.newPage();
      const home = `${origin}${tongue === 'en' ? '/' : `/${tongue}/`}`;
      const take = async (name: string) => {
        for (const colorScheme of way.looks) {
          await page.emulateMedia({ colorScheme });
          const path = join(way.folder, `${name}-${width}-${colorScheme}-${tongue}.png`);
          await page.screenshot({ path, fullPage: true });
        }
      };
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(home + path);
        await take(name);
      }
      await page.goto(`${home}press`);
      await page.locator('form button').click();
      await page.locator('.ticket').waitFor();
      await take('public-ticket');
      await context.close();
    }
}

/** A few visitors, so that the communications team has something to read. */
export async function askForPlaces(origin: string): Promise<void> {
  const asked = [
    ['seats', { name: 'Maja', needs: 'A place for a wheelchair', language: 'sv' }],
    ['seats', {}],
    ['press', { name: 'J. Lindqvist', outlet: 'Radio Skär', contact: 'news@example.org', language: 'sv' }],
  ] as const;
  for (const [path, fields] of asked)
    await fetch(`${origin}/${path}`, { method: 'POST', body: new URLSearchParams(fields) });
}
