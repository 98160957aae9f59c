/**
 * The attacker runs the portal, has copied the link on its way, and holds the account key of another officer. With the link
 * he seals a box that names that officer: she signs whatever r he likes, and he looks for one that gives the digits which
 * the inviter already reads out over a stranger's join. A tab that died asks the portal which join was hers; he hands it one
 * that she once sent to that officer, or to an event of his own.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { officersDesk } from '#protocol/core/ids.ts';
import { deriveInviteKeys, parseLink } from '#protocol/members/invite-link.ts';
import {
  comparisonDigits,
  joinCodec,
  joinHash,
  openTerms,
  revealMessage,
  sealTerms,
  sentJoin,
} from '#protocol/members/invite.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import * as real from '../../../tools/demo/person.ts';
import { approveAll, foundAlone, foundTogether, join } from '../../../tools/demo/join-steps.ts';
import type { MintedLink } from '../../../client/vault/joining/inviting.ts';
import { insiderOf, randomness, rosterOf, type Insider } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf, refused } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';
import { startServers, type TestEnv } from '../../support/processes/servers.ts';
import { thisMonth } from '../../support/this-month.ts';

/** Each further digit costs ten times as many tries. All eight were found on two cores in 48 seconds, before the check. */
const digitsSought = 4;
const wish = { role: 'participant' as const, desks: [], name: 'nadia', note: '' };

let testEnv: TestEnv;
let ingrid: Tapped;
/** The other officer, whose account key the attacker has. */
let olga: Insider;
let links: readonly MintedLink[];

