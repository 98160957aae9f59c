/**
 * Messages as people use them, in browsers of their own: a guest and a team while her network goes away and comes back;
 * taken care of, taken back, told, announced, reported; a group; two people who met, and what stops when a key changes.
 */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { castOf, comeBack, type Cast } from '../support/browser/messages-cast.ts';
import { picturesOfFailures } from '../support/browser/pictures.ts';
import { Visitor } from '../support/browser/visitor.ts';

const travelTeam = word('team-travel');

let testEnv: TestEnv;
let browser: Browser;
let cast: Cast;
let ingrid: Visitor;
let tove: Visitor;
let amira: Visitor;
let tomas: Visitor;

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  cast = await castOf(testEnv);
  const keys = [cast.ingrid, cast.tove.key, cast.amira.key, cast.tomas.key];
  const all = await Promise.all(keys.map((key) => Visitor.enter(browser, [key])));
  [ingrid, tove, amira, tomas] = all as [Visitor, Visitor, Visitor, Visitor];
  for (const { page } of [ingrid, tove, amira, tomas]) page.setDefaultTimeout(30_000);
});

afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

picturesOfFailures('messages', () => ({ ingrid, tove, amira, tomas }));

const bubble = (visitor: Visitor, text: string): Locator =>
  visitor.page.locator('.bubble').filter({ hasText: text }).last();

/** In the list of a guest, or in a team's table. */
const row = (visitor: Visitor, text: string): Locator =>
  visitor.page.locator('.threads > li > button, tr[data-id]').filter({ hasText: text }).first();

async function toMessages(visitor: Visitor): Promise<void> {
  const places = visitor.page.getByRole('navigation', { name: word('nav') }).filter({ visible: true });
  await places.getByRole('link', { name: new RegExp(`^${word('place-messages')}`, 'u') }).click();
  await visitor.arrive('place-messages');
}

async function openThread(visitor: Visitor, name: string): Promise<void> {
  await toMessages(visitor);
  await row(visitor, name).click();
  await visitor.field('msg-write').or(visitor.page.locator('.foot .notice, .foot .between-lines')).first().waitFor();
}

/** A thread that somebody else has begun: while another one is on the screen, the page looks every few seconds. */
async function openNew(visitor: Visitor, name: string, meanwhile = travelTeam): Promise<void> {
  const looks = 10;
  for (let at = 0; at < looks; at += 1) {
    await openThread(visitor, meanwhile);
    await visitor.page.waitForResponse('**/api/threads/look');
    await toMessages(visitor);
    if ((await row(visitor, name).count()) > 0) break;
  }
  await row(visitor, name).click();
}

async function write(visitor: Visitor, text: string): Promise<void> {
  await visitor.fill('msg-write', text);
  await visitor.press('msg-send');
  await bubble(visitor, text).waitFor();
}

/** What can be done with a message is behind its last button. */
async function act(visitor: Visitor, text: string, id: string): Promise<Locator> {
  await bubble(visitor, text).locator('.meta button').click();
  const dialog = visitor.page.getByRole('dialog');
  await dialog.getByRole('button', { name: new RegExp(`^${word(id)}`, 'u') }).click();
  return dialog;
}

/** Whether all of it is in the window, and above what is at the foot. */
const standsOver = (element: Element, foot: string): boolean =>
  element.getBoundingClientRect().bottom <= (document.querySelector(foot)?.getBoundingClientRect().top ?? 0);

const question = 'Who meets me, and where do I wait?';

