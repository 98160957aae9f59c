import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { deriveInviteKeys } from '#protocol/members/invite-link.ts';
import { limits } from '#protocol/core/limits.ts';
import { openTerms } from '#protocol/members/invite.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { Browser } from '../../../support/server/client.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World, type Invitation } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let stranger: Browser;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  stranger = new Browser(testEnv.client);
});
afterAll(() => testEnv.close());
afterEach(() => vi.restoreAllMocks());

const rowOf = ({ link }: Invitation) =>
  testEnv.db.selectFrom('invite').selectAll().where('invite', '=', link.invite).executeTakeFirstOrThrow();
const endAt = ({ link }: Invitation, expires: number) =>
  testEnv.db.updateTable('invite').set({ expires }).where('invite', '=', link.invite).execute();

const resuming = async (person: Person) => ({ assertion: (await person.loginAnswer()).assertion });

describe('an invite', () => {
  it('opens with its secret, any number of times, and tells the terms only to its holder', async () => {
    const invitation = await world.mintInvite('participant');
    for (let time = 0; time < 2; time++) {
      const { box, joined } = await stranger.call('invites/open', world.looking(invitation));
      expect(joined).toEqual([]);
      const keys = deriveInviteKeys(invitation.link);
      expect(openTerms(keys, invitation.link, fromBase64url(box), Date.now())).toEqual(invitation.terms);
    }
  });

  it('with a wrong secret is as unknown as one that never was', async () => {
    const invitation = await world.mintInvite('participant');
    const redeem = toBase64url(bytes(32));
    const wrong = { ...world.pass(invitation), redeem };
    const never = { invite: toBase64url(bytes(16)), redeem };
    const looking = { headNonce: toBase64url(bytes(32)) };
    expect(await stranger.refused('invites/open', { ...wrong, ...looking })).toBe('invite-unknown');
    expect(await stranger.refused('invites/open', { ...never, ...looking })).toBe('invite-unknown');
    expect(await stranger.refused('invites/enrol-begin', wrong)).toBe('invite-unknown');
    expect(await stranger.refused('invites/await', { ...wrong, ...looking, after: 0 })).toBe('invite-unknown');
  });

  it('ends at its time, and cannot last longer than three days', async () => {
    const over = await world.mintInvite('participant', world.founder, Date.now() - 1);
    expect(await stranger.refused('invites/open', world.looking(over))).toBe('invite-over');
    expect(await stranger.refused('invites/await', world.waiting(over))).toBe('invite-over');
    const long = world.mintInvite('participant', world.founder, Date.now() + 80 * 3_600_000);
    await expect(long).rejects.toThrow('invite-expired');
  });

  it('takes one join: the same bytes again, and no others', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    const second = await world.arrive(invitation);
    const body = await world.joinBody(invitation, person);
    await person.browser.call('invites/join', body);
    await person.browser.call('invites/join', body);
    const other = await world.joinBody(invitation, second);
    expect(await second.browser.refused('invites/join', other)).toBe('invite-spent');
  });

  it('takes no new key once somebody has joined: it would replace one that the join names', async () => {
    const invitation = await world.mintInvite('participant');
    const [person, begun] = [await world.arrive(invitation), new Browser(testEnv.client)];
    const asked = await begun.call('invites/enrol-begin', world.pass(invitation));
    await person.browser.call('invites/join', await world.joinBody(invitation, person));
    expect(await stranger.refused('invites/enrol-begin', world.pass(invitation))).toBe('invite-used');
    const late = { ...world.pass(invitation), challenge: asked.challenge, member: person.member };
    const registration = { id: toBase64url(bytes(16)), clientDataJSON: '', attestationObject: '', transports: [] };
    expect(await begun.refused('invites/enrol-finish', { ...late, registration })).toBe('invite-used');
  });

  it('keeps the first join whole: other slots, pending join or card with the same join bytes are refused', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    const body = await world.joinBody(invitation, person);
    await person.browser.call('invites/join', body);
    const altered = (text: string): string => {
      const sent = fromBase64url(text);
      sent[sent.length - 1]! ^= 1;
      return toBase64url(sent);
    };
    const { card } = body;
    for (const other of [
      { slots: body.slots.map(altered) },
      { slots: body.slots.toReversed() },
      { pending: altered(body.pending) },
      { card: { ...card, id: altered(card.id) } },
      { card: { ...card, slot: altered(card.slot) } },
    ])
      expect(await stranger.refused('invites/join', { ...body, ...other })).toMatch(/invite-spent|slot-foreign/u);
    const { pending, slots, card_id: id } = await rowOf(invitation);
    expect({ pending, slots, id }).toEqual({
      pending: fromBase64url(body.pending),
      slots: [...body.slots, card.slot].map(fromBase64url),
      id: fromBase64url(card.id),
    });
    await person.browser.call('invites/join', body);
  });

  it('is listed with all others, however many one officer made, and can be asked for alone', async () => {
    const invitation = await world.mintInvite('participant');
    const flood = Array.from({ length: 1200 }, () => ({
      invite: toBase64url(bytes(16)),
      inviter: world.founder.member,
      redeem_hash: bytes(32),
      box: bytes(8),
      copy: bytes(8),
      expires: Number.MAX_SAFE_INTEGER,
      user_handle: bytes(32),
    }));
    await testEnv.db.insertInto('invite').values(flood).execute();
    const { browser } = world.founder;
    const ids = new Set<string>();
    for (let after: string | null = null, more = true; more;) {
      const { invites }: Reply<'invites/list'> = await browser.call('invites/list', { after, invite: null });
      for (const { invite } of invites) ids.add(invite);
      after = invites.at(-1)?.invite ?? null;
      more = invites.length === limits.invitesPerPage;
    }
    for (const { invite } of [...flood, invitation.link]) expect(ids).toContain(invite);
    const { invites: alone } = await browser.call('invites/list', { after: null, invite: invitation.link.invite });
    expect(alone.map(({ invite }) => invite)).toEqual([invitation.link.invite]);
    await endAt(invitation, Date.now() - limits.admissionMsMax - 1);
    const over = await browser.call('invites/list', { after: null, invite: invitation.link.invite });
    expect(over.invites).toEqual([]);
    await testEnv.db
      .updateTable('invite')
      .set({ spent: true })
      .where('expires', '=', Number.MAX_SAFE_INTEGER)
      .execute();
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
    const { reveal } = await person.browser.call('invites/await', world.waiting(invitation));
    expect(reveal).not.toBeNull();
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
    const { entries } = await person.browser.call('invites/await', world.waiting(invitation));
    expect(entries).toHaveLength(world.roster.verdicts.size - 1);
    expect(await person.browser.refused('invites/open', world.looking(invitation))).toBe('invite-spent');
    expect((await person.login()).member).toBe(person.member);
  });

  it('with a join that nobody admitted ends too: three days after its own end', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    const body = await world.joinBody(invitation, person);
    await person.browser.call('invites/join', body);
    await endAt(invitation, Date.now() - limits.admissionMsMax + 60_000);
    expect((await stranger.call('invites/open', world.looking(invitation))).joined).toHaveLength(
      person.hardware.length,
    );
    expect((await stranger.call('invites/await', world.waiting(invitation))).head).not.toBeNull();
    expect((await person.browser.call('invites/resume', await resuming(person))).member).toBe(person.member);
    await endAt(invitation, Date.now() - limits.admissionMsMax - 1);
    expect(await stranger.refused('invites/open', world.looking(invitation))).toBe('invite-over');
    expect(await stranger.refused('invites/enrol-begin', world.pass(invitation))).toBe('invite-over');
    expect(await stranger.refused('invites/join', body)).toBe('invite-over');
    expect(await stranger.refused('invites/await', world.waiting(invitation))).toBe('invite-over');
    expect(await person.browser.refused('invites/resume', await resuming(person))).toBe('invite-over');
  });

  it('tells its holder about nobody who joined after her, and nothing at all half an hour later', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    await person.browser.call('invites/join', await world.joinBody(invitation, person));
    await world.enact(world.addOperation(invitation, await world.compare(invitation)), [world.founder]);
    const own = world.roster.verdicts.size;
    await world.addMember('participant');
    expect(world.roster.verdicts.size).toBeGreaterThan(own);
    const { entries } = await stranger.call('invites/await', world.waiting(invitation));
    expect(entries).toHaveLength(own - 1);
    // The portal runs in this process and reads its clock in one place.
    const later = (minutes: number) => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + minutes * 60_000);
    later(29);
    expect((await stranger.call('invites/await', world.waiting(invitation))).entries).toHaveLength(own - 1);
    later(2);
    expect(await stranger.refused('invites/await', world.waiting(invitation))).toBe('invite-over');
  });

  it('is one of at most so many of one officer: also where two requests come at once', async () => {
    const minted = (count: number) => ({
      invites: Array.from({ length: count }, () => ({
        invite: toBase64url(bytes(16)),
        redeemHash: toBase64url(bytes(32)),
        box: toBase64url(bytes(8)),
        copy: toBase64url(bytes(8)),
        expires: Date.now() + 60_000,
      })),
    });
    const { browser } = world.founder;
    const half = limits.invitesPerOfficer / 2;
    const answers = await Promise.all([half, half].map((count) => browser.refused('invites/mint', minted(count))));
    // Some of the tests before this one are listed still.
    expect(answers.toSorted()).toEqual(['not refused', 'roster-often']);
    expect(await browser.refused('invites/mint', minted(half))).toBe('roster-often');
    expect(await browser.refused('invites/mint', minted(1))).toBe('not refused');
  });

  it('does not wait for a lock that the public server’s role can hold', async () => {
    const site = new pg.Client({ connectionString: testEnv.urls.publicUrl });
    await site.connect();
    try {
      await site.query('select pg_advisory_lock(hashtext($1))', [`invite:${world.founder.member}`]);
      await world.mintInvite('participant');
      await testEnv.restart(<T>(file: string) => mutantModule<T>('lock-by-name', file));
      await world.founder.login();
      await expect(world.mintInvite('participant')).rejects.toThrow('database-away');
    } finally {
      await site.end();
    }
    await testEnv.restart();
    await world.founder.login();
  });
});
