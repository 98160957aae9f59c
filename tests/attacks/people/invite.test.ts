/**
 * The attacker runs the portal and has copied the link on its way. He wants his own keys in the roster in her place. The
 * officer holds one join and no other, in this session and in the next; the digits are over that join; she sees who was
 * added.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { deriveInviteKeys, parseLink } from '#protocol/members/invite-link.ts';
import {
  comparisonDigits,
  joinCodec,
  joinHash,
  openTerms,
  revealMessage,
  sealTerms,
  sendJoin,
  sentJoin,
} from '#protocol/members/invite.ts';
import { signDetached, signKeyPair } from '#protocol/crypto/sodium.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import * as real from '../../../tools/demo/person.ts';
import { join } from '../../../tools/demo/join-steps.ts';
import type { MintedLink } from '../../../client/vault/joining/inviting.ts';
import { SmallEvent } from '../../support/attacks/event.ts';
import { insiderOf, randomness, secret32 } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf, refused } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
let ingrid: Tapped;
let links: readonly MintedLink[];
/** The one whose place is wanted, and what her client sent. */
let nadia: Tapped;
/** What the attacker's client made of the same link. */
let planted: Body<'invites/join'>;

const invite = () => (links[0] as MintedLink).invite;
const fragment = (at = 0) => (links[at] as MintedLink).fragment;

async function joining(client: Client, link: string): Promise<Tapped> {
  const key = new SoftwareKey();
  const person = tapped(client, event.place, key);
  await join(person, [key], link);
  return person;
}

beforeAll(async () => {
  event = await SmallEvent.found({ people: [] });
  ingrid = await event.enter('ingrid');
  const input = { role: 'participant' as const, desks: [], name: 'nadia', note: '' };
  links = await ingrid.vault.mintInvites([input, input, input]);
  const key = new SoftwareKey();
  const attacker = tapped(real, event.place, key);
  attacker.wire.bend('invites/join', (_ask, body) => {
    planted = body;
    return {};
  });
  await join(attacker, [key], fragment());
  // Afterwards: with a link that was answered nobody makes keys.
  nadia = await joining(real, fragment());
});
afterAll(() => event.stop());

/** The officer's client is shown another join than the one that was sent. */
function show(person: Tapped, sent: string, reveal?: { r: string; signature: string } | null): Tapped {
  person.wire.bend('invites/list', async (ask) => {
    const { invites } = await ask();
    return {
      invites: invites.map((one) =>
        one.invite === invite() ? { ...one, join: sent, ...(reveal === undefined ? {} : { reveal }) } : one,
      ),
    };
  });
  return person;
}

const hashOf = (sent: string) => joinHash(sentJoin.parse(fromBase64url(sent)).join);

