/**
 * At the unlock the portal hands out slots: sealed secrets, one for each key. It hands out another key's, another
 * person's, another purpose's, yesterday's. A slot opens with the value of the one key it was made for, and what is in
 * it must be what the roster holds now.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { slotCodec, type Slot } from '#protocol/members/slot.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import * as real from '../../../tools/demo/person.ts';
import { openAll, SmallEvent, type Handle } from '../../support/attacks/event.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
type Welcome = Reply<'login/finish'>;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira'] });
});
afterAll(() => event.stop());

async function slotsOf(handle: Handle): Promise<readonly Slot[]> {
  const rows = await event.sql<{ bytes: Buffer }>('select bytes from slot where member = $1', [event.member(handle)]);
  return rows.map((row) => slotCodec.parse(new Uint8Array(row.bytes)));
}

const asText = (slots: readonly Slot[]) => slots.map((slot) => toBase64url(slotCodec.encode(slot)));

/** Signs in with her first key; the portal answers with other slots. */
function given(
  handle: Handle,
  change: (welcome: Welcome, touched: Uint8Array) => Promise<Partial<Welcome>>,
  client: Client = real,
): Tapped {
  const person = event.arriving(handle, client);
  person.wire.bend('login/finish', async (ask, body) => {
    const welcome = await ask();
    return { ...welcome, ...(await change(welcome, fromBase64url(body.assertion.credentialId))) };
  });
  return person;
}

async function refusedUnlock(person: Tapped): Promise<string> {
  const code = await codeOf(person.signIn());
  expect(await person.vault.me()).toBeUndefined();
  return code;
}

describe('the unlock', () => {
  it('works with each of her keys, and each has a slot of its own', async () => {
    for (const at of [0, 1]) {
      const tove = event.arriving('tove');
      tove.key = event.key('tove', at);
      expect((await tove.signIn()).member).toBe(event.member('tove'));
    }
  });

  it('takes no slot of another of her keys', async () => {
    const person = given('tove', async (_welcome, touched) => ({
      slots: asText((await slotsOf('tove')).filter((slot) => !Buffer.from(slot.holder).equals(touched))),
    }));
    expect(await refusedUnlock(person)).toBe('slot-foreign');
  });

  it('takes none of these either with the name of the touched key on it', async () => {
    const person = given('tove', async (_welcome, touched) => ({
      slots: asText(
        (await slotsOf('tove'))
          .filter((slot) => slot.purpose === 'unlock' && !Buffer.from(slot.holder).equals(touched))
          .map((slot) => ({ ...slot, holder: touched })),
      ),
    }));
    expect(await refusedUnlock(person)).toBe('wrong-key');
  });

  it('takes no slot of another member', async () => {
    const milan = await slotsOf('milan');
    expect(await refusedUnlock(given('tove', async () => ({ slots: asText(milan) })))).toBe('slot-foreign');
    const relabelled = given('tove', async (_welcome, touched) => ({
      slots: asText(milan.map((slot) => ({ ...slot, holder: touched, member: event.member('tove') }))),
    }));
    expect(await refusedUnlock(relabelled)).toBe('wrong-key');
    const renamed = given('tove', async (_welcome, touched) => ({
      member: event.member('milan'),
      slots: asText(milan.map((slot) => ({ ...slot, holder: touched }))),
    }));
    expect(await refusedUnlock(renamed)).toBe('wrong-key');
  });

  it('takes her own slot in nobody else’s name', async () => {
    const person = given('tove', async () => ({ member: event.member('milan') }));
    expect(await refusedUnlock(person)).toBe('slot-foreign');
  });

  it('takes no slot that was made for the other purpose', async () => {
    const open = given('tove', async ({ slots }) => ({
      slots: slots.filter((text) => slotCodec.parse(fromBase64url(text)).purpose === 'open'),
    }));
    expect(await refusedUnlock(open)).toBe('slot-foreign');
    const relabelled = given('tove', async ({ slots }, touched) => ({
      slots: asText(
        slots
          .map((text) => slotCodec.parse(fromBase64url(text)))
          .filter((slot) => slot.purpose === 'open' && Buffer.from(slot.holder).equals(touched))
          .map((slot) => ({ ...slot, purpose: 'unlock' as const })),
      ),
    }));
    expect(await refusedUnlock(relabelled)).toBe('wrong-key');
  });

  it('believes no slot with a single bit changed', async () => {
    for (const part of ['salt', 'commitment', 'box'] as const) {
      const person = given('tove', async ({ slots }) => ({
        slots: asText(
          slots.map((text) => {
            const slot = slotCodec.parse(fromBase64url(text));
            const changed = slot[part].slice();
            changed[0] = (changed[0] as number) ^ 1;
            return { ...slot, [part]: changed };
          }),
        ),
      }));
      expect(await refusedUnlock(person)).toBe('wrong-key');
    }
  });
});

