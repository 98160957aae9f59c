/**
 * The attacker runs the portal, has copied the link on its way, and holds the account key of any one member. The link opens
 * the box that names the inviter, so he seals one that names his member: she signs whatever r he likes, and he looks for one
 * that gives the digits which the officer already reads out over a stranger's join.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import {
  comparisonDigits,
  deriveInviteKeys,
  joinHash,
  openTerms,
  parseLink,
  revealMessage,
  sealTerms,
  sentJoin,
} from '#protocol/members/invite.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import * as real from '../../tools/demo/person.ts';
import { join } from '../../tools/demo/join-steps.ts';
import type { MintedLink } from '../../client/vault/joining/inviting.ts';
import { SmallEvent } from '../support/attacks/event.ts';
import { insiderOf, randomness, rosterOf, type Insider } from '../support/attacks/insider.ts';
import { mutant, type Client } from '../support/attacks/mutant.ts';
import { refused } from '../support/attacks/refused.ts';
import { tapped, type Tapped } from '../support/attacks/wiretap.ts';

/** Each further digit costs ten times as many tries. All eight were found on two cores in 48 seconds, before the check. */
const digitsSought = 4;

let event: SmallEvent;
let ingrid: Tapped;
let tove: Insider;
let links: readonly MintedLink[];

beforeAll(async () => {
  event = await SmallEvent.found({ people: [] });
  [ingrid, tove] = [await event.enter('ingrid'), await insiderOf(await event.enter('tove'), event.place)];
  const input = { role: 'participant' as const, desks: [], name: 'nadia', note: '' };
  links = await ingrid.vault.mintInvites([input, input]);
});
afterAll(() => event.stop());

/** Her client, when the portal shows a box in which his member is the inviter and keeps her join for itself. */
function deceived(client: Client, { fragment }: MintedLink): Tapped {
  const link = parseLink(fragment);
  const keys = deriveInviteKeys(link);
  const person = tapped(client, event.place, new SoftwareKey());
  person.wire.bend('invites/open', async (ask) => {
    const answer = await ask();
    const terms = openTerms(keys, link, fromBase64url(answer.box), Date.now());
    return { ...answer, box: toBase64url(sealTerms(keys, link.rootfp, { ...terms, inviter: tove.member })) };
  });
  person.wire.bend('invites/join', () => ({}));
  return person;
}

/** The r that gives her those digits: he chooses it after he has heard them. */
function searchFor(digits: string, rootfp: Uint8Array, joined: Uint8Array): Uint8Array {
  const end = digits.slice(-digitsSought);
  for (;;) {
    const r = randomness(32);
    if (comparisonDigits(rootfp, joined, r).endsWith(end)) return r;
  }
}

describe('who invites', () => {
  it('is an officer of the root, and both see the same digits', async () => {
    const [{ invite, fragment }] = links as [MintedLink];
    const key = new SoftwareKey();
    const nadia = tapped(real, event.place, key);
    await join(nadia, [key], fragment);
    const digits = await ingrid.vault.reveal(invite);
    expect((await nadia.vault.joiningAwait()).digits).toBe(digits);
  });

  it('is no other member, also if the box opens: nothing of the invitee leaves', async () => {
    const nadia = deceived(real, links[1] as MintedLink);
    const { invite, fragment } = links[1] as MintedLink;
    expect(await refused(nadia.vault.joiningBegin(fragment))).toEqual({
      code: 'invite-inviter',
      evidence: { invite, inviter: tove.member },
    });
    expect(nadia.wire.passed.map(({ name }) => name)).toEqual(['invites/open']);
  });

  it('could be anybody where that is not asked: both read the same digits, and a stranger is admitted', async () => {
    const { invite, member, fragment } = links[1] as MintedLink;
    const key = new SoftwareKey();
    const nadia = deceived(mutant('foreign-inviter'), links[1] as MintedLink);
    nadia.key = key;
    await join(nadia, [key], fragment);
    const { join: hers } = nadia.wire.lastSent('invites/join') as Body<'invites/join'>;

    const strangerKey = new SoftwareKey();
    const stranger = tapped(real, event.place, strangerKey);
    await join(stranger, [strangerKey], fragment);
    const read = await ingrid.vault.reveal(invite);

    const { rootfp } = parseLink(fragment);
    const joined = joinHash(sentJoin.parse(fromBase64url(hers)).join);
    const r = searchFor(read, rootfp, joined);
    const signature = signDetached(tove.keys.sign.secretKey, revealMessage(rootfp, invite, joined, r));
    nadia.wire.bend('invites/await', () => ({
      reveal: { r: toBase64url(r), signature: toBase64url(signature), inviter: tove.member },
      entries: [],
    }));
    const { digits } = await nadia.vault.joiningAwait();
    expect(digits?.slice(-digitsSought)).toBe(read.slice(-digitsSought));

    expect(await ingrid.vault.admit(invite, 'voice')).toEqual({ state: 'applied', missing: 0 });
    expect((await stranger.vault.joiningAwait()).added).toBe(true);
    expect((await rosterOf(tove)).members.has(member)).toBe(true);
  });
});
