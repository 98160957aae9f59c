// Threads as people use them, without an attacker: the real portal, the real client, Node in the place of the browser.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallEvent } from '../adversary/event.ts';
import { catchUp, talker, textsOf, toTravel, withMember } from '../adversary/threads.ts';
import type { Tapped } from '../adversary/wiretap.ts';

let event: SmallEvent;
let amira: Tapped;
let tove: Tapped;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
  // Whoever is written to must have set up her messages before.
  tove = await talker(event, 'tove');
  amira = await talker(event, 'amira');
});
afterAll(() => event.stop());

describe('a member and a team', () => {
  it('write to each other', async () => {
    const asked = await amira.vault.threadWrite(toTravel, { text: 'Is my bus still at nine?' });
    expect(asked.messages.at(-1)).toMatchObject({ text: 'Is my bus still at nine?', state: 'sent', mine: true });
    await catchUp(tove);
    const state = await tove.vault.threadsState();
    expect(state.lines).toMatchObject([{ kind: 'desk', desk: 'travel', unread: 1, title: 'amira', open: true }]);
    const wish = withMember(event.member('amira'));
    expect(await textsOf(tove, wish)).toEqual(['Is my bus still at nine?']);
    expect((await tove.vault.threadsState()).lines[0]?.unread).toBe(0);
    await tove.vault.threadWrite(wish, { text: 'Yes, at nine, at the north gate.' });
    await catchUp(amira);
    expect(await textsOf(amira, toTravel)).toEqual(['Is my bus still at nine?', 'Yes, at nine, at the north gate.']);
    const { missing, unvouched, earlier } = await amira.vault.threadRead(toTravel);
    expect({ missing, unvouched, earlier }).toEqual({ missing: 0, unvouched: 0, earlier: false });
  });

  it('is all there again after the next unlock', async () => {
    const again = await talker(event, 'amira');
    expect(await textsOf(again, toTravel)).toEqual(['Is my bus still at nine?', 'Yes, at nine, at the north gate.']);
  });
});
