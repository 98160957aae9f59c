/** Going from screen to screen in the app, as a person would, and waiting until a screen has come to rest. */
import type { Page } from 'playwright-core';

/** Within the app, as a click on a link would: loading the page anew would lock it. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    const link = document.createElement('a');
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await settle(page);
}

const QUIET_MS = 400;
const PATIENCE_MS = 10_000;

/** Nothing is asked of the portal, and nothing on the page has changed for a while. */
export async function settle(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    await page.evaluate(
      (quiet) =>
        new Promise<void>((resolve) => {
          const changes = new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(done, quiet);
          });
          const done = () => {
            changes.disconnect();
            resolve();
          };
          let timer = setTimeout(done, quiet);
          changes.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        }),
      QUIET_MS,
    );
    if ((underway.get(page) ?? 0) === 0 || Date.now() > until) return;
  }
}

const underway = new WeakMap<Page, number>();

export function countRequests(page: Page): void {
  const count = (step: number) => underway.set(page, (underway.get(page) ?? 0) + step);
  page.on('request', () => count(1));
  page.on('requestfinished', () => count(-1));
  page.on('requestfailed', () => count(-1));
}