describe('the officer', () => {
  it('sees the digits that the invited sees, and the portal keeps one join', async () => {
    const digits = await ingrid.vault.reveal(invite());
    expect((await nadia.vault.joiningAwait()).digits).toBe(digits);
    expect(await codeOf(nadia.wire.ask('invites/join', planted))).toBe('invite-spent');
  });

  it('is shown no second join in the same session', async () => {
    show(ingrid, planted.join);
    expect(await codeOf(ingrid.vault.reveal(invite()))).toBe('join-changed');
    expect(await codeOf(ingrid.vault.admit(invite(), 'voice'))).toBe('join-changed');
    expect(ingrid.wire.count('invites/endorse')).toBe(0);
    expect(ingrid.wire.count('roster/propose')).toBe(0);
    ingrid.wire.straighten();
  });

  it('is shown no other join in the next session: her own signature says which digits she read', async () => {
    const later = show(await event.enter('ingrid'), planted.join);
    expect(await codeOf(later.vault.reveal(invite()))).toBe('reveal-signature');
    expect(await codeOf(later.vault.admit(invite(), 'voice'))).toBe('reveal-signature');
    const line = (await later.vault.invites()).find((one) => one.invite === invite());
    expect(line).toMatchObject({ state: 'refused', digits: undefined });
    expect(later.wire.count('invites/endorse')).toBe(0);
  });

  it('nor where the portal hides her own reveal, once her archive was read', async () => {
    // Writes which join she took.
    await ingrid.vault.threadsOpen();
    const hidden = async (client: Client) => {
      const later = show(await event.enter('ingrid', client), planted.join, null);
      later.wire.bend('invites/reveal', () => ({}));
      await later.vault.threadsOpen();
      return later.vault.reveal(invite());
    };
    expect(await codeOf(hidden(real))).toBe('join-changed');
    expect(await hidden(mutant('first-join-forgotten'))).toMatch(/^\d{8}$/u);
  });

  it('is told of a link with which more keys were set up than one person has', async () => {
    const [link] = await ingrid.vault.mintInvites([{ role: 'participant', desks: [], name: 'r', note: '' }]);
    const state = async () =>
      (await ingrid.vault.invites()).find((one) => one.invite === (link as MintedLink).invite)?.state;
    expect(await state()).toBe('sent');
    for (let keys = 0; keys < 9; keys++) {
      const finder = tapped(real, event.place, new SoftwareKey());
      await finder.vault.joiningBegin((link as MintedLink).fragment);
      await finder.vault.joiningKey('hardware');
    }
    expect(await state()).toBe('crowded');
  });

  it('takes no random number from the portal, which could search for one that gives the digits it wants', async () => {
    const later = show(await event.enter('ingrid'), planted.join, {
      r: toBase64url(randomness(32)),
      signature: toBase64url(randomness(64)),
    });
    expect(await codeOf(later.vault.reveal(invite()))).toBe('reveal-signature');
  });

  it('admits nobody whose digits were never shown', async () => {
    const later = await event.enter('ingrid');
    await joining(real, fragment(1));
    expect(await codeOf(later.vault.admit((links[1] as MintedLink).invite, 'voice'))).toBe('reveal-signature');
    expect(later.wire.count('invites/endorse')).toBe(0);
  });

  it('still has every invite of hers where others fill the table, or one row of hers is spoiled', async () => {
    const spoiled = toBase64url(randomness(16));
    await event.sql(
      `insert into invite (invite, inviter, redeem_hash, box, copy, expires, user_handle)
       values ($1, $2, '\\x00', '\\x00', '\\x00', $3, '\\x00')`,
      [spoiled, event.member('ingrid'), Date.now() + 3_600_000],
    );
    await event.sql(
      `insert into invite (invite, inviter, redeem_hash, box, copy, expires, user_handle)
       select translate(substr(encode(sha256(at::text::bytea), 'base64'), 1, 21), '+/', '-_') || 'A', $1, '\\x00', '\\x00',
         '\\x00', 9000000000000000, '\\x00' from generate_series(1, 2000) at`,
      [event.member('tove')],
    );
    const later = await event.enter('ingrid');
    const lines = await later.vault.invites();
    for (const link of links) expect(lines.find((one) => one.invite === link.invite)).toMatchObject({ mine: true });
    expect(lines.find((one) => one.invite === spoiled)).toMatchObject({ state: 'unreadable', member: undefined });
    expect(await later.vault.reveal(invite())).toMatch(/^\d{8}$/u);
    const closed = await event.enter('ingrid', mutant('one-bad-invite'));
    expect(await codeOf(closed.vault.invites())).toBe('wrong-key');
    await event.sql('delete from invite where expires = 9000000000000000');
    await event.sql('delete from invite where invite = $1', [spoiled]);
  });

  it('refuses a join by somebody who has not seen the link', async () => {
    const own = sentJoin.parse(fromBase64url(planted.join));
    const sent = toBase64url(sentJoin.encode({ ...own, mac: randomness(32) }));
    expect(await codeOf(show(await event.enter('ingrid'), sent).vault.reveal(invite()))).toBe('invite-mac');
    const without = show(await event.enter('ingrid', mutant('join-without-mac')), sent, null);
    without.wire.bend('invites/reveal', () => ({}));
    expect(await without.vault.reveal(invite())).toMatch(/^\d{8}$/u);
  });

  it('would read digits of the attacker where her own signature is not asked for', async () => {
    const r = randomness(32);
    const forged = { r: toBase64url(r), signature: toBase64url(randomness(64)) };
    const later = show(await event.enter('ingrid', mutant('forgotten-join')), planted.join, forged);
    const { rootfp } = parseLink(fragment());
    expect(await later.vault.reveal(invite())).toBe(comparisonDigits(rootfp, hashOf(planted.join), r));
  });

  it('refuses other terms than she offered, also if they were made with the link', async () => {
    const link = parseLink(fragment());
    const { join: bytes } = sentJoin.parse(fromBase64url(planted.join));
    const offered = joinCodec.parse(bytes);
    const pair = signKeyPair(secret32());
    const card = { ...offered.card, role: 'staff' as const, signKey: pair.publicKey };
    const sent = toBase64url(sendJoin(deriveInviteKeys(link), { ...offered, card }, pair.secretKey));
    expect(await codeOf(show(await event.enter('ingrid'), sent).vault.reveal(invite()))).toBe('join-changed');
  });
});

