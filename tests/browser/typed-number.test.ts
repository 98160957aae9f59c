/** Numbers as people type them, key by key: what the field shows is what is kept; what is no number stays, and is marked. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallEvent } from '../support/attacks/event.ts';
import { Visitor } from '../support/browser/visitor.ts';
import { launchChromium } from '../support/processes/chromium.ts';

let event: SmallEvent;
let browser: Browser;
let elin: Visitor;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['elin'], client: true });
  browser = await launchChromium();
  elin = await Visitor.enter(browser, [event.key('elin')]);
  await elin.page.goto(event.testEnv.origin);
  await elin.signIn();
  await elin.page.locator('a[href="/programme-team"]').filter({ visible: true }).first().click();
  await elin.press('prog-start-rooms');
  await elin.press('prog-room-add', {}, panel());
});
afterAll(async () => {
  await browser?.close();
  await event?.stop();
});
const panel = () => elin.page.getByRole('complementary');
const seats = () => elin.field('prog-room-seats', {}, panel());
const isMarked = async () => (await seats().getAttribute('aria-invalid')) === 'true';

async function type(typed: string): Promise<string> {
  await seats().fill('');
  await seats().pressSequentially(typed, { delay: 20 });
  return seats().inputValue();
}

/** The panel is closed and opened again: the field shows what the draft holds, or what is not finished. */
async function again(): Promise<string> {
  await elin.press('close', {}, panel());
  await elin.page.getByRole('button', { name: /rooms/iu }).first().click();
  return seats().inputValue();
}

describe('typed key by key', () => {
  it.each([
    ['1200', '1200'],
    ['1 200', '1200'],
    ['1,200', '1200'],
    ['١٢٠٠', '1200'],
    ['0', ''],
  ])('%s is %s', async (typed, number) => {
    expect(await type(typed)).toBe(number);
    expect([await again(), await isMarked()]).toEqual([number, false]);
  });

  it.each(['1.5', '1,5', '12a', '25000', '-3', '1200.50', '1e3'])('%s is none: it stays, marked', async (typed) => {
    expect(await type(typed)).toBe(typed);
    expect([await again(), await isMarked()]).toEqual([typed, true]);
  });

  it('stops the save, until it is one', async () => {
    await type('25000');
    await elin.press('close', {}, panel());
    await elin.press('prog-save', { version: 1 });
    await elin.text('typed-stops').waitFor();
    expect([await seats().inputValue(), await isMarked()]).toEqual(['25000', true]);
    expect(await type('1500')).toBe('1500');
  });
});
