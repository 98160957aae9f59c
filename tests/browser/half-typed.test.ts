/** What is typed by half, or is in no calendar, is never sealed as nothing: it is marked, and nothing is sent. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Locator } from 'playwright-core';
import { word } from '../../tools/demo/words.ts';
import { SmallEvent, type Handle } from '../support/attacks/event.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { picturesOfFailures } from '../support/browser/pictures.ts';
import { Visitor } from '../support/browser/visitor.ts';

let event: SmallEvent;
let browser: Browser;
let amira: Visitor;
let tove: Visitor;
let elin: Visitor;
/** Acts that the page asked the portal for. */
const asked: string[] = [];
const saves = () => asked.filter((path) => path === '/api/records/put').length;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'elin'], client: true });
  browser = await launchChromium();
  amira = await enter('amira');
  elin = await enter('elin');
});
picturesOfFailures('half-typed', () => ({ amira, tove, elin }));
afterAll(async () => {
  await browser?.close();
  await event?.stop();
});

async function enter(handle: Handle): Promise<Visitor> {
  const visitor = await Visitor.enter(browser, [event.key(handle)]);
  visitor.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await visitor.page.goto(event.testEnv.origin);
  await visitor.signIn();
  return visitor;
}

async function edit(kind: string): Promise<void> {
  for (const path of ['/file', `/file/${kind}`])
    await amira.page.locator(`a[href="${path}"]`).filter({ visible: true }).first().click();
  await amira.button('lock-and-send').waitFor();
  asked.length = 0;
}

const off = {
  autocomplete: 'off',
  autocapitalize: 'off',
  autocorrect: 'off',
  spellcheck: 'false',
  writingsuggestions: 'false',
};

const hasFocus = (field: Locator) => field.evaluate((group) => group.contains(document.activeElement));

describe('a day', () => {
  const latest = () => amira.group('field-latest');
  const part = (id: string) => latest().getByRole('textbox', { name: word(id), exact: true });

  it('that is in no calendar is marked, and nothing is sent', async () => {
    await edit('travel');
    await amira.fillDay('field-latest', '2027-04-31');
    await amira.press('lock-and-send');
    await latest().getByText(word('typed-day-impossible')).waitFor();
    expect(await hasFocus(latest())).toBe(true);
    expect(await latest().getAttribute('class')).toContain('wrong');
    expect(saves()).toBe(0);
  });

  it('without a year is marked, keeps what was typed while she looks elsewhere, and nothing is sent', async () => {
    await part('date-year').fill('');
    await part('date-year').press('Enter');
    await latest().getByText(word('typed-day-unfinished')).waitFor();
    expect(await part('date-year').evaluate((field) => field === document.activeElement)).toBe(true);
    await edit('travel');
    expect(await part('date-day').inputValue()).toBe('31');
    await amira.press('lock-and-send');
    await latest().getByText(word('typed-day-unfinished')).waitFor();
    expect(saves()).toBe(0);
  });

  it('is sent once it is mended', async () => {
    await amira.fillDay('field-latest', '2027-04-30');
    await amira.press('lock-and-send');
    await amira.see('edit-card-sent');
    expect(saves()).toBe(1);
    await edit('travel');
    expect(await part('date-day').inputValue()).toBe('30');
    expect(await part('date-year').inputValue()).toBe('2027');
  });
});

describe('a time', () => {
  it('that no clock has is marked, and nothing is sent; mended, it is', async () => {
    await edit('reach');
    await amira.fill('field-address-number', '+46 70 174 06 10');
    await amira.fill('field-hours-from', '25:10');
    await amira.press('lock-and-send');
    await amira.see('typed-time');
    expect(await hasFocus(amira.field('field-hours-from'))).toBe(true);
    expect(saves()).toBe(0);
    await amira.fill('field-hours-from', '930');
    await amira.field('field-hours-from').press('Enter');
    await amira.see('edit-card-sent');
    expect(saves()).toBe(1);
    await edit('reach');
    expect(await amira.field('field-hours-from').inputValue()).toBe('09:30');
  });
});

describe('the travel team', () => {
  const panel = () => tove.page.getByRole('complementary');
  const day = (id: string) => tove.group(id, panel());
  const year = (id: string) => day(id).getByRole('textbox', { name: word('date-year'), exact: true });

  it('cannot lock a note that is due on half a day', async () => {
    // After Amira's last change: the queue is what it was when it was read.
    tove = await enter('tove');
    await tove.follow('place-queue');
    await tove.page.getByLabel(word('person-open-why')).selectOption('booking');
    asked.length = 0;
    await tove.press('open-queue');
    await tove.page
      .locator('tr[data-id]')
      .filter({ hasText: word('queue-book-journey') })
      .click();
    await tove.fillDay('queue-due', '2027-02-29', panel());
    await tove.press('case-save', {}, panel());
    await day('queue-due').getByText(word('typed-day-impossible')).waitFor();
    expect(await hasFocus(day('queue-due'))).toBe(true);
    // The first time it is opened, the keys of the team are sealed as well.
    expect(saves()).toBeLessThanOrEqual(1);
    await tove.fillDay('queue-due', '2027-02-28', panel());
    await tove.press('case-save', {}, panel());
    await tove.see('case-saved');
    await expect.poll(saves).toBe(2);
  });

  it('cannot send a journey with half a day in a leg that is folded, nor one that ends before it begins', async () => {
    const send = panel().getByRole('button', {
      name: new RegExp(`^${word('edit-send', { alias: '' }).split('\u2068', 1)[0]}`, 'u'),
    });
    await panel()
      .getByRole('button', { name: new RegExp(`^${word('queue-book-journey')}`, 'u') })
      .click();
    await year('edit-arrives-day').fill('2027');
    await tove.press('edit-fold', {}, panel());
    asked.length = 0;
    await send.click();
    await day('edit-arrives-day').getByText(word('typed-day-unfinished')).waitFor();
    expect(await hasFocus(day('edit-arrives-day'))).toBe(true);
    await tove.see('typed-stops');
    await tove.fillDay('edit-leaves-day', '2027-04-11', panel());
    await tove.fillDay('edit-arrives-day', '2027-04-10', panel());
    for (const id of ['edit-leaves', 'edit-arrives'])
      await tove.field(id, {}, panel()).and(tove.page.getByRole('textbox')).fill('10:00');
    await send.click();
    await tove.see('edit-wrong-order');
    expect(saves()).toBe(0);
    await tove.fillDay('edit-arrives-day', '2027-04-12', panel());
    await send.click();
    await tove.page.getByRole('button', { name: new RegExp(`^${word('person-change-journey')}`, 'u') }).waitFor();
    expect(saves()).toBe(1);
  });
});