beforeAll(async () => {
  testEnv = await startServers({});
  const founder = () => {
    const keys = [new SoftwareKey(), new SoftwareKey()];
    return { person: tapped(real, testEnv.place, keys[0] as SoftwareKey), keys };
  };
  const [first, second] = [founder(), founder()];
  await foundTogether([first, second], testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  for (const { person, keys } of [first, second]) {
    person.key = keys[0] as SoftwareKey;
    await person.signIn();
  }
  ingrid = first.person;
  await ingrid.vault.mintEpoch(officersDesk);
  await ingrid.vault.mintMonth(thisMonth());
  await approveAll(second.person);
  olga = await insiderOf(second.person, testEnv.place);
  links = await ingrid.vault.mintInvites([wish, wish, wish]);
});
afterAll(() => testEnv.stop());

const arriving = (client: Client, key = new SoftwareKey()): Tapped => tapped(client, testEnv.place, key);
const linkAt = (at: number) => links[at] as MintedLink;

/** Her client, when the portal shows a box in which its officer is the inviter and keeps her join for itself. */
function deceived(client: Client, { fragment }: MintedLink): Tapped {
  const link = parseLink(fragment);
  const keys = deriveInviteKeys(link);
  const person = arriving(client);
  person.wire.bend('invites/open', async (ask) => {
    const answer = await ask();
    const terms = openTerms(keys, link, fromBase64url(answer.box), Date.now());
    return { ...answer, box: toBase64url(sealTerms(keys, link.rootfp, { ...terms, inviter: olga.member })) };
  });
  person.wire.bend('invites/join', () => ({}));
  return person;
}

const passOf = ({ fragment }: MintedLink) => {
  const link = parseLink(fragment);
  return { invite: link.invite, redeem: toBase64url(deriveInviteKeys(link).redeem) };
};

const joinIn = ({ join: sent }: Body<'invites/join'>) => joinCodec.parse(sentJoin.parse(fromBase64url(sent)).join);
const keysOf = (sent: Body<'invites/join'>) => joinIn(sent).card.credentials.map(({ id }) => toBase64url(id));
const memberOf = (sent: Body<'invites/join'>) => joinIn(sent).card.member;

/** The r that gives her those digits: he chooses it after he has heard them. */
function searchFor(digits: string, rootfp: Uint8Array, joined: Uint8Array): Uint8Array {
  const end = digits.slice(-digitsSought);
  for (;;) {
    const r = randomness(32);
    if (comparisonDigits(rootfp, joined, r).endsWith(end)) return r;
  }
}

/** What the portal says to a waiting page in the name of its officer. */
function revealBy(person: Tapped, fragment: string, r: Uint8Array, joined: Uint8Array): void {
  const { rootfp, invite } = parseLink(fragment);
  const signature = signDetached(olga.keys.sign.secretKey, revealMessage(rootfp, invite, joined, r));
  const pass = { invite, redeem: toBase64url(deriveInviteKeys(parseLink(fragment)).redeem) };
  person.wire.bend('invites/await', async (_, body) => {
    const answer = await person.wire.ask('invites/await', { ...body, ...pass });
    return { ...answer, reveal: { r: toBase64url(r), signature: toBase64url(signature) } };
  });
}

const joinedAs = ({ join: sent }: Body<'invites/join'>) => joinHash(sentJoin.parse(fromBase64url(sent)).join);

describe('who invites', () => {
  it('is the officer whom the link names, and both see the same digits', async () => {
    const key = new SoftwareKey();
    const nadia = arriving(real, key);
    await join(nadia, [key], linkAt(0).fragment);
    const digits = await ingrid.vault.reveal(linkAt(0).invite);
    expect((await nadia.vault.joiningAwait()).digits).toBe(digits);
  });

  it('is no other officer, even where the box names one: nothing of the invited leaves', async () => {
    const nadia = deceived(real, linkAt(1));
    expect(await codeOf(nadia.vault.joiningBegin(linkAt(1).fragment))).toBe('invite-box');
    expect(nadia.wire.passed.map(({ name }) => name)).toEqual(['invites/open']);
  });

  it('is nobody in a link that was altered: it opens nothing', async () => {
    const altered = linkAt(1).fragment.replace(ingridId(), olga.member);
    expect(altered).not.toBe(linkAt(1).fragment);
    expect(await codeOf(arriving(real).vault.joiningBegin(altered))).toBe('invite-unknown');
  });

  it('could be anybody where that is not asked: both read the same digits, and a stranger is admitted', async () => {
    const { invite, member, fragment } = linkAt(1);
    const key = new SoftwareKey();
    const nadia = deceived(mutant('foreign-inviter'), linkAt(1));
    nadia.key = key;
    await join(nadia, [key], fragment);
    const hers = nadia.wire.lastSent('invites/join') as Body<'invites/join'>;

    const strangerKey = new SoftwareKey();
    const stranger = arriving(real, strangerKey);
    await join(stranger, [strangerKey], fragment);
    const read = await ingrid.vault.reveal(invite);

    const r = searchFor(read, parseLink(fragment).rootfp, joinedAs(hers));
    revealBy(nadia, fragment, r, joinedAs(hers));
    const { digits } = await nadia.vault.joiningAwait();
    expect(digits?.slice(-digitsSought)).toBe(read.slice(-digitsSought));

    expect(await ingrid.vault.admit(invite, 'voice')).toEqual({ state: 'applied', missing: 0 });
    expect((await stranger.vault.joiningAwait()).added).toBe(true);
    expect((await rosterOf(olga)).members.has(member)).toBe(true);
  });
});

const ingridId = (): string => parseLink(linkAt(0).fragment).inviter;

describe('a tab that died', () => {
  const key = new SoftwareKey();

  beforeAll(async () => {
    await join(arriving(real, key), [key], linkAt(2).fragment);
  });

  it('comes back with its link and one touch, and shows the digits', async () => {
    const again = arriving(real, key);
    expect(await again.vault.joiningBegin(linkAt(2).fragment)).toMatchObject({ inviter: ingridId(), joined: true });
    await again.vault.joiningResume(testEnv.place);
    const read = await ingrid.vault.reveal(linkAt(2).invite);
    expect((await again.vault.joiningAwait()).digits).toBe(read);
  });

  it('takes no join that she once sent to another officer', async () => {
    const { again } = await otherJoin(real);
    expect(await codeOf(again.vault.joiningResume(testEnv.place))).toBe('join-other');
    expect(again.wire.count('invites/await')).toBe(0);
  });

  it('would take it where nobody compares it with the link: she reads digits to the inviter, who lets a stranger in', async () => {
    const { again, sent, fragment } = await otherJoin(mutant('unasked-link'));
    await again.vault.joiningResume(testEnv.place);
    const read = await ingrid.vault.reveal(linkAt(2).invite);
    const hash = joinedAs(sent);
    revealBy(again, fragment, searchFor(read, parseLink(fragment).rootfp, hash), hash);
    const { digits } = await again.vault.joiningAwait();
    expect(digits?.slice(-digitsSought)).toBe(read.slice(-digitsSought));
  });

  it('takes no join that she once sent to an event of the attacker’s on the same portal', async () => {
    const foreign = await startServers({});
    try {
      const keys = [new SoftwareKey(), new SoftwareKey()] as const;
      const mallory = real.createPerson(foreign.place, keys[0]);
      await foundAlone(mallory, keys, foreign.foundingLink.split('#')[1] ?? '', demoEvent);
      [mallory.key] = keys;
      await mallory.signIn();
      await mallory.vault.mintEpoch(officersDesk);
      const [bait] = await mallory.vault.mintInvites([wish]);
      const before = tapped(real, foreign.place, key);
      await join(before, [key], (bait as MintedLink).fragment);
      const sent = before.wire.lastSent('invites/join') as Body<'invites/join'>;
      const answer = { member: memberOf(sent), slots: sent.slots, pending: sent.pending };
      for (const [client, code] of [
        [real, 'join-other'],
        // Not compared, it is still of an officer whom this event's roster does not have.
        [mutant('unasked-link'), 'invite-inviter'],
      ] as const) {
        const again = arriving(client, key);
        again.wire.bend('invites/open', async (ask) => ({ ...(await ask()), joined: keysOf(sent) }));
        again.wire.bend('invites/resume', () => answer);
        again.wire.bend('invites/await', (_, body) =>
          again.wire.ask('invites/await', { ...body, ...passOf(linkAt(2)) }),
        );
        await again.vault.joiningBegin(linkAt(2).fragment);
        expect(await codeOf(again.vault.joiningResume(testEnv.place).then(() => again.vault.joiningAwait()))).toBe(
          code,
        );
      }
    } finally {
      await foreign.stop();
    }
  });

  it('takes nothing that another account sealed', async () => {
    const again = arriving(real, key);
    again.wire.bend('invites/resume', async (ask) => ({ ...(await ask()), pending: toBase64url(randomness(400)) }));
    await again.vault.joiningBegin(linkAt(2).fragment);
    expect((await refused(again.vault.joiningResume(testEnv.place))).code).toBe('join-changed');
  });

  it('makes no keys with a link that was answered', async () => {
    const again = arriving(real, key);
    await again.vault.joiningBegin(linkAt(2).fragment);
    expect(await codeOf(again.vault.joiningKey('hardware'))).toBe('invite-used');
    expect(await codeOf(again.wire.ask('invites/enrol-begin', passOf(linkAt(2))))).toBe('invite-used');
  });

  /** With the same key she answered that officer's link as well, and the portal says that this is the join of her link. */
  async function otherJoin(client: Client) {
    const [turned] = await olga.person.vault.mintInvites([wish]);
    const { fragment } = turned as MintedLink;
    const before = arriving(real, key);
    await join(before, [key], fragment);
    const sent = before.wire.lastSent('invites/join') as Body<'invites/join'>;
    const again = arriving(client, key);
    again.wire.bend('invites/open', async (ask) => ({ ...(await ask()), joined: keysOf(sent) }));
    await again.vault.joiningBegin(linkAt(2).fragment);
    return { again, fragment, sent };
  }
});
