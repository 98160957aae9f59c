/** Transparent decryption (protocol §7) against the real witness: what an honest portal gets, and what no other does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { officersDesk, type DeskId } from '#protocol/core/ids.ts';
import { deriveMemberKeys } from '#protocol/members/keys.ts';
import { digestLeaf, encodeLeaf, leafTag } from '#protocol/log/leaf.ts';
import { logBodyContext, logViewContext, verifyLogBody, verifyLogView } from '#protocol/openings/log-lines.ts';
import { key32, sealKeyPair, sodiumReady } from '#protocol/crypto/sodium.ts';
import { unwrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { Event, travel } from '../../support/witness/event.ts';
import { ask, file, openBox, outcomes, requestOf, send } from '../../support/witness/openings.ts';
import { bytes, makePerson, type Person } from '../../support/witness/people.ts';
import { RunningWitness } from '../../support/witness/process.ts';
import { thisMonth } from '../../support/this-month.ts';

await sodiumReady;

let witness: RunningWitness;
let event: Event;
let owner: Person;
let second: Person;
let third: Person;
let staff: Person;
let outsider: Person;
const visa = 'visa' as DeskId;
const minute = 60_000;

beforeAll(async () => {
  witness = await RunningWitness.make();
  event = await Event.found(witness);
  [owner, staff, outsider] = [await makePerson('participant'), await makePerson('staff'), await makePerson('staff')];
  [second, third] = [await makePerson('participant'), await makePerson('participant')];
  for (const person of [owner, staff, outsider, second, third]) await event.add(person);
  await event.joinDesk(travel, staff);
  await event.joinDesk(visa, outsider);
  await event.publish();
});
afterAll(() => witness.remove());

/** A travel record of the owner's, asked for by the travel desk, with one thing bent. */
async function bent(changes: Parameters<typeof ask>[4], requester = staff, desk = travel) {
  const batch = await ask(event, requester, desk, [file(event, 'travel', owner)], changes);
  await event.publish();
  return batch;
}

describe('an opening that was logged', () => {
  test('gives the share to the one who asked, the body to officers, the view to the owner', async () => {
    const filed = file(event, 'travel', owner);
    const batch = await ask(event, staff, travel, [filed]);
    await event.publish();
    const answer = await send(batch);
    expect(outcomes(answer)).toEqual(['released']);
    expect(openBox(batch, answer)[0]?.share).toEqual(filed.secrets.witnessShare);
    expect(() => openBox(batch, answer, sealKeyPair(key32(bytes(32))))).toThrow('wrong-key');

    const [item] = answer.json.items;
    const { leaf } = batch.items[0] as (typeof batch.items)[number];
    const { rootfp } = event.roster;
    const monthKey = event.monthKey as NonNullable<typeof event.monthKey>;
    const held = unwrap(monthKey, wrapCodec.parse(fromBase64url(item.body)), logBodyContext(rootfp, leaf));
    expect(verifyLogBody(held, leaf, event.leaves[leaf] as Uint8Array, event.roster).opening.requester).toBe(
      staff.card.member,
    );
    const shown = unwrap(owner.keys.seal, wrapCodec.parse(fromBase64url(item.view)), logViewContext(rootfp, leaf));
    const tagKeys = () => [filed.secrets.tagKey];
    const read = verifyLogView(shown, leaf, event.leaves[leaf] as Uint8Array, event.roster, tagKeys);
    expect(read).toMatchObject({ view: { kind: 'travel' }, outcome: { word: 'released' }, tagCompared: true });
    expect(item.owner).toBe(owner.card.member);
  });

  test('of a desk document has no owner to tell', async () => {
    const [officer] = event.officers as [Person];
    const batch = await ask(event, officer, officersDesk, [file(event, 'guest-list', officer)]);
    await event.publish();
    const answer = await send(batch);
    expect(outcomes(answer)).toEqual(['released']);
    expect(answer.json.items[0]).toMatchObject({ view: null, owner: null });
    expect(answer.json.items[0].body).not.toBeNull();
  });

  test('may be asked again with the very same touch, and gets what it got', async () => {
    const batch = await bent({});
    const first = await send(batch);
    const second = await send(batch);
    expect([outcomes(first), outcomes(second)]).toEqual([['released'], ['released']]);
    expect(openBox(batch, second)[0]?.share).toEqual(openBox(batch, first)[0]?.share);
    expect(second.json.items[0].body).toBe(first.json.items[0].body);
    expect(second.json.items[0].outcome).toBe(first.json.items[0].outcome);
  });

  test('of several records is judged one by one', async () => {
    const [good, other] = [file(event, 'travel', owner), file(event, 'travel', second)];
    const batch = await ask(event, staff, travel, [good, other]);
    await event.publish();
    const request = requestOf(batch);
    const swapped = request.items.map((item, i) => (i === 1 ? { ...item, leaf: request.items[0]?.leaf ?? 0 } : item));
    const answer = await send(batch, { items: swapped });
    expect(outcomes(answer)).toEqual(['released', 'opening-not-logged']);
    expect(openBox(batch, answer).map((item) => item.share === undefined)).toEqual([false, true]);
  });
});

