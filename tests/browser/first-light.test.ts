/**
 * The first light (P8, P13): an event from its founding to a lost key, in real browsers, on the built client, by the
 * words on the buttons. Three officers, two teams, one defender; each at a computer of her own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SoftwareKey } from '../../tools/authenticator/key.ts';
import { run as runAuditor } from '../../tools/auditor/run.ts';
import { demoDay } from '../../tools/demo/dates.ts';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { picturesOfFailures } from '../support/browser/pictures.ts';
import { Visitor } from '../support/browser/visitor.ts';

const unlock = 'dd1/prf/unlock';
const open = 'dd1/prf/open';
const travelTeam = word('team-travel');
const visaTeam = word('team-visa');
const alias = 'Kingfisher';

let testEnv: TestEnv;
let browser: Browser;
let chief: Visitor;
let second: Visitor;
let third: Visitor;
let tove: Visitor;
let sara: Visitor;
let amira: Visitor;
/** The root that the invitation pins; an auditor compares the evidence with it. */
let rootfp = '';

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  const all = await Promise.all(Array.from({ length: 6 }, () => Visitor.enter(browser)));
  [chief, second, third, tove, sara, amira] = all as [Visitor, Visitor, Visitor, Visitor, Visitor, Visitor];
});

afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

picturesOfFailures('first-light', () => ({ chief, second, third, tove, sara, amira }));

async function expectOneTouch(visitor: Visitor, key?: SoftwareKey): Promise<void> {
  expect(await visitor.signIn(key)).toEqual({ touches: 1, salts: [unlock] });
}

/** Comes back to a place, so that it is read anew. */
async function go(visitor: Visitor, place: string): Promise<void> {
  const at = visitor.page.getByRole('navigation', { name: word('nav') }).filter({ visible: true });
  await at.getByRole('link', { name: word('place-more'), exact: true }).click();
  await visitor.arrive('place-more');
  await at.getByRole('link', { name: word(place), exact: true }).click();
}

/** The second officer signs whatever waits for her. */
async function approve(): Promise<void> {
  await go(second, 'place-approvals');
  await second.press('approvals-do');
  await second.see('approvals-done');
}

async function invite(name: string, team?: string): Promise<string> {
  await go(chief, 'place-members');
  await chief.press('members-invite');
  await chief.fill('invite-for', name);
  if (team !== undefined) {
    await chief.page.getByRole('radio', { name: new RegExp(`^${word('role-staff')}`, 'u') }).check();
    await chief.page.getByRole('checkbox', { name: team }).check();
  }
  await chief.press('invite-make');
  await chief.see('links-secret');
  const link = await chief.page.getByText(`${testEnv.origin}/join#`).innerText();
  await chief.press('links-done');
  rootfp = link.split('.').at(3) ?? '';
  return link.trim();
}

async function comeByLink(newcomer: Visitor, link: string): Promise<void> {
  await newcomer.page.goto(link);
  await newcomer.arrive('setup-welcome');
  expect(newcomer.page.url()).toBe(`${testEnv.origin}/join`);
  await newcomer.press('setup-begin');
  await newcomer.setUpKeys();
  await newcomer.writeCard();
  await newcomer.see('setup-wait-digits');
}

/** Both read the digits aloud; the officer lets her in. Answers whether a second officer has to sign. */
async function compareAndAdmit(newcomer: Visitor, name: string): Promise<void> {
  await go(chief, 'place-members');
  const row = chief.page.getByRole('listitem').filter({ has: chief.button('invites-show-digits') });
  await chief.press('invites-show-digits', {}, row);
  const panel = chief.page.getByRole('complementary');
  await chief.press('invites-show-digits', {}, panel);
  await panel.getByRole('heading', { name: word('invite-compare', { alias: await panelTitle(chief) }) }).waitFor();
  const digits = await chief.digits();
  expect(digits).toMatch(/^[0-9]{8}$/u);
  expect(await newcomer.digits(), name).toBe(digits);
  await chief.press('compare-voice');
}

async function panelTitle(visitor: Visitor): Promise<string> {
  return visitor.page.getByRole('complementary').getByRole('heading', { level: 2 }).innerText();
}

