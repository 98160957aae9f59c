import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { deriveInviteKeys, openTerms } from '#protocol/members/invite.ts';
import { Browser } from '../../../support/server/client.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let stranger: Browser;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  stranger = new Browser(testEnv.client);
}, 60_000);
afterAll(() => testEnv.close());
afterEach(() => vi.restoreAllMocks());

describe('an invite', () => {
  it('opens with its secret, any number of times, and tells the terms only to its holder', async () => {
    const invitation = await world.mintInvite('participant');
    for (let time = 0; time < 2; time++) {
      const { box, joined } = await stranger.call('invites/open', world.pass(invitation));
      expect(joined).toBe(false);
      const keys = deriveInviteKeys(invitation.link);
      expect(openTerms(keys, invitation.link, fromBase64url(box), Date.now())).toEqual(invitation.terms);
    }
  });

  it('with a wrong secret is as unknown as one that never was', async () => {
    const invitation = await world.mintInvite('participant');
    const redeem = toBase64url(bytes(32));
    const wrong = { ...world.pass(invitation), redeem };
    const never = { invite: toBase64url(bytes(16)), redeem };
    expect(await stranger.refused('invites/open', wrong)).toBe('invite-unknown');
    expect(await stranger.refused('invites/open', never)).toBe('invite-unknown');
    expect(await stranger.refused('invites/enrol-begin', wrong)).toBe('invite-unknown');
    expect(await stranger.refused('invites/await', wrong)).toBe('invite-unknown');
  });

  it('ends at its time, and cannot last longer than three days', async () => {
    const over = await world.mintInvite('participant', world.founder, Date.now() - 1);
    expect(await stranger.refused('invites/open', world.pass(over))).toBe('invite-over');
    expect(await stranger.refused('invites/await', world.pass(over))).toBe('invite-over');
    const long = world.mintInvite('participant', world.founder, Date.now() + 80 * 3_600_000);
    await expect(long).rejects.toThrow('invite-expired');
  });

  it('takes one join: the same bytes again, and no others', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    const body = await world.joinBody(invitation, person);
    await person.browser.call('invites/join', body);
    await person.browser.call('invites/join', body);
    const second = await world.arrive(invitation);
    const other = await world.joinBody(invitation, second);
    expect(await second.browser.refused('invites/join', other)).toBe('invite-spent');
  });

  it('takes only keys that were enrolled under it, and slots for them', async () => {
    const [one, two] = [await world.mintInvite('participant'), await world.mintInvite('participant')];
    const person = await world.arrive(one);
    const elsewhere = await world.joinBody({ ...two, terms: { ...two.terms, member: person.member } }, person);
    expect(await stranger.refused('invites/join', elsewhere)).toBe('ceremony-refused');
    const body = await world.joinBody(one, person);
    const short = { ...body, slots: body.slots.slice(1) };
    expect(await stranger.refused('invites/join', short)).toBe('slot-foreign');
  });

  it('reveals r once, by its inviter, over the stored join', async () => {
    const invitation = await world.mintInvite('participant');
    await expect(world.compare(invitation)).rejects.toThrow();
    const person = await world.arrive(invitation);
    await person.browser.call('invites/join', await world.joinBody(invitation, person));
    await world.compare(invitation);
    const { reveal } = await person.browser.call('invites/await', world.pass(invitation));
    expect(reveal?.inviter).toBe(world.founder.member);
    await expect(world.compare(invitation)).rejects.toThrow('invite-spent');
  });

  it('is spent with the entry that adds her, and her page learns of it', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    await person.browser.call('invites/join', await world.joinBody(invitation, person));
    expect(await person.loginAnswer().then((answer) => person.browser.refused('login/finish', answer))).toBe(
      'login-unknown',
    );
    await world.enact(world.addOperation(invitation, await world.compare(invitation)), [world.founder]);
    const { entries } = await person.browser.call('invites/await', world.pass(invitation));
    expect(entries).toHaveLength(world.roster.verdicts.size);
    expect(await person.browser.refused('invites/open', world.pass(invitation))).toBe('invite-spent');
    expect((await person.login()).member).toBe(person.member);
  });

  it('tells its holder about nobody who joined after her, and nothing at all half an hour later', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    await person.browser.call('invites/join', await world.joinBody(invitation, person));
    await world.enact(world.addOperation(invitation, await world.compare(invitation)), [world.founder]);
    const own = world.roster.verdicts.size;
    await world.addMember('participant');
    expect(world.roster.verdicts.size).toBeGreaterThan(own);
    const { entries } = await stranger.call('invites/await', world.pass(invitation));
    expect(entries).toHaveLength(own);
    // The portal runs in this process and reads its clock in one place.
    const later = (minutes: number) => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + minutes * 60_000);
    later(29);
    expect((await stranger.call('invites/await', world.pass(invitation))).entries).toHaveLength(own);
    later(2);
    expect(await stranger.refused('invites/await', world.pass(invitation))).toBe('invite-over');
  });
});
