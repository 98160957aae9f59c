/**
 * A guest loses every key and comes back with her card, in a browser: her messages are there, she says whether somebody
 * else may have had her keys, and what nobody had read she sends again herself. The team sees it once.
 */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { word } from '../../tools/demo/words.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { castOf, type Cast } from '../support/browser/messages-cast.ts';
import { picturesOfFailures } from '../support/browser/pictures.ts';
import { Visitor } from '../support/browser/visitor.ts';

const travelTeam = word('team-travel');
const kept = 'I have your coat.';
const [unread, other] = ['I land at four, not at two.', 'Nobody shall know.'] as const;

let testEnv: TestEnv;
let browser: Browser;
let cast: Cast;
let amira: Visitor;
let tove: Visitor;

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  cast = await castOf(testEnv);
  const [guest, friend, team] = [cast.amira, cast.tomas, cast.tove].map(({ person }) => person.vault);
  await guest!.threadsOpen('Kingfisher');
  await friend!.threadsOpen('Sandpiper');
  await team!.threadsOpen('');
  // They met; he answers, and she has read it.
  const { line } = await guest!.directAccept(await friend!.directOffer());
  for (let behind = 1; behind > 0;) behind = (await friend!.threadsLook()).behind;
  await friend!.threadWrite({ type: 'thread', thread: line.thread }, { text: kept });
  for (let behind = 1; behind > 0;) behind = (await guest!.threadsLook()).behind;
  await guest!.threadMute(line.thread, false);
  // The team is not there when she writes, and then her keys are gone.
  for (const text of [unread, other]) await guest!.threadWrite({ type: 'desk', desk: 'travel' }, { text });
  [amira, tove] = await Promise.all([Visitor.enter(browser), Visitor.enter(browser, [cast.tove.key])]);
  amira.card = cast.amira.card;
});

afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

picturesOfFailures('recovered', () => ({ amira, tove }));

async function toMessages(visitor: Visitor): Promise<void> {
  const places = visitor.page.getByRole('navigation', { name: word('nav') }).filter({ visible: true });
  await places.getByRole('link', { name: new RegExp(`^${word('place-messages')}`, 'u') }).click();
  await visitor.arrive('place-messages');
}

const row = (visitor: Visitor, text: string): Locator =>
  visitor.page.locator('.threads > li > button, tr[data-id]').filter({ hasText: text }).first();
const bubble = (visitor: Visitor, text: string): Locator => visitor.page.locator('.bubble').filter({ hasText: text });
const offered = (text: string): Locator => amira.page.getByRole('checkbox', { name: new RegExp(text, 'u') });

describe('a guest who lost her keys', () => {
  it('comes back with her card, with new keys and a new card', async () => {
    await amira.page.goto(`${testEnv.origin}/card`);
    await amira.typeCard();
    await amira.press('recover-enter');
    await amira.setUpKeys();
    await amira.writeCard();
    expect(amira.card).not.toEqual(cast.amira.card);
    await amira.press('recover-finish');
    await amira.arrive('recover-done');
    await amira.follow('recover-sign-in');
    await amira.signIn();
  });

  it('is asked calmly who may have had them, and finds what she had kept', async () => {
    await toMessages(amira);
    await amira.arrive('msg-why');
    await amira.press('msg-why-yes');
    await amira.heading('msg-why').waitFor({ state: 'detached' });
    await row(amira, 'Sandpiper').click();
    await bubble(amira, kept).waitFor();
  });

  it('is told what nobody is known to have read, and so is the team', async () => {
    await toMessages(amira);
    await row(amira, travelTeam).click();
    await amira.see('msg-unseen', { count: 2 });
    await tove.page.goto(testEnv.origin);
    await tove.signIn();
    await toMessages(tove);
    const told = new RegExp(word('msg-unread-from-next'), 'u');
    await tove.page.getByText(told).waitFor();
    expect(await bubble(tove, unread).count()).toBe(0);
  });

  it('picks one, and the team has it once, with the time when she wrote it', async () => {
    await amira.follow('msg-unseen-look');
    await amira.arrive('msg-again');
    expect(await amira.button('msg-again-send', { count: 0 }).isDisabled()).toBe(true);
    expect(await offered(unread).isChecked()).toBe(false);
    await offered(unread).check();
    await amira.press('msg-again-send', { count: 1 });
    await amira.see('msg-again-sent', { count: 1 });
    expect(await offered(unread).count()).toBe(0);
    expect(await offered(other).count()).toBe(1);
    // The page looks every minute; another thread on the screen makes it every few seconds.
    for (let looks = 0; looks < 10 && (await row(tove, 'Kingfisher').count()) === 0; looks += 1) {
      await row(tove, word('team-officers')).click();
      await tove.page.waitForResponse('**/api/threads/look');
      await toMessages(tove);
    }
    await row(tove, 'Kingfisher').click();
    await bubble(tove, unread).waitFor();
    expect(await tove.page.getByText(word('msg-unread-from-next')).count()).toBe(0);
    expect(await bubble(tove, unread).count()).toBe(1);
    expect(await bubble(tove, other).count()).toBe(0);
  });

  it('lets the other one be, and is not asked again', async () => {
    await amira.press('msg-again-leave');
    await amira.heading('msg-again').waitFor({ state: 'detached' });
    await amira.page.reload();
    await amira.signIn();
    await toMessages(amira);
    await row(amira, 'Sandpiper').waitFor();
    expect(await amira.heading('msg-again').count()).toBe(0);
    expect(await amira.heading('msg-why').count()).toBe(0);
  });

  it('made no browser complain', () => {
    expect([amira, tove].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