async function letInto(team: string): Promise<void> {
  await go(chief, 'place-members');
  const table = chief.page.getByRole('table', { name: word('members-title') });
  const staff = table.getByRole('rowgroup').filter({ hasText: word('members-staff') });
  const teamless = staff
    .getByRole('row')
    .filter({ hasText: word('way-hardware') })
    .filter({ hasNotText: 'team' });
  await teamless.first().click();
  await chief.press('members-join-team', { team });
  await chief.see('outcome-waiting');
  await approve();
}

describe('founding', () => {
  it('is done by three officers who see the same digits', async () => {
    await chief.page.goto(testEnv.foundingLink);
    await chief.arrive('founding-title');
    expect(chief.page.url()).toBe(`${testEnv.origin}/found`);
    await chief.fill('founding-event', 'Gathering in the Archipelago');
    await chief.fillDay('founding-starts', demoDay(0));
    await chief.fillDay('founding-ends', demoDay(3));
    await chief.fill('founding-place', 'Skärgården Conference TestEnv');
    await chief.fill('founding-duty', '+46 70 174 06 01');
    await chief.press('go-on');
    await chief.setUpKeys();
    await chief.writeCard();
    await chief.arrive('founding-links-title');
    const links = await chief.page.getByText(`${testEnv.origin}/found#`).allInnerTexts();
    expect(links.length).toBe(2);
    for (const [at, officer] of [second, third].entries()) {
      await officer.page.goto((links[at] ?? '').trim());
      await officer.arrive('founding-invited');
      await officer.press('founding-facts-right');
      await officer.setUpKeys();
      await officer.writeCard();
      await officer.see('founding-handed-in');
    }
    const shown = await Promise.all([chief, second, third].map((officer) => officer.digits()));
    expect(shown[0]).toMatch(/^[0-9]{8}$/u);
    expect(new Set(shown).size).toBe(1);
    for (const officer of [chief, second, third]) {
      await officer.press('founding-same');
      await officer.press('founding-sign-do');
    }
    for (const officer of [chief, second, third]) {
      await officer.arrive('founding-done');
      await officer.follow('founding-sign-in');
    }
  });

  it('lets officers in with one touch, and two of them make the key of the month', async () => {
    for (const officer of [chief, second]) {
      await expectOneTouch(officer);
      await officer.arrive('members-title');
    }
    await chief.press('tasks-officers-do');
    await chief.press('tasks-month-do');
    await chief.see('outcome-waiting');
    await approve();
    await go(chief, 'place-members');
    await chief.button('members-invite').waitFor();
    expect(await chief.button('tasks-month-do').count()).toBe(0);
  });
});

describe('coming in', () => {
  it('lets a defender try her device before anything is spent', async () => {
    await amira.page.goto(testEnv.origin);
    await amira.page.getByRole('link', { name: new RegExp(`^${word('signin-try')}`, 'u') }).click();
    await amira.press('try-touch');
    await amira.see('try-hardware-works');
  });

  it.each([
    ['Puffin', () => tove, travelTeam],
    ['Razorbill', () => sara, visaTeam],
  ] as const)('takes %s into a team, by two officers', async (name, who, team) => {
    await comeByLink(who(), await invite(name, team));
    await compareAndAdmit(who(), name);
    await chief.see('outcome-waiting');
    await approve();
    await who().arrive('setup-finished');
    await letInto(team);
    await who().follow('setup-sign-in');
    await expectOneTouch(who());
    await who().press('teamkey-make');
    await who().button('teamkey-make').waitFor({ state: 'detached' });
  });

  it('takes the defender in, by one officer', async () => {
    await comeByLink(amira, await invite(alias));
    await compareAndAdmit(amira, alias);
    await chief.see('compare-in', { alias: await panelTitle(chief) });
    await amira.arrive('setup-finished');
    await amira.follow('setup-sign-in');
    await expectOneTouch(amira);
    await amira.arrive('today-welcome');
  });
});

const reach = '+46 70 174 06 10';

