/**
 * The newest head that the portal has is from before somebody's recovery, and names her earlier keys. She is told that the
 * witness is away, and not that her keys were replaced.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SoftwareKey } from '../../../../tools/authenticator/key.ts';
import { createPerson } from '../../../../tools/demo/person.ts';
import { SmallEvent } from '../../../support/attacks/event.ts';
import { codeOf } from '../../../support/attacks/refused.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'] });
});
afterAll(() => event?.stop());

it('who recovered and comes in while the witness is away is told that, and comes in when it is back', async () => {
  const amira = createPerson(event.place, new SoftwareKey());
  await amira.vault.enterWithCard(event.place, event.cards.get('amira') ?? []);
  await amira.vault.recoveryBegin();
  await amira.vault.recoveryKey('hardware');
  await amira.vault.proveCard(await amira.vault.newCard());
  await amira.vault.recoveryFinish();
  await event.testEnv.stopWitness('SIGKILL');
  expect(await codeOf(amira.signIn())).toBe('witness-away');
  await event.testEnv.startWitness();
  expect((await amira.signIn()).checked).toBe(true);
  // From here on there is a head that knows her keys, and she reads what is hers.
  await event.testEnv.stopWitness('SIGKILL');
  expect((await amira.signIn()).checked).toBe(false);
});
