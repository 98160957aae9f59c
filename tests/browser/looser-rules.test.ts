/** Rules that are looser than the shipped ones, in real pages: a co-founder, an invitee and an owner tick each of them first. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { officersDesk } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { demoEvent } from '../../tools/demo/cast.ts';
import { mutant } from '../support/attacks/mutant.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { Visitor } from '../support/browser/visitor.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let testEnv: TestEnv;
let browser: Browser;
beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

const patient = { timeout: 30_000 };

/** Goes on only with the last tick. */
async function tickAll(visitor: Visitor, go: string): Promise<void> {
  const boxes = visitor.page.getByRole('checkbox');
  const count = await boxes.count();
  expect(count).toBeGreaterThan(3);
  for (let at = 0; at < count; at += 1) {
    expect(await visitor.button(go).isDisabled()).toBe(true);
    await boxes.nth(at).check();
  }
  expect(await visitor.button(go).isEnabled()).toBe(true);
}

const noGate = 'can be opened without a line in the log: nobody sees who looked.';

it('a co-founder, an invitee and the owner of a file see each sentence and tick it', async () => {
  const keys = [new SoftwareKey(), new SoftwareKey()] as const;
  // The founder's own page is altered: her rules have no gate.
  const founder = mutant('loose-founder').createPerson(testEnv.place, keys[0]);
  await founder.vault.foundingBegin(testEnv.foundingLink.split('#')[1] ?? '');
  const [seat] = await founder.vault.foundingDraft(demoEvent, 1);
  for (const key of keys) {
    founder.key = key;
    await founder.vault.foundingKey();
  }
  await founder.vault.proveCard(await founder.vault.newCard());

  const cofounder = await Visitor.enter(browser, undefined, { width: 360, height: 740 });
  await cofounder.page.goto(`${testEnv.origin}/found#${seat?.link ?? ''}`);
  await cofounder.arrive('founding-invited');
  await cofounder.page.getByText(noGate).first().waitFor();
  await tickAll(cofounder, 'founding-facts-right');
  await cofounder.press('founding-facts-right');
  await cofounder.setUpKeys();
  await cofounder.writeCard();
  await cofounder.see('founding-handed-in');
  await expect.poll(async () => (await founder.vault.foundingAssemble()).joined, patient).toBe(1);
  await expect.poll(async () => (await founder.vault.foundingAssemble()).digits, patient).toMatch(/^\d{8}$/u);
  await cofounder.arrive('setup-compare-title');
  await cofounder.press('founding-same');
  await founder.vault.foundingSign();
  await cofounder.press('founding-sign-do');
  await cofounder.arrive('founding-done');
  expect(cofounder.complaints).toEqual([]);
  await cofounder.leave();

  const chief = mutant('loose-founder').createPerson(testEnv.place, keys[0]);
  await chief.signIn();
  await chief.vault.mintEpoch(officersDesk);
  const wish = { role: 'participant' as const, desks: [], name: 'nadia', note: '' };
  const [link] = await chief.vault.mintInvites([wish]);
  if (link === undefined) throw new Error('no link');

  const nadia = await Visitor.enter(browser);
  await nadia.page.goto(`${testEnv.origin}/join#${link.fragment}`);
  await nadia.arrive('rules-loose');
  await nadia.page.getByText(noGate).first().waitFor();
  await tickAll(nadia, 'setup-begin');
  await nadia.press('setup-begin');
  const [key] = nadia.keys as [SoftwareKey];
  nadia.plugged.use(key);
  await nadia.press('setup-key-first');
  await nadia.text('setup-key-nth', { number: 1, way: 'hardware' }).waitFor();
  await nadia.press('setup-key-one');
  await nadia.writeCard();
  await nadia.arrive('setup-compare-title');
  await expect.poll(async () => chief.vault.reveal(link.invite).catch(() => ''), patient).toMatch(/^\d{8}$/u);
  await nadia.see('setup-compare-read');
  await chief.vault.admit(link.invite, 'in-person');
  await nadia.arrive('setup-finished');

  // Her first visit. Nothing of hers is sealed before she has confirmed, and the page says so.
  await nadia.page.goto(`${testEnv.origin}/`);
  await nadia.signIn(key);
  await nadia.see('error-policy-unconfirmed');
  await nadia.follow('rules-look');
  await nadia.arrive('rules-changed', { base: 'usual' });
  await tickAll(nadia, 'rules-confirm');
  await nadia.press('rules-confirm');
  await nadia.see('rules-none');
  await nadia.follow('rules-to-file');
  await nadia.arrive('file-title');
  await nadia.text('kind-travel').waitFor();
  expect(await nadia.text('error-policy-unconfirmed').count()).toBe(0);
  expect(nadia.complaints).toEqual([]);
  await nadia.leave();
});
