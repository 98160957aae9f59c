/**
 * P41. Milan's laptop is gone at 23:00, with his key. An officer stops his access. The operator works with the thief: the
 * portal keeps his session, lets him sign in again, or throws her entry away. The witness and the clients hold all the same.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as real from '../../../tools/demo/person.ts';
import { caseNote, openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, sharesOf, type Insider, type Share } from '../../support/attacks/insider.ts';
import { beginMutantPortal, mutant, withMutantWitness, type Client } from '../../support/attacks/mutant.ts';
import { askOf, craft, outcomes, touchOver } from '../../support/attacks/opening.ts';
import { codeOf } from '../../support/attacks/refused.ts';

let event: SmallEvent;
/** The thief: Milan's key, his PIN, and everything that the portal gave him before. */
let thief: Insider;
let held: Share;

const stopOf = async (handle: 'milan' | 'amira') =>
  (await (await event.enter('ingrid')).vault.members()).members.find(({ member }) => member === event.member(handle))
    ?.stop;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira'] });
  await (await event.enter('tove')).vault.mintEpoch(travel);
  await (await event.enter('amira')).vault.tidy();
});
afterAll(() => event.stop());

/** Asks past every client, for a record of which he has the desk's share. */
async function asksFor(share: Share): Promise<readonly string[]> {
  const batch = craft(await rosterOf(thief), thief.member, travel, [share]);
  const answer = await thief.person.wire.ask('openings/ask', askOf(batch, await touchOver(thief, batch)));
  return outcomes(batch, answer.box);
}

describe('a stop that the portal discards', () => {
  async function ignored(client: Client) {
    const ingrid = await event.enter('ingrid', client);
    ingrid.wire.bend('roster/propose', () => ({ state: 'applied', missing: 0 }));
    return ingrid.vault;
  }

  it('is not reported as done', async () => {
    expect(await codeOf((await ignored(real)).stopMember(event.member('milan')))).toBe('roster-chain');
    expect(await stopOf('milan')).toBeUndefined();
  });

  it('would be reported as done where the word of the portal counts', async () => {
    expect(await (await ignored(mutant('dropped-removal'))).stopMember(event.member('milan'))).toMatchObject({
      state: 'applied',
    });
    expect(await stopOf('milan')).toBeUndefined();
  });
});

describe('a stop', () => {
  it('with an honest portal ends his session and refuses his key, and he opened until then', async () => {
    const milan = await event.enter('milan');
    thief = await insiderOf(milan, event.place);
    held = (await sharesOf(thief, travel)).find(
      ({ verified: { header } }) => header.owner === event.member('amira') && (header.kind as string) === 'travel',
    ) as Share;
    expect(await asksFor(held)).toEqual(['released']);
    const { vault } = await event.enter('ingrid');
    expect(await vault.stopMember(event.member('milan'))).toEqual({ state: 'applied', missing: 0 });
    expect(await codeOf(asksFor(held))).toBe('session-over');
    expect(await codeOf(event.enter('milan'))).toBe('frozen');
    await vault.liftStop(event.member('milan'), (await stopOf('milan'))?.leaf ?? -1);
    expect((await (await event.enter('milan')).vault.me())?.desks).toEqual([travel]);
  });

  it('lifts only the freeze that the officer was shown', async () => {
    const { vault } = await event.enter('ingrid');
    await vault.stopMember(event.member('amira'));
    const shown = await stopOf('amira');
    await vault.keepStopped(event.member('amira'));
    expect(await codeOf(vault.liftStop(event.member('amira'), shown?.leaf ?? -1))).toBe('roster-rule');
    await vault.liftStop(event.member('amira'), (await stopOf('amira'))?.leaf ?? -1);
    expect(await stopOf('amira')).toBeUndefined();
  });

  it('by a portal that serves him on gets him nothing from the witness, and his own page stops', async () => {
    const straight = await beginMutantPortal(event.testEnv, 'frozen-served');
    try {
      thief = await insiderOf(await event.enter('milan'), event.place);
      const { vault } = await event.enter('ingrid');
      await vault.keepStopped(event.member('milan'));
      expect(await asksFor(held)).toEqual(['opening-requester']);
      expect(await codeOf(openAll(thief.person, [event.member('amira')]))).toBe('frozen');
      expect(await codeOf(event.enter('milan'))).toBe('frozen');
      // A page without that rule gets in, and is refused by the witness for each record.
      const altered = await event.enter('milan', mutant('frozen-goes-on'));
      expect(await openAll(altered, [event.member('amira')])).toMatchObject([{ refusal: 'opening-requester' }]);
      // A witness without the rule hands the share over.
      await withMutantWitness(event.testEnv, 'frozen-served', async () => {
        thief = await insiderOf(await event.enter('milan', mutant('frozen-goes-on')), event.place);
        expect(await asksFor(held)).toEqual(['released']);
      });
    } finally {
      await straight();
    }
  });

  it('leaves nothing that is sealed to his team before its next key, and him out of that', async () => {
    const tove = await event.enter('tove');
    await tove.vault.queue(travel);
    expect(await codeOf(tove.vault.saveCase(travel, event.member('amira'), caseNote))).toBe('desk-waiting');
    const line = async () => (await tove.vault.members()).desks.find(({ desk }) => desk === travel);
    expect(await line()).toMatchObject({ current: false, stopped: [event.member('milan')] });
    await tove.vault.mintEpoch(travel);
    expect(await line()).toMatchObject({ current: true });
    const roster = await rosterOf(await insiderOf(tove, event.place));
    expect(roster.desks.get(travel)?.epochs.at(-1)?.members).not.toContain(event.member('milan'));
    await tove.vault.queue(travel);
    await tove.vault.saveCase(travel, event.member('amira'), caseNote);
  });
});