describe('her file', () => {
  it('is filled and locked, card by card', async () => {
    await edit('card', async () => {
      await amira.fill('field-alias', alias);
      const languages = amira.group('field-languages');
      await languages.getByRole('button', { name: 'العربية' }).click();
      await languages.getByRole('button', { name: 'English' }).click();
      await amira.page.getByRole('radio', { name: word('field-photo-ask') }).check();
    });
    await edit('reach', async () => {
      await amira.fill('field-address-number', reach);
      await amira.fill('field-neutral', 'Library');
    });
    await edit('travel', async () => {
      await amira.fill('field-from', 'Sundar Coast');
      await amira.fillDay('field-earliest', demoDay(-1));
      await amira.fillDay('field-latest', demoDay(5));
      await amira.fill('field-avoid', 'Ardovia');
      await amira.page.getByRole('radio', { name: word('field-pickup-yes') }).check();
    });
  });

  it('says who can read each card, counted from the keys', async () => {
    await visit(amira, 'place-file');
    const both = [
      [travelTeam, 1],
      [visaTeam, 1],
      [word('team-officers'), 3],
      // Nobody is in it yet, and it has no key: it is named all the same.
      [word('team-programme'), 0],
    ] as const;
    for (const [kind, chips] of [
      ['card', both],
      ['reach', both],
      ['travel', [[travelTeam, 1]]],
    ] as const) {
      const readers = readersOf(kind);
      await readers.first().waitFor();
      const shown = await readers.allTextContents();
      expect(shown.length, kind).toBe(chips.length);
      for (const [at, [team, count]] of chips.entries()) {
        expect(shown[at]).toContain(team);
        expect(shown[at]).toContain(word('people', { count }));
      }
    }
    expect(await readersOf('notes').allTextContents()).toEqual([word('only-you')]);
    expect(await amira.page.getByText(word('file-waiting')).count()).toBe(2);
  });
});

/** The chips of one card. */
const readersOf = (kind: string) =>
  amira.page
    .getByRole('article')
    .filter({ has: amira.heading(`kind-${kind}`) })
    .locator('.chip');

async function visit(visitor: Visitor, place: string): Promise<void> {
  const nav = visitor.page.getByRole('navigation', { name: word('nav') }).filter({ visible: true });
  await nav.getByRole('link', { name: word(place), exact: true }).click();
}

async function edit(kind: string, answer: () => Promise<void>): Promise<void> {
  await visit(amira, 'place-file');
  const card = amira.page.getByRole('article').filter({ has: amira.heading(`kind-${kind}`) });
  await card.getByRole('link', { name: word('file-fill-in') }).click();
  await amira.arrive(`kind-${kind}`);
  await answer();
  const before = amira.plugged.touches;
  await amira.press('lock-and-send');
  await amira.see('edit-card-sent');
  await amira.see('edit-card-closed');
  expect(amira.plugged.touches).toBe(before);
}

describe('the travel team', () => {
  const panel = () => tove.page.getByRole('complementary');

  it('opens its queue with one touch', async () => {
    await go(tove, 'place-queue');
    const opening = await tove.touchesOf(async () => {
      await tove.page.getByLabel(word('person-open-why')).selectOption('booking');
      await tove.press('open-queue');
      await tove.page.getByRole('row').filter({ hasText: alias }).waitFor();
    });
    expect(opening).toEqual({ touches: 1, salts: [open] });
  });

  it('reads her, notes what is next, and writes her journey', async () => {
    await tove.page.getByRole('row').filter({ hasText: alias }).click();
    await panel().getByText(reach).waitFor();
    await tove.fill('queue-what', 'Book the flight', panel());
    await tove.press('case-save', {}, panel());
    await tove.page.getByRole('row').filter({ hasText: 'Book the flight' }).waitFor();
    await tove.press('queue-book-journey', {}, panel());
    await tove.fill('edit-carrier', 'X9', panel());
    await tove.fill('edit-number', '418', panel());
    await tove.fill('edit-from', 'IST', panel());
    await tove.fill('edit-to', 'ARN', panel());
    await tove.field('edit-leaves', {}, panel()).and(tove.page.getByRole('textbox')).fill('06:55');
    await tove.field('edit-arrives', {}, panel()).and(tove.page.getByRole('textbox')).fill('10:10');
    await tove.fillDay('edit-leaves-day', demoDay(-1), panel());
    await tove.fill('edit-booking', 'K7Q2ZD', panel());
    await tove.fill('edit-meet-place', 'Under the clock', panel());
    await tove.fill('edit-word-they', 'juniper', panel());
    await tove.field('edit-word-you', { alias }, panel()).fill('lighthouse');
    await tove.press('edit-send', { alias }, panel());
    await tove.button('person-change-journey').waitFor();
  });
});

