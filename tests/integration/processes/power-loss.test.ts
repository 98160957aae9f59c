/** The harness itself: processes that start, keep what they acknowledged over restarts, and leave nothing behind. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import { createPerson } from '../../../tools/demo/person.ts';
import { foundAlone } from '../../../tools/demo/join-steps.ts';
import { startServers } from '../../support/processes/servers.ts';

it('founds an event, loses power in both processes, and signs in again', { timeout: 60_000 }, async () => {
  const testEnv = await startServers();
  try {
    const keys = [new SoftwareKey(), new SoftwareKey()] as const;
    const founder = createPerson(testEnv.place, keys[0]);
    await foundAlone(founder, keys, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
    await Promise.all([testEnv.stopPortal('SIGKILL'), testEnv.stopWitness('SIGKILL')]);
    expect([testEnv.portal.pid, testEnv.witness.pid]).toEqual([0, 0]);
    await testEnv.startWitness();
    await testEnv.startPortal();
    founder.key = keys[1];
    const me = await founder.signIn();
    expect(me.role).toBe('officer');
    expect(me.checked).toBe(true);
  } finally {
    await testEnv.stop();
  }
  expect(existsSync(testEnv.dataDir)).toBe(false);
});
