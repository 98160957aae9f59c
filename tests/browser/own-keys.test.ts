/**
 * Amira has lost sight of one of her keys. On her page of keys she sets up another one, ends the one that is gone, and signs out
 * everywhere else. Milan of the travel team may not have fewer than two: his lost one is replaced with one touch.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { word } from '../../tools/demo/words.ts';
import { SmallEvent } from '../support/attacks/event.ts';
import { picturesOfFailures } from '../support/browser/pictures.ts';
import { Visitor } from '../support/browser/visitor.ts';
import { launchChromium } from '../support/processes/chromium.ts';

const phone = { width: 360, height: 740 };
let event: SmallEvent;
let browser: Browser;
let amira: Visitor;
/** Another computer, on which somebody else came in. */
let elsewhere: Visitor;
let milan: Visitor;
let ingrid: Visitor;
const [fresh, spare] = [new SoftwareKey(), new SoftwareKey()];

beforeAll(async () => {
  [event, browser] = await Promise.all([
    SmallEvent.found({ people: ['milan', 'amira'], client: true }),
    launchChromium(),
  ]);
  const old = event.key('amira');
  amira = await Visitor.enter(browser, [old, fresh], phone);
  elsewhere = await Visitor.enter(browser, [old, fresh]);
  milan = await Visitor.enter(browser, [event.key('milan'), event.key('milan', 1), spare]);
  ingrid = await Visitor.enter(browser, [event.key('ingrid')]);
});
afterAll(async () => {
  await browser?.close();
  await event?.stop();
});

picturesOfFailures('own-keys', () => ({ amira, elsewhere, milan, ingrid }));

async function enter(visitor: Visitor, key?: SoftwareKey): Promise<void> {
  await visitor.page.goto(event.testEnv.origin);
  await visitor.signIn(key);
}

async function openKeys(visitor: Visitor): Promise<void> {
  // Somebody of a team is first brought to her own page, which may come after the click.
  const there = async (): Promise<number> => {
    const titles = await visitor.heading('keys-yours').count();
    if (titles === 0)
      await visitor.page.evaluate(() => {
        const link = Object.assign(document.createElement('a'), { href: '/keys' });
        document.body.append(link);
        link.click();
        link.remove();
      });
    return titles;
  };
  await expect.poll(there, { timeout: 30_000, interval: 1000 }).toBe(1);
}

const dialog = (visitor: Visitor) => visitor.page.getByRole('dialog');
const keyRows = (visitor: Visitor) => visitor.page.getByRole('listitem').filter({ hasText: /Key .?\d/u });
/** The verb beside a key. */
const verb = (visitor: Visitor, act: 'end' | 'replace', number: number) =>
  visitor.page.getByRole('button', { name: `${word(`keys-${act}`)}: ${word('keys-key', { number })}`, exact: true });

/** The new key, and then one that she has. */
async function setUp(visitor: Visitor, key: SoftwareKey, old: SoftwareKey): Promise<void> {
  visitor.plugged.use(key);
  await visitor.press('keys-add-new', {}, dialog(visitor));
  await visitor.see('keys-add-ready');
  visitor.plugged.use(old);
  await visitor.press('keys-add-old', {}, dialog(visitor));
}

async function requireFits(visitor: Visitor): Promise<void> {
  expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
}