describe('nothing is released', () => {
  test('without an entry', async () => {
    expect(outcomes(await send(await bent({ unlogged: true })))).toEqual(['opening-not-logged']);
  });

  test('while the entry is mirrored and not cosigned', async () => {
    const filed = file(event, 'travel', owner);
    await event.publish();
    const batch = await ask(event, staff, travel, [filed]);
    expect((await event.mirror()).status).toBe(200);
    expect(outcomes(await send(batch))).toEqual(['opening-not-logged']);
    await event.publish();
    expect(outcomes(await send(batch))).toEqual(['released']);
  });

  test('for an entry that stands elsewhere', async () => {
    const batch = await bent({});
    const items = requestOf(batch).items.map((item) => ({ ...item, leaf: item.leaf - 1 }));
    expect(outcomes(await send(batch, { items }))).toEqual(['opening-not-logged']);
    const beyond = requestOf(batch).items.map((item) => ({ ...item, leaf: event.leaves.length }));
    expect(outcomes(await send(batch, { items: beyond }))).toEqual(['opening-not-logged']);
  });

  test('to somebody who is no member', async () => {
    const stranger = await makePerson('staff');
    expect(outcomes(await send(await bent({}, stranger)))).toEqual(['roster-right']);
  });

  test('to another desk, or to somebody who only says that she is of the desk', async () => {
    expect(outcomes(await send(await bent({}, outsider, visa)))).toEqual(['opening-desk']);
    expect(outcomes(await send(await bent({}, outsider, travel)))).toEqual(['opening-desk']);
    expect(outcomes(await send(await bent({}, owner, travel)))).toEqual(['opening-desk']);
    expect(outcomes(await send(await bent({}, staff, 'nowhere' as DeskId)))).toEqual(['opening-desk']);
  });

  test('for an entry older than the right to ask', async () => {
    const newcomer = await makePerson('staff');
    await event.add(newcomer);
    const batch = await ask(event, newcomer, travel, [file(event, 'travel', owner)]);
    await event.joinDesk(travel, newcomer);
    await event.publish();
    expect(outcomes(await send(batch))).toEqual(['opening-desk']);
  });

  test('for a right that is mirrored and not cosigned', async () => {
    const newcomer = await makePerson('staff');
    const filed = file(event, 'travel', owner);
    await event.add(newcomer);
    await event.publish();
    const batch = await ask(event, newcomer, travel, [filed]);
    await event.publish();
    await event.joinDesk(travel, newcomer);
    expect((await event.mirror()).status).toBe(200);
    expect(outcomes(await send(batch))).toEqual(['opening-desk']);
    await event.publish();
  });

  test('to somebody who was removed, or who left the team, once that is cosigned', async () => {
    const [leaver, removed] = [await makePerson('staff'), await makePerson('staff')];
    for (const person of [leaver, removed]) {
      await event.add(person);
      await event.joinDesk(travel, person);
    }
    const [asked, given] = [await bent({}, leaver), await bent({}, removed)];
    expect(outcomes(await send(given))).toEqual(['released']);
    const { member } = leaver.card;
    event.enter(await event.sign({ type: 'desk-leave', desk: travel, member }, [leaver]));
    event.enter(await event.sign({ type: 'remove', member: removed.card.member }, [event.officers[0] as Person]));
    expect((await event.mirror()).status).toBe(200);
    await event.publish();
    expect(outcomes(await send(asked))).toEqual(['opening-desk']);
    // Not even what she was given before.
    expect(outcomes(await send(given))).toEqual(['roster-right']);
    expect(outcomes(await send(await bent({}, leaver)))).toEqual(['opening-desk']);
    expect(outcomes(await send(await bent({}, removed)))).toEqual(['roster-right']);
    expect(outcomes(await send(await bent({})))).toEqual(['released']);
  });

  test('when the request was altered after it was logged', async () => {
    const batch = await bent({});
    const items = requestOf(batch).items.map((item) => ({ ...item, bodySalt: toBase64url(bytes(32)) }));
    expect(outcomes(await send(batch, { items }))).toEqual(['opening-not-logged']);
    const other = await ask(event, staff, travel, [(batch.items[0] as (typeof batch.items)[number]).filed], {
      reason: 'letter',
      unlogged: true,
    });
    (other.items[0] as (typeof other.items)[number]).leaf = (batch.items[0] as (typeof batch.items)[number]).leaf;
    expect(outcomes(await send(other))).toEqual(['opening-not-logged']);
  });

  test('to another ephemeral key than the one logged', async () => {
    const batch = await bent({});
    const thief = sealKeyPair(key32(bytes(32)));
    const answer = await send(batch, { ephemeralKey: toBase64url(thief.publicKey) });
    expect(outcomes(answer)).toEqual(['opening-batch']);
  });

  test('without the touch, with a touch over something else, with an older touch', async () => {
    const [first, second] = [await bent({}), await bent({})];
    const borrowed = requestOf(second).assertion;
    expect(outcomes(await send(first, { assertion: borrowed }))).toEqual(['assertion-challenge']);
    expect(outcomes(await send(second))).toEqual(['released']);
    expect(outcomes(await send(first))).toEqual(['assertion-credential']);
    const flipped = Uint8Array.from(first.touch, (byte, i) => (i === first.touch.length - 40 ? byte ^ 1 : byte));
    expect((await send(first, { assertion: toBase64url(flipped) })).status).toBeGreaterThanOrEqual(400);
  });

  test('with two keys, each by its own counter', async () => {
    const [first, second] = [await bent({ key: 1 }), await bent({ key: 0 })];
    expect(outcomes(await send(second))).toEqual(['released']);
    expect(outcomes(await send(first))).toEqual(['released']);
  });

  test('outside its time', async () => {
    const now = Date.now();
    const past = await bent({ time: now - 5 * minute, until: now - minute });
    expect(outcomes(await send(past))).toEqual(['opening-time']);
    const early = await bent({ time: now + 11 * minute, until: now + 20 * minute });
    expect(outcomes(await send(early))).toEqual(['opening-time']);
    const long = await bent({ until: now + 13 * 60 * minute });
    expect(outcomes(await send(long))).toEqual(['opening-time']);
  });

  test('of a record that is closed or not open yet', async () => {
    const now = Date.now();
    for (const times of [{ closesAt: now - minute }, { opensAt: now + 60 * minute }, { purgeAfter: now - minute }]) {
      const batch = await ask(event, staff, travel, [file(event, 'travel', owner, times)]);
      await event.publish();
      expect(outcomes(await send(batch))).toEqual(['opening-closed']);
    }
  });

  test('under another tag than the record’s', async () => {
    expect(outcomes(await send(await bent({ tagKey: key32(bytes(32)) })))).toEqual(['opening-tag']);
    const filed = file(event, 'travel', owner);
    const { digest } = filed.sealed;
    const tag = leafTag(key32(bytes(32)), event.roster.rootfp, digest.slice(0, 16));
    event.leaves[filed.leaf] = encodeLeaf(digestLeaf('record', digest, tag));
    const batch = await ask(event, staff, travel, [filed]);
    await event.publish();
    expect(outcomes(await send(batch))).toEqual(['opening-tag']);
  });

  test('of a revision whose own entry is missing', async () => {
    const filed = file(event, 'travel', owner);
    event.leaves[filed.leaf] = encodeLeaf(digestLeaf('record', bytes(32), bytes(16)));
    const batch = await ask(event, staff, travel, [filed]);
    await event.publish();
    expect(outcomes(await send(batch))).toEqual(['leaf-missing']);
  });

  test('of another revision than the one asked for', async () => {
    const older = file(event, 'travel', owner);
    const newer = file(event, 'travel', owner, { record: older.header.record, revision: 2 });
    const batch = await ask(event, staff, travel, [newer]);
    await event.publish();
    const items = requestOf(batch).items.map((item) => ({
      ...item,
      record: toBase64url(older.sealed.record),
      recordLeaf: older.leaf,
    }));
    expect(outcomes(await send(batch, { items }))).toEqual(['opening-body']);
  });

  test('of a record that its owner has not signed, or that lets in a desk beyond the policy', async () => {
    const stranger = { ...owner, keys: deriveMemberKeys(key32(bytes(32))) };
    const forged = { ...file(event, 'travel', stranger), owner };
    const widened = file(event, 'travel', owner, { readers: [travel, visa] });
    const ask2 = await ask(event, staff, travel, [forged]);
    const ask3 = await ask(event, outsider, visa, [widened]);
    await event.publish();
    expect(outcomes(await send(ask2))).toEqual(['record-signature']);
    expect(outcomes(await send(ask3))).toEqual(['record-policy']);
  });

  test('of an ungated record: there is no share here', async () => {
    const member = await makePerson('staff');
    await event.add(member);
    await event.joinDesk(travel, member);
    const filed = file(event, 'case-travel', member);
    const batch = await ask(event, staff, travel, [filed]);
    await event.publish();
    expect(outcomes(await send(batch))).toEqual(['opening-share']);
  });

  test('without the newest month’s key and the owner’s key, each the one in the roster', async () => {
    const stranger = toBase64url(sealKeyPair(key32(bytes(32))).publicKey);
    const batch = await bent({});
    const { month } = requestOf(batch);
    expect(outcomes(await send(batch, { month: null }))).toEqual(['desk-key']);
    expect(outcomes(await send(batch, { month: { month: thisMonth(), publicKey: stranger } }))).toEqual(['desk-key']);
    expect(outcomes(await send(batch, { month: { month: '2026-10', publicKey: month?.publicKey ?? '' } }))).toEqual([
      'desk-key',
    ]);
    expect(outcomes(await send(batch, { owners: [] }))).toEqual(['desk-key']);
    expect(outcomes(await send(batch, { owners: [{ member: owner.card.member, sealKey: stranger }] }))).toEqual([
      'desk-key',
    ]);
    expect(outcomes(await send(batch))).toEqual(['released']);
  });

  test('for requests of another shape', async () => {
    const batch = await bent({});
    const request = requestOf(batch);
    const extra = await witness.call('POST', '/release', { ...request, hurry: true });
    expect([extra.status, extra.json]).toEqual([400, { code: 'malformed', detail: 'not a known request' }]);
    const fewer = await send(batch, { items: [] });
    expect(outcomes(fewer)).toEqual(['opening-batch']);
    const texted = await witness.call('POST', '/release', { ...request, items: [{ ...request.items[0], leaf: '1' }] });
    expect(texted.status).toBe(400);
  });
});

