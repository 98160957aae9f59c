// The browser of the stories. It is never skipped: a run that could not open a browser has not shown what it claims.
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { provide } from './packages.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with a fresh profile. Further arguments are for tests that need, for instance, another resolver. */
export function launchChromium(args: readonly string[] = [], headless = true): Promise<Browser> {
  return chromium.launch({ executablePath: provide('chromium')[0] as string, headless, args: [...FLAGS, ...args] });
}
