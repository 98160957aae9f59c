import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, utf8 } from '#protocol/core/bytes.ts';
import { unwrapAsOwner } from '#protocol/records/unwrap.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import { verifyReceipt, signRetire } from '#protocol/records/retire.ts';
import { toBase64url } from '#protocol/core/bytes.ts';
import { desk, file, itemOf, kind, retire, seal } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';
import { thisMonth } from '../../../support/this-month.ts';

let testEnv: TestEnv;
let world: World;
let staff: Person;
let visa: Person;
let anna: Person;
let ben: Person;
const travel = desk('travel');

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  staff = await world.addMember('staff', travel);
  visa = await world.addMember('staff', desk('visa'));
  await world.mintEpoch(travel, staff);
  await world.mintMonth(thisMonth());
  anna = await world.addMember('participant');
  ben = await world.addMember('participant');
});
afterAll(() => testEnv.close());

const card = (author: Person, text = 'a card') => ({ kind: kind('card'), author, owner: author, content: utf8(text) });

describe('records/put', () => {
  it('stores a revision, its leaf and its wraps; the owner reads it back', async () => {
    const filed = await file(world, card(anna));
    const { records } = await anna.browser.call('records/mine', { after: 0 });
    const found = records.find((record) => record.leaf === filed.leaf);
    expect(found?.record).toBe(toBase64url(filed.sealed.record));
    expect(found?.content).toBe(toBase64url(filed.sealed.content));
    expect(found?.deskWraps).toHaveLength(1);
    const verified = verifyRecord(world.roster, fromBase64url(found?.record ?? ''), filed.leaf, { owner: anna.member });
    expect(unwrapAsOwner(verified, [anna.keys.seal]).tagKey).toEqual(filed.input.secrets.tagKey);
    const { leaves } = await anna.browser.call('log/leaves', { from: filed.leaf, count: 1 });
    expect(fromBase64url(leaves).slice(17, 33)).toEqual(filed.tag);
  });

  it('answers the leaves of a whole file in order, and takes all or none', async () => {
    const reach = { ...card(ben, 'two'), kind: kind('reach') };
    const items = [card(ben, 'one'), reach].map((filing) => itemOf(seal(world, filing)));
    const { leaves } = await ben.browser.call('records/put', { items });
    expect(leaves[1]).toBe((leaves[0] as number) + 1);
    const fresh = itemOf(seal(world, { ...card(ben, 'three'), kind: kind('notes') }));
    expect(await ben.browser.refused('records/put', { items: [fresh, items[0] as (typeof items)[0]] })).toBe(
      'record-conflict',
    );
    const { records } = await ben.browser.call('records/mine', { after: 0 });
    expect(records.map((record) => record.record)).not.toContain(fresh.record);
  });

  it('of two next revisions takes one', async () => {
    const agenda = (text: string) => ({ ...card(anna, text), kind: kind('agenda') });
    const before = await file(world, agenda('first'));
    const next = ['second', 'third'].map((text) => itemOf(seal(world, { ...agenda(text), before })));
    const answers = await Promise.all(next.map((item) => anna.browser.refused('records/put', { items: [item] })));
    expect(answers.toSorted()).toEqual(['not refused', 'record-conflict']);
  });

  it("refuses a revision whose author had not seen the last, or that has another's place", async () => {
    const before = await file(world, card(anna));
    const unseen = seal(world, { ...card(anna), before, header: { seen: before.leaf } });
    expect(await anna.browser.refused('records/put', { items: [itemOf(unseen)] })).toBe('record-conflict');
    const moved = seal(world, { ...card(anna), kind: kind('reach'), before });
    expect(await anna.browser.refused('records/put', { items: [itemOf(moved)] })).toBe('record-place');
  });

  it('refuses what somebody else signed, other content, other readers, and wraps for no reader', async () => {
    const filed = itemOf(seal(world, card(anna)));
    expect(await ben.browser.refused('records/put', { items: [filed] })).toBe('record-author');
    const other = { ...filed, content: itemOf(seal(world, card(anna))).content };
    expect(await anna.browser.refused('records/put', { items: [other] })).toBe('record-signature');
    const wide = seal(world, { ...card(anna), kind: kind('travel'), header: { readers: [travel, desk('visa')] } });
    expect(await anna.browser.refused('records/put', { items: [itemOf(wide)] })).toBe('record-policy');
    const foreign = { ...filed, deskWraps: itemOf(seal(world, card(anna))).deskWraps };
    expect(await anna.browser.refused('records/put', { items: [foreign] })).toBe('wrap-signature');
  });

  it('lets a desk write what the policy lets it write, and nobody else', async () => {
    const itinerary = { kind: kind('itinerary'), author: staff, owner: anna, content: utf8('train') };
    const filed = await file(world, itinerary);
    const { records } = await anna.browser.call('records/mine', { after: 0 });
    expect(records.map((record) => record.leaf)).toContain(filed.leaf);
    const bySomeoneElse = itemOf(seal(world, { ...itinerary, author: visa }));
    expect(await visa.browser.refused('records/put', { items: [bySomeoneElse] })).toBe('record-author');
  });

  it('works while the witness does not answer, and is published when it answers again', async () => {
    await testEnv.witness.kill();
    const filed = await file(world, card(anna, 'offline'));
    expect(testEnv.built.portal.publisher.cosigned).toBeLessThanOrEqual(filed.leaf);
    await testEnv.witness.start();
    await testEnv.built.portal.publisher.published(filed.leaf);
    expect(testEnv.built.portal.publisher.cosigned).toBeGreaterThan(filed.leaf);
  });
});