describe('the invited', () => {
  async function awaiting(client: Client, by: 'portal' | 'colleague'): Promise<Tapped> {
    const person = await joining(client, fragment(2));
    const { join: sent } = person.wire.lastSent('invites/join') as Body<'invites/join'>;
    const { rootfp, invite: id } = parseLink(fragment(2));
    const r = randomness(32);
    const tove = await insiderOf(await event.enter('tove'), event.place);
    const pair = by === 'portal' ? signKeyPair(secret32()) : tove.keys.sign;
    const signature = signDetached(pair.secretKey, revealMessage(rootfp, id, hashOf(sent), r));
    const inviter = by === 'portal' ? event.member('ingrid') : tove.member;
    person.wire.bend('invites/await', async (ask) => ({
      ...(await ask()),
      reveal: { r: toBase64url(r), signature: toBase64url(signature), inviter },
    }));
    return person;
  }

  it('shows no digits that the portal made up, nor those of another member', async () => {
    const person = await awaiting(real, 'portal');
    expect(await codeOf(person.vault.joiningAwait())).toBe('reveal-signature');
  });

  it('would show them where the signature is not looked at', async () => {
    await event.sql('update invite set join_bytes = null where invite = $1', [(links[2] as MintedLink).invite]);
    const person = await awaiting(mutant('foreign-reveal'), 'portal');
    expect((await person.vault.joiningAwait()).digits).toMatch(/^\d{8}$/u);
  });

  it('takes them from the one who invited her, and from no other member', async () => {
    await event.sql('update invite set join_bytes = null where invite = $1', [(links[2] as MintedLink).invite]);
    const person = await awaiting(real, 'colleague');
    expect(await codeOf(person.vault.joiningAwait())).toBe('reveal-signature');
  });

  it('is told that a link is too old, by the time of the witness, also where the portal still serves it', async () => {
    const link = parseLink(fragment());
    const keys = deriveInviteKeys(link);
    const open = (client: Client) => {
      const person = tapped(client, event.place, new SoftwareKey());
      // A link that was made four days ago.
      person.wire.bend('invites/open', async (ask) => {
        const answer = await ask();
        const terms = openTerms(keys, link, fromBase64url(answer.box), 0);
        const old = { ...terms, expires: terms.expires - 96 * 3_600_000 };
        return { ...answer, joined: [], box: toBase64url(sealTerms(keys, link.rootfp, old)) };
      });
      return person.vault.joiningBegin(fragment());
    };
    expect(await codeOf(open(real))).toBe('invite-expired');
    expect((await open(mutant('expired-invite'))).member).toBe((links[0] as MintedLink).member);
  });
});

describe('in the end', () => {
  it('an officer without these checks admits the attacker, and the invited keeps the proof', async () => {
    // The operator puts the attacker's join where hers was.
    await event.sql('update invite set join_bytes = $2, slots = $3, card_id = $4, card_key = $5 where invite = $1', [
      invite(),
      Buffer.from(fromBase64url(planted.join)),
      planted.slots.map((slot) => Buffer.from(fromBase64url(slot))),
      Buffer.from(fromBase64url(planted.card.id)),
      Buffer.from(fromBase64url(planted.card.loginKey)),
    ]);
    const honest = await event.enter('ingrid');
    expect(await codeOf(honest.vault.admit(invite(), 'voice'))).toBe('reveal-signature');
    const fooled = await event.enter('ingrid', mutant('second-join'));
    expect(await fooled.vault.admit(invite(), 'voice')).toEqual({ state: 'applied', missing: 0 });

    expect(await refused(nadia.vault.joiningAwait())).toEqual({
      code: 'own-entry',
      evidence: { member: (links[0] as MintedLink).member },
    });
  });

  it('and without that last look she would believe to be in', async () => {
    await event.sql('update invite set spent = false, join_bytes = null where invite = $1', [invite()]);
    const person = tapped(mutant('replaced-entry'), event.place, new SoftwareKey());
    person.wire.bend('invites/join', () => ({}));
    person.wire.bend('invites/await', async (ask) => ({ ...(await ask()), reveal: null }));
    await join(person, [person.key], fragment());
    expect(await person.vault.joiningAwait()).toMatchObject({ added: true });
  });
});
