/** Somebody who never heard the answer sends her entry once more: what is in force is told as that, and done once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signedEntry } from '#protocol/roster/roster.ts';
import { committedWhileAway } from '../../support/server/committed.ts';
import { desk } from '../../support/server/seal-record.ts';
import { TestEnv } from '../../support/server/portal.ts';
import type { Person } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: Person;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
  staff = await world.addMember('staff');
});
afterAll(() => testEnv.close());

const size = async () => (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;
const applied = { state: 'applied', missing: 0 };

it('the very same bytes: in force, and no second entry; signed anew: refused', async () => {
  await world.sync();
  const unsigned = world.entry({ type: 'desk-join', desk: travel, member: staff.member });
  const entry = await world.signed(unsigned, world.quorum);
  const { browser } = world.founder;
  expect(await browser.call('roster/propose', { entry, minted: null })).toEqual(applied);
  const before = await size();
  for (let again = 0; again < 2; again++)
    expect(await browser.call('roster/propose', { entry, minted: null })).toEqual(applied);
  await testEnv.restart();
  expect(await browser.call('roster/propose', { entry, minted: null })).toEqual(applied);
  const { signatures } = signedEntry.parse(fromBase64url(entry));
  const turned = signedEntry.encode({ entry: unsigned, signatures: signatures.toReversed(), card: undefined });
  for (const other of [toBase64url(turned), await world.signed(unsigned, world.quorum)])
    expect(await browser.refused('roster/propose', { entry: other, minted: null })).toBe('roster-twice');
  expect(await size()).toBe(before);
});

it('the last signature of a proposal, whose answer was lost', async () => {
  const [first, second] = world.quorum as [Person, Person];
  await world.sync();
  const joining = world.entry({ type: 'desk-join', desk: desk('visa'), member: staff.member });
  await first.browser.call('roster/propose', { entry: await world.signed(joining, [first]), minted: null });
  const [row] = await testEnv.db.selectFrom('proposal').selectAll().execute();
  const body = { id: row?.id ?? '', signature: toBase64url(await world.signature(joining, second)) };
  expect(await second.browser.call('roster/sign', body)).toEqual(applied);
  const { bytes } = testEnv.built.portal.rosterCache.entries(0, () => true).at(-1) as { bytes: string };
  // As it stands when the portal died before it was dropped.
  await testEnv.db
    .insertInto('proposal')
    .values({ ...(row as NonNullable<typeof row>), bytes: fromBase64url(bytes) })
    .execute();
  const before = await size();
  expect(await second.browser.call('roster/sign', body)).toEqual(applied);
  expect([await size(), await testEnv.db.selectFrom('proposal').selectAll().execute()]).toEqual([before, []]);
});

it('one that waited for its verdict when it was sent again', async () => {
  const operation = { type: 'desk-leave', desk: travel, member: staff.member } as const;
  // A team is never left empty.
  await world.addMember('staff', travel);
  await committedWhileAway(testEnv, world, operation, 3_600_000);
  const { bytes } = await testEnv.db
    .selectFrom('roster_entry')
    .select('bytes')
    .orderBy('leaf', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const before = await size();
  const sent = { entry: toBase64url(bytes), minted: null };
  expect(await world.founder.browser.refused('roster/propose', sent)).toBe('witness-away');
  await testEnv.witness.start();
  expect(await world.founder.browser.call('roster/propose', sent)).toEqual(applied);
  expect(await size()).toBe(before);
});