describe('a participant', () => {
  it('sets up another key, on a phone: two touches of it, and one of the old one', async () => {
    await enter(amira);
    await openKeys(amira);
    await amira.see('keys-here');
    expect(await keyRows(amira).count()).toBe(1);
    await requireFits(amira);
    await amira.press('keys-add');
    await requireFits(amira);
    const done = await amira.touchesOf(async () => {
      await setUp(amira, fresh, event.key('amira'));
      await amira.see('keys-added-now');
    });
    expect(done.touches).toBe(3);
    expect(await keyRows(amira).count()).toBe(2);
    expect(amira.complaints).toEqual([]);
  });

  it('gives it a name, which her next page knows', async () => {
    await amira.page.getByRole('button', { name: `${word('keys-name')}: ${word('keys-key', { number: 2 })}` }).click();
    await amira.fill('keys-name-field', 'Blue one');
    await amira.press('keys-name-do');
    await amira.page.getByText('Blue one', { exact: true }).waitFor();
    await requireFits(amira);
    await amira.page.reload();
    await amira.signIn(event.key('amira'));
    await openKeys(amira);
    await amira.page.getByText('Blue one', { exact: true }).waitFor();
    await amira.page.getByRole('button', { name: `${word('keys-name')}: Blue one` }).click();
    await amira.press('keys-name-do');
    await amira.page.getByText('Blue one', { exact: true }).waitFor({ state: 'detached' });
  });

  it('opens her file with it elsewhere', async () => {
    await enter(elsewhere, fresh);
    await openKeys(elsewhere);
    await elsewhere.see('keys-here');
  });

  it('ends it with one touch of the other, after the page said what that does, and the page elsewhere locks', async () => {
    await verb(amira, 'end', 2).click();
    for (const said of ['keys-end-does-pages', 'keys-end-does-slots', 'keys-end-not']) await amira.see(said);
    await requireFits(amira);
    amira.plugged.use(event.key('amira'));
    const done = await amira.touchesOf(async () => {
      await amira.press('keys-end-do');
      await amira.see('keys-ended-now', { key: word('keys-key', { number: 2 }) });
    });
    expect(done.touches).toBe(1);
    expect(await keyRows(amira).count()).toBe(1);
    await elsewhere.arrive('signin-title');
    elsewhere.plugged.use(fresh);
    await elsewhere.press('signin-open');
    await elsewhere.see('error-login-unknown');
  });

  it('signs out everywhere else with one press', async () => {
    await enter(elsewhere, event.key('amira'));
    await openKeys(amira);
    await amira.page.reload();
    await amira.signIn();
    await openKeys(amira);
    await amira.press('keys-places-end');
    await amira.see('keys-places-ended');
    await elsewhere.arrive('signin-title');
  });
});

describe('a card that somebody saw', () => {
  it('is replaced: written down, typed back, and one touch', async () => {
    await openKeys(amira);
    await amira.follow('keys-card-new');
    await amira.see('newcard-not');
    await requireFits(amira);
    await amira.press('newcard-begin');
    await amira.writeCard();
    await amira.arrive('newcard-touch');
    const done = await amira.touchesOf(async () => {
      await amira.press('newcard-touch-do');
      await amira.arrive('newcard-done');
    });
    expect(done.touches).toBe(1);
    expect(amira.complaints).toEqual([]);
  });
});

describe('somebody of a team', () => {
  it('puts a key in the place of a lost one, since fewer than two are not enough', async () => {
    await enter(milan);
    await openKeys(milan);
    await milan.see('keys-needed', { count: 2 });
    expect(await verb(milan, 'end', 2).count()).toBe(0);
    await verb(milan, 'replace', 2).click();
    await milan.see('keys-end-not-officer');
    await setUp(milan, spare, event.key('milan'));
    await milan.see('keys-replaced-now');
    expect(await keyRows(milan).count()).toBe(2);
    await milan.page.reload();
    milan.plugged.use(event.key('milan', 1));
    await milan.press('signin-open');
    await milan.see('error-login-unknown');
    await milan.signIn(spare);
    expect(milan.complaints).toEqual([]);
  });
});

describe('an officer', () => {
  it('reads in the ledger whose keys changed, and how many there are', async () => {
    await enter(ingrid);
    await ingrid.arrive('still-title');
    await ingrid.see('still-next-alone');
    await ingrid.page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: '/ledger' });
      document.body.append(link);
      link.click();
    });
    await ingrid.page
      .getByText(/changed their own keys: now .{0,3}2/u)
      .first()
      .waitFor();
  });
});