describe('records/desk', () => {
  it('gives a desk its records and wraps, without the content of gated ones', async () => {
    const gated = await file(world, { ...card(anna), kind: kind('travel') });
    const open = await file(world, {
      kind: kind('case-travel'),
      author: staff,
      desk: travel,
      about: anna,
      content: utf8('case'),
    });
    const { records } = await staff.browser.call('records/desk', { desk: travel, after: 0 });
    const found = (leaf: number) => records.find((record) => record.leaf === leaf);
    expect(found(gated.leaf)?.content).toBeNull();
    expect(found(gated.leaf)?.deskWraps).toEqual(gated.sealed.deskWraps.map((wrap) => toBase64url(wrap)));
    expect(found(open.leaf)?.content).toBe(toBase64url(open.sealed.content));
  });

  it('is for that desk only, and forgets a desk that the newest revision leaves out', async () => {
    expect(await visa.browser.refused('records/desk', { desk: travel, after: 0 })).toBe('forbidden');
    expect(await anna.browser.refused('records/desk', { desk: travel, after: 0 })).toBe('forbidden');
    const before = await file(world, card(anna));
    await file(world, { ...card(anna), before, header: { readers: [] } });
    const { records } = await staff.browser.call('records/desk', { desk: travel, after: 0 });
    expect(records.map((record) => record.record)).not.toContain(toBase64url(before.sealed.record));
  });
});

describe('records/history', () => {
  it('is for owner and readers', async () => {
    const before = await file(world, { ...card(anna), kind: kind('travel') });
    await file(world, { ...card(anna), kind: kind('travel'), before });
    const { revisions } = await staff.browser.call('records/history', { record: before.record, after: 0 });
    const { revision } = before.input.header;
    expect(revisions.map((one) => one.revision).slice(-2)).toEqual([revision, revision + 1]);
    expect(revisions.at(-2)?.bytes).toBe(before.sealed.content.length);
    expect(await visa.browser.refused('records/history', { record: before.record, after: 0 })).toBe('forbidden');
    expect(await ben.browser.refused('records/history', { record: before.record, after: 0 })).toBe('forbidden');
  });
});

describe('records/retire', () => {
  it("is answered with the witness's receipt", async () => {
    const before = await file(world, card(anna));
    await file(world, { ...card(anna), before });
    const lowestLive = before.input.header.revision + 1;
    const receipt = await retire(world, anna, before, lowestLive);
    const statement = await testEnv.db
      .selectFrom('retired')
      .selectAll()
      .where('leaf', '=', receipt.leaf)
      .executeTakeFirstOrThrow();
    expect(statement.lowest_live).toBe(lowestLive);
    expect(statement.receipt).toEqual(fromBase64url(receipt.receipt));
    const sent = { record: before.record, lowestLive, digest: await digestOf(statement.bytes) };
    const { leaf } = verifyReceipt(
      world.roster,
      fromBase64url(receipt.receipt),
      fromBase64url(receipt.signature),
      sent,
    );
    expect(leaf).toBe(receipt.leaf);
  });

  it("refuses somebody else's statement and record, and closing everything", async () => {
    const before = await file(world, card(anna));
    const item = (signer: Person, lowestLive: number) => {
      const statement = {
        rootfp: world.rootfp,
        record: before.record,
        lowestLive,
        signer: signer.member,
        time: Date.now(),
      };
      const made = signRetire(statement, signer.keys.sign.secretKey, before.input.secrets.tagKey);
      return { retire: toBase64url(made.bytes), tag: toBase64url(made.leaf.tag) };
    };
    expect(await ben.browser.refused('records/retire', { items: [item(anna, 1)] })).toBe('record-author');
    expect(await ben.browser.refused('records/retire', { items: [item(ben, 1)] })).toBe('record-author');
    expect(
      await anna.browser.refused('records/retire', { items: [item(anna, before.input.header.revision + 1)] }),
    ).toBe('record-expected');
  });
});

async function digestOf(bytes: Uint8Array): Promise<Uint8Array> {
  const { retireDigest, signedRetire } = await import('#protocol/records/retire.ts');
  return retireDigest(signedRetire.parse(bytes).retire);
}
