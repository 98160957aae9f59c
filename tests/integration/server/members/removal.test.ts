import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import { membersDesk, programmeDesk, type DeskId } from '#protocol/core/ids.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { currentEpoch, deskMembers, findCard } from '#protocol/roster/roster-state.ts';
import type { ActName, Body } from '#protocol/wire/wire.ts';
import { mintMembersKey, programmeOf } from '../../../support/server/closed.ts';
import {
  desk,
  file,
  itemOf,
  kind,
  open,
  prepareOpening,
  seal,
  type Filed,
} from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';
import { thisMonth } from '../../../support/this-month.ts';

let testEnv: TestEnv;
let world: World;
let elin: Person;
let tove: Person;
let milan: Person;
let anna: Person;
let filed: Filed;
const travel = desk('travel');

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  elin = await world.addMember('staff', programmeDesk);
  tove = await world.addMember('staff', travel);
  milan = await world.addMember('staff', travel);
  await world.mintEpoch(travel, tove);
  await world.mintMonth(thisMonth());
  anna = await world.addMember('participant');
  filed = await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') });
});
afterAll(() => testEnv.close());

const remove = (person: Person, by: Person = world.founder) =>
  world.enact({ type: 'remove', member: person.member }, [by]);
const leave = (person: Person, of: DeskId, by: Person) =>
  world.enact({ type: 'desk-leave', desk: of, member: person.member }, [by]);
const propose = async (operation: Operation, by: Person) => {
  const entry = await world.signed(world.entry(operation), [by]);
  return by.browser.refused('roster/propose', { entry, minted: null });
};

describe('a removed member', () => {
  it('is out at once: session, keys, card, slots', async () => {
    const ben = await world.addMember('participant');
    await file(world, { kind: kind('notes'), author: ben, owner: ben, content: utf8('mine') });
    const invitation = await world.mintInvite('participant');
    await remove(ben);
    expect(await ben.browser.refused('session/look', {})).toBe('session-over');
    expect(await ben.browser.refused('records/mine', { after: 0 })).toBe('session-over');
    expect(await ben.browser.refused('login/finish', await ben.loginAnswer())).toBe('login-unknown');
    expect(await ben.browser.refused('login/finish', await ben.loginAnswer(1))).toBe('login-unknown');
    await expect(ben.loginWithCard()).rejects.toThrow('login-unknown');
    for (const table of ['session', 'credential', 'slot', 'card', 'pending_credential'] as const) {
      const rows = await testEnv.db.selectFrom(table).select('member').where('member', '=', ben.member).execute();
      expect([table, rows]).toEqual([table, []]);
    }
    expect(findCard(world.roster, ben.member)).toBeUndefined();
    // Invitations that wait are not hers, and stay.
    const person = await world.arrive(invitation);
    await person.browser.call('invites/join', await world.joinBody(invitation, person));
  });

  it('reads the list of members no longer through her old link', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    await person.browser.call('invites/join', await world.joinBody(invitation, person));
    const verified = await world.compare(invitation);
    await world.enact(world.addOperation(invitation, verified), [world.founder]);
    const { entries } = await person.browser.call('invites/await', world.waiting(invitation));
    expect(entries.length).toBeGreaterThan(0);
    await remove(person);
    expect(await person.browser.refused('invites/await', world.waiting(invitation))).toBe('invite-spent');
  });

  it('is refused in the middle of a request', async () => {
    const ben = await world.addMember('participant');
    const item = itemOf(seal(world, { kind: kind('notes'), author: ben, owner: ben, content: utf8('late') }));
    const late = await slowly(ben, 'records/put', { items: [item] }, () => remove(ben));
    expect(late).toContain('401');
    expect(late).toContain('session-over');
    const rows = await testEnv.db.selectFrom('record').select('record').where('author', '=', ben.member).execute();
    expect(rows).toEqual([]);
  });

  it('is answered nothing when she was removed before the answer left', async () => {
    const ben = await world.addMember('participant');
    const notes: Filed[] = [];
    for (let i = 0; i < 30; i += 1) {
      const before = notes.at(-1);
      const filing = { kind: kind('notes'), author: ben, owner: ben, content: utf8(String(i)) };
      notes.push(seal(world, before === undefined ? filing : { ...filing, before }));
    }
    await world.sync();
    const entry = await world.signed(world.entry({ type: 'remove', member: ben.member }), [world.founder]);
    const removing = world.founder.browser.call('roster/propose', { entry, minted: null });
    const answers = await Promise.all(
      notes.map((note) => ben.browser.refused('records/put', { items: [itemOf(note)] })),
    );
    await removing;
    await world.sync();
    // Two that overtake each other are a conflict. All were sealed under one head: only so many numbers fit below a leaf.
    const fair = ['not refused', 'session-over', 'record-author', 'record-conflict', 'record-expected'];
    for (const answer of answers) expect(fair).toContain(answer);
    const left = findLeaf(ben);
    const rows = await testEnv.db.selectFrom('record').select('leaf').where('author', '=', ben.member).execute();
    for (const row of rows) expect(row.leaf).toBeLessThan(left);
  });

  it('opens nothing any more, though she was of the team', async () => {
    const sara = await world.addMember('staff', travel);
    await world.mintEpoch(travel, tove);
    filed = await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') });
    expect((await open(world, sara, travel, [filed])).contents).toEqual([utf8('passport')]);
    const asked = await prepareOpening(world, sara, travel, [filed]);
    await remove(sara);
    expect(await sara.browser.refused('openings/ask', asked.body)).toBe('session-over');
    expect(deskMembers(world.roster, travel)).not.toContain(sara.member);
    // The others go on, and mint a key without her.
    await world.mintEpoch(travel, tove);
    expect(currentEpoch(world.roster, travel)?.members).not.toContain(sara.member);
    filed = await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') });
    expect((await open(world, tove, travel, [filed])).contents).toEqual([utf8('passport')]);
  });

  it('leaves what she signed provable, and a record about her readable by its team', async () => {
    const ben = await world.addMember('participant');
    const own = await file(world, { kind: kind('travel'), author: ben, owner: ben, content: utf8('her journey') });
    await remove(ben);
    expect((await open(world, tove, travel, [own])).contents).toEqual([utf8('her journey')]);
    const { members } = await anna.browser.call('roster/keys', { members: [ben.member], desks: [], months: [] });
    expect(members).toHaveLength(1);
  });

  it('is sealed out of the next members key, and the others in', async () => {
    const ben = await world.addMember('participant');
    await mintMembersKey(world, elin);
    await elin.browser.call('records/put', { items: [itemOf(programmeOf(world, elin, 'one'))] });
    await remove(ben);
    const late = itemOf(programmeOf(world, elin, 'still under the key she holds'));
    expect(await elin.browser.refused('records/put', { items: [late] })).toBe('desk-waiting');
    const give = { epoch: 1, seeds: [] };
    expect(await elin.browser.refused('programme/admit', give)).toBe('desk-waiting');
    await mintMembersKey(world, elin);
    expect(await elin.browser.refused('records/put', { items: [late] })).toBe('desk-key');
    const epoch = currentEpoch(world.roster, membersDesk);
    expect(epoch?.members).not.toContain(ben.member);
    const { members } = await elin.browser.call('programme/holders', {});
    expect(members).not.toContain(ben.member);
    expect(members).toContain(anna.member);
    const seed = { member: ben.member, wrap: 'AAAA' };
    const admit = { epoch: epoch?.epoch ?? 0, seeds: [seed] };
    expect(await elin.browser.refused('programme/admit', admit)).toBe('roster-rule');
  });

  it('is known as removed after a restart', async () => {
    const ben = await world.addMember('participant');
    await remove(ben);
    await testEnv.restart();
    expect(findCard(testEnv.built.portal.rosterCache.roster, ben.member)).toBeUndefined();
    expect(await ben.browser.refused('session/look', {})).toBe('session-over');
  });
});