describe('the programme team', () => {
  const panel = () => elin.page.getByRole('complementary');
  const until = () => elin.group('prog-choices-until', panel());
  const save = () => elin.press('prog-save', { version: 1 });
  const dialog = () => elin.heading('prog-save-title', { version: 1 });

  it('comes back to the panel of what is not finished, and saves once it is', async () => {
    await elin.page.locator('a[href="/programme-team"]').filter({ visible: true }).first().click();
    await elin.press('prog-start-rooms');
    await elin.press('prog-room-add', {}, panel());
    await elin.fill('prog-room-name', 'Great hall', panel());
    await elin.fill('prog-room-seats', '250', panel());
    await elin.fill('prog-room-seats', '2500', panel());
    await elin.page.keyboard.press('Tab');
    await panel()
      .getByText(word('typed-number', { least: 0, most: 2000 }))
      .waitFor();
    expect(await elin.field('prog-room-seats', {}, panel()).inputValue()).toBe('2500');
    await elin.fill('prog-room-seats', '250', panel());
    await until()
      .getByRole('textbox', { name: word('date-day'), exact: true })
      .fill('3');
    await elin.press('close', {}, panel());
    await elin.press('prog-add');
    await elin.fill('prog-start', '25:10', panel());
    await elin.press('close', {}, panel());

    await save();
    await until().getByText(word('typed-day-unfinished')).waitFor();
    expect(await hasFocus(until())).toBe(true);
    await elin.fillDay('prog-choices-until', '2027-03-31', panel());
    await save();
    await panel().getByText(word('typed-time')).waitFor();
    expect(await elin.field('prog-start', {}, panel()).inputValue()).toBe('25:10');
    await elin.fill('prog-start', '15:10', panel());
    await elin.fill('prog-end', '1500', panel());
    await save();
    await panel().getByText(word('prog-end-wrong')).waitFor();
    expect(await dialog().count()).toBe(0);
    await elin.fill('prog-end', '1600', panel());
    await save();
    await dialog().waitFor();
    await elin.press('close', {}, elin.page.getByRole('dialog'));
  });

  it('cannot lock the open part while its day of deletion is half typed', async () => {
    await elin.page.locator('a[href="/programme-team/open"]').filter({ visible: true }).first().click();
    const keep = elin.group('site-keep-until');
    await elin.fillDay('site-keep-until', '2027-06-31');
    asked.length = 0;
    await elin.press('site-save');
    await keep.getByText(word('typed-day-impossible')).waitFor();
    expect(await hasFocus(keep)).toBe(true);
    expect(saves()).toBe(0);
    await elin.fillDay('site-keep-until', '2027-06-30');
    const saved = elin.page.waitForResponse('**/api/records/put');
    await elin.press('site-save');
    await saved;
    expect(await keep.getByRole('textbox', { name: word('date-day'), exact: true }).inputValue()).toBe('30');
  });
});

describe('what is typed', () => {
  it.each(['card', 'reach', 'travel', 'notes'])('is nothing for the browser to look over, in %s', async (kind) => {
    await edit(kind);
    expect(await fieldsTold(amira)).toEqual([]);
  });

  it('is nothing for it to look over on a desk, and the page asks not to be translated', async () => {
    expect(await fieldsTold(elin)).toEqual([]);
    expect(await elin.page.locator('html').getAttribute('translate')).toBe('no');
    expect(await elin.page.evaluate(() => document.querySelector('main')?.translate)).toBe(false);
  });
});

/** The fields of her page that a browser may do something with. */
async function fieldsTold({ page }: Visitor): Promise<readonly string[]> {
  const fields = page.locator('textarea, input:not([type=radio], [type=checkbox], [type=file])');
  expect(await fields.count()).toBeGreaterThan(0);
  return fields.evaluateAll((found, wanted) => {
    const differs = (field: Element) => wanted.some(([name, value]) => field.getAttribute(name) !== value);
    return found.filter((field) => differs(field) || (field as HTMLElement).spellcheck).map((field) => field.outerHTML);
  }, Object.entries(off));
}

it('no complaint of the browser', () => {
  expect([amira, tove, elin].flatMap(({ complaints }) => complaints)).toEqual([]);
});
