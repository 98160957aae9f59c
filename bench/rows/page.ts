/** The sign-in page of the built client in a real browser: what it weighs, and when its button works on a bad line. */
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../../tests/support/processes/chromium.ts';
import { startServers } from '../../tests/support/processes/servers.ts';
import { onBadLine } from '../bad-line.ts';
import { median, type Row } from '../measure.ts';

const rounds = 3;
const phone = { viewport: { width: 360, height: 740 } };

export async function measure(): Promise<readonly Row[]> {
  const testEnv = await startServers({ client: true, ownPostgres: true });
  const browser = await launchChromium();
  try {
    return [...(await weight(browser, testEnv.origin)), ...(await usable(browser, testEnv.origin))];
  } finally {
    await browser.close();
    await testEnv.stop();
  }
}

/** Returns the bytes on the network, headers included, until nothing more is requested. */
async function weight(browser: Browser, origin: string): Promise<Row[]> {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  let [bytes, requests] = [0, 0];
  cdp.on('Network.requestWillBeSent', () => (requests += 1));
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await cdp.send('Network.enable');
  await page.goto(origin, { waitUntil: 'networkidle' });
  await context.close();
  const row = (name: string, value: number, unit: string, reference: number, aim: string): Row => {
    return { name, value, unit, reference, referenceName: 'PrivateBin', ratio: value / reference, aim };
  };
  return [
    row('sign-in page, cold: transferred', bytes / 1024, 'KiB', 209, '≤ 60 KiB'),
    row('sign-in page, cold: requests', requests, '', 21, '≤ 6'),
  ];
}

interface Seen {
  /** When the button can first be touched, in ms since the navigation began. */
  readonly visible: number;
  /** Whether a click at that very moment reached the key. */
  readonly works: boolean;
}

/** Runs in the page before anything of ours: clicks the button in the first frame that shows it. */
function watchButton(): void {
  const seen = { visible: 0, works: false };
  Object.assign(globalThis, { seen });
  navigator.credentials.get = () => {
    seen.works = true;
    return new Promise(() => undefined);
  };
  const look = (): void => {
    const button = document.querySelector<HTMLElement>('button.btn.do');
    const box = button?.getBoundingClientRect();
    const shown = box !== undefined && box.height > 0 ? box : undefined;
    const top = shown && document.elementFromPoint(shown.x + shown.width / 2, shown.y + shown.height / 2);
    if (!button || !top || !button.contains(top)) return void requestAnimationFrame(look);
    seen.visible = performance.now();
    button.click();
  };
  requestAnimationFrame(look);
}

async function visit(context: BrowserContext, origin: string): Promise<Seen> {
  const page = await context.newPage();
  await onBadLine(page);
  await page.addInitScript(watchButton);
  await page.goto(origin, { waitUntil: 'commit' });
  await page.waitForFunction(() => (globalThis as unknown as { seen: Seen }).seen.works, undefined, {
    timeout: 30_000,
  });
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  await page.close();
  return seen;
}

async function usable(browser: Browser, origin: string): Promise<Row[]> {
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext(phone);
    cold.push((await visit(context, origin)).visible / 1000);
    warm.push((await visit(context, origin)).visible / 1000);
    await context.close();
  }
  const row = (name: string, value: number, reference: number, referenceName: string, aim: string): Row => {
    return { name, value, unit: 's', reference, referenceName, ratio: value / reference, aim };
  };
  return [
    row('sign-in usable on a bad line, cold', median(cold), 5.5, 'PrivateBin', '≤ 2.5 s'),
    row('sign-in usable on a bad line, warm', median(warm), median(cold), 'cold, same run', '≤ 1 s'),
  ];
}