describe('removal', () => {
  it('is for officers, and never of an officer', async () => {
    await world.sync();
    expect(await propose({ type: 'remove', member: anna.member }, tove)).toBe('roster-right');
    expect(await propose({ type: 'remove', member: anna.member }, anna)).toBe('forbidden');
    expect(await propose({ type: 'remove', member: world.founder.member }, world.founder)).toBe('roster-right');
    expect(await anna.browser.call('session/look', {})).toMatchObject({ role: 'participant' });
  });

  it('waits for the witness: either everything ends or nothing', async () => {
    const ben = await world.addMember('participant');
    await world.sync();
    await testEnv.witness.kill();
    expect(await propose({ type: 'remove', member: ben.member }, world.founder)).toBe('witness-away');
    expect(await ben.browser.call('session/look', {})).toMatchObject({ role: 'participant' });
    await testEnv.witness.start();
    await remove(ben);
    expect(await ben.browser.refused('session/look', {})).toBe('session-over');
  });
});

describe('leaving a team', () => {
  it('ends what the team may do, and nothing else', async () => {
    const asked = await prepareOpening(world, milan, travel, [filed]);
    expect((await milan.browser.call('roster/seeds', {})).desks.map((held) => held.desk)).toContain(travel);
    await leave(milan, travel, milan);
    expect(await milan.browser.refused('openings/ask', asked.body)).toBe('opening-desk');
    expect(await milan.browser.refused('records/desk', { desk: travel, after: 0 })).toBe('forbidden');
    expect((await milan.browser.call('roster/seeds', {})).desks).toEqual([]);
    expect((await milan.browser.call('session/look', {})).role).toBe('staff');
    expect(await propose({ type: 'desk-leave', desk: travel, member: milan.member }, milan)).toBe('roster-rule');
  });

  it('is also said by an officer, not by a colleague, and never by the last herself', async () => {
    await world.enact({ type: 'desk-join', desk: travel, member: milan.member }, [world.founder]);
    expect(await propose({ type: 'desk-leave', desk: travel, member: milan.member }, tove)).toBe('roster-right');
    await leave(milan, travel, world.founder);
    expect(await milan.browser.refused('records/desk', { desk: travel, after: 0 })).toBe('forbidden');
    expect(await propose({ type: 'desk-leave', desk: travel, member: tove.member }, tove)).toBe('roster-rule');
    expect(await propose({ type: 'desk-leave', desk: membersDesk, member: tove.member }, tove)).toBe('roster-rule');
  });
});

/** The leaf of the entry that removed her. */
function findLeaf(person: Person): number {
  const ended = world.roster.members.get(person.member)?.at(-1)?.until;
  if (ended === undefined) throw new Error('still a member');
  return ended;
}

/** Half of a request, then something else, then the other half; through a real socket. */
async function slowly<N extends ActName>(
  person: Person,
  name: N,
  body: Body<N>,
  meanwhile: () => Promise<void>,
): Promise<string> {
  const { app, portal } = testEnv.built;
  const { origin } = portal.config;
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const text = JSON.stringify(body);
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  const ended = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('utf8')));
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
  const head = [
    `POST /api/${name} HTTP/1.1`,
    `host: ${new URL(origin).host}`,
    `origin: ${origin}`,
    'content-type: application/json',
    `cookie: ${person.browser.cookie}`,
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${text.slice(0, 100)}`);
  await meanwhile();
  socket.write(text.slice(100));
  await ended;
  return answer;
}
