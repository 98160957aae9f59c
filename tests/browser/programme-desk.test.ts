/**
 * The programme team at its desk, as somebody new does it: a file taken in, moved about, solved, locked for everyone;
 * seats drawn with a headset for one of two, given back, offered with an end, taken; one last seat for two; and a change
 * on the day, on a defender's phone.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8 } from '#protocol/core/bytes.ts';
import { eventOf } from '#domain/schedule/schedule.ts';
import { writeScheduleJson } from '#domain/schedule/schedule-json.ts';
import { demoOffset } from '../../tools/demo/dates.ts';
import { demoProgramme } from '../../tools/demo/programme.ts';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { castOf, phoneHygiene, type Cast } from '../support/browser/programme-cast.ts';
import { dayName, enter, go, openSession, stations, takeTogether } from '../support/browser/programme-steps.ts';
import { picturesOfFailures } from '../support/browser/pictures.ts';
import { Visitor } from '../support/browser/visitor.ts';

const drill = 'Account takeover drill';
const [monday, wednesday] = [dayName(0), dayName(2)] as const;
const firstNotice = 'This is the first version.';
const lastNotice = 'The drill moved to Möja.';

let testEnv: TestEnv;
let browser: Browser;
let cast: Cast;
let elin: Visitor;
let amira: Visitor;
let tomas: Visitor;

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  cast = await castOf(testEnv, { open: false });
  const phone = { width: 360, height: 740 };
  elin = await Visitor.enter(browser, [cast.elinKey]);
  amira = await Visitor.enter(browser, [cast.amira.key], phone);
  tomas = await Visitor.enter(browser, [cast.tomas.key], phone);
  for (const { page } of [elin, amira, tomas]) page.setDefaultTimeout(10_000);
});

afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

picturesOfFailures('programme-desk', () => ({ elin, amira, tomas }));

/** As a planning tool writes it: parts in the titles, rooms with their seats, nothing of interpretation or rules. */
function planned(): string {
  const file = JSON.parse(
    fromUtf8(
      writeScheduleJson({
        title: 'Gathering',
        acronym: 'gathering',
        version: '3',
        zone: 'Europe/Stockholm',
        offsetAt: demoOffset,
        url: '',
        events: demoProgramme.sessions.map((session) => {
          const { title, part, parts } = session;
          return eventOf({ ...session, title: parts > 1 ? `${title} ${part}(${parts})` : title }, crypto.randomUUID());
        }),
      }),
    ),
  ) as { schedule: { conference: Record<string, unknown> } };
  file.schedule.conference['rooms'] = demoProgramme.rooms.map(({ name, seats }) => ({ name, capacity: seats }));
  return JSON.stringify(file);
}

const cell = (title: string, nth = 0): Locator =>
  elin.page.locator('.daygrid .gridsession').filter({ hasText: title }).nth(nth);
const panel = (): Locator => elin.page.getByRole('complementary');
const day = (name: string) => elin.page.getByRole('button', { name, exact: true }).click();
const toSolve = (id: string): Locator => elin.page.getByText(word(`prog-conflict-${id}-title`), { exact: true });

/** Where a session is in the grid: its row's time and its column's room. */
async function placeOf(title: string): Promise<string> {
  return cell(title).evaluate((button) => {
    const at = button.closest('td') as HTMLTableCellElement;
    const row = at.parentElement as HTMLTableRowElement;
    const head = at.closest('table')?.tHead?.rows[0]?.cells[at.cellIndex];
    return `${row.cells[0]?.querySelector('b')?.textContent} ${head?.querySelector('b')?.textContent}`;
  });
}

async function closePanel(): Promise<void> {
  await elin.press('close', {}, panel());
  await panel().waitFor({ state: 'detached' });
}

const typeInto = (id: string, text: string) => elin.fill(id, text, panel());

