/** A browser window of one person of the demo: her software key is plugged in, everything else is as it is for people. */
import { get } from 'node:http';
import type { Page } from 'playwright-core';
import type { Locale } from '../../client/words/words.ts';
import { launchChromium } from '../../tests/support/processes/chromium.ts';
import type { SoftwareKey } from '../authenticator/key.ts';
import { plugIn } from '../authenticator/plug-into-browser.ts';
import type { Plugged } from '../authenticator/socket.ts';
import { word } from './words.ts';

interface Visit {
  readonly handle: string;
  readonly origin: string;
  /** The first one is plugged in. */
  readonly keys: readonly SoftwareKey[];
  /** Sign in, take a picture, and go. */
  readonly headless: boolean;
  readonly picture: string;
  /** Writes down what the keys know now. */
  readonly keep: () => Promise<void>;
}

const KEEP_EVERY_MS = 500;

export async function browseAs(visit: Visit): Promise<void> {
  if (!(await answers(visit.origin))) throw new Error(`${visit.origin} does not answer. Start it first: npm run demo`);
  if (!visit.headless && !hasScreen()) {
    throw new Error(
      `There is no screen here. To look anyway: npm run demo -- as ${visit.handle} --headless (signs in, and saves a picture)`,
    );
  }
  const browser = await launchChromium([], visit.headless);
  const context = await browser.newContext({
    viewport: visit.headless ? { width: 1280, height: 800 } : null,
    locale: 'en',
  });
  const plugged = await plugIn(context, visit.keys);
  const page = await context.newPage();
  await page.goto(visit.origin);
  try {
    if (visit.headless) {
      await signIn(page);
      await page.screenshot({ path: visit.picture, fullPage: true });
      console.log(`${visit.handle} is in; the picture is ${visit.picture}`);
    } else {
      console.log(
        `A touch of ${visit.handle}'s key is simulated whenever the page asks for one. Close the window to end.`,
      );
      await untilClosed(page, plugged, visit.keep);
    }
  } finally {
    await visit.keep();
    await browser.close();
  }
}

export async function signIn(page: Page, language: Locale = 'en'): Promise<void> {
  const named = (id: string) => ({ name: word(id, {}, language), exact: true });
  await page.getByRole('button', named('signin-open')).click();
  await page.getByRole('heading', { level: 1, ...named('signin-title') }).waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
}

async function untilClosed(page: Page, plugged: Plugged, keep: () => Promise<void>): Promise<void> {
  let kept = 0;
  const open = () => page.context().pages().length > 0 && page.context().browser()?.isConnected() === true;
  while (open()) {
    await new Promise((resolve) => setTimeout(resolve, KEEP_EVERY_MS));
    if (plugged.ceremonies.length === kept) continue;
    kept = plugged.ceremonies.length;
    await keep();
  }
}

function hasScreen(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function answers(origin: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(`${origin}/health`, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}
