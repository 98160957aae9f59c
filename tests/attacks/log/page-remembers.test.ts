/**
 * P5, P16. The servers go back together, or lie together: an older list of members with a head of the witness to it. A page that
 * was open knows more, also after it was locked. It stops, and gives the portal what it knows, so that an honest portal
 * stops too (tests/integration/server/log/went-back.test.ts).
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { headCodec, headMessage } from '#protocol/log/head.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import * as real from '../../../tools/demo/person.ts';
import { readKeyFile } from '../../../witness/keys.ts';
import { SmallEvent } from '../../support/attacks/event.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { refused } from '../../support/attacks/refused.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
});
afterAll(() => event.stop());

/** Over the asker's nonce, as it was one entry earlier. */
function older({ head }: Reply<'log/head'>): Reply<'log/head'> {
  const key = readKeyFile(join(event.testEnv.witnessDir, 'key'), 'witness').cosign.secretKey;
  const now = headCodec.parse(fromBase64url(head));
  const bytes = headCodec.encode({ ...now, size: now.size - 1, root: new Uint8Array(32).fill(1) });
  return { head: toBase64url(bytes), signature: toBase64url(signDetached(key, headMessage(bytes))) };
}

async function page(client: Client = real) {
  // The last entry is none of the list of members.
  const { vault } = await event.enter('amira');
  await vault.save('notes', { text: 'a line more' });
  return event.enter('tomas', client);
}

it('a page that is shown more than before goes on, and says nothing', async () => {
  const tomas = await page();
  await tomas.vault.refresh();
  await tomas.vault.lock();
  await tomas.signIn();
  expect(tomas.wire.count('log/seen')).toBe(0);
});

it('one that is shown less stops, and hands on the newest head that it had', async () => {
  const tomas = await page();
  tomas.wire.bend('log/head', async (ask) => older(await ask()));
  const newest = tomas.wire.lastAnswer('login/finish').head as Reply<'log/head'>;
  expect((await refused(tomas.vault.refresh())).code).toBe('log-behind');
  expect(tomas.wire.lastSent('log/seen')).toMatchObject(newest);
  // With what both keys have signed, it counts for good.
  expect(tomas.wire.lastSent('log/seen').note).toContain('localhost/log\n');
});

async function lockedAndBack(tomas: Awaited<ReturnType<typeof page>>) {
  await tomas.vault.lock();
  tomas.wire.bend('login/finish', async (ask) => {
    const welcome = await ask();
    return welcome.head === null ? welcome : { ...welcome, head: older(welcome.head) };
  });
  return tomas.signIn();
}

it('also after it was locked', async () => {
  const tomas = await page();
  const newest = tomas.wire.lastAnswer('login/finish').head as Reply<'log/head'>;
  expect((await refused(lockedAndBack(tomas))).code).toBe('log-behind');
  expect(tomas.wire.lastSent('log/seen')).toMatchObject(newest);
});

it('and would come in where it forgets what it was shown', async () => {
  const tomas = await page(mutant('newest-forgotten'));
  expect((await lockedAndBack(tomas)).checked).toBe(true);
});

/** A head that was asked for before a lock is answered while she signs in again, and is newer than the one of her sign-in. */
async function lateHead(tomas: Awaited<ReturnType<typeof page>>) {
  const [asked, signedIn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  tomas.wire.bend('log/head', async (ask) => {
    asked.resolve();
    await signedIn.promise;
    return ask();
  });
  const late = tomas.vault.refresh().catch((error: unknown) => error);
  await asked.promise;
  await tomas.vault.lock();
  tomas.wire.bend('login/finish', async (ask) => {
    const welcome = await ask();
    await (await event.enter('amira')).vault.save('notes', { text: 'meanwhile' });
    // Until the witness has signed over it.
    await event.enter('amira');
    signedIn.resolve();
    await late;
    return welcome;
  });
  return tomas.signIn();
}

it('a late answer to the page before the lock is no alarm', async () => {
  expect((await lateHead(await page())).checked).toBe(true);
});

it('and would be one where it counted', async () => {
  expect((await refused(lateHead(await page(mutant('late-head-counts'))))).code).toBe('log-behind');
});
