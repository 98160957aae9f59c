/** The programme team's work through the vault itself: what a screen would ask, what people then read. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blankContent, type Content } from '#protocol/records/content.ts';
import { utf8 } from '#protocol/core/bytes.ts';
import { officersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import type { Role } from '#protocol/members/keys.ts';
import { factsOf } from '../../../../client/vault/session/refusal.ts';
import { SoftwareKey } from '../../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../../tools/demo/cast.ts';
import { createPerson, type Person } from '../../../../tools/demo/person.ts';
import { demoCircle, demoProgramme } from '../../../../tools/demo/programme.ts';
import { admitJoined, foundAlone, join } from '../../../../tools/demo/join-steps.ts';
import { startServers, type TestEnv } from '../../../support/processes/servers.ts';

let testEnv: TestEnv;
let chief: Person;
let elin: Person;
let hugo: Person;
let vera: Person;
let amira: Person;
const desk = (name: string) => name as DeskId;
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error: unknown) => factsOf(error).code,
  );
const version = (number: number): Content<'programme'> => ({ ...blankContent('programme'), version: number });

async function enter(role: Role, team?: DeskId): Promise<Person> {
  const keys = [new SoftwareKey(), new SoftwareKey()] as const;
  const person = createPerson(testEnv.place, keys[0]);
  const [link] = await chief.vault.mintInvites([{ role, desks: team === undefined ? [] : [team], name: '', note: '' }]);
  if (link === undefined) throw new Error('no link');
  await join(person, keys, link.fragment);
  await admitJoined(chief, person, link.invite);
  if (team !== undefined) await chief.vault.joinDesk(team, link.member);
  person.key = keys[0];
  await person.signIn();
  return person;
}

const idOf = async (person: Person): Promise<MemberId> => (await person.vault.me())?.member ?? ('' as MemberId);

beforeAll(async () => {
  testEnv = await startServers();
  const keys = [new SoftwareKey(), new SoftwareKey()] as const;
  chief = createPerson(testEnv.place, keys[0]);
  await foundAlone(chief, keys, testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  chief.key = keys[0];
  await chief.signIn();
  await chief.vault.mintEpoch(officersDesk);
  elin = await enter('staff', desk('programme'));
  hugo = await enter('staff', desk('programme'));
  vera = await enter('staff', desk('communications'));
  amira = await enter('participant');
  await vera.vault.mintEpoch(desk('communications'));
});
afterAll(() => testEnv.stop());

describe('the closed programme', () => {
  it('waits for the members’ key, and is read by everyone who was given it', async () => {
    expect(await elin.vault.membersKey()).toMatchObject({ epoch: 0, sound: false });
    expect(await codeOf(elin.vault.saveProgramme(version(1)))).toBe('desk-waiting');
    await elin.vault.mintMembersKey();
    await elin.vault.saveProgramme(version(1));
    expect(await amira.vault.programme()).toMatchObject({ hasKey: true, revision: 1, programme: { version: 1 } });
  });

  it('is unread by a newcomer until the team gives her the key', async () => {
    const ben = await enter('participant');
    expect(await ben.vault.programme()).toMatchObject({ hasKey: false, programme: undefined });
    expect((await hugo.vault.membersKey()).waiting).toEqual([await idOf(ben)]);
    expect((await hugo.vault.admitToProgramme()).given).toBe(1);
    expect((await hugo.vault.admitToProgramme()).given).toBe(0);
    expect(await ben.vault.programme()).toMatchObject({ hasKey: true, programme: { version: 1 } });
  });

  it('keeps one line of versions, also with several writers', async () => {
    await hugo.vault.saveProgramme(version(2));
    expect(await codeOf(elin.vault.saveProgramme(version(3)))).toBe('record-conflict');
    expect(await elin.vault.programme()).toMatchObject({ revision: 2, author: await idOf(hugo) });
    await elin.vault.saveProgramme(version(3));
    expect(await amira.vault.programme()).toMatchObject({ revision: 3, programme: { version: 3 } });
  });

  it('never has an unlisted session', async () => {
    const sessions = [...demoProgramme.sessions, ...demoCircle.sessions];
    expect(await codeOf(elin.vault.saveProgramme({ ...version(4), sessions }))).toBe('field');
    expect(await amira.vault.programme()).toMatchObject({ revision: 3 });
  });

  it('continues under a new key after a removal, and lists are still read', async () => {
    const ivan = await enter('participant');
    await elin.vault.admitToProgramme();
    const gone = await idOf(ivan);
    await elin.vault.mintMembersKey();
    await elin.vault.saveProgramme(version(4));
    await chief.vault.removeMember(gone);
    expect(await codeOf(ivan.vault.programme())).toBe('session-over');
    expect(await codeOf(ivan.signIn())).toBe('login-unknown');
    expect((await chief.vault.members()).members.map((line) => line.member)).not.toContain(gone);
    expect((await hugo.vault.queue(desk('programme'))).people).not.toContain(gone);
    expect(await elin.vault.membersKey()).toMatchObject({ sound: false });
    expect(await codeOf(elin.vault.saveProgramme(version(5)))).toBe('desk-waiting');
    await hugo.vault.mintMembersKey();
    await elin.vault.saveProgramme(version(5));
    expect(await amira.vault.programme()).toMatchObject({ hasKey: true, programme: { version: 5 } });
  });

  it('counts also those who were given the key after it was made', async () => {
    const ivan = await enter('participant');
    await elin.vault.admitToProgramme();
    await chief.vault.removeMember(await idOf(ivan));
    // She was given the seed later, so no epoch names her; she had it all the same.
    expect(await elin.vault.membersKey()).toMatchObject({ sound: false });
    await elin.vault.mintMembersKey();
    expect(await elin.vault.membersKey()).toMatchObject({ sound: true, waiting: [] });
  });
});

describe('the open part', () => {
  const terms = { seats: 5, pressPlaces: 2, keepUntil: Date.now() + 86_400_000 };
  const page = (text: string) => [{ path: '/', type: 'text/html; charset=utf-8', bytes: utf8(text) }] as const;

  it('is published version after version, also after the communications team made a new key', async () => {
    await elin.vault.publish(page('one'), terms);
    await vera.vault.mintEpoch(desk('communications'));
    await hugo.vault.publish(page('two'), terms);
    const now = await elin.vault.published();
    expect(now.site).toEqual({ seq: 2, files: page('two') });
    expect(now.requests).toEqual({ seat: 0, press: 0 });
    expect(await vera.vault.openRequests()).toEqual({ opened: [], unreadable: [] });
  });

  it('takes no requests under a key that a former member has', async () => {
    const ivan = await enter('staff', desk('communications'));
    await vera.vault.mintEpoch(desk('communications'));
    await chief.vault.leaveDesk(desk('communications'), await idOf(ivan));
    expect(await codeOf(elin.vault.publish(page('three'), terms))).toBe('desk-waiting');
    const forPress = { ...terms, seats: 0 };
    expect(await codeOf(elin.vault.publish(page('three'), forPress))).toBe('desk-waiting');
    await elin.vault.publish(page('three, nobody can ask'), { seats: 0, pressPlaces: 0, keepUntil: 0 });
    await vera.vault.mintEpoch(desk('communications'));
    await elin.vault.publish(page('four'), terms);
    expect((await elin.vault.published()).site?.files).toEqual(page('four'));
  });
});

describe('seats', () => {
  it('the last one goes to one person, and can be given back', async () => {
    const other = await enter('participant');
    const session = 'aaaaaaaaaa';
    await elin.vault.offerSeats([{ session, free: 1 }]);
    expect(await amira.vault.takeSeat(session)).toEqual({ taken: true, free: 0 });
    expect(await other.vault.takeSeat(session)).toEqual({ taken: false, free: 0 });
    expect(await amira.vault.lookAtSeats([session])).toEqual([{ session, free: 0, mine: true }]);
    expect(await amira.vault.returnSeat(session)).toEqual({ free: 1 });
    expect((await other.vault.takeSeat(session)).taken).toBe(true);
  });
});
