// The browser of the stories. It is never skipped: a run that could not open a browser has not shown what it claims.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { installOnDebian } from './programs.ts';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function installed(): string | undefined {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return [...folders.flatMap((folder) => COMMANDS.map((name) => join(folder, name))), ...ELSEWHERE].find((path) =>
    existsSync(path),
  );
}

/** The path of a Chromium, or an error of one line. */
export function findChromium(): string {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH names ${chosen}, where there is nothing`);
  }
  const found = installed();
  if (found) return found;
  installOnDebian('chromium');
  const now = installed();
  if (now) return now;
  throw new Error('no Chromium found: install Chromium or Chrome, or set CHROMIUM_PATH to one');
}

/** A browser with a fresh profile. Further arguments are for tests that need, for instance, another resolver. */
export function launchChromium(args: readonly string[] = [], headless = true): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), headless, args: [...FLAGS, ...args] });
}
