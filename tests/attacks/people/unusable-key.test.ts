/**
 * P38. A participant with an altered page joins with a sealing key to which nothing can be sealed: its X25519 half is a
 * point of small order. It is refused where it comes in; where it came in all the same, it costs her alone.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '#protocol/wire/wire.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import * as real from '../../../tools/demo/person.ts';
import { join } from '../../../tools/demo/join-steps.ts';
import { SmallEvent } from '../../support/attacks/event.ts';
import { mutant, withMutantPortal, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { catchUp, talker } from '../../support/attacks/threads.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['elin', 'amira'], own: true });
});
afterAll(() => event.stop());

interface Guest {
  readonly person: Tapped;
  readonly invite: Parameters<Tapped['vault']['reveal']>[0];
  readonly link: string;
}

async function invited(client: Client): Promise<Guest> {
  const ingrid = await event.enter('ingrid');
  const [minted] = await ingrid.vault.mintInvites([{ role: 'participant', desks: [], name: 'guest', note: '' }]);
  if (minted === undefined) throw new Error('no link');
  return { person: tapped(client, event.place, new SoftwareKey()), invite: minted.invite, link: minted.fragment };
}
const send = ({ person, link }: Guest) => join(person, [person.key], link);

/** An officer compares the digits with her, and lets her in. */
async function letIn({ person, invite }: Guest, client: Client): Promise<void> {
  const { vault } = await event.enter('ingrid', client);
  const shown = await vault.reveal(invite);
  expect((await person.vault.joiningAwait()).digits).toBe(shown);
  await vault.admit(invite, 'in-person');
}

describe('a key that cannot be used', () => {
  let guest: Guest;

  it('is refused by the portal when it comes in; a good one is taken', async () => {
    await send(await invited(real));
    guest = await invited(mutant('unusable-page'));
    expect(await codeOf(send(guest))).toBe('key-unusable');
  });

  it('is refused by the officer where the portal takes it', async () => {
    await withMutantPortal(event.testEnv, 'unusable-taken', async () => {
      await send(guest);
      const { vault } = await event.enter('ingrid');
      const line = (await vault.invites()).find(({ invite }) => invite === guest.invite);
      expect(line).toMatchObject({ state: 'refused', refusal: expect.stringContaining('key-unusable') as unknown });
      expect(await codeOf(vault.reveal(guest.invite))).toBe('key-unusable');
      // Without that check too, she is let in with it.
      await letIn(guest, mutant('unusable-verified'));
    });
  });

  it('gets no copy of the members key, its maker is told whose it is, and everybody else reads', async () => {
    const elin = await event.enter('elin');
    const member = guest.person.wire.lastSent('invites/enrol-finish').member as string;
    const outcome = await elin.vault.mintMembersKey();
    expect(outcome).toEqual({ state: 'applied', missing: 0, leftOut: [member] });
    const { vault } = await event.enter('amira');
    expect((await vault.programme()).hasKey).toBe(true);
  });

  it('would stop that key for everybody where it is not looked at', async () => {
    const elin = await event.enter('elin', mutant('one-unusable-key'));
    expect(await codeOf(elin.vault.mintMembersKey())).toBe('wrap-recipient');
    expect(elin.wire.count('roster/propose')).toBe(0);
  });

  it('who makes the key leaves out nobody else: the portal looks', async () => {
    const without = async (client?: Client) => {
      const elin = await event.enter('elin', client);
      const amira = event.member('amira');
      elin.wire.bend('roster/propose', (_ask, body: Body<'roster/propose'>) => {
        const seeds = (body.minted?.seeds ?? []).filter(({ member }) => member !== amira);
        return elin.wire.ask('roster/propose', { ...body, minted: body.minted && { ...body.minted, seeds } });
      });
      return elin.vault.mintMembersKey();
    };
    expect(await codeOf(without())).toBe('roster-rule');
    await withMutantPortal(event.testEnv, 'left-out-at-will', async () => {
      expect(await without()).toMatchObject({ state: 'applied' });
    });
  });
});

describe('a week’s key that cannot be used', () => {
  const text = 'Supper is at seven.';

  it('reaches everybody else, and who writes is told whom it did not reach', async () => {
    const elin = await talker(event, 'elin');
    const ingrid = await talker(event, 'ingrid');
    const before = await ingrid.vault.announce('officers', 'Before.');
    expect(before).toMatchObject({ reached: 1, unusable: [] });
    await talker(event, 'amira', mutant('unusable-week'));
    const sent = await ingrid.vault.announce('officers', text);
    expect(sent).toEqual({ reached: 1, without: before.without - 1, unusable: [event.member('amira')] });
    await catchUp(elin);
    const { lines } = await elin.vault.threadsState();
    expect(lines.find(({ kind }) => kind === 'announcement')?.newest).toMatchObject({ text });
  });

  it('is told in a conversation, too', async () => {
    const elin = await talker(event, 'elin');
    const group = await elin.vault.groupMake('Bus', [event.member('amira'), event.member('ingrid')]);
    expect(group.unusable).toEqual([event.member('amira')]);
  });

  it('would count as reached where nobody looks', async () => {
    const ingrid = await talker(event, 'ingrid', mutant('unusable-counted'));
    expect(await ingrid.vault.announce('officers', text)).toMatchObject({ reached: 2, unusable: [] });
  });
});
