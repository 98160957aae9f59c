/**
 * P5, P16. Somebody with the portal's role in the database puts rows where keys, copies of keys, members and publications
 * will go, or over those that are there. What the list of members or the log names stands there all the same.
 */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fromBase64url, utf8 } from '#protocol/core/bytes.ts';
import { programmeDesk } from '#protocol/core/ids.ts';
import { mutantModule } from '../../support/attacks/mutant.ts';
import { mintMembersKey, page, publicationOf, seedFor, sentOf } from '../../support/server/closed.ts';
import { foundWithFile } from '../../support/server/filed.ts';
import { TestEnv, type Source } from '../../support/server/portal.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { desk, open, type Filed } from '../../support/server/seal-record.ts';
import { periodsFrom, publication, thisPeriod } from '../../support/server/writing.ts';
import type { World } from '../../support/server/world.ts';
import { thisMonth } from '../../support/this-month.ts';

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: Person;
let elin: Person;
let filed: Filed;
let seed: Uint8Array;
let app: pg.Client;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  ({ world, staff, filed } = await foundWithFile(testEnv));
  elin = await world.addMember('staff', programmeDesk);
  await world.mintEpoch(programmeDesk, elin);
  seed = await mintMembersKey(world, elin);
  app = new pg.Client({ connectionString: testEnv.urls.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await testEnv.close();
});
/** The next test begins with the portal as it is. */
afterEach(() => restart());

async function restart(patch?: string): Promise<void> {
  const source: Source | undefined =
    patch === undefined ? undefined : <T>(path: string) => mutantModule<T>(patch, path);
  await testEnv.restart(source);
  for (const person of [world.founder, staff, elin]) await person.login();
}

const opened = async () => (await open(world, staff, travel, [filed])).contents;
const garbage = () => Buffer.from(bytes(1216));

it('the key of a month stands where garbage was put before, or is put later', async () => {
  const plant = (name: string) => app.query(`select month_key_put($1, $2, '{}', '{}')`, [name, garbage()]);
  await plant(`${thisMonth()}.2`);
  await world.mintMonth(thisMonth());
  expect(await opened()).toEqual([utf8('passport')]);
  await plant(`${thisMonth()}.2`);
  await expect(opened()).rejects.toThrow('desk-key');
  await restart();
  expect(await opened()).toEqual([utf8('passport')]);

  await restart('planted-key-stays');
  await plant(`${thisMonth()}.3`);
  await world.mintMonth(thisMonth());
  await expect(opened()).rejects.toThrow('desk-key');
});

it('where nothing is compared, garbage stays', async () => {
  await restart('rows-uncompared');
  await app.query(`select month_key_put($1, $2, '{}', '{}')`, [`${thisMonth()}.3`, garbage()]);
  await restart('rows-uncompared');
  await expect(opened()).rejects.toThrow('desk-key');
});

it('copies of a team’s key that were altered are written anew', async () => {
  const copies = async () => (await staff.browser.call('roster/seeds', {})).desks;
  const before = await copies();
  await app.query(
    `select desk_key_put(desk, epoch, public_key, array[$1::text], array[$2::bytea], array[$2::bytea])
     from desk_key where desk = 'travel'`,
    [staff.member, garbage()],
  );
  expect(await copies()).not.toEqual(before);
  await restart();
  expect(await copies()).toEqual(before);
});

it('a copy of the members key that did not come from the team is none', async () => {
  const { epoch } = await elin.browser.call('programme/holders', {});
  const copiesOf = async (guest: Person) => (await guest.browser.call('programme/key', { after: 0 })).epochs;
  async function plantedAndGiven(): Promise<{ given: string; held: readonly { wrap: string }[] }> {
    const guest = await world.addMember('participant');
    await app.query('insert into members_seed (epoch, member, wrap) values ($1, $2, $3)', [
      epoch,
      guest.member,
      garbage(),
    ]);
    const given = await seedFor(world, seed, epoch, guest.member);
    await elin.browser.call('programme/admit', { epoch, seeds: [{ member: guest.member, wrap: given }] });
    return { given, held: await copiesOf(guest) };
  }
  const { given, held } = await plantedAndGiven();
  expect(held).toEqual([{ epoch, wrap: given }]);
  await restart('planted-copy-counts');
  const other = await plantedAndGiven();
  expect(other.held.map(({ wrap }) => wrap)).not.toEqual([other.given]);
});

async function arrivesAmongPlanted(): Promise<Person> {
  const invitation = await world.mintInvite('participant');
  const person = await world.arrive(invitation);
  await person.browser.call('invites/join', await world.joinBody(invitation, person));
  const verified = await world.compare(invitation);
  await app.query(`insert into member (member, user_handle, seal_key, portal_tag_key) values ($1, $2, $2, $2)`, [
    person.member,
    Buffer.from(bytes(32)),
  ]);
  await app.query(
    `insert into credential (id, member, public_key, aaguid, backup_eligible, transports, counter, added_at)
     select id, $1, public_key, aaguid, backup_eligible, transports, counter, added_at from pending_credential where member = $2`,
    [world.founder.member, person.member],
  );
  await world.enact(world.addOperation(invitation, verified), [world.founder]);
  return person;
}

it('a newcomer comes in, whatever rows bear her id or her keys', async () => {
  const person = await arrivesAmongPlanted();
  await expect(person.login()).resolves.toMatchObject({ member: person.member });
  await restart('planted-member-stays');
  const other = await arrivesAmongPlanted();
  await expect(other.login()).rejects.toThrow('login-unknown');
});

it('a publication has its number from the log', async () => {
  await app.query(
    `insert into publication (seq, digest, rootfp, publication, snapshot, leaf, commitment, seat_epoch, seats)
     select 2147483647, $1, $1, $1, $1, idx, substr(leaf, 34), 1, 1 from log_entry where idx = 3`,
    [Buffer.from(bytes(32))],
  );
  const publish = async (text: string, seq: number) =>
    elin.browser.call('programme/publish', sentOf(await publicationOf(world, elin, [page(text)], { seq })));
  await publish('hello', 1);
  const { newest } = await elin.browser.call('programme/published', {});
  expect(fromBase64url(newest?.snapshot ?? '').length).toBeGreaterThan(32);
  await restart('planted-number-counts');
  await expect(publish('again', 2)).rejects.toThrow('record-conflict');
});

it('a list of keys for letters has its number from the log', async () => {
  const guest = await world.addMember('participant');
  const publish = (generation: number) => {
    const made = publication(world, guest, generation, periodsFrom(thisPeriod(), 3));
    // The secrets of these periods are there since the first.
    return guest.browser.call('threads/publish', generation === 1 ? made : { ...made, secrets: [] });
  };
  await publish(1);
  await expect(publish(1)).rejects.toThrow('record-conflict');
  await app.query('update bundles set generation = 5');
  await publish(2);
  await app.query('update bundles set generation = 5');
  await restart('row-says-generation');
  await guest.login();
  await expect(publish(3)).rejects.toThrow('record-conflict');
});