describe('a guest and a team', () => {
  it('have each other to write to, once both have come in', async () => {
    for (const visitor of [ingrid, tove, amira, tomas]) {
      await visitor.page.goto(testEnv.origin);
      await visitor.signIn();
      await toMessages(visitor);
    }
    await openThread(amira, travelTeam);
    await write(amira, question);
  });

  it('see that something is new by a dot, and nothing of it in the title of the tab', async () => {
    // An open thread is looked at every few seconds; the list and the dot follow.
    await row(tove, word('team-officers')).click();
    await row(tove, 'Kingfisher').waitFor();
    const place = tove.page.getByRole('link', { name: new RegExp(`^${word('place-messages')}`, 'u') }).first();
    await place.getByText(word('nav-new')).waitFor({ state: 'attached' });
    expect(await tove.page.title()).toBe('Portal');
    await row(tove, 'Kingfisher').click();
    await bubble(tove, question).waitFor();
    await place.getByText(word('nav-new')).waitFor({ state: 'detached' });
  });

  it('are looked after by the page’s own rhythm: every few seconds while a thread is open', async () => {
    const own = await Visitor.enter(browser, [cast.tove.key], undefined, { hurried: false });
    // By the browser's own clock: what it tells may be heard later.
    const look = async () => (await own.page.waitForResponse('**/api/threads/look')).request().timing().startTime;
    await own.page.goto(testEnv.origin);
    await own.signIn();
    await openThread(own, 'Kingfisher');
    const since = await look();
    const pause = (await look()) - since;
    await write(amira, 'I have a red bag.');
    await bubble(own, 'I have a red bag.').waitFor();
    // Five seconds, a quarter more or less; a busy machine may add to it.
    expect(pause).toBeGreaterThan(3_500);
    expect(pause).toBeLessThan(12_000);
    await own.leave();
  });

  it('lose nothing while her network is away', async () => {
    await amira.page.context().setOffline(true);
    await write(amira, 'And is it far to walk?');
    await bubble(amira, 'And is it far to walk?').getByText(word('msg-state-waiting')).waitFor();
    await write(tove, 'Somebody waits at the exit, with the words of your journey.');
    expect(await bubble(tove, 'far to walk').count()).toBe(0);
    expect(await asksBeforeClosing(amira)).toBe(true);
    await amira.page.context().setOffline(false);
    await bubble(amira, 'Somebody waits at the exit').waitFor();
    await amira.page.getByText(word('msg-state-waiting')).waitFor({ state: 'detached' });
    await bubble(tove, 'And is it far to walk?').waitFor();
    expect(await asksBeforeClosing(amira)).toBe(false);
  });

  it('are told by whom a message is: the team, never only a code', async () => {
    const from = amira.page.locator('.bubble:not(.ours) .from').first();
    expect(await from.innerText()).toContain(travelTeam);
    expect(await amira.page.locator('.bubbles a').count()).toBe(0);
  });

  it('reply, and take care of what was asked', async () => {
    await act(tove, 'far to walk', 'msg-reply');
    await write(tove, 'Five minutes.');
    await bubble(amira, 'Five minutes.').locator('.quote').getByText('And is it far to walk?').waitFor();
    await act(tove, question, 'msg-done');
    await tove.fill('msg-done-say', 'The driver knows.');
    await tove.press('msg-done-send');
    await bubble(amira, question).getByText('The driver knows.').waitFor();
  });

  it('take a message back, and say what that cannot do', async () => {
    await write(tove, 'This was for somebody else.');
    const dialog = await act(tove, 'This was for somebody else.', 'msg-unsend');
    await dialog.getByText(word('msg-unsend-honest')).waitFor();
    await tove.press('msg-unsend', {}, dialog);
    await dialog.getByText(word('msg-unsent-gone')).waitFor();
    await tove.press('close', {}, dialog.locator('.row').last());
    await bubble(tove, 'This was for somebody else.').waitFor({ state: 'detached' });
    await write(tove, 'See you on Sunday.');
    await bubble(amira, 'See you on Sunday.').waitFor();
    expect(await bubble(amira, 'This was for somebody else.').count()).toBe(0);
    expect(await amira.page.getByText(word('msg-missing', { count: 1 })).count()).toBe(0);
  });

  it('send a picture without what the camera wrote into it', async () => {
    await amira.page.locator('.composer input[type=file]').setInputFiles({
      name: 'IMG_20270411_at_home.png',
      mimeType: 'image/png',
      buffer: Buffer.from(pngWithText, 'base64'),
    });
    await amira.see('msg-file-cleaned');
    await amira.press('msg-send');
    const saved = bubble(tove, 'picture.png');
    const [download] = await Promise.all([
      tove.page.waitForEvent('download'),
      saved.getByRole('button', { name: word('save'), exact: true }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    expect(download.suggestedFilename()).toBe('picture.png');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(Buffer.from(pngWithText, 'base64').includes('home at 59.3')).toBe(true);
    expect(bytes.includes('home at 59.3')).toBe(false);
  });
});

/** A click into the page first: without it no browser asks. */
async function asksBeforeClosing({ page }: Visitor): Promise<boolean> {
  return page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
}

/** One red point, and a comment as cameras write it. */
const pngWithText =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAAIHRFWHRDb21tZW50AGhvbWUgYXQgNTkuMzI5MywgMTguMDY4NiCIg/AAAAAMSURBVHicY/jPwAAAAwEBAMn+ku8AAAAASUVORK5CYII=';

describe('the tell list', () => {
  it('names who has not looked, and is ticked', async () => {
    await toMessages(tove);
    await tove.press('inbox-write');
    const dialog = tove.page.getByRole('dialog');
    await dialog.locator('.threads button').filter({ hasNotText: 'Kingfisher' }).first().click();
    await write(tove, 'Your way home is booked.');
    await tove.follow('inbox-view-tell');
    const line = tove.page.getByRole('row').filter({ hasText: word('tell-count', { count: 1 }) });
    await tove.page.getByLabel(word('person-open-why')).selectOption('question');
    await tove.press('tell-open');
    await line.filter({ hasText: word('reach-signal') }).click();
    const panel = tove.page.getByRole('complementary');
    await panel.getByText('+46 70 174 06 10').waitFor();
    await panel.getByText(/Library/u).waitFor();
    await tove.press('tell-do', {}, panel);
    await panel.getByRole('button', { name: word('tell-again'), exact: true }).waitFor();
  });
});

describe('an announcement', () => {
  it('says that it is signed, whom it reaches, and comes to everyone', async () => {
    await ingrid.follow('inbox-view-announce');
    await ingrid.see('announce-signed');
    await ingrid.fill('announce-text', 'Dinner begins at 19:00.');
    await ingrid.press('announce-look');
    await ingrid.press('announce-send', {}, ingrid.page.getByRole('dialog'));
    await ingrid.see('announce-sent', { count: 3 });
    await openNew(amira, 'Dinner begins at 19:00.');
    await bubble(amira, 'Dinner begins at 19:00.').waitFor();
    await amira.see('msg-announcement-only');
    expect(await amira.field('msg-write').count()).toBe(0);
  });

  it('fits on a phone, and every thread opens at its newest message', async () => {
    const { page } = amira;
    const wide = page.viewportSize() ?? { width: 1280, height: 900 };
    await page.setViewportSize({ width: 360, height: 640 });
    const root = page.locator('html');
    expect(await root.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await amira.follow('msg-back');
    await row(amira, travelTeam).click();
    const newest = page.locator('.bubble').last();
    await expect.poll(() => newest.evaluate(standsOver, '.foot')).toBe(true);
    // There is something above that she would have seen first.
    expect(await root.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
    await page.setViewportSize(wide);
  });
});

describe('a group', () => {
  it('talks among those who are in it, and no longer with who was taken out', async () => {
    await tove.follow('place-messages');
    await tove.follow('inbox-view-groups');
    await tove.press('group-new');
    await tove.fill('group-name', 'Evening walk');
    const members = tove.page.getByRole('group', { name: word('group-who') });
    const guests = members.locator('label').filter({ hasText: word('role-participant') });
    await guests.nth(1).waitFor();
    for (const box of await guests.all()) await box.click();
    await tove.press('group-make');
    await tove.see('group-saved');
    await openNew(amira, 'Evening walk');
    await write(amira, 'I bring tea.');
    await openNew(tomas, 'Evening walk');
    await bubble(tomas, 'I bring tea.').waitFor();
    await members.getByText('Sandpiper').click();
    await tove.press('group-change');
    await tove.see('group-saved');
    await tove.follow('tell-thread');
    await bubble(tove, 'I bring tea.').waitFor();
    await write(tove, 'We meet at the jetty.');
    await bubble(amira, 'We meet at the jetty.').waitFor();
    await openThread(tomas, travelTeam);
    await write(tomas, 'I am on my way.');
    expect(await tomas.page.content()).not.toContain('We meet at the jetty.');
  });
});

describe('two people who are in one place', () => {
  it('show and read a code, and have the same number', async () => {
    await toMessages(amira);
    await amira.page.getByRole('link', { name: new RegExp(`^${word('msg-people')}`, 'u') }).click();
    await amira.press('msg-code-show');
    const code = await amira.page.getByText(/^contact\./u).innerText();
    await toMessages(tomas);
    await tomas.page.getByRole('link', { name: new RegExp(`^${word('msg-people')}`, 'u') }).click();
    await tomas.press('msg-code-read');
    await tomas.fill('msg-paste', code);
    await tomas.press('msg-code-go');
    await write(tomas, 'Good to have met you.');
    await openNew(amira, 'Sandpiper');
    await bubble(amira, 'Good to have met you.').waitFor();
    const numbers: string[] = [];
    for (const visitor of [amira, tomas]) {
      await visitor.press('msg-about');
      await visitor.page
        .getByRole('dialog')
        .getByRole('link', { name: new RegExp(`^${word('msg-compare')}`, 'u') })
        .click();
      const shown = visitor.page.getByRole('img', { name: new RegExp(`^${word('msg-compare-digits')}: `, 'u') });
      numbers.push(((await shown.getAttribute('aria-label')) ?? '').replaceAll(/\D/gu, ''));
    }
    expect(numbers[0]).toMatch(/^[0-9]{60}$/u);
    expect(numbers[1]).toBe(numbers[0]);
    await amira.press('msg-compare-differ');
    await amira.see('msg-differ');
    await amira.press('msg-compare-again');
    await amira.press('msg-compare-read');
    await amira.fill('msg-paste', numbers[1] ?? '');
    await amira.press('msg-compare-do');
    await amira.see('msg-compared', { name: 'Sandpiper' });
  });

  it('may tell the officer, who gets what was shown and who wrote it', async () => {
    await amira.follow('msg-compare-back');
    const dialog = await act(amira, 'Good to have met you.', 'msg-report');
    await amira.press('msg-report-send', { count: 1 }, dialog);
    await amira.arrive('team-officers');
    await openNew(ingrid, 'Kingfisher');
    await bubble(ingrid, 'Good to have met you.').waitFor();
    // A look at the stream draws the list again; in between, a line has no text.
    await expect.poll(() => bubble(ingrid, 'Good to have met you.').innerText()).toContain('Sandpiper');
    const shown = await bubble(ingrid, 'Good to have met you.').locator('.kept').innerText();
    expect(shown.split('\n').map((line) => line.replaceAll(/\d/gu, '0'))).toEqual([
      'Sandpiper, 0000-00-00 00:00 UTC',
      '> Good to have met you.',
      cast.tomas.member.replaceAll(/\d/gu, '0'),
    ]);
  });

  it('write nothing to each other once keys have changed, until they compared again', async () => {
    await tomas.leave();
    const key = await comeBack(testEnv, cast.tomas);
    tomas = await Visitor.enter(browser, [key]);
    await tomas.page.goto(testEnv.origin);
    await tomas.signIn();
    await toMessages(tomas);
    await row(tomas, travelTeam).waitFor();
    await toMessages(amira);
    await amira.page
      .getByRole('list', { name: word('msg-met') })
      .getByRole('button')
      .click();
    await amira.fill('msg-write', 'Is it still you?');
    await amira.press('msg-send');
    await amira.see('msg-shut-contact-changed');
    expect(await amira.field('msg-write').count()).toBe(0);
    await amira.follow('msg-compare');
    await amira.see('msg-changed', { name: 'Sandpiper' });
    await amira.press('msg-compare-same');
    await amira.see('msg-compared', { name: 'Sandpiper' });
    await amira.follow('msg-compare-back');
    expect(await amira.field('msg-write').inputValue()).toBe('Is it still you?');
    await write(amira, 'It is you.');
  });
});

it('nobody’s browser complained', () => {
  const complaints = [ingrid, tove, amira, tomas].flatMap((visitor) => visitor.complaints);
  expect(complaints).toEqual([]);
});
