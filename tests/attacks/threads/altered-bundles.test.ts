/**
 * P13, P23. Somebody with the portal's role in the database alters or deletes what others need to write to her. At her next
 * visit she publishes again, and they write to her as before.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as real from '../../../tools/demo/person.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { SmallEvent } from '../../support/attacks/event.ts';
import { mutant, withMutantPortal, type Client } from '../../support/attacks/mutant.ts';
import { endOf } from '../../support/attacks/raw-record.ts';
import { talker, withMember } from '../../support/attacks/threads.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
  for (const handle of ['amira', 'tomas', 'tove'] as const) await talker(event, handle);
});
afterAll(() => event.stop());

const asApp = (text: string) =>
  withClient(event.testEnv.appUrl, (client) => client.query(text, [event.member('amira')]));

const writes = async (): Promise<string> => {
  const { vault } = await talker(event, 'tove');
  return endOf(vault.threadWrite(withMember(event.member('amira')), { text: 'The bus leaves at six.' }));
};
const visits = (client: Client = real) => endOf(talker(event, 'amira', client));

it('before that all write to her', async () => {
  expect([await visits(), await writes()]).toEqual(['done', 'done']);
});

describe('what she signed, altered', () => {
  const alter = () => asApp("update bundles set signed = '\\x00' where member = $1");

  it('is signed anew at her next visit', async () => {
    await alter();
    expect(await writes()).not.toBe('done');
    expect([await visits(), await writes()]).toEqual(['done', 'done']);
  });

  it('would close her messages for good where it had to hold', async () => {
    await alter();
    expect(await visits(mutant('altered-bundles-close'))).toBe('wrong-length');
    expect(await visits()).toBe('done');
  });
});

describe('her public keys, deleted', () => {
  const remove = () => asApp('delete from period_key where member = $1');

  it('are there again after her next visit', async () => {
    await remove();
    expect(await writes()).not.toBe('done');
    expect([await visits(), await writes()]).toEqual(['done', 'done']);
  });

  it('would be gone for weeks where the portal does not look', async () => {
    await withMutantPortal(event.testEnv, 'bundles-unlooked', async () => {
      await remove();
      expect(await visits()).toBe('done');
      expect(await writes()).not.toBe('done');
    });
  });
});
