/**
 * P2, P14. Somebody outside: with a link from a browser's history, with a list of key ids, with a hostile body. A spent
 * link tells nothing about later members, nobody is kept out by failures in her name, and no body breaks an act.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { deriveInviteKeys, parseLink } from '#protocol/members/invite-link.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { currentCard } from '#protocol/roster/roster-state.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import * as real from '../../tools/demo/person.ts';
import { SmallEvent } from '../support/attacks/event.ts';
import { insiderOf, randomness, rosterOf } from '../support/attacks/insider.ts';
import { withMutantPortal } from '../support/attacks/mutant.ts';
import { codeOf } from '../support/attacks/refused.ts';
import { tapped, type Tapped } from '../support/attacks/wiretap.ts';

let event: SmallEvent;
/** In nobody's session. */
let stranger: Tapped;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'], own: true });
  stranger = tapped(real, event.place, new SoftwareKey());
});
afterAll(() => event.stop());

describe("a link from a browser's history", () => {
  const passOf = (fragment: string) => {
    const link = parseLink(fragment);
    const redeem = toBase64url(deriveInviteKeys(link).redeem);
    return { invite: link.invite, redeem, headNonce: toBase64url(randomness(32)) };
  };
  const added = async (fragment: string): Promise<readonly MemberId[]> => {
    const { entries } = await stranger.wire.ask('invites/await', { ...passOf(fragment), after: 0 });
    return entries.flatMap(({ bytes }) => {
      if (bytes === null) return [];
      const { operation } = entryCodec.parse(signedEntry.parse(fromBase64url(bytes)).entry);
      return operation.type === 'add' ? [operation.card.member] : [];
    });
  };
  const amiras = () => event.links.get('amira') ?? '';
  let unused: string;

  beforeAll(async () => {
    const { vault } = await event.enter('ingrid');
    const [link] = await vault.mintInvites([{ role: 'participant', desks: [], name: 'nobody', note: '' }]);
    unused = link?.fragment ?? '';
  });

  it('tells her page of everybody up to herself, and of nobody who came later', async () => {
    expect(await added(amiras())).toEqual([event.member('tove'), event.member('amira')]);
    expect(await codeOf(stranger.wire.ask('invites/open', passOf(amiras())))).toBe('invite-spent');
  });

  it('that nobody used tells nothing once its time is over', async () => {
    expect(await added(unused)).toHaveLength(3);
    await event.sql('update invite set expires = 1 where invite = $1', [parseLink(unused).invite]);
    expect(await codeOf(added(unused))).toBe('invite-over');
  });

  it('would tell who is a member for ever, where nothing ends it', async () => {
    await withMutantPortal(event.testEnv, 'endless-invite', async () => {
      expect(await added(amiras())).toContain(event.member('tomas'));
      expect(await added(unused)).toHaveLength(3);
    });
  });
});

describe('failures in her name', () => {
  const tries = async (): Promise<readonly string[]> => {
    const roster = await rosterOf(await insiderOf(await event.enter('tove'), event.place));
    const id = currentCard(roster, event.member('ingrid')).credentials[0]?.id ?? randomness(16);
    const codes: string[] = [];
    for (let at = 0; at < 11; at += 1) {
      const { challenge } = await stranger.wire.ask('login/begin', {});
      const assertion = {
        challenge,
        credentialId: toBase64url(id),
        authenticatorData: toBase64url(randomness(37)),
        clientDataJSON: toBase64url(new TextEncoder().encode('{}')),
        signature: toBase64url(randomness(64)),
        userHandle: toBase64url(randomness(32)),
      };
      codes.push(
        await codeOf(stranger.wire.ask('login/finish', { assertion, headNonce: toBase64url(randomness(32)) })),
      );
    }
    return codes;
  };
  const officer = async () => (await event.arriving('ingrid').signIn()).member;

  it('are slowed down after ten, and her own key lets her in all the same', async () => {
    const codes = await tries();
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'login-unknown'), 'throttled']);
    expect(await officer()).toBe(event.member('ingrid'));
  });

  it('would keep her out where they are counted against her', async () => {
    await tries();
    await withMutantPortal(event.testEnv, 'locked-out', async () => {
      expect(await codeOf(officer())).toBe('throttled');
    });
    expect(await officer()).toBe(event.member('ingrid'));
  });
});

describe('a body of four hundred thousand values', () => {
  const values = Array.from({ length: 400_001 }, () => 0);
  /** Only who is in may send so much at all. */
  const ofMember = async () => codeOf((await event.enter('amira')).wire.ask('records/put', values as never));

  it('is not read from a stranger, and refused to a member like any other that is not what was asked for', async () => {
    expect(await codeOf(stranger.wire.ask('login/begin', values as never))).toBe('body-too-large');
    expect(await ofMember()).toBe('bad-request');
  });

  it('would break the act where nothing counts them, and they are spread', async () => {
    await withMutantPortal(event.testEnv, 'spread-body', async () => {
      expect(await ofMember()).toBe('internal');
    });
  });
});
