/**
 * The programme as a defender meets it: let in, choosing, drawn, seated, told of a change; the last free seat goes to one
 * of two; and what is public is what was published, with no closed title in it.
 */
import { readFile } from 'node:fs/promises';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utcStamp } from '#domain/schedule/civil-time.ts';
import { demoDay, demoOffset } from '../../tools/demo/dates.ts';
import { closedTitles, demoCircle } from '../../tools/demo/programme.ts';
import { drawAndTell } from '../../tools/demo/seats.ts';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { siteFiles } from '../support/public/site.ts';
import { castOf, phoneHygiene, storyProgramme, type Cast } from '../support/browser/programme-cast.ts';
import { dayName, enter, go, openSession, stations, takeTogether } from '../support/browser/programme-steps.ts';
import { picturesOfFailures } from '../support/browser/pictures.ts';
import { Visitor } from '../support/browser/visitor.ts';

const drillTitle = 'Account takeover drill';
const notice = 'The drill begins ten minutes later.';

let testEnv: TestEnv;
let browser: Browser;
let cast: Cast;
let amira: Visitor;
let tomas: Visitor;

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  cast = await castOf(testEnv);
  amira = await Visitor.enter(browser, [cast.amira.key]);
  tomas = await Visitor.enter(browser, [cast.tomas.key]);
  for (const { page } of [amira, tomas]) page.setDefaultTimeout(10_000);
});

afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

picturesOfFailures('programme', () => ({ amira, tomas }));

describe('before the choices end', () => {
  it('is shown to everybody who has the key, and nobody else', async () => {
    await Promise.all([enter(testEnv, amira), enter(testEnv, tomas)]);
    await go(amira, 'day-view-all');
    await stations(amira, phoneHygiene).first().waitFor();
    await go(tomas, 'day-view-all');
    await tomas.see('day-waits');
    expect(await stations(tomas, phoneHygiene).count()).toBe(0);
    expect((await cast.elin.vault.admitToProgramme()).given).toBe(1);
    await go(tomas, 'day-view-all');
    await stations(tomas, phoneHygiene).first().waitFor();
  });

  it('names an unlisted circle to its own people only', async () => {
    await cast.elin.vault.saveFor('circle', cast.amira.member, demoCircle);
    const title = demoCircle.sessions[0]?.title ?? '';
    for (const visitor of [amira, tomas]) {
      await go(visitor, 'day-view-all');
      await visitor.page.getByRole('button', { name: dayName(1), exact: true }).click();
      await stations(visitor, 'Care for carers').waitFor();
    }
    await stations(amira, title).waitFor();
    expect(await stations(tomas, title).count()).toBe(0);
    expect(await tomas.page.content()).not.toContain(title);
  });

  it('takes a ranked wish with an interpretation, sealed for the programme team', async () => {
    await go(amira, 'day-view-all');
    const sheet = await openSession(amira, dayName(0), phoneHygiene);
    await amira.press('day-choose', {}, sheet);
    await sheet.getByRole('link', { name: word('day-to-choices'), exact: true }).click();
    await amira.arrive('day-choices-title');
    await amira.see('team-programme');
    await amira.field('day-hear').selectOption('ru');
    expect(await amira.field('day-headset').isChecked()).toBe(true);
    await amira.press('lock-and-send');
    await amira.see('day-choices-sent');
  });

  it('keeps the programme’s records out of My file', async () => {
    await amira.follow('place-file');
    await amira.heading('kind-notes').waitFor();
    const titles = await amira.page.getByRole('article').getByRole('heading').allInnerTexts();
    expect(titles.toSorted()).toEqual(
      ['card', 'notes', 'reach', 'travel'].map((kind) => word(`kind-${kind}`)).toSorted(),
    );
  });
});

