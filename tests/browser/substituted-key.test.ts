/**
 * P2, in the page that people use: the built client, a real browser, the real portal with one answer rewritten on its
 * way. She locks a card; the portal hands out a key of its own for the travel team.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { toBase64url } from '#protocol/core/bytes.ts';
import { sealKeyPair } from '#protocol/crypto/sodium.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { Visitor } from '../support/browser/visitor.ts';
import { SmallEvent } from '../support/attacks/event.ts';
import { secret32 } from '../support/attacks/insider.ts';

let event: SmallEvent;
let browser: Browser;
let amira: Visitor;
/** Acts that the page asked the portal for. */
const asked: string[] = [];

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'], client: true });
  browser = await launchChromium();
  amira = await Visitor.enter(browser, [event.key('amira')]);
  amira.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await amira.page.goto(event.testEnv.origin);
  await amira.signIn();
});
afterAll(async () => {
  await browser?.close();
  await event?.stop();
});

async function editTravel(): Promise<void> {
  for (const path of ['/file', '/file/travel'])
    await amira.page.locator(`a[href="${path}"]`).filter({ visible: true }).first().click();
  await amira.button('lock-and-send').waitFor();
  asked.length = 0;
}

it('the page locks and sends to the key of the roster', async () => {
  await editTravel();
  await amira.press('lock-and-send');
  await amira.see('edit-card-sent');
  expect(asked.filter((path) => path === '/api/records/put')).toHaveLength(1);
  expect(amira.complaints).toEqual([]);
});

it('the page says calmly that the key does not fit, keeps what she typed, and nothing leaves', async () => {
  const attacker = toBase64url(sealKeyPair(secret32()).publicKey);
  let rewritten = 0;
  await amira.page.route('**/api/roster/keys', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as Reply<'roster/keys'>;
    rewritten += 1;
    await route.fulfill({
      response,
      json: { ...answer, desks: answer.desks.map((one) => ({ ...one, publicKey: attacker })) },
    });
  });
  await editTravel();
  await amira.press('lock-and-send');
  await amira.see('error-desk-key');
  expect(rewritten).toBe(1);
  expect(asked).toContain('/api/roster/keys');
  expect(asked).not.toContain('/api/records/put');
  await amira.button('lock-and-send').waitFor();
  expect(amira.complaints).toEqual([]);
});