describe('the defender', () => {
  it('sees her journey, and who looked at what', async () => {
    await visit(amira, 'place-journey');
    for (const shown of ['X9 418', 'IST', 'ARN', 'K7Q2ZD', 'Under the clock', 'juniper', 'lighthouse'])
      await amira.page.getByText(shown).first().waitFor();
    await visit(amira, 'place-who');
    await amira.see('who-whole');
    const looks = amira.page.getByRole('listitem').filter({ hasText: travelTeam });
    for (const kind of ['card', 'reach', 'travel'])
      await looks
        .filter({ hasText: word(`kind-${kind}`) })
        .first()
        .waitFor();
    expect(await amira.page.getByRole('listitem').filter({ hasText: visaTeam }).count()).toBe(0);
  });
});

describe('an officer', () => {
  it('reads the ledger with one touch, and takes away evidence that holds without the portal', async () => {
    await go(chief, 'place-ledger');
    await chief.see('ledger-whole');
    const table = chief.page.getByRole('table', { name: word('ledger-title') });
    const bookings = table.getByRole('row').filter({ hasText: word('reason-booking') });
    const reading = await chief.touchesOf(async () => {
      await chief.press('ledger-read');
      await bookings.first().waitFor();
    });
    expect(reading).toEqual({ touches: 1, salts: [open] });
    expect(await bookings.count()).toBeGreaterThanOrEqual(3);
    const [saved] = await Promise.all([chief.page.waitForEvent('download'), chief.press('ledger-save')]);
    const bundle = join(testEnv.dataDir, 'evidence.json');
    await saved.saveAs(bundle);
    const verdict = await runAuditor([bundle, '--root', rootfp]);
    expect(verdict.text).toContain('verified');
    expect(verdict.code).toBe(0);
    const text = await readFile(bundle, 'utf8');
    for (const readable of [alias, reach, 'Ardovia']) expect(text).not.toContain(readable);
  });
});

describe('leaving and coming back', () => {
  it('locks the page, and her other key opens her file on another computer', async () => {
    await visit(amira, 'place-keys');
    await amira.press('keys-out');
    await amira.arrive('signin-title');
    const elsewhere = await Visitor.enter(browser, amira.keys);
    await elsewhere.page.goto(testEnv.origin);
    await expectOneTouch(elsewhere, amira.keys[1]);
    await elsewhere.arrive('today-hello', { alias });
    await visit(elsewhere, 'place-journey');
    await elsewhere.page.getByText('K7Q2ZD').first().waitFor();
    expect(elsewhere.complaints).toEqual([]);
    await elsewhere.leave();
  });

  it('brings her back with the card after both keys are lost, once, with everything she had', async () => {
    const back = await Visitor.enter(browser);
    back.card = amira.card;
    await back.page.goto(testEnv.origin);
    await back.page.getByRole('link', { name: new RegExp(`^${word('signin-lost')}`, 'u') }).click();
    await back.arrive('recover-title');
    await back.typeCard();
    await back.press('recover-enter');
    await back.setUpKeys();
    await back.writeCard();
    expect(back.card).not.toEqual(amira.card);
    await back.press('recover-finish');
    await back.arrive('recover-done');
    await back.follow('recover-sign-in');
    await expectOneTouch(back);
    await back.arrive('today-hello', { alias });
    await visit(back, 'place-journey');
    await back.page.getByText('K7Q2ZD').first().waitFor();
    await visit(back, 'place-file');
    const travel = back.page.getByRole('article').filter({ has: back.heading('kind-travel') });
    await travel.getByRole('link', { name: word('change'), exact: true }).click();
    expect(await back.field('field-from').inputValue()).toBe('Sundar Coast');

    await amira.press('signin-open');
    await amira.see('error-login-unknown');
    await amira.page.goto(`${testEnv.origin}/card`);
    await amira.typeCard();
    await amira.press('recover-enter');
    await amira.see('error-login-unknown');
    expect(back.complaints).toEqual([]);
  });

  it('made no page complain', () => {
    const all = { chief, second, third, tove, sara, amira };
    expect(Object.entries(all).flatMap(([name, { complaints }]) => complaints.map((one) => `${name}: ${one}`))).toEqual(
      [],
    );
  });
});
