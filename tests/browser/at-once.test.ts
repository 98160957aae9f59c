/** Two people at work at the same moment: what one does between two answers to the other must not alarm her. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeskId } from '#protocol/core/ids.ts';
import type { Call } from '../../client/vault/session/ports.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { demoEvent } from '../../tools/demo/cast.ts';
import { createPerson, type Person } from '../../tools/demo/person.ts';
import { foundAlone } from '../../tools/demo/join-steps.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';

const officers = 'officers' as DeskId;
let testEnv: TestEnv;
let one: Person;
let other: Person;
/** Runs between an answer of the portal and the moment the other client sees it. */
let between: { act: string; run: () => Promise<unknown> } | undefined;

beforeAll(async () => {
  testEnv = await startServers();
  const keys = [new SoftwareKey(), new SoftwareKey()] as const;
  one = createPerson(testEnv.place, keys[0]);
  await foundAlone(one, keys, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  await one.signIn();
  const behind = createPerson(testEnv.place, keys[1]);
  const slow: Call = async (name, body) => {
    const answer = await behind.call(name, body);
    if (between?.act === name) {
      const { run } = between;
      between = undefined;
      await run();
    }
    return answer;
  };
  other = createPerson(testEnv.place, keys[1], slow);
  await other.signIn();
});

afterAll(() => testEnv?.stop());

it('follows the roster up to its own head, and the rest with the next one', async () => {
  await one.vault.mintEpoch(officers);
  between = { act: 'log/head', run: () => one.vault.mintEpoch(officers) };
  await other.vault.refresh();
  expect(between).toBeUndefined();
  await other.vault.refresh();
  const desk = (await other.vault.members()).desks.find((line) => line.desk === officers);
  expect(desk?.epoch).toBe(2);
});