describe('after the seats are told', () => {
  it('shows her seat in part 1 and, with it, in part 2', async () => {
    await drawAndTell(cast.elin, storyProgramme);
    await go(amira, 'place-day');
    const mine = stations(amira, phoneHygiene).filter({ hasText: word('day-seat-yours') });
    await mine.nth(1).waitFor();
    expect(await mine.allInnerTexts()).toEqual([expect.stringContaining('14:00'), expect.stringContaining('16:00')]);
  });

  it('shows who looked at her choices', async () => {
    await amira.follow('place-who');
    const looked = amira.page.getByRole('listitem').filter({ hasText: word('team-programme') });
    await looked.filter({ hasText: word('kind-choices') }).waitFor();
  });

  it('gives the last free seat to one of two, and tells the other kindly', async () => {
    const people = [amira, tomas];
    const sheets: Locator[] = [];
    for (const visitor of people) {
      await go(visitor, 'day-view-all');
      sheets.push(await openSession(visitor, dayName(2), drillTitle));
    }
    const answers = await takeTogether(people, sheets);
    expect(answers.toSorted()).toEqual(['gone', 'taken']);
    const first = answers.indexOf('taken');
    const [winner, other] = [people[first], people[1 - first]] as [Visitor, Visitor];
    await winner.press('day-give-back', {}, sheets[first]);
    await winner.see('day-given-back');
    await go(other, 'day-view-all');
    await openSession(other, dayName(2), drillTitle);
    await other.press('day-take', {}, other.page.getByRole('dialog'));
    await other.see('day-taken');
  });

  it('offers the second part only with the first', async () => {
    await go(tomas, 'day-view-all');
    await tomas.page.getByRole('button', { name: dayName(0), exact: true }).click();
    await stations(tomas, phoneHygiene).filter({ hasText: '16:00' }).getByRole('button').click();
    const sheet = tomas.page.getByRole('dialog');
    await sheet.getByText(word('day-with-first')).waitFor();
    expect(await tomas.button('day-take-parts', {}, sheet).count()).toBe(0);
    await sheet.getByRole('button', { name: /14:00/u }).click();
    await tomas.press('day-take-parts', {}, tomas.page.getByRole('dialog'));
    await tomas.see('day-taken-parts');
    await go(tomas, 'place-day');
    await stations(tomas, phoneHygiene)
      .filter({ hasText: word('day-seat-yours') })
      .nth(1)
      .waitFor();
  });

  it('tells what changed, keeps an entry for her alone, and stays when the network goes', async () => {
    await cast.elin.vault.saveProgramme({ ...storyProgramme, version: 15, notice });
    await go(amira, 'place-day');
    await amira.page.getByText(notice).waitFor();
    await amira.press('day-entry-add');
    const form = amira.page.getByRole('dialog');
    await amira.fill('day-entry-what', 'Tea with a friend', form);
    await amira.fill('day-entry-from', '12:45', form);
    await amira.fill('day-entry-to', '13:15', form);
    await amira.press('day-entry-save', {}, form);
    await stations(amira, 'Tea with a friend').waitFor();
    await amira.page.context().setOffline(true);
    await go(amira, 'place-day');
    await stations(amira, 'Tea with a friend').waitFor();
    await amira.see('day-offline-safe');
    await amira.page.context().setOffline(false);
  });

  it('makes a calendar file that says nothing but times', async () => {
    await go(amira, 'place-day');
    await amira.press('day-save', { device: 'computer' });
    const [download] = await Promise.all([
      amira.page.waitForEvent('download'),
      amira.press('day-save-do', {}, amira.page.getByRole('dialog')),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain(`DTSTART:${utcStamp(demoDay(0), '14:00', demoOffset)}`);
    const summaries = [...text.matchAll(/^SUMMARY:(.*)\r$/gmu)].map(([, summary]) => summary);
    expect(summaries.length).toBeGreaterThan(5);
    expect(new Set(summaries)).toEqual(new Set([word('day-save-meeting')]));
    expect(text).not.toMatch(/LOCATION|TZID|URL|Tea with|Archipelago/u);
  });
});

describe('a programme without sessions', () => {
  it('says so in place of the days', async () => {
    const version = 40;
    await cast.elin.vault.saveProgramme({ ...storyProgramme, sessions: [], version });
    await go(tomas, 'day-view-all');
    await tomas.see('day-without');
    await tomas.see('day-without-text');
    await tomas.follow('place-day');
    await tomas.heading('day-all-title').waitFor({ state: 'detached' });
    expect(await tomas.text('page-broken-what').count()).toBe(0);
  });
});

describe('the open part', () => {
  it('serves exactly what was published, and no closed title anywhere', async () => {
    const files = siteFiles();
    await cast.elin.vault.publish(files, { seats: 0, pressPlaces: 0, keepUntil: 0 });
    const origin = await testEnv.startPublic();
    const seen: string[] = [];
    // The words that answer a request are filled in by the listener; nobody fetches them as they are.
    for (const { path, bytes } of files.filter((file) => !file.path.startsWith('/answers/'))) {
      const answer = await fetch(`${origin}${path}`);
      const body = new Uint8Array(await answer.arrayBuffer());
      expect(answer.status, path).toBe(200);
      expect(Buffer.compare(body, bytes), path).toBe(0);
      seen.push(JSON.stringify([...answer.headers]), Buffer.from(body).toString('utf8'));
    }
    for (const path of ['/nothing', '/programme', '/seat?x=1', '/%00']) {
      const answer = await fetch(`${origin}${path}`);
      seen.push(JSON.stringify([...answer.headers]), await answer.text());
    }
    const all = seen.join('\n').toLowerCase();
    expect(all).toContain('defender');
    expect(closedTitles.filter((title) => all.includes(title.toLowerCase()))).toEqual([]);
  });

  it('made no page complain', () => {
    expect([...amira.complaints, ...tomas.complaints]).toEqual([]);
  });
});