describe('the touch that opens', () => {
  it('opens no slot that was made for signing in, and nothing is asked for', async () => {
    const tove = given('tove', async ({ slots }) => {
      const parsed = slots.map((text) => slotCodec.parse(fromBase64url(text)));
      const unlock = parsed.filter((slot) => slot.purpose === 'unlock');
      return { slots: asText([...unlock, ...unlock.map((slot) => ({ ...slot, purpose: 'open' as const }))]) };
    });
    await tove.signIn();
    expect(await codeOf(openAll(tove, [event.member('amira')]))).toBe('wrong-key');
    expect(tove.wire.count('openings/ask')).toBe(0);
  });

  it('opens no slot of a colleague', async () => {
    const open = (await slotsOf('milan')).filter((slot) => slot.purpose === 'open');
    const tove = given('tove', async ({ slots }, touched) => ({
      slots: [
        ...slots.filter((text) => slotCodec.parse(fromBase64url(text)).purpose === 'unlock'),
        ...asText(open.map((slot) => ({ ...slot, member: event.member('tove'), holder: touched }))),
      ],
    }));
    await tove.signIn();
    expect(await codeOf(openAll(tove, [event.member('amira')]))).toBe('wrong-key');
    expect(tove.wire.count('openings/ask')).toBe(0);
  });
});

describe('a key that was lost and replaced', () => {
  let before: Welcome;
  const lost = () => event.key('amira');

  beforeAll(async () => {
    const amira = await event.enter('amira');
    before = amira.wire.lastAnswer('login/finish') as Welcome;
    const fresh = new SoftwareKey();
    const back = tapped(real, event.place, fresh);
    await back.vault.enterWithCard(event.place, event.cards.get('amira') ?? []);
    await back.vault.recoveryBegin();
    await back.vault.recoveryKey('hardware');
    await back.vault.proveCard(await back.vault.newCard());
    await back.vault.recoveryFinish();
    expect((await back.signIn()).member).toBe(event.member('amira'));
  });

  /** The portal helps the finder: it serves the old slot, today's roster, and a head for the right question. */
  function found(client: Client): Tapped {
    const finder = tapped(client, event.place, lost());
    finder.wire.bend('login/finish', async (_ask, body: Body<'login/finish'>) => {
      const tove = await event.enter('tove');
      const { entries } = await tove.wire.ask('roster/read', { after: 0 });
      return { ...before, entries, head: await tove.wire.ask('log/head', { nonce: body.headNonce }) };
    });
    return finder;
  }

  it('is refused by the portal', async () => {
    expect(await codeOf(tapped(real, event.place, lost()).signIn())).toBe('login-unknown');
  });

  it('is refused by the client, where the portal brings back the old slot', async () => {
    expect(await refusedUnlock(found(real))).toBe('own-entry');
  });

  it('is refused by the client, where the portal brings back the old roster as well', async () => {
    const finder = tapped(real, event.place, lost());
    finder.wire.bend('login/finish', async (_ask, body) => {
      const tove = await event.enter('tove');
      return { ...before, head: await tove.wire.ask('log/head', { nonce: body.headNonce }) };
    });
    expect(await refusedUnlock(finder)).toBe('head-behind');
  });

  it('would be in, with the old secret, where the roster is not looked at', async () => {
    const me = await found(mutant('replayed-slot')).signIn();
    expect(me.member).toBe(event.member('amira'));
  });
});