test('limits count releases, per requester and kind, and not repeats', async () => {
  const three = [owner, second, third].map((person) => file(event, 'reach', person));
  const tooMany = await ask(event, staff, travel, three);
  await event.publish();
  expect(outcomes(await send(tooMany))).toEqual(['released', 'released', 'opening-limit']);
  // What was refused stays so, also when there is room again.
  expect(outcomes(await send(tooMany))).toEqual(['released', 'released', 'opening-limit']);
  const later = await ask(event, staff, travel, [file(event, 'reach', owner)]);
  await event.publish();
  expect(outcomes(await send(later))).toEqual(['released']);
  const fourth = await ask(event, staff, travel, [file(event, 'reach', owner)]);
  const other = await ask(event, outsider, visa, [file(event, 'reach', owner)]);
  await event.publish();
  expect(outcomes(await send(fourth))).toEqual(['opening-limit']);
  expect(outcomes(await send(other))).toEqual(['released']);
  expect(outcomes(await send(await bent({})))).toEqual(['released']);
});

test('before the first month key nothing is released', async () => {
  const fresh = await RunningWitness.make();
  try {
    const young = await Event.draft(fresh);
    const [officer] = young.officers as [Person];
    const batch = await ask(young, officer, officersDesk, [file(young, 'guest-list', officer)]);
    await young.publish();
    expect(outcomes(await send(batch))).toEqual(['desk-waiting']);
  } finally {
    await fresh.remove();
  }
});

test('what is logged is route, status and duration', () => {
  const lines = witness.output().trim().split('\n').slice(2);
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) {
    const { route, status, ms, ...rest } = JSON.parse(line);
    expect([
      'POST /mirror',
      'POST /add-checkpoint',
      'POST /release',
      'POST /outcomes',
      'GET /card',
      'GET /state',
    ]).toContain(route);
    expect([typeof status, typeof ms, rest]).toEqual(['number', 'number', {}]);
  }
});
