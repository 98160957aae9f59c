/** The joining page closed before the digits. One touch of the new key brings it back, in a real page. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { officersDesk } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { demoEvent } from '../../tools/demo/cast.ts';
import { createPerson, type Person } from '../../tools/demo/person.ts';
import { foundAlone, join } from '../../tools/demo/join-steps.ts';
import { launchChromium } from '../support/processes/chromium.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { Visitor } from '../support/browser/visitor.ts';

let testEnv: TestEnv;
let browser: Browser;
let officer: Person;

beforeAll(async () => {
  [testEnv, browser] = await Promise.all([startServers({ client: true }), launchChromium()]);
  const keys = [new SoftwareKey(), new SoftwareKey()] as const;
  officer = createPerson(testEnv.place, keys[0]);
  await foundAlone(officer, keys, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  [officer.key] = keys;
  await officer.signIn();
  await officer.vault.mintEpoch(officersDesk);
});
afterAll(async () => {
  await browser?.close();
  await testEnv?.stop();
});

it('comes back with her link, shown once more, and a touch, up to the sign-in', async () => {
  const key = new SoftwareKey();
  const wish = { role: 'participant' as const, desks: [], name: 'nadia', note: '' };
  const [link] = await officer.vault.mintInvites([wish]);
  if (link === undefined) throw new Error('no link');
  await join(createPerson(testEnv.place, key), [key], link.fragment);

  const visitor = await Visitor.enter(browser, [key]);
  try {
    await visitor.page.goto(`${testEnv.origin}/join`);
    await visitor.see('resume-text');
    const again = await officer.vault.inviteLink(link.invite);
    expect(again).toBe(link.fragment);
    await visitor.page.goto(`${testEnv.origin}/join#${again}`);
    await visitor.see('setup-joined');
    await visitor.press('resume-touch');
    await visitor.arrive('setup-compare-title');
    const read = await officer.vault.reveal(link.invite);

    await visitor.see('setup-compare-read');
    expect(await visitor.digits()).toBe(read);

    await officer.vault.admit(link.invite, 'voice');
    await visitor.arrive('setup-finished');
  } finally {
    await visitor.leave();
  }
});
