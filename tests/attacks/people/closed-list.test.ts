/**
 * One officer alone could stop the invitations of the others: she wrote the guest list and the month has no key yet, so
 * nobody else can open it. The links are made all the same, the names wait in the page, and no opening is
 * logged that nobody can answer.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { officersDesk } from '#protocol/core/ids.ts';
import type { Content } from '#protocol/records/content.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import { approveAll, foundTogether } from '../../../tools/demo/join-steps.ts';
import * as real from '../../../tools/demo/person.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';
import { startServers, type TestEnv } from '../../support/processes/servers.ts';
import { thisMonth } from '../../support/this-month.ts';

const openingType = 1;
const wish = (name: string) => ({ role: 'participant' as const, desks: [], name, note: `${name} asked for a room` });

let testEnv: TestEnv;
let ingrid: Tapped;
let olga: Tapped;
let olgasKey: SoftwareKey;

beforeAll(async () => {
  testEnv = await startServers({});
  const founder = () => {
    const keys = [new SoftwareKey(), new SoftwareKey()] as const;
    return { keys, person: tapped(real, testEnv.place, keys[0]) };
  };
  const [first, second] = [founder(), founder()];
  await foundTogether([first, second], testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  for (const { person, keys } of [first, second]) {
    person.key = keys[0];
    await person.signIn();
  }
  ingrid = first.person;
  olga = second.person;
  olgasKey = second.keys[0];
  await ingrid.vault.mintEpoch(officersDesk);
});
afterAll(() => testEnv.stop());

async function openings(): Promise<number> {
  const { rows } = await withClient(testEnv.ownerUrl, (client) =>
    client.query<{ count: string }>('SELECT count(*) FROM log_entry WHERE get_byte(leaf, 0) = $1', [openingType]),
  );
  return Number(rows[0]?.count);
}

async function olgaWith(client: Client): Promise<Tapped> {
  const person = tapped(client, testEnv.place, olgasKey);
  await person.signIn();
  return person;
}

/** The link that she made is one: a page opens it, and names the event. */
async function opens(fragment: string): Promise<boolean> {
  const guest = tapped(real, testEnv.place, new SoftwareKey());
  await guest.vault.joiningBegin(fragment);
  return true;
}

async function namesFor(officer: Tapped): Promise<readonly string[]> {
  const { envelopes } = await officer.vault.queue(officersDesk);
  const list = envelopes.find(({ kind }) => kind === 'guest-list')?.content as Content<'guest-list'> | undefined;
  return (list?.rows ?? []).map(({ name }) => name);
}

it('is listed by the first who invites, without a key of the month', async () => {
  const [link] = await ingrid.vault.mintInvites([wish('nadia')]);
  expect(link?.unlisted).toBe('');
  expect(await namesFor(ingrid)).toEqual(['nadia']);
});

it('the list is closed for the others until then: their links work, and the names wait', async () => {
  olga.wire.passed.length = 0;
  const [link] = await olga.vault.mintInvites([wish('olena')]);
  expect(link).toMatchObject({ unlisted: 'desk-waiting', row: { name: 'olena', note: 'olena asked for a room' } });
  expect(await opens(link?.fragment ?? '')).toBe(true);
  // She is not asked for a touch that would open nothing.
  expect(olga.wire.passed.map(({ name }) => name)).not.toContain('openings/ask');
  expect(await openings()).toBe(0);
  expect(await codeOf(olga.vault.listGuests(link === undefined ? [] : [link.row]))).toBe('desk-waiting');
  expect(await openings()).toBe(0);
});

it('stops her invitation where it waits for the list', async () => {
  const waiting = await olgaWith(mutant('invite-waits'));
  expect(await codeOf(waiting.vault.mintInvites([wish('petra')]))).toBe('desk-waiting');
});

it('is written when the month has its key, beside what is there', async () => {
  const [link] = await olga.vault.mintInvites([wish('rosa')]);
  await ingrid.vault.mintMonth(thisMonth());
  await approveAll(olga);
  const rows = link === undefined ? [] : [link.row];
  await olga.vault.listGuests(rows);
  expect(await openings()).toBe(1);
  // Written a second time, as after an answer that was lost, it is there once.
  await olga.vault.listGuests(rows);
  expect(await namesFor(olga)).toEqual(['nadia', 'rosa']);
});

it('a witness that is away stops the invitation before anything is logged: nobody seals under an old roster', async () => {
  const later = await olgaWith(real);
  const before = await openings();
  await testEnv.stopWitness();
  expect(await codeOf(later.vault.mintInvites([wish('sanna')]))).toBe('witness-away');
  expect(await openings()).toBe(before);
});