async function save(version: number, notice: string): Promise<void> {
  await elin.press('prog-save', { version });
  const dialog = elin.page.getByRole('dialog');
  await elin.fill('prog-notice', notice, dialog);
  await elin.press('prog-save-do', {}, dialog);
  await elin.see('prog-saved', { version });
}

async function signUps(): Promise<void> {
  await elin.follow('place-editor');
  await elin.arrive('prog-title-page');
  await elin.follow('place-sign-ups');
  await elin.arrive('seats-title');
}

/** What has come since is closed again: one touch. */
async function openAnswers(): Promise<void> {
  await signUps();
  await elin.press('seats-open');
  await elin.button('seats-open').waitFor({ state: 'detached' });
}

/** The session's page in the book of seats. */
const inBook = (title: string): Locator => elin.page.getByRole('article').filter({ hasText: title });

async function seeBook(page: Locator, { given = 0, offered = 0, free = 0 }): Promise<void> {
  await page.getByText(word('waiting-book', { seats: 2, given })).waitFor();
  if (offered > 0) await page.getByText(word('waiting-book-offered', { count: offered })).waitFor();
  if (free > 0) await page.getByText(word('waiting-book-free', { count: free })).waitFor();
}

async function isClean({ page }: Visitor, where: string): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  // By night only the colours are others.
  const isNight = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const { violations } = await (isNight ? axe.withRules('color-contrast') : axe).analyze();
  const found = violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`);
  expect(found, where).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where).toBe(true);
}

/** The words of a message in front of its first variable. */
const before = (id: string) => word(id, { name: '', until: '' }).split('\u2068')[0] as string;

/** Only what the clock on that page says; timers run on. */
async function hoursLater(page: Page, hours: number): Promise<void> {
  await page.clock.setFixedTime(Date.now() + hours * 3_600_000);
}

describe('the desk', () => {
  it('takes in a file, and everything comes in closed', async () => {
    await enter(testEnv, elin);
    await elin.button('prog-key-make').waitFor();
    await elin.press('prog-import');
    const dialog = elin.page.getByRole('dialog');
    await dialog
      .getByLabel(word('prog-import-file'))
      .setInputFiles({ name: 'schedule.json', mimeType: 'application/json', buffer: Buffer.from(planned()) });
    await elin.press('prog-import-do', { count: demoProgramme.sessions.length }, dialog);
    await cell(phoneHygiene, 1).waitFor();
    expect(await cell(phoneHygiene).innerText()).toContain(word('prog-part-of', { part: 1, parts: 2 }));
    await day(dayName(3));
    const open = elin.page.locator('.daygrid').getByRole('img', { name: word('prog-is-open'), exact: true });
    await cell('Defenders’ voices').waitFor();
    expect(await open.count()).toBe(0);
  });

  it('cannot lock it before there is a key for it, and keeps what was written meanwhile', async () => {
    await elin.press('prog-save', { version: 1 });
    const dialog = elin.page.getByRole('dialog');
    await dialog.getByText(word('prog-save-no-key')).waitFor();
    expect(await elin.button('prog-save-do', {}, dialog).isDisabled()).toBe(true);
    await elin.fill('prog-notice', firstNotice, dialog);
    await elin.press('close', {}, dialog);
    await elin.press('prog-key-make');
    await elin.text('prog-key-first').waitFor({ state: 'detached' });
    await elin.press('prog-save', { version: 1 });
    expect(await elin.field('prog-notice', {}, dialog).inputValue()).toBe(firstNotice);
    expect(await elin.button('prog-save-do', {}, dialog).isDisabled()).toBe(false);
    await elin.press('close', {}, dialog);
  });

  it('goes on with the keys where a session was closed', async () => {
    await day(wednesday);
    await cell(drill).click();
    await closePanel();
    // The focus returns just after the panel is gone, as it does for a person.
    const hasFocus = () => cell(drill).evaluate((one) => one.contains(document.activeElement));
    await expect.poll(hasFocus).toBe(true);
    await elin.page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => placeOf(drill)).toBe('11:00 Utö');
    await elin.press('undo');
  });

  it('moves a session by keyboard and by dragging, names what cannot be so, and takes it back', async () => {
    await day(wednesday);
    await cell(drill).focus();
    expect(await placeOf(drill)).toBe('11:00 Grinda');
    await elin.page.keyboard.press('Shift+ArrowRight');
    expect(await placeOf(drill)).toBe('11:00 Utö');
    await toSolve('room-twice').waitFor();
    await elin.press('undo');
    expect(await placeOf(drill)).toBe('11:00 Grinda');
    await toSolve('room-twice').waitFor({ state: 'detached' });
    await cell(drill).dragTo(elin.page.locator('.daygrid tbody tr').filter({ hasText: '14:00' }).locator('td').nth(2));
    expect(await placeOf(drill)).toBe('14:00 Grinda');
    expect(await cell(drill).innerText()).not.toContain(word('prog-look-at'));
    await elin.press('undo');
    expect(await placeOf(drill)).toBe('11:00 Grinda');
  });

  it('says which booth, interpreter and headset is missing, until it is there', async () => {
    await day(monday);
    for (const part of [0, 1]) {
      await cell(phoneHygiene, part).click();
      await typeInto('prog-interpretation', 'ru');
      await typeInto('prog-capacity', '2');
      await closePanel();
    }
    await toSolve('no-booth').first().waitFor();
    await toSolve('headsets').first().waitFor();
    await elin.press('prog-settings');
    const moja = panel().locator('.roomrow').nth(1);
    await elin.field('prog-room-booths', {}, moja).fill('1');
    await toSolve('no-booth').first().waitFor({ state: 'detached' });
    await typeInto('prog-headsets', '1');
    await panel()
      .getByRole('group', { name: word('prog-interpreters'), exact: true })
      .getByRole('textbox')
      .fill('1');
    await closePanel();
    await toSolve('interpreters').waitFor({ state: 'detached' });
    await day(wednesday);
    await cell(drill).click();
    await typeInto('prog-capacity', '1');
    await closePanel();
    await save(1, firstNotice);
  });
});

describe('seats', () => {
  it('are wished for on two phones, in Russian through a headset', async () => {
    // A person who joined later waits for the key. The desk gives it without a touch.
    if ((await elin.button('prog-key-give').count()) > 0) await elin.press('prog-key-give');
    for (const visitor of [amira, tomas]) {
      await enter(testEnv, visitor);
      await visitor.text('today-first').waitFor();
      await visitor.page.getByText(firstNotice).waitFor();
      await go(visitor, 'day-view-all');
      const sheet = await openSession(visitor, monday, phoneHygiene);
      await visitor.press('day-choose', {}, sheet);
      await sheet.getByRole('link', { name: word('day-to-choices'), exact: true }).click();
      await visitor.field('day-hear').selectOption('ru');
      await visitor.press('lock-and-send');
      await visitor.see('day-choices-sent');
    }
  });

  it('go to one of them: there are two seats, and one headset', async () => {
    await openAnswers();
    await elin.press('seats-draw-do');
    await elin.see('seats-drawn', { seated: 1, people: 2 });
    await elin.press('seats-tell', { count: 2 });
    await elin.see('seats-told', { count: 2 });
    // One seat is a free row. It is for a person who needs no headset.
    await seeBook(inBook(phoneHygiene), { given: 1, free: 1 });
    await inBook(phoneHygiene)
      .getByText(word('waiting-waiting', { place: 1 }))
      .waitFor();
  });

  it('come in both parts or not at all', async () => {
    const states = await Promise.all(
      [amira, tomas].map(async (visitor) => {
        await go(visitor, 'place-day');
        const both = stations(visitor, phoneHygiene);
        await both.nth(1).waitFor();
        return (await both.allInnerTexts()).map((text) => text.includes(word('day-seat-yours')));
      }),
    );
    expect(new Set(states.map(String))).toEqual(new Set(['true,true', 'false,false']));
    if (states[0]?.[0] !== true) [amira, tomas] = [tomas, amira];
  });
});

describe('a seat that is given back', () => {
  it('is told to the team in sealed words, and is nobody’s after one press', async () => {
    await go(amira, 'place-day');
    await stations(amira, phoneHygiene).first().getByRole('button').click();
    await amira.press('day-give-back', {}, amira.page.getByRole('dialog'));
    await amira.see('day-told');
    await openAnswers();
    const page = inBook(phoneHygiene);
    await page.getByText(word('waiting-says-back')).waitFor();
    await elin.press('waiting-back', {}, page);
    await page.getByText(word('waiting-left', { count: 1 })).waitFor();
  });

  it('is offered to who waits, and is nobody’s again when the offer ends', async () => {
    const page = inBook(phoneHygiene);
    await elin.field('waiting-ends').selectOption('1');
    await page.getByRole('button', { name: before('waiting-offer-next') }).click();
    await seeBook(page, { given: 0, offered: 1, free: 1 });
    await go(tomas, 'place-day');
    await tomas.follow('place-today');
    await tomas.see('today-offer', { title: phoneHygiene });
    await go(tomas, 'place-day');
    await stations(tomas, phoneHygiene).first().getByRole('button').click();
    await tomas.button('day-offer-yes').waitFor();
    // An hour goes by without an answer, on both clocks.
    for (const { page: late } of [elin, tomas]) await hoursLater(late, 1.1);
    await go(tomas, 'place-day');
    await go(tomas, 'day-view-all');
    const sheet = await openSession(tomas, monday, phoneHygiene);
    await sheet.getByText(word('day-offer-ended')).waitFor();
    expect(await tomas.button('day-offer-yes').count()).toBe(0);
    await tomas.press('close', {}, sheet);
    await tomas.follow('place-today');
    await tomas.heading('file-title').waitFor();
    expect(await tomas.text('today-offer', { title: phoneHygiene }).count()).toBe(0);
    await signUps();
    await page.getByText(word('waiting-left', { count: 1 })).waitFor();
    await page.getByText(before('waiting-ended')).waitFor();
    // Told once, and not offered to be told again on coming back.
    await elin.see('seats-told', { count: 2 });
  });

  it('is his when he answers in time', async () => {
    const page = inBook(phoneHygiene);
    await elin.press('waiting-offer', {}, page);
    await seeBook(page, { given: 0, offered: 1, free: 1 });
    await go(tomas, 'place-day');
    await stations(tomas, phoneHygiene).first().getByRole('button').click();
    await tomas.press('day-offer-yes');
    await tomas.see('day-told');
    await openAnswers();
    await page.getByText(word('waiting-says-yes')).waitFor();
    await elin.press('waiting-give', {}, page);
    await page.waitFor({ state: 'detached' });
    await go(tomas, 'place-day');
    await stations(tomas, phoneHygiene)
      .filter({ hasText: word('day-seat-yours') })
      .nth(1)
      .waitFor();
  });
});

describe('on the day', () => {
  it('the last free seat goes to one of two, and the other is told kindly', async () => {
    const people = [amira, tomas];
    const sheets: Locator[] = [];
    for (const visitor of people) {
      await go(visitor, 'day-view-all');
      sheets.push(await openSession(visitor, wednesday, drill));
    }
    const answers = await takeTogether(people, sheets);
    expect(answers.toSorted()).toEqual(['gone', 'taken']);
    const other = people[answers.indexOf('gone')] as Visitor;
    await other.see('day-gone-text');
    // Nothing is free now: a place on the list is.
    await other.press('day-list-ask', {}, other.page.getByRole('dialog'));
    await other.see('day-said-wait');
    await openAnswers();
    const page = inBook(drill);
    await page.getByText(word('waiting-says-wait')).waitFor();
    await elin.press('waiting-list', {}, page);
    await page.getByText(word('waiting-waiting', { place: 1 })).waitFor();
  });

  it('a change is on a defender’s phone, with what changed in a sentence', async () => {
    await amira.press('close', {}, amira.page.getByRole('dialog')).catch(() => undefined);
    await elin.follow('place-editor');
    await day(wednesday);
    await cell(drill).focus();
    await elin.page.keyboard.press('Shift+ArrowDown');
    await elin.page.keyboard.press('Shift+ArrowLeft');
    expect(await placeOf(drill)).toBe('14:00 Möja');
    await toSolve('room-twice').waitFor();
    await cell('Documentation standards').focus();
    await elin.page.keyboard.press('Shift+ArrowRight');
    await toSolve('room-twice').waitFor({ state: 'detached' });
    await cell('Podcast from zero').click();
    await elin.press('prog-delete', {}, panel());
    await elin.press('prog-save', { version: 2 });
    const dialog = elin.page.getByRole('dialog');
    await dialog.getByText(word('prog-notice-gone')).waitFor();
    await elin.press('prog-notice-propose', {}, dialog);
    const proposed = await elin.field('prog-notice', {}, dialog).inputValue();
    expect(proposed).toContain(`“Account takeover drill” is now ${wednesday} 14:00–15:30, Möja.`);
    expect(proposed).toContain('“Podcast from zero” is cancelled.');
    expect(proposed).not.toMatch(/[\u2066-\u2069]/u);
    await elin.press('close', {}, dialog);
    await save(2, lastNotice);
    await go(amira, 'day-view-all');
    await amira.page.getByText(lastNotice).waitFor();
    await amira.page.getByRole('button', { name: wednesday, exact: true }).click();
    const moved = stations(amira, drill);
    await moved.getByText(word('day-changed-short')).waitFor();
    expect(await moved.innerText()).toMatch(/14:00[\s\S]*Möja/u);
  });

  it('a smaller room leaves no seat free that is not there', async () => {
    await signUps();
    const page = inBook('Documentation standards');
    await page.getByText(word('waiting-rows-over', { count: 10 })).waitFor();
    await elin.press('waiting-rows-close', { count: 10 }, page);
    await page.waitFor({ state: 'detached' });
    await go(amira, 'day-view-all');
    await amira.page.getByRole('button', { name: wednesday, exact: true }).click();
    await stations(amira, 'Documentation standards')
      .getByText(word('day-seats-free', { count: 30 }))
      .waitFor();
    await elin.follow('place-editor');
  });

  it('the programme is readable without a network on a phone that never opened it', async () => {
    await amira.page.clock.setFixedTime(Date.now());
    await enter(testEnv, amira);
    await amira.text('today-changed').waitFor();
    await amira.page.context().setOffline(true);
    for (const view of ['place-day', 'day-view-all', 'day-view-choices', 'day-view-after']) {
      await go(amira, view);
      await amira.see('day-offline-safe');
    }
    await go(amira, 'day-view-all');
    const sheet = await openSession(amira, wednesday, drill);
    await sheet
      .getByText(word('day-no-recording'))
      .or(sheet.getByText(word('day-no-rules')))
      .waitFor();
    await amira.page.context().setOffline(false);
  });

  it('axe finds nothing on the pages of all this, by day and by night', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const { page } of [elin, amira]) await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await elin.follow('place-editor');
      await day(monday);
      await cell(phoneHygiene).click();
      await isClean(elin, 'the editor with a session');
      await closePanel();
      await elin.press('prog-settings');
      await isClean(elin, 'the editor with rooms and dates');
      await closePanel();
      await signUps();
      await isClean(elin, 'sign-ups');
      for (const view of ['day-view-all', 'place-day', 'day-view-choices', 'day-view-after']) {
        await go(amira, view);
        await isClean(amira, view);
      }
      await go(amira, 'day-view-all');
      await openSession(amira, monday, phoneHygiene);
      await isClean(amira, 'a session');
    }
  });

  it('made no page complain', () => {
    expect([...elin.complaints, ...amira.complaints, ...tomas.complaints]).toEqual([]);
  });
});
