/**
 * P9, P16. An officer ends a membership because somebody's laptop was taken. The portal throws her entry away and says
 * that it is in force. She must not be told that he is out.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as real from '../../../tools/demo/person.ts';
import { SmallEvent } from '../../support/attacks/event.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
});
afterAll(() => event.stop());

const isMember = async (handle: 'milan' | 'amira') =>
  (await (await event.enter('ingrid')).vault.members()).members.some(({ member }) => member === event.member(handle));

/** The officer, before a portal that keeps nothing of what she signs. */
async function ignored(client: Client, state: 'applied' | 'waiting' = 'applied') {
  const ingrid = await event.enter('ingrid', client);
  ingrid.wire.bend('roster/propose', () => ({ state, missing: state === 'applied' ? 0 : 1 }));
  return ingrid.vault;
}

describe('a removal', () => {
  it('that is in force is reported as done', async () => {
    const { vault } = await event.enter('ingrid');
    expect(await vault.removeMember(event.member('amira'))).toMatchObject({ state: 'applied' });
    expect(await isMember('amira')).toBe(false);
  });

  it('that the portal threw away is not reported as done', async () => {
    for (const state of ['applied', 'waiting'] as const)
      expect(await codeOf((await ignored(real, state)).removeMember(event.member('milan')))).toBe('roster-chain');
    expect(await isMember('milan')).toBe(true);
  });

  it('would be reported as done where the word of the portal counts, and he goes on', async () => {
    const vault = await ignored(mutant('dropped-removal'));
    expect(await vault.removeMember(event.member('milan'))).toMatchObject({ state: 'applied' });
    expect((await (await event.enter('milan')).vault.me())?.desks).toEqual(['travel']);
  });
});
